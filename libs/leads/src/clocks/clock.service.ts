import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import type { ClockKind, Urgency } from '#contract';
import { OrganisationService, type WorkingTime } from '#content';
import { gather, insertRow, newId } from '#platform';
import { cancel, enqueueJob } from '#queue';
import { CHECK_CLOCK } from '../jobs.js';
import { ActivityService } from '../timeline/activity.service.js';
import { clockDue } from './clock-due.js';
import { clockJobKey, type PauseCause, pauseClocks, resumeClocks } from './pausing.js';

/** A promise to begin. */
export interface ClockStart {
  leadId: string;
  kind: ClockKind;
  /** What it is about (an inquiry, a call): one clock of a kind for each. */
  subjectId: string;
  urgency: Urgency;
  from: Date;
  /** A time agreed on; needed for `scheduled_arrival`, otherwise worked out. */
  dueAt?: Date;
  /** Read by the caller already; otherwise it is read. */
  working?: WorkingTime;
}

/** What checking a due clock found. */
export interface ClockMissed {
  clockId: string;
  leadId: string;
  kind: ClockKind;
  /** What it is about. */
  subjectId: string;
  dueAt: Date;
}

interface ClockRow {
  id: string;
  lead_id: string;
  kind: ClockKind;
  subject_id: string;
  due_at: Date;
}

interface EndedRow extends ClockRow {
  missed_at: Date | null;
}

/** Starts promises, ends them, and says once when one was missed. */
@Injectable()
export class ClockService {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly activities: ActivityService,
  ) {}

  /**
   * Starts a clock with its job at the due time. The same kind and subject again starts nothing.
   * @returns when it is due (of the clock there was, for a repeat) and whether it is new
   */
  async start(
    manager: EntityManager,
    clock: ClockStart,
    now: Date,
  ): Promise<{ clockId: string; dueAt: Date; started: boolean }> {
    const dueAt = clock.dueAt ?? (await this.dueAt(manager, clock));
    const id = newId();
    const added = await insertRow(
      manager,
      'clock',
      {
        id,
        lead_id: clock.leadId,
        kind: clock.kind,
        subject_id: clock.subjectId,
        started_at: clock.from,
        due_at: dueAt,
        created_at: now,
      },
      { onConflict: 'DO NOTHING' },
    );
    if (!added) return { ...(await this.#known(manager, clock)), started: false };
    await enqueueJob(manager, CHECK_CLOCK, { clockId: id }, { dueAt, dedupeKey: clockJobKey(id) });
    await refreshNextAction(manager, clock.leadId);
    return { clockId: id, dueAt, started: true };
  }

  /**
   * Marks clocks of these kinds as kept by what happened at `at`, and calls their jobs off. One that
   * was over by then counts as missed, also when nobody was there to notice; one that was taken for
   * missed before its attempt came to light counts as kept. Gives how many were kept. All subjects unless one is given.
   */
  async meet(
    manager: EntityManager,
    leadId: string,
    kinds: readonly ClockKind[],
    at: Date,
    actor: Actor,
    now: Date,
    /** The one that was promised about this; left out: all of these kinds. */
    subjectId?: string,
  ): Promise<number> {
    const [rows] = await manager.query<[EndedRow[], number]>(
      `UPDATE clock SET met_at = CASE WHEN due_at >= $3 THEN $3::timestamptz END,
         missed_at = CASE WHEN due_at < $3 THEN due_at END
       WHERE lead_id = $1 AND kind = ANY($2::text[]) AND met_at IS NULL AND cancelled_at IS NULL
         AND ($4::uuid IS NULL OR subject_id = $4)
         AND (missed_at IS NULL OR (started_at <= $3 AND due_at >= $3))
       RETURNING id, lead_id, kind, subject_id, due_at, missed_at`,
      [leadId, kinds, at, subjectId ?? null],
    );
    const missed = rows.filter((row) => row.missed_at !== null);
    for (const row of missed) await this.#sayMissed(manager, row, actor, now);
    for (const { id } of rows) await cancel(manager, clockJobKey(id), now);
    if (rows.length > 0) await refreshNextAction(manager, leadId);
    return rows.length - missed.length;
  }

  /** Lets the promises to reach a lead's person stand still until a time. */
  async pause(
    manager: EntityManager,
    lead: { id: string; urgency: Urgency },
    until: Date,
    because: PauseCause,
    now: Date,
  ): Promise<void> {
    const working = await this.organisation.workingTime(manager);
    await pauseClocks(manager, lead, until, because, working, now);
    await refreshNextAction(manager, lead.id);
  }

  /** Ends a pause before its time. */
  async resume(
    manager: EntityManager,
    lead: { id: string; urgency: Urgency },
    now: Date,
  ): Promise<void> {
    await resumeClocks(manager, lead, await this.organisation.workingTime(manager), now);
    await refreshNextAction(manager, lead.id);
  }

  /** Ends running clocks without a verdict (the lead was closed). All kinds and subjects unless some are given. */
  async cancel(
    manager: EntityManager,
    leadId: string,
    now: Date,
    kinds?: readonly ClockKind[],
    subjectId?: string,
  ): Promise<number> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE clock SET cancelled_at = $3 WHERE lead_id = $1 AND ($2::text[] IS NULL OR kind = ANY($2))
         AND met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL
         AND ($4::uuid IS NULL OR subject_id = $4) RETURNING id`,
      [leadId, kinds ?? null, now, subjectId ?? null],
    );
    for (const { id } of rows) await cancel(manager, clockJobKey(id), now);
    if (rows.length > 0) await refreshNextAction(manager, leadId);
    return rows.length;
  }

  /**
   * What is to be done with a clock at its due time: a running one whose time is over is missed now,
   * with a row on the timeline, exactly once. Null when it was met, cancelled, missed before, or is not due.
   */
  async missDue(
    manager: EntityManager,
    clockId: string,
    actor: Actor,
    now: Date,
  ): Promise<ClockMissed | null> {
    const [rows] = await manager.query<[ClockRow[], number]>(
      `UPDATE clock SET missed_at = $2 WHERE id = $1 AND due_at <= $2
         AND met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL
       RETURNING id, lead_id, kind, subject_id, due_at`,
      [clockId, now],
    );
    const [row] = rows;
    if (!row) return null;
    await this.#sayMissed(manager, row, actor, now);
    await refreshNextAction(manager, row.lead_id);
    announce(manager, {
      event: 'lead.changed',
      id: row.lead_id,
      leadId: row.lead_id,
      created: false,
    });
    const { id, lead_id: leadId, kind, subject_id: subjectId, due_at: dueAt } = row;
    return { clockId: id, leadId, kind, subjectId, dueAt };
  }

  async #sayMissed(manager: EntityManager, row: ClockRow, actor: Actor, now: Date): Promise<void> {
    await this.activities.record(
      manager,
      {
        leadId: row.lead_id,
        kind: 'clock.missed',
        payload: { clock: row.kind, dueAt: row.due_at.toISOString() },
        at: now,
        actor,
        subjectId: row.id,
      },
      now,
    );
  }

  /** When a promise that begins is due. */
  async dueAt(
    manager: EntityManager,
    clock: Pick<ClockStart, 'kind' | 'urgency' | 'from' | 'working'>,
  ): Promise<Date> {
    if (clock.kind === 'scheduled_arrival') throw new Error('An arrival needs its agreed time.');
    const working = clock.working ?? (await this.organisation.workingTime(manager));
    return clockDue(clock.kind, clock.urgency, clock.from, working);
  }

  async #known(
    manager: EntityManager,
    clock: ClockStart,
  ): Promise<{ clockId: string; dueAt: Date }> {
    const [row] = await manager.query<{ id: string; due_at: Date }[]>(
      'SELECT id, due_at FROM clock WHERE lead_id = $1 AND kind = $2 AND subject_id = $3',
      [clock.leadId, clock.kind, clock.subjectId],
    );
    if (!row) throw new Error('A clock was neither started nor found');
    return { clockId: row.id, dueAt: row.due_at };
  }
}

/** With `coalesce` only the indexes by lead will do: those of all that is open look small until they have been analysed. */
const NEXT_ACTION = `CASE WHEN closed_at IS NULL THEN LEAST(
  (SELECT min(due_at) FROM clock WHERE lead_id = l.id AND coalesce(met_at, missed_at, cancelled_at) IS NULL),
  (SELECT min(due_at) FROM task WHERE lead_id = l.id AND coalesce(done_at, dropped_at) IS NULL)) END`;

/**
 * Sets when a lead is next to be looked after: the earliest due time of its running clocks and open
 * tasks; never for a closed one.
 */
export function refreshNextAction(manager: EntityManager, leadId: string): Promise<void> {
  return gather(manager, 'next-action', [leadId], async (leadIds) => {
    await manager.query(
      `UPDATE lead l SET next_action_at = ${NEXT_ACTION}
       WHERE id = ANY($1::uuid[]) AND next_action_at IS DISTINCT FROM ${NEXT_ACTION}`,
      [[...new Set(leadIds)]],
    );
  });
}
