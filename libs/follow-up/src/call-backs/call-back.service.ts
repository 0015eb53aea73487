import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { OrganisationService, type WorkingTime } from '#content';
import type { CallBackInput, CallBackSlots } from '#contract';
import { isOpen, leadError, lockLead } from '#leads';
import { TaskService } from '../task.service.js';

const SLOT_MINUTES = 30;
const MINUTE = 60_000;
/** Nothing is promised further ahead than follow-up reaches. */
const MOST_DAYS_AHEAD = 90;

/** Promises people a call at a time, and keeps what was promised in sight. */
@Injectable()
export class CallBackService {
  constructor(
    private readonly tasks: TaskService,
    private readonly organisation: OrganisationService,
  ) {}

  /**
   * Promises a call at a time: a task that keeps it. A time at which we are closed needs somebody who
   * makes the call. Throws `lead.not_found`, `lead.already_closed`, `request.invalid`.
   * @returns the task's id
   */
  async promise(
    manager: EntityManager,
    leadId: string,
    input: CallBackInput,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    const at = new Date(input.at);
    const ownerId = input.ownerId === undefined ? staffIdOf(actor) : input.ownerId;
    refuseTime(at, now);
    if (ownerId === null) refuseClosed(at, await this.organisation.workingTime(manager));
    const title = 'Call back at the time promised';
    const { taskId } = await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'call_back',
        title: input.note ? `${title}: ${input.note}` : title,
        ownerId,
        dueAt: at,
        promisedAt: at,
        urgency: lead.urgency,
      },
      actor,
      now,
    );
    return taskId;
  }

  /** The half hours of a day of ours in which we work, each with how many calls are promised in it. */
  async slots(manager: EntityManager, day: string, now: Date): Promise<CallBackSlots> {
    const working = await this.organisation.workingTime(manager);
    const { timeZone, hours } = working;
    const date = Temporal.PlainDate.from(day);
    const from = date.toZonedDateTime({ timeZone }).epochMilliseconds;
    const to = date.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds;
    const promised = await manager.query<{ slot: string; promised: string }[]>(
      `SELECT floor(extract(epoch FROM promised_at) / $3) AS slot, count(*) AS promised FROM task
       WHERE promised_at >= $1 AND promised_at < $2 AND done_at IS NULL AND dropped_at IS NULL
       GROUP BY 1`,
      [new Date(from), new Date(to), SLOT_MINUTES * 60],
    );
    const counts = new Map(promised.map((row) => [Number(row.slot), Number(row.promised)]));
    const slots: CallBackSlots['slots'] = [];
    for (let at = from; at < to; at += SLOT_MINUTES * MINUTE) {
      const start = new Date(at);
      if (!isOpen(start, hours, timeZone)) continue;
      const count = counts.get(at / (SLOT_MINUTES * MINUTE)) ?? 0;
      slots.push({ at: start.toISOString(), promised: count, past: start <= now });
    }
    return { day, timeZone, slots };
  }
}

function refuseTime(at: Date, now: Date): void {
  if (at <= now) throw badTime('Please give a time that is still to come.');
  if (at.getTime() - now.getTime() > MOST_DAYS_AHEAD * 1440 * MINUTE) {
    throw badTime(`Please promise nothing more than ${MOST_DAYS_AHEAD} days ahead.`);
  }
}

function refuseClosed(at: Date, { hours, timeZone }: WorkingTime): void {
  if (isOpen(at, hours, timeZone)) return;
  throw badTime('We are closed then. Please choose another time, or who makes this call.');
}

function badTime(sentence: string) {
  return leadError('request.invalid', sentence, { errors: { at: sentence } });
}
