import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { ShiftEdit, ShiftInput, ShiftKind, ShiftPlanInput } from '#contract';
import { OrganisationService } from '#content';
import { isId, newId, versionConflict } from '#platform';
import { colleagueNotFound, shiftNotFound, shiftOverlaps } from './duty.errors.js';
import { anyOverlap, type Stretch, stretchesOf } from './plan-shifts.js';
import { ShiftEntity } from './shift.entity.js';

/** Keeps the duty calendar. Every write belongs into the caller's transaction. */
@Injectable()
export class ShiftService {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly audit: AuditService,
  ) {}

  /** Puts one stretch into the calendar. Throws `staff.not_found`, `shift.overlaps`. */
  async plan(
    manager: EntityManager,
    input: ShiftInput,
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity> {
    const stretch = { startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) };
    const [shift] = await this.#write(manager, input, [stretch], actor, now);
    if (!shift) throw new Error('A shift was not written');
    return shift;
  }

  /** The same hours on many days, all or none of them. Throws like `plan`. */
  async planMany(
    manager: EntityManager,
    plan: ShiftPlanInput,
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity[]> {
    const { timeZone } = await this.organisation.workingTime(manager);
    const stretches = stretchesOf(plan, timeZone);
    if (anyOverlap(stretches)) throw shiftOverlaps();
    return this.#write(manager, plan, stretches, actor, now);
  }

  /** Moves a stretch or changes its kind. Throws `shift.not_found`, `shift.overlaps`, `record.version_conflict`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: ShiftEdit,
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity> {
    const shift = await this.#living(manager, id, edit.version, edit);
    const startsAt = new Date(edit.startsAt);
    const endsAt = new Date(edit.endsAt);
    await this.#lockStaff(manager, shift.staffId);
    await refuseOverlap(manager, shift.staffId, edit.kind, [{ startsAt, endsAt }], id);
    Object.assign(shift, {
      kind: edit.kind,
      startsAt,
      endsAt,
      phone: edit.phone ?? null,
      note: edit.note ?? null,
    });
    return this.#save(manager, shift, 'shift.changed', actor, now);
  }

  /** Takes a stretch out of the calendar; the row stays. Throws like `edit`. */
  async cancel(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity> {
    const shift = await this.#living(manager, id, version, { version });
    shift.cancelledAt = now;
    return this.#save(manager, shift, 'shift.cancelled', actor, now);
  }

  async #write(
    manager: EntityManager,
    input: {
      staffId: string;
      kind: ShiftKind;
      phone?: string | null | undefined;
      note?: string | undefined;
    },
    stretches: readonly Stretch[],
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity[]> {
    const { staffId, kind } = input;
    await this.#lockStaff(manager, staffId);
    await refuseOverlap(manager, staffId, kind, stretches, null);
    const shifts = stretches.map((stretch) =>
      manager.create(ShiftEntity, {
        id: newId(),
        staffId,
        kind,
        ...stretch,
        phone: input.phone ?? null,
        note: input.note ?? null,
        version: 1,
        cancelledAt: null,
        createdAt: now,
        updatedAt: now,
      }),
    );
    if (shifts.length > 0) await manager.insert(ShiftEntity, shifts);
    await this.audit.recordAll(
      manager,
      shifts.map((shift) => entryOf('shift.planned', shift, actor)),
      now,
    );
    return shifts;
  }

  /** Two who plan for the same colleague wait for each other, so that stretches cannot overlap. */
  async #lockStaff(manager: EntityManager, staffId: string): Promise<void> {
    const found = await manager.query<unknown[]>(
      `SELECT 1 FROM staff_user WHERE id = $1 AND status = 'active' FOR UPDATE`,
      [staffId],
    );
    if (found.length === 0) throw colleagueNotFound();
  }

  async #living(
    manager: EntityManager,
    id: string,
    version: number,
    yours: Record<string, unknown>,
  ): Promise<ShiftEntity> {
    if (!isId(id)) throw shiftNotFound();
    const shift = await manager.findOne(ShiftEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!shift || shift.cancelledAt) throw shiftNotFound();
    if (shift.version !== version) {
      const { kind, startsAt, endsAt, note } = shift;
      throw versionConflict({ kind, startsAt, endsAt, note, version: shift.version }, yours);
    }
    return shift;
  }

  async #save(
    manager: EntityManager,
    shift: ShiftEntity,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<ShiftEntity> {
    const saved = await manager.save(
      Object.assign(shift, { version: shift.version + 1, updatedAt: now }),
    );
    await this.audit.record(manager, entryOf(action, saved, actor), now);
    return saved;
  }
}

function entryOf(action: string, shift: ShiftEntity, actor: Actor) {
  const { id, staffId, kind, startsAt, endsAt } = shift;
  const details = {
    staffId,
    kind,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
  return { actor, action, resource: 'shift', resourceId: id, details };
}

async function refuseOverlap(
  manager: EntityManager,
  staffId: string,
  kind: ShiftKind,
  stretches: readonly Stretch[],
  except: string | null,
): Promise<void> {
  const found = await manager.query<unknown[]>(
    `SELECT 1 FROM shift s, unnest($3::timestamptz[], $4::timestamptz[]) AS n(starts_at, ends_at)
     WHERE s.staff_id = $1 AND s.kind = $2 AND s.cancelled_at IS NULL
       AND s.starts_at < n.ends_at AND s.ends_at > n.starts_at
       AND ($5::uuid IS NULL OR s.id <> $5) LIMIT 1`,
    [
      staffId,
      kind,
      stretches.map(({ startsAt }) => startsAt),
      stretches.map(({ endsAt }) => endsAt),
      except,
    ],
  );
  if (found.length > 0) throw shiftOverlaps();
}
