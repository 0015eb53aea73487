import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import { SourceEntity, SourceService } from '#content';
import { EnrolmentService, TaskService } from '#follow-up';
import type { LeadCreate, Urgency } from '#contract';
import {
  ClockService,
  decideJoin,
  type JoinCandidate,
  type JoinDecision,
  JoinQueries,
  LeadIntakeService,
  LeadService,
  triage,
} from '#leads';
import { type ContactValue, PeopleService, stateOfZip } from '#people';
import { newId } from '#platform';
import { DomainError } from '../http/record-errors.js';

const BY_PHONE =
  'A person who asks for help permits calls until one conversation, for at most 7 days.';

type OpenDecision = Extract<JoinDecision, { outcome: 'open' }>;

/** Opens leads that staff type in: walk-ins, partners, calls taken elsewhere. */
@Injectable()
export class NewLead {
  constructor(
    private readonly people: PeopleService,
    private readonly joins: JoinQueries,
    private readonly intake: LeadIntakeService,
    private readonly leads: LeadService,
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly consents: ConsentService,
    private readonly sources: SourceService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * Opens a lead with its patient, contact, urgency and clock, given to whoever typed it. Throws
   * `lead.already_open` with the lead in its details when this person has one,
   * `source.not_found`, and `request.invalid` without a phone or e-mail.
   * @returns the lead's id
   */
  async open(
    manager: EntityManager,
    input: LeadCreate,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<string> {
    const points = pointsOf(input);
    await this.people.lockContacts(manager, points);
    const candidates = await this.joins.candidates(manager, points, null);
    const { name, forWhom, relationship } = input;
    const inquiry = { name, forWhom, relationship: relationship ?? null };
    const decision = decideJoin(inquiry, candidates);
    if (decision.outcome === 'join') throw await alreadyOpen(manager, decision.leadId);
    const requester = await this.requester(manager, input, points, decision, candidates, now);
    const patientId = await this.patient(manager, input, decision, requester.personId, now);
    const urgency = triage({ message: input.message, forWhom, kind: 'walk_in' });
    const sourceId = await this.sourceOf(manager, input.sourceId);
    const { leadId } = await this.intake.open(
      manager,
      {
        patientId,
        forWhom,
        contacts: [
          {
            personId: requester.personId,
            relationship: forWhom === 'self' ? 'self' : (relationship ?? 'other'),
          },
        ],
        triage: urgency,
        facts: { zip: input.zip, state: input.zip ? stateOfZip(input.zip) : null },
        sourceId,
        language: input.language,
        receivedAt: now,
        possibleMatches: decision.possibleMatches,
      },
      actor,
      now,
    );
    await this.permitCalls(manager, requester, actor, now);
    await this.enrolments.enrolOpened(manager, leadId, actor, now);
    await this.leads.assign(manager, leadId, { ownerId: actor.id, because: 'hand' }, actor, now);
    await this.promise(manager, { leadId, urgency: urgency.urgency }, actor, now);
    if (input.message) await this.leads.addNote(manager, leadId, input.message, actor, now);
    return leadId;
  }

  private async sourceOf(manager: EntityManager, wanted: string | undefined): Promise<string> {
    if (wanted === undefined) return this.sources.idOf(manager, 'other');
    if (await manager.existsBy(SourceEntity, { id: wanted })) return wanted;
    throw new DomainError('source.not_found', {
      status: 404,
      message: 'There is no such source.',
      errors: { sourceId: 'Please choose a source from the list.' },
    });
  }

  private async requester(
    manager: EntityManager,
    input: LeadCreate,
    points: ContactValue[],
    decision: OpenDecision,
    candidates: JoinCandidate[],
    now: Date,
  ): Promise<{ personId: string; phonePointId: string | undefined }> {
    const known = candidates.find(({ personId }) => personId === decision.requesterId)?.personId;
    const phoneAt = points.findIndex((point) => point.kind === 'phone');
    if (known) {
      const pointIds: string[] = [];
      for (const point of points) {
        pointIds.push(await this.people.addPoint(manager, known, point, now));
      }
      return { personId: known, phonePointId: pointIds[phoneAt] };
    }
    const { name, language } = input;
    const made = await this.people.recordPerson(manager, { name, language, points }, now);
    return { personId: made.personId, phonePointId: made.contactPointIds[phoneAt] };
  }

  /** Asked for somebody else, the patient is a person of their own, unnamed until somebody says. */
  private async patient(
    manager: EntityManager,
    input: LeadCreate,
    decision: OpenDecision,
    requesterId: string,
    now: Date,
  ): Promise<string> {
    if (input.forWhom === 'self' && decision.requesterIsPatient) return requesterId;
    const { language } = input;
    return (await this.people.recordPerson(manager, { language }, now)).personId;
  }

  private async promise(
    manager: EntityManager,
    lead: { leadId: string; urgency: Urgency },
    actor: Actor & { id: string },
    now: Date,
  ): Promise<void> {
    const kind = 'first_attempt' as const;
    const { dueAt } = await this.clocks.start(
      manager,
      { ...lead, kind, subjectId: newId(), from: now },
      now,
    );
    const task = { ...lead, kind, title: 'Reach out for the first time', ownerId: actor.id, dueAt };
    await this.tasks.create(manager, task, actor, now);
  }

  private async permitCalls(
    manager: EntityManager,
    requester: { personId: string; phonePointId: string | undefined },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (!requester.phonePointId) return;
    await this.consents.record(
      manager,
      {
        personId: requester.personId,
        contactPointId: requester.phonePointId,
        scope: 'call',
        decision: 'given',
        wording: BY_PHONE,
        at: now,
        origin: 'staff',
      },
      actor,
      now,
    );
  }
}

function pointsOf({ phone, email }: LeadCreate): ContactValue[] {
  const points: ContactValue[] = [];
  if (phone) points.push({ kind: 'phone', value: phone });
  if (email) points.push({ kind: 'email', value: email });
  if (points.length > 0) return points;
  const sentence = 'Please give a phone number or an e-mail address.';
  throw new DomainError('request.invalid', {
    status: 400,
    message: sentence,
    errors: { phone: sentence },
  });
}

async function alreadyOpen(manager: EntityManager, leadId: string): Promise<DomainError> {
  const [lead] = await manager.query<{ number: string }[]>(
    'SELECT number FROM lead WHERE id = $1',
    [leadId],
  );
  const number = Number(lead?.number);
  return new DomainError('lead.already_open', {
    status: 409,
    message: `This person has an open lead: number ${number}.`,
    details: { leadId, number },
  });
}
