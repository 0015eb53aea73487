import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { placeOf } from '#consent';
import { OrganisationService } from '#content';
import type { InquiryKind, Urgency } from '#contract';
import { promisedTime, TaskService } from '#follow-up';
import { ClockService, PROMISED_MINUTES } from '#leads';
import { normalisePhone } from '#people';
import type { Arrival } from './arrival.js';
import { takeHeldSlot } from './held-slot.js';
import { firstTaskTitle } from './summary.js';

/** The lead a promise is made on. */
interface PromisedLead {
  leadId: string;
  urgency: Urgency;
  ownerId: string | null;
}

/** A call promised at a time, and the words of its task. */
interface Promised {
  at: Date;
  title: string;
}

/** What opening a lead promises. */
interface OpeningPromise {
  /** A time they asked for. */
  promised: Promised | null;
  /** They are called then, and not before. */
  waits: boolean;
  /** When the clock of the first attempt is due. */
  dueAt: Date;
  /** When something has to be done first. */
  nextAt: Date;
}

/** Whoever keeps a promise is reminded so long before; minutes. */
const REMIND_MINUTES = 10;

/** Calls look after their own promise when they are missed. */
const CALLED_BACK: ReadonlySet<InquiryKind> = new Set(['missed_call', 'voicemail']);

/** What a request makes us promise: a clock that runs, and the task of keeping it. */
@Injectable()
export class FirstPromise {
  constructor(
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly organisation: OrganisationService,
  ) {}

  /** What opening a lead promises. Null: the call it opens with looks after that itself. */
  async forOpening(
    manager: EntityManager,
    urgency: Urgency,
    arrival: Arrival,
    now: Date,
  ): Promise<OpeningPromise | null> {
    if (CALLED_BACK.has(arrival.kind)) return null;
    const slot = arrival.choseTime ? await takeHeldSlot(manager, arrival.inquiry, now) : null;
    const promised = slot ? chosen(slot) : await this.#promised(manager, { urgency }, arrival, now);
    // Somebody who may be in danger is called now; what was promised is kept all the same.
    const waits = promised !== null && !isPressing({ urgency });
    const dueAt = waits
      ? new Date(promised.at.getTime() + PROMISED_MINUTES.call_back * 60_000)
      : await this.clocks.dueAt(manager, {
          kind: 'first_attempt',
          urgency,
          from: arrival.receivedAt,
        });
    const nextAt = promised && promised.at < dueAt ? promised.at : dueAt;
    return { promised, waits, dueAt, nextAt };
  }

  /** Keeps it: the clock that runs, and the tasks. */
  async onOpen(
    manager: EntityManager,
    lead: PromisedLead,
    { promised, waits, dueAt }: OpeningPromise,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (promised) await this.#keep(manager, lead, promised, arrival, actor, now);
    await this.#clock(manager, lead, 'first_attempt', arrival, now, dueAt);
    // Whoever rings is spoken with now; a task is made when nobody answers.
    if (waits || arrival.kind === 'call') return;
    const title = firstTaskTitle(arrival, lead.urgency);
    const task = { kind: 'first_attempt' as const, title, dueAt };
    await this.#task(manager, lead, task, arrival, actor, now);
  }

  /**
   * An open lead heard from again. Somebody who was reached before, or is more urgent than we knew,
   * gets a promise of their own; a second request before the first attempt is answered by that attempt.
   */
  async onJoin(
    manager: EntityManager,
    leadId: string,
    arrival: Arrival,
    joined: { urgencyRaised: boolean; urgency: Urgency },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (CALLED_BACK.has(arrival.kind) || arrival.kind === 'call') return;
    const { attempted, ownerId } = await standingOf(manager, leadId);
    const lead = { leadId, urgency: joined.urgency, ownerId };
    const slot = arrival.choseTime ? await takeHeldSlot(manager, arrival.inquiry, now) : null;
    if (slot) await this.#keep(manager, lead, chosen(slot), arrival, actor, now);
    if (!attempted && !joined.urgencyRaised) return;
    if (slot && !isPressing(lead)) return;
    // The running promise was made for a lesser urgency; the one that replaces it is due earlier.
    if (!attempted) await this.clocks.cancel(manager, leadId, now, ['first_attempt']);
    const kind = attempted ? 'call_back' : 'first_attempt';
    const dueAt = await this.#clock(manager, lead, kind, arrival, now);
    const title = attempted
      ? 'They got in touch again: answer them'
      : `More urgent than it was: ${firstTaskTitle(arrival, lead.urgency)}`;
    await this.#task(manager, lead, { kind: 'call_back', title, dueAt }, arrival, actor, now);
  }

  /** The time they asked to be called at, unless they may be in danger: then nobody waits for it. */
  async #promised(
    manager: EntityManager,
    lead: Pick<PromisedLead, 'urgency'>,
    arrival: Arrival,
    now: Date,
  ): Promise<Promised | null> {
    const phone = arrival.points.find(({ kind }) => kind === 'phone');
    const said = phone?.preferredTime;
    if (!phone || !said || isPressing(lead)) return null;
    const working = await this.organisation.workingTime(manager);
    const { zip, state } = arrival;
    const { zones } = placeOf({ zip, state, phone: normalisePhone(phone.value) });
    const [home] = zones;
    // A time of day says nothing sure to somebody whose zone nobody knows; ours is what they saw.
    const zone = zones.length === 1 && home ? home : working.timeZone;
    const at = promisedTime(said, now, zone, working);
    return at && { at, title: `Call at the time they asked for: “${said}”` };
  }

  /** The task that keeps a promise, with a reminder before it. */
  async #keep(
    manager: EntityManager,
    lead: PromisedLead,
    { at, title }: Promised,
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const task = { title, dueAt: at, promisedAt: at, remindMinutes: REMIND_MINUTES };
    const originKey = `promised:inquiry:${arrival.inquiry.id}`;
    await this.tasks.create(
      manager,
      { ...lead, ...task, kind: 'call_back', originKey },
      actor,
      now,
    );
  }

  async #clock(
    manager: EntityManager,
    { leadId, urgency }: PromisedLead,
    kind: 'first_attempt' | 'call_back',
    arrival: Arrival,
    now: Date,
    dueAt?: Date,
  ): Promise<Date> {
    const subjectId = arrival.inquiry.id;
    const from = arrival.receivedAt;
    const clock = { leadId, kind, subjectId, urgency, from, ...(dueAt ? { dueAt } : {}) };
    return (await this.clocks.start(manager, clock, now)).dueAt;
  }

  async #task(
    manager: EntityManager,
    lead: PromisedLead,
    task: {
      kind: 'first_attempt' | 'call_back';
      title: string;
      dueAt: Date;
    },
    arrival: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const originKey = `${task.kind}:inquiry:${arrival.inquiry.id}`;
    await this.tasks.create(manager, { ...lead, ...task, originKey }, actor, now);
  }
}

function isPressing({ urgency }: Pick<PromisedLead, 'urgency'>): boolean {
  return urgency === 'P0' || urgency === 'P1';
}

function chosen(at: Date): Promised {
  return { at, title: 'Call at the time they chose on the site' };
}

async function standingOf(
  manager: EntityManager,
  leadId: string,
): Promise<{ attempted: boolean; ownerId: string | null }> {
  const [row] = await manager.query<{ attempted: boolean; owner_id: string | null }[]>(
    'SELECT first_attempt_at IS NOT NULL AS attempted, owner_id FROM lead WHERE id = $1',
    [leadId],
  );
  return { attempted: row?.attempted ?? false, ownerId: row?.owner_id ?? null };
}
