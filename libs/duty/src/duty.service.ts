import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { isId } from '#platform';
import { colleagueNotFound } from './duty.errors.js';

/** Changes what duty says of a colleague beside the calendar. Belongs into the caller's transaction. */
@Injectable()
export class DutyService {
  constructor(private readonly audit: AuditService) {}

  /** The switch by hand. Throws `staff.not_found`. */
  async switchDuty(
    manager: EntityManager,
    staffId: string,
    onDuty: boolean,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#change(manager, staffId, 'on_duty', onDuty, actor, now);
  }

  /** How many open leads they may hold; null: no limit. Throws `staff.not_found`. */
  async setCapacity(
    manager: EntityManager,
    staffId: string,
    capacity: number | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#change(manager, staffId, 'capacity', capacity, actor, now);
  }

  async #change(
    manager: EntityManager,
    staffId: string,
    column: 'on_duty' | 'capacity',
    value: boolean | number | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (!isId(staffId)) throw colleagueNotFound();
    const [, changed] = await manager.query<[unknown[], number]>(
      `UPDATE staff_user SET ${column} = $2, version = version + 1, updated_at = $3
       WHERE id = $1 AND status = 'active'`,
      [staffId, value, now],
    );
    if (changed === 0) throw colleagueNotFound();
    const action = column === 'on_duty' ? 'staff.duty_switched' : 'staff.capacity_set';
    const entry = { actor, action, resource: 'staff_user', resourceId: staffId };
    await this.audit.record(manager, { ...entry, details: { [column]: value } }, now);
  }
}
