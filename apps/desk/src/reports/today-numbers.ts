import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type NumberView, type TodayReport, UNCOUNTED_REASONS } from '#contract';
import { type CallFilter, CallList } from '../calls/call.list.js';
import type { LeadFilter } from '../leads/lead.filter.js';
import { LeadList, type ListContext } from '../leads/lead.list.js';
import { type TaskFilter, TaskList } from '../tasks/task.list.js';

interface Wording {
  name: string;
  label: string;
  sentence: string;
}

/**
 * The start page's numbers. Each is counted by the very list that it opens, so a number and the
 * records behind it cannot disagree.
 */
@Injectable()
export class TodayNumbers {
  constructor(
    private readonly leads: LeadList,
    private readonly calls: CallList,
    private readonly tasks: TaskList,
  ) {}

  async report(manager: EntityManager, me: string, now: Date): Promise<TodayReport> {
    const { timeZone, from, to } = await today(manager, now);
    const context = { me, now };
    const missed = { missed: true, startedFrom: from, startedTo: to };
    const numbers = await Promise.all([
      this.leadNumber(manager, context, RECEIVED, {
        counted: true,
        receivedFrom: from,
        receivedTo: to,
      }),
      this.leadNumber(manager, context, WAITING, { waiting: true, counted: true }),
      this.leadNumber(manager, context, OVERDUE, { overdue: true }),
      this.callNumber(manager, me, MISSED, missed),
      this.callNumber(manager, me, RECOVERED, { ...missed, recovered: true }),
      this.taskNumber(manager, context, DUE, { open: true, dueTo: to }),
      this.firstAttempt(manager, from, to),
    ]);
    return { asOf: now.toISOString(), timeZone, numbers };
  }

  private async leadNumber(
    manager: EntityManager,
    context: ListContext,
    wording: Wording,
    filter: LeadFilter,
  ): Promise<NumberView> {
    const value = await this.leads.count(manager, filter, context);
    return { ...wording, value, unit: 'count', opens: { resource: 'leads', filter } };
  }

  private async callNumber(
    manager: EntityManager,
    me: string,
    wording: Wording,
    filter: CallFilter,
  ): Promise<NumberView> {
    const value = await this.calls.count(manager, filter, me);
    return { ...wording, value, unit: 'count', opens: { resource: 'calls', filter } };
  }

  private async taskNumber(
    manager: EntityManager,
    context: ListContext,
    wording: Wording,
    filter: TaskFilter,
  ): Promise<NumberView> {
    const value = await this.tasks.count(manager, filter, context);
    return { ...wording, value, unit: 'count', opens: { resource: 'tasks', filter } };
  }

  private async firstAttempt(
    manager: EntityManager,
    from: string,
    to: string,
  ): Promise<NumberView> {
    const [row] = await manager.query<{ minutes: number | null }[]>(
      `SELECT percentile_cont(0.5) WITHIN GROUP (
         ORDER BY extract(epoch FROM l.first_attempt_at - l.received_at) / 60) AS minutes
       FROM lead l
       WHERE l.received_at >= $1 AND l.received_at < $2 AND l.first_attempt_at IS NOT NULL
         AND NOT (l.closed_reason IS NOT NULL AND l.closed_reason = ANY ($3::text[]))`,
      [from, to, UNCOUNTED_REASONS],
    );
    const minutes = row?.minutes ?? null;
    const value = minutes === null ? null : Math.round(minutes * 10) / 10;
    return { ...ATTEMPT, value, unit: 'minutes', opens: null };
  }
}

/** Today in the organisation's zone: from midnight to the next, as ISO instants. */
async function today(manager: EntityManager, now: Date) {
  const [row] = await manager.query<{ zone: string; from: Date; to: Date }[]>(
    `WITH here AS (SELECT COALESCE((SELECT time_zone FROM organisation WHERE id = 1), 'America/New_York') AS zone)
     SELECT zone, date_trunc('day', $1::timestamptz AT TIME ZONE zone) AT TIME ZONE zone AS "from",
       (date_trunc('day', $1::timestamptz AT TIME ZONE zone) + interval '1 day') AT TIME ZONE zone AS "to"
     FROM here`,
    [now],
  );
  if (!row) throw new Error('PostgreSQL could not tell the day');
  return { timeZone: row.zone, from: row.from.toISOString(), to: row.to.toISOString() };
}

const RECEIVED: Wording = {
  name: 'leads_today',
  label: 'New today',
  sentence: 'Leads received today, without spam, wrong numbers and the like.',
};
const WAITING: Wording = {
  name: 'waiting_first_attempt',
  label: 'Waiting for a first attempt',
  sentence: 'Open leads that nobody has tried to reach yet.',
};
const OVERDUE: Wording = {
  name: 'overdue',
  label: 'Overdue',
  sentence: 'Open leads with a promise past its time that nobody has made up for.',
};
const MISSED: Wording = {
  name: 'missed_calls_today',
  label: 'Missed calls today',
  sentence: 'Calls in that no human answered within 30 seconds, abandoned ones and voicemails.',
};
const RECOVERED: Wording = {
  name: 'missed_calls_recovered_today',
  label: 'Recovered',
  sentence: 'Of the missed calls today: a live conversation within 15 minutes.',
};
const DUE: Wording = {
  name: 'tasks_due_today',
  label: 'Tasks due',
  sentence: 'Open tasks due today or earlier.',
};
const ATTEMPT: Wording = {
  name: 'median_first_attempt_today',
  label: 'Median to first attempt',
  sentence: 'Minutes from receiving to the first attempt, of today’s counted leads.',
};
