import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { ClosedDayEntity } from './closed-day.entity.js';
import { closedDayExists, closedDayNotFound } from './duty.errors.js';
import { type Holiday, holidaysOf } from './holidays.js';

/** Keeps the days on which we do not work. What an administrator decided is never undone by the calendar. */
@Injectable()
export class ClosedDayService {
  constructor(private readonly audit: AuditService) {}

  /** Puts a day into the calendar. Throws `closed_day.exists`. */
  async add(
    manager: EntityManager,
    input: Holiday & { closed: boolean },
    actor: Actor,
    now: Date,
  ): Promise<ClosedDayEntity> {
    const added = await manager.query<unknown[]>(
      `INSERT INTO closed_day (day, name, closed, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING day`,
      [input.day, input.name, input.closed, now],
    );
    if (added.length === 0) throw closedDayExists();
    return this.#recorded(manager, input.day, 'closed_day.added', actor, now);
  }

  /** Closes or opens a day of the calendar, or gives it another name. Throws `closed_day.not_found`. */
  async decide(
    manager: EntityManager,
    day: string,
    decision: { closed: boolean; name?: string | undefined },
    actor: Actor,
    now: Date,
  ): Promise<ClosedDayEntity> {
    const [, changed] = await manager.query<[unknown[], number]>(
      'UPDATE closed_day SET closed = $2, name = COALESCE($3, name), updated_at = $4 WHERE day = $1',
      [day, decision.closed, decision.name ?? null, now],
    );
    if (changed === 0) throw closedDayNotFound();
    return this.#recorded(manager, day, 'closed_day.decided', actor, now);
  }

  /** Writes the public holidays of this year and the next into the calendar, where they are missing. Gives how many. */
  async addHolidays(manager: EntityManager, now: Date): Promise<number> {
    const year = now.getUTCFullYear();
    const holidays = await holidaysOf([year, year + 1]);
    const added = await manager.query<unknown[]>(
      `INSERT INTO closed_day (day, name) SELECT * FROM unnest($1::date[], $2::text[])
       ON CONFLICT DO NOTHING RETURNING day`,
      [holidays.map(({ day }) => day), holidays.map(({ name }) => name)],
    );
    return added.length;
  }

  async #recorded(
    manager: EntityManager,
    day: string,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<ClosedDayEntity> {
    const found = await manager.findOneByOrFail(ClosedDayEntity, { day });
    const { closed } = found;
    const entry = { actor, action, resource: 'closed_day', resourceId: day, details: { closed } };
    await this.audit.record(manager, entry, now);
    return found;
  }
}
