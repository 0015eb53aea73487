import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, SYSTEM } from '#audit';
import { EnrolmentService, FirstLooks, type FirstLook } from '#follow-up';
import { decideJoin, type JoinDecision, JoinQueries, LeadIntakeService, triage } from '#leads';
import { PeopleService } from '#people';
import { allEnded } from '#platform';
import { RenderStatus } from '../status/render-status.js';
import { HandOut } from '../routing/hand-out.js';
import { type Arrival, arrivalOfCaller } from './arrival.js';
import type { CallerInquiry, CallerIntake } from './caller.js';
import { leadFactsOf, triageFactsOf } from './facts.js';
import { FirstPromise } from './first-promise.js';
import { AskedCoverage } from './asked-coverage.js';
import { GivenCoverage } from './given-coverage.js';
import { RequestConsents } from './request-consents.js';
import { Sources } from './sources.js';
import { summaryOf } from './summary.js';

/** What became of an arrival. */
interface Admitted {
  leadId: string;
  requesterId: string;
  contactPointIds: string[];
  opened: boolean;
  /** The follow-up of a new one that is to be looked at now. */
  firstLook: FirstLook | null;
}

/** What became of a call is known after this. */
const AFTER_A_CALL_MS = 5 * 60_000;

/** Makes leads of what came in. Every method runs in the caller's transaction. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly people: PeopleService,
    private readonly joins: JoinQueries,
    private readonly leads: LeadIntakeService,
    private readonly sources: Sources,
    private readonly coverage: GivenCoverage,
    private readonly askedCoverage: AskedCoverage,
    private readonly consents: RequestConsents,
    private readonly promise: FirstPromise,
    private readonly handOut: HandOut,
    private readonly status: RenderStatus,
    private readonly enrolments: EnrolmentService,
    private readonly firstLooks: FirstLooks,
  ) {}

  /** Whether somebody may be in danger: P0 or P1 by the rules. */
  isUrgent(arrival: Arrival): boolean {
    const { urgency } = triage(triageFactsOf(arrival));
    return urgency === 'P0' || urgency === 'P1';
  }

  /**
   * Opens a lead for someone who called, wrote or filled in an advert's form, or joins them to the
   * open lead their number belongs to, and writes the inquiry's outcome (`opened_lead`,
   * `joined_lead`), consent to be called, activity, urgency, owner and audit with it.
   *
   * A `call` gets a first-attempt clock, to be met by the conversation. `missed_call` and `voicemail`
   * get neither clock nor task here: their call-back clock and task belong to the call.
   */
  async takeInCaller(manager: EntityManager, caller: CallerInquiry): Promise<CallerIntake> {
    const arrival = arrivalOfCaller(caller);
    await this.lockAll(manager, [arrival]);
    const joins = caller.answers ? answerOf(caller.answers) : undefined;
    const admitted = await this.#admit(manager, arrival, SYSTEM, caller.now, joins);
    await this.#follow(manager, [admitted], SYSTEM, caller.now);
    return {
      leadId: admitted.leadId,
      personId: admitted.requesterId,
      contactPointId: admitted.contactPointIds[0] ?? null,
      opened: admitted.opened,
    };
  }

  /** Waits until no other intake works on any of their contacts. Before `takeIn`, for all of a transaction at once. */
  lockAll(manager: EntityManager, arrivals: readonly Arrival[]): Promise<void> {
    return this.people.lockContacts(
      manager,
      arrivals.flatMap(({ points }) => points),
    );
  }

  /**
   * Opens a lead for each request for help whose contacts are locked, or joins it to the patient's open
   * one, and writes the visitors' pages. Strangers are taken in side by side; whoever is known here, or
   * shares a contact with another of them, in turn.
   */
  async takeIn(manager: EntityManager, arrivals: readonly Arrival[], now: Date): Promise<void> {
    const strangers = await this.#strangers(manager, arrivals);
    const admitted: Admitted[] = [];
    const admit = async (arrival: Arrival, joins?: JoinDecision): Promise<void> => {
      admitted.push(await this.#admit(manager, arrival, SYSTEM, now, joins));
    };
    await allEnded([...strangers], (arrival) => admit(arrival, decideJoin(arrival, [])));
    for (const arrival of arrivals) if (!strangers.has(arrival)) await admit(arrival);
    await this.#follow(manager, admitted, SYSTEM, now);
    for (const { inquiry, language } of arrivals) {
      await this.status.renderOpen(manager, inquiry, language, now);
    }
  }

  /** Those of whom nobody is reached at their contacts, neither from before nor from among these. */
  async #strangers(
    manager: EntityManager,
    arrivals: readonly Arrival[],
  ): Promise<ReadonlySet<Arrival>> {
    if (arrivals.length < 2) return new Set();
    const uses = new Map<string, number>();
    const contacts = arrivals.map(
      ({ points }) => new Set(points.map((point) => this.people.keyOf(point))),
    );
    for (const key of contacts.flatMap((keys) => [...keys]))
      uses.set(key, (uses.get(key) ?? 0) + 1);
    const known = await Promise.all(arrivals.map((arrival) => this.#candidates(manager, arrival)));
    return new Set(
      arrivals.filter(
        (arrival, at) =>
          // Whose plan is asked takes a savepoint, which others' statements must not come between.
          arrival.kind !== 'coverage_question' &&
          known[at]?.length === 0 &&
          [...(contacts[at] ?? [])].every((key) => uses.get(key) === 1),
      ),
    );
  }

  async #admit(
    manager: EntityManager,
    arrival: Arrival,
    actor: Actor,
    now: Date,
    joins?: JoinDecision,
  ): Promise<Admitted> {
    const decision = joins ?? decideJoin(arrival, await this.#candidates(manager, arrival));
    const requester = await this.#requester(manager, arrival, decision.requesterId, now);
    const opened = decision.outcome === 'open';
    const leadId =
      decision.outcome === 'open'
        ? await this.#open(manager, arrival, decision, requester.personId, actor, now)
        : await this.#join(manager, arrival, decision, actor, now);
    const coverageId = await this.coverage.record(manager, leadId, arrival, actor, now);
    await this.consents.record(manager, arrival, requester, actor, now);
    const asked = { leadId, coverageId, requesterId: requester.personId };
    await this.askedCoverage.take(manager, asked, arrival, actor, now);
    return {
      leadId,
      requesterId: requester.personId,
      contactPointIds: requester.contactPointIds,
      opened,
      firstLook: opened ? await this.#enrol(manager, leadId, arrival, actor, now) : null,
    };
  }

  #candidates(manager: EntityManager, { points, inquiry }: Arrival) {
    return this.joins.candidates(manager, points, inquiry.id);
  }

  /** Every new lead is followed up. Whoever has just called is on the phone, or was missed a moment ago. */
  #enrol(
    manager: EntityManager,
    leadId: string,
    { kind }: Arrival,
    actor: Actor,
    now: Date,
  ): Promise<FirstLook | null> {
    const called = kind === 'call' || kind === 'missed_call' || kind === 'voicemail';
    const firstLookAt = new Date(now.getTime() + (called ? AFTER_A_CALL_MS : 0));
    return this.enrolments.enrolOpened(manager, leadId, actor, now, { firstLookAt, look: true });
  }

  /** What the new ones among them bring with them, once all of them are there. */
  async #follow(
    manager: EntityManager,
    admitted: readonly Admitted[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.firstLooks.look(
      manager,
      admitted.flatMap(({ firstLook }) => firstLook ?? []),
      now,
    );
    // Last, because it holds the colleague's row until the commit.
    const opened = admitted.filter((one) => one.opened).map(({ leadId }) => leadId);
    await this.handOut.fresh(manager, opened, actor, now);
  }

  /** The one who asks: known already (their contact points and wishes are renewed), or new. */
  async #requester(
    manager: EntityManager,
    arrival: Arrival,
    knownId: string | null,
    now: Date,
  ): Promise<{ personId: string; contactPointIds: string[] }> {
    const { name, language, points } = arrival;
    if (!knownId) return this.people.recordPerson(manager, { name, language, points }, now);
    const contactPointIds: string[] = [];
    for (const point of points) {
      contactPointIds.push(await this.people.addPoint(manager, knownId, point, now));
    }
    return { personId: knownId, contactPointIds };
  }

  async #open(
    manager: EntityManager,
    arrival: Arrival,
    decision: Extract<JoinDecision, { outcome: 'open' }>,
    requesterId: string,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const patientId = decision.requesterIsPatient
      ? requesterId
      : (await this.people.recordPerson(manager, { language: arrival.language }, now)).personId;
    const urgency = triage(triageFactsOf(arrival));
    const promise = await this.promise.forOpening(manager, urgency.urgency, arrival, now);
    const { leadId } = await this.leads.open(
      manager,
      {
        patientId,
        forWhom: decision.requesterIsPatient ? 'self' : 'other',
        contacts: [
          {
            personId: requesterId,
            relationship: decision.requesterIsPatient ? 'self' : relationshipOf(arrival),
          },
        ],
        triage: urgency,
        facts: leadFactsOf(arrival),
        ...(await this.sources.of(manager, arrival)),
        attribution: attributionOf(arrival),
        language: arrival.language,
        receivedAt: arrival.receivedAt,
        nextActionAt: promise?.nextAt ?? null,
        inquiry: inquiryNoted(arrival, requesterId),
        possibleMatches: decision.possibleMatches,
      },
      actor,
      now,
    );
    const lead = { leadId, urgency: urgency.urgency, ownerId: null };
    if (promise) await this.promise.onOpen(manager, lead, promise, arrival, actor, now);
    return leadId;
  }

  async #join(
    manager: EntityManager,
    arrival: Arrival,
    decision: Extract<JoinDecision, { outcome: 'join' }>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { leadId, requesterId, because } = decision;
    const joined = await this.leads.join(
      manager,
      leadId,
      {
        inquiry: inquiryNoted(arrival, requesterId),
        because,
        triage: triage(triageFactsOf(arrival)),
        facts: leadFactsOf(arrival),
      },
      actor,
      now,
    );
    await this.promise.onJoin(manager, leadId, arrival, joined, actor, now);
    return leadId;
  }
}

/** Whoever answers our message is on its lead. */
function answerOf({
  leadId,
  personId,
  because,
}: NonNullable<CallerInquiry['answers']>): JoinDecision {
  return { outcome: 'join', leadId, requesterId: personId, because };
}

function inquiryNoted(arrival: Arrival, requesterId: string) {
  return {
    id: arrival.inquiry.id,
    kind: arrival.kind,
    summary: summaryOf(arrival),
    message: arrival.message ?? undefined,
    receivedAt: arrival.receivedAt,
    requesterId,
  };
}

/** A nameless caller who is known as somebody's contact calls for a patient we do not know yet. */
function relationshipOf(arrival: Arrival): string {
  return arrival.forWhom === 'other' ? arrival.relationship : 'other';
}

function attributionOf({ attribution }: Arrival): Record<string, string> {
  const given = Object.entries(attribution ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(given);
}
