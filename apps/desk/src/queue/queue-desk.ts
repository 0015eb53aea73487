import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { codesOf, may, QUEUE_REASONS, type QueueReason, type QueueSummary } from '#contract';
import { DutyQueries } from '#duty';
import { LeadWorkService } from '#follow-up';
import { leadError, QueueService } from '#leads';
import type { Visit } from '../http/visit.js';
import type { Looking } from './queue.list.js';

/** Hands the queue out to whoever sits at the desk. Writes belong into the caller's transaction. */
@Injectable()
export class QueueDesk {
  constructor(
    private readonly queue: QueueService,
    private readonly duty: DutyQueries,
    private readonly work: LeadWorkService,
  ) {}

  /** Who looks, and who is on duty beside them. */
  async looking(manager: EntityManager, { colleague }: Visit, now: Date): Promise<Looking> {
    const { onDuty } = await this.duty.at(manager, now);
    return { me: colleague.id, teamId: colleague.teamId, onDuty: onDuty.map(({ id }) => id), now };
  }

  /** The next person, theirs from now on; null when nobody waits for them. */
  async next(manager: EntityManager, visit: Visit, now: Date): Promise<string | null> {
    const { me, teamId, onDuty } = await this.looking(manager, visit, now);
    const leadId = await this.queue.next(manager, { staffId: me, teamId, onDuty }, now);
    if (leadId) await this.#own(manager, leadId, visit, now);
    return leadId;
  }

  /**
   * This one, now. What a colleague on duty has is theirs (`queue.taken`), unless a manager takes it.
   * Throws `lead.not_found`, `lead.already_closed`, `record.version_conflict`.
   */
  async take(
    manager: EntityManager,
    leadId: string,
    version: number | undefined,
    visit: Visit,
    now: Date,
  ): Promise<void> {
    const { me, onDuty } = await this.looking(manager, visit, now);
    const [lead] = await manager.query<{ owner_id: string | null; name: string | null }[]>(
      `SELECT l.owner_id, s.name FROM lead l LEFT JOIN staff_user s ON s.id = l.owner_id
       WHERE l.id = $1 FOR UPDATE OF l`,
      [leadId],
    );
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    const free = lead.owner_id === null || lead.owner_id === me || !onDuty.includes(lead.owner_id);
    const mayGive = may(visit.colleague.role, 'lead.assign');
    if (!free && !mayGive) {
      throw leadError('queue.taken', `${lead.name ?? 'A colleague'} has this lead.`);
    }
    // Also of a colleague who is off duty: whoever has somebody open is not passed over.
    if (lead.owner_id === null || !mayGive) {
      await this.queue.refuseTaken(manager, leadId, me, now);
    }
    await this.#own(manager, leadId, visit, now, version);
    await this.queue.mark(manager, leadId, me, now);
  }

  /** How much waits, for whom, and how it stands. */
  async summary(manager: EntityManager, visit: Visit, now: Date): Promise<QueueSummary> {
    const { me, onDuty } = await this.looking(manager, visit, now);
    const hidden = [...(visit.actor.hidden ?? [])];
    const rows = await manager.query<CountRow[]>(
      `SELECT because, count(*) FILTER (WHERE waits) AS waiting,
         count(*) FILTER (WHERE waits AND due_at < $1) AS late,
         count(*) FILTER (WHERE NOT waits) AS held,
         count(*) FILTER (WHERE waits AND owner_id = $2) AS mine,
         min(due_at) FILTER (WHERE waits) AS oldest, min(hold_until) FILTER (WHERE NOT waits) AS next
       FROM (SELECT because, due_at, owner_id, hold_until,
         (hold_until IS NULL OR hold_until <= $1) AS waits FROM queue_entry
         WHERE NOT lead_id = ANY ($3::uuid[])) q GROUP BY because`,
      [now, me, hidden],
    );
    const sum = (field: 'waiting' | 'late' | 'held' | 'mine') =>
      rows.reduce((total, row) => total + Number(row[field]), 0);
    const counts = { waiting: sum('waiting'), held: sum('held'), late: sum('late') };
    const state = stateOf(counts, onDuty.length);
    const nextAt = earliest(rows.map((row) => row.next));
    return {
      asOf: now.toISOString(),
      ...counts,
      mine: sum('mine'),
      byReason: codesOf(QUEUE_REASONS).map((because) => ({
        because,
        waiting: Number(rows.find((row) => row.because === because)?.waiting ?? 0),
      })),
      onDuty: onDuty.length,
      oldestDueAt: earliest(rows.map((row) => row.oldest))?.toISOString() ?? null,
      nextAt: nextAt?.toISOString() ?? null,
      state,
      sentence: sentenceOf(state, counts, onDuty.length),
    };
  }

  async #own(
    manager: EntityManager,
    leadId: string,
    { colleague, actor }: Visit,
    now: Date,
    version?: number,
  ): Promise<void> {
    const [lead] = await manager.query<{ owner_id: string | null; team_id: string | null }[]>(
      'SELECT owner_id, team_id FROM lead WHERE id = $1',
      [leadId],
    );
    if (lead?.owner_id === colleague.id && version === undefined) return;
    const to = { ownerId: colleague.id, teamId: lead?.team_id ?? null, because: 'hand' as const };
    await this.work.assign(
      manager,
      leadId,
      { ...to, ...(version === undefined ? {} : { version }) },
      actor,
      now,
    );
  }
}

interface CountRow {
  because: QueueReason;
  waiting: string;
  late: string;
  held: string;
  mine: string;
  oldest: Date | null;
  next: Date | null;
}

type State = QueueSummary['state'];

function stateOf(counts: { waiting: number; late: number }, onDuty: number): State {
  if (counts.waiting === 0) return 'empty';
  if (counts.late > onDuty) return 'overloaded';
  return counts.late > 0 ? 'busy' : 'calm';
}

function sentenceOf(
  state: State,
  { waiting, held, late }: { waiting: number; held: number; late: number },
  onDuty: number,
): string {
  const people = (count: number) => (count === 1 ? '1 person waits' : `${count} people wait`);
  switch (state) {
    case 'empty':
      return held > 0 ? `Nobody waits now; ${held} later.` : 'Nobody waits.';
    case 'calm':
      return `${people(waiting)}; nobody is late.`;
    case 'busy':
      return `${people(waiting)}; ${late} late.`;
    case 'overloaded':
      return `${people(waiting)}; ${late} late, with ${onDuty} on duty. Ask for help.`;
  }
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((first, date) => (date && (!first || date < first) ? date : first), null);
}
