import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, SYSTEM, staffIdOf } from '#audit';
import type { BedHoldAnswer, BedHoldCreate, BedHoldState, BedHoldView } from '#contract';
import { databaseCode, newId } from '#platform';
import { enqueueJob } from '#queue';
import {
  directoryError,
  fieldError,
  fieldsOf,
  programNotFound,
  refuseOldVersion,
} from '../directory-errors.js';
import { FacilityService } from '../facility.service.js';
import { EXPIRE_BED_HOLD } from '../jobs.js';
import { ProgramEntity } from '../program.entity.js';
import { BedHoldEntity } from './bed.entity.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long a bed that was confirmed is kept unless the facility says until when. */
const KEPT_HOURS = 24;
/** No hold lasts longer. */
const LONGEST_DAYS = 14;

/** What may follow what; a state with nothing after it is an end. */
export const HOLD_TRANSITIONS: Readonly<Record<BedHoldState, readonly BedHoldState[]>> = {
  asked: ['confirmed', 'declined', 'expired', 'released'],
  confirmed: ['expired', 'released'],
  declined: [],
  expired: [],
  released: [],
};

/** Beds that a facility is asked to keep for a lead: asked, confirmed or declined, and ended by time or by hand. */
@Injectable()
export class BedHoldService {
  constructor(private readonly facilities: FacilityService) {}

  /** Asks. Throws `program.not_found`, `bed_hold.exists`. The lead has been looked up by the caller. */
  async ask(
    manager: EntityManager,
    programId: string,
    { leadId, minutes }: BedHoldCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const program = await manager.findOneBy(ProgramEntity, { id: programId });
    if (!program || program.takenBackAt) throw programNotFound();
    const id = newId();
    const expiresAt = new Date(now.getTime() + minutes * MINUTE);
    try {
      await manager.insert(BedHoldEntity, {
        id,
        programId,
        leadId,
        askedBy: staffIdOf(actor),
        askedAt: now,
        expiresAt,
        createdAt: now,
        updatedAt: now,
      });
    } catch (error) {
      if (databaseCode(error) !== '23505') throw error;
      throw directoryError('bed_hold.exists', 'A bed is asked for or kept for this person here.');
    }
    await this.#endsAt(manager, id, expiresAt);
    await this.#recorded(manager, { id, programId, leadId }, 'asked', actor, now);
    return id;
  }

  /** Writes down what the facility said. Throws `bed_hold.not_found`, `bed_hold.settled`, `record.version_conflict`. */
  async answer(
    manager: EntityManager,
    id: string,
    { version, state, until }: BedHoldAnswer,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const hold = await this.#open(manager, id, version, state);
    const kept = until ? new Date(until) : new Date(now.getTime() + KEPT_HOURS * HOUR);
    if (state === 'confirmed') refuseUntil(kept, now);
    const expiresAt = state === 'confirmed' ? kept : hold.expiresAt;
    await this.#settle(manager, hold, { state, expiresAt }, actor, now);
    if (state === 'confirmed') await this.#endsAt(manager, id, expiresAt);
  }

  /** Gives the bed back. Throws like `answer`. */
  async release(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const hold = await this.#open(manager, id, version, 'released');
    await this.#settle(manager, hold, { state: 'released' }, actor, now);
  }

  /** Ends a hold whose time is over; does nothing to one that was settled or prolonged. */
  async expire(manager: EntityManager, id: string, now: Date): Promise<void> {
    const hold = await manager.findOne(BedHoldEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!hold || hold.expiresAt > now || !HOLD_TRANSITIONS[hold.state].includes('expired')) return;
    await this.#settle(manager, hold, { state: 'expired' }, SYSTEM, now);
  }

  /** Holds of a facility's programs: the living ones first, then the latest, at most 50. */
  async ofFacility(manager: EntityManager, facilityId: string): Promise<BedHoldView[]> {
    return this.#views(
      manager,
      `WHERE p.facility_id = $1 ORDER BY (h.state IN ('asked', 'confirmed')) DESC, h.asked_at DESC, h.id LIMIT 50`,
      facilityId,
    );
  }

  /** One hold. Throws `bed_hold.not_found`. */
  async get(manager: EntityManager, id: string): Promise<BedHoldView> {
    const [hold] = await this.#views(manager, 'WHERE h.id = $1', id);
    if (!hold) throw holdNotFound();
    return hold;
  }

  async #views(manager: EntityManager, where: string, value: string): Promise<BedHoldView[]> {
    const rows = await manager.query<
      (Omit<BedHoldView, 'askedAt' | 'expiresAt' | 'answeredAt'> & {
        askedAt: Date;
        expiresAt: Date;
        answeredAt: Date | null;
      })[]
    >(
      `SELECT h.id, h.version, h.program_id AS "programId", h.lead_id AS "leadId", l.number::int AS "leadNumber",
         h.state, h.asked_by AS "askedBy", h.asked_at AS "askedAt", h.expires_at AS "expiresAt",
         h.answered_by AS "answeredBy", h.answered_at AS "answeredAt"
       FROM bed_hold h JOIN program p ON p.id = h.program_id JOIN lead l ON l.id = h.lead_id ${where}`,
      [value],
    );
    return rows.map((row) => ({
      ...row,
      askedAt: row.askedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      answeredAt: row.answeredAt?.toISOString() ?? null,
    }));
  }

  async #open(
    manager: EntityManager,
    id: string,
    version: number,
    state: BedHoldState,
  ): Promise<BedHoldEntity> {
    const hold = await manager.findOne(BedHoldEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!hold) throw holdNotFound();
    refuseOldVersion(hold, version, fieldsOf(hold), { state });
    if (HOLD_TRANSITIONS[hold.state].includes(state)) return hold;
    throw directoryError(
      'bed_hold.settled',
      `This hold is ${hold.state}; it cannot become ${state}.`,
    );
  }

  async #settle(
    manager: EntityManager,
    hold: BedHoldEntity,
    next: { state: BedHoldState; expiresAt?: Date },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.update(BedHoldEntity, hold.id, {
      ...next,
      answeredBy: staffIdOf(actor),
      answeredAt: now,
      version: hold.version + 1,
      updatedAt: now,
    });
    await this.#recorded(manager, hold, next.state, actor, now);
  }

  async #endsAt(manager: EntityManager, id: string, dueAt: Date): Promise<void> {
    const dedupeKey = `bed-hold:${id}:${dueAt.getTime()}`;
    await enqueueJob(manager, EXPIRE_BED_HOLD, { holdId: id }, { dueAt, dedupeKey });
  }

  async #recorded(
    manager: EntityManager,
    { id, programId, leadId }: { id: string; programId: string; leadId: string },
    state: BedHoldState,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { facilityId } = await manager.findOneByOrFail(ProgramEntity, { id: programId });
    const details = { holdId: id, programId, leadId };
    await this.facilities.recorded(manager, facilityId, `bed_hold.${state}`, details, actor, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}

function refuseUntil(until: Date, now: Date): void {
  if (until <= now) throw fieldError('until', 'This is past.');
  if (until.getTime() - now.getTime() > LONGEST_DAYS * 24 * HOUR) {
    throw fieldError('until', `A bed is kept for at most ${LONGEST_DAYS} days.`);
  }
}

function holdNotFound() {
  return directoryError('bed_hold.not_found', 'There is no such hold.');
}
