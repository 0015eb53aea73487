import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { dayIn, type NumberView, type TodayReport } from '#contract';
import { inTransaction } from '#platform';
import { NumberQueries, numberNamed, readTimeZone } from '#reporting';
import { type CallFilter, CallList } from '../calls/call.list.js';
import type { LeadFilter } from '../leads/lead.filter.js';
import { LeadList, type ListContext } from '../leads/lead.list.js';
import { type TaskFilter, TaskList } from '../tasks/task.list.js';
import { momentsOf } from './moments-of-days.js';

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
    private readonly catalogue: NumberQueries,
  ) {}

  async report(manager: EntityManager, context: ListContext): Promise<TodayReport> {
    const { now } = context;
    const timeZone = await readTimeZone(manager);
    const day = dayIn(timeZone, now);
    const { from, to } = await momentsOf(manager, { from: day, to: day }, timeZone);
    const missed = { missed: true, startedFrom: from, startedTo: to };
    const numbers = await Promise.all([
      this.leadNumber(manager, context, RECEIVED, {
        counted: true,
        receivedFrom: from,
        receivedTo: to,
      }),
      this.leadNumber(manager, context, WAITING, { waiting: true, counted: true }),
      this.leadNumber(manager, context, OVERDUE, { overdue: true }),
      this.callNumber(manager, context, MISSED, missed),
      this.callNumber(manager, context, RECOVERED, { ...missed, recovered: true }),
      this.taskNumber(manager, context, DUE, { open: true, dueTo: to }),
      this.firstAttempt(manager, day),
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
    context: ListContext,
    wording: Wording,
    filter: CallFilter,
  ): Promise<NumberView> {
    const value = await this.calls.count(manager, filter, context);
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

  /** The catalogue's "time to first attempt" of today, as the clock on the wall goes. */
  private async firstAttempt(manager: EntityManager, day: string): Promise<NumberView> {
    const definition = numberNamed('time_to_first_attempt');
    const period = { from: day, to: day };
    const { wall } = await inTransaction(
      manager,
      (snapshot) => this.catalogue.value(snapshot, definition, period, {}),
      { snapshot: true },
    );
    const median = wall?.median ?? null;
    return {
      name: 'median_first_attempt_today',
      label: 'Median to first attempt',
      sentence: `Today: ${definition.sentence}`,
      value: median === null ? null : Math.round(median / 6) / 10,
      unit: 'minutes',
      opens: null,
    };
  }
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
