import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ANSWER_BY_TEXT, type ConsentGiven, ConsentService } from '#consent';
import { allEnded } from '#platform';
import type { Arrival } from './arrival.js';

/** Whom the consents are from, and how they are reached. */
export interface Requester {
  personId: string;
  contactPointIds: string[];
}

const BY_PHONE =
  'A person who asks for help permits calls until one conversation, for at most 7 days.';
const BY_TEXT = 'A person who asks for help by text permits one to be answered there.';
const BY_EMAIL =
  'A person who asks by e-mail alone, or for an answer by e-mail, permits one to be answered there.';

/** Writes into the ledger what a request itself permits, and what was ticked. */
@Injectable()
export class RequestConsents {
  constructor(private readonly consents: ConsentService) {}

  async record(
    manager: EntityManager,
    arrival: Arrival,
    requester: Requester,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await allEnded(consentsOf(arrival, requester), async (consent) => {
      await this.consents.record(manager, consent, actor, now);
    });
    const answer = answerByText(arrival, requester);
    if (answer && !(await this.#stopped(manager, answer))) {
      await this.consents.record(manager, answer, actor, now);
    }
  }

  /** Whoever wrote STOP and writes again is spoken with; texts they get when they write START. */
  #stopped(
    manager: EntityManager,
    { personId, contactPointId }: { personId: string; contactPointId: string },
  ): Promise<boolean> {
    return this.consents.hasStopped(manager, personId, 'sms', contactPointId);
  }
}

function answerByText(
  arrival: Arrival,
  { personId, contactPointIds }: Requester,
): (ConsentGiven & { contactPointId: string }) | null {
  const answerable = arrival.kind === 'sms' && !arrival.noTexts;
  const phone = answerable ? pointId(arrival, contactPointIds, 'phone') : undefined;
  if (!phone) return null;
  return {
    personId,
    contactPointId: phone,
    scope: 'sms',
    decision: 'given',
    wording: BY_TEXT,
    at: arrival.receivedAt,
    origin: ANSWER_BY_TEXT,
    inquiryId: arrival.inquiry.id,
  };
}

function consentsOf(arrival: Arrival, { personId, contactPointIds }: Requester): ConsentGiven[] {
  const phone = pointId(arrival, contactPointIds, 'phone');
  const email = pointId(arrival, contactPointIds, 'email');
  const base = {
    personId,
    decision: 'given' as const,
    at: arrival.receivedAt,
    origin: ORIGINS[arrival.kind] ?? arrival.kind,
    inquiryId: arrival.inquiry.id,
  };
  const given: ConsentGiven[] = [];
  if (phone) given.push({ ...base, scope: 'call', contactPointId: phone, wording: BY_PHONE });
  if (phone && arrival.smsWording) {
    given.push({ ...base, scope: 'sms', contactPointId: phone, wording: arrival.smsWording });
  }
  // Who has both and wants an answer by e-mail said so.
  const byMail = !phone || arrival.coverageCheck?.answerBy === 'email';
  if (email && byMail && !arrival.unproven) {
    given.push({ ...base, scope: 'email', contactPointId: email, wording: BY_EMAIL });
  }
  return given;
}

const ORIGINS: Partial<Record<string, string>> = {
  form: 'get_started',
  coverage_question: 'coverage_form',
  missed_call: 'call',
  voicemail: 'call',
};

function pointId(arrival: Arrival, ids: string[], kind: 'phone' | 'email'): string | undefined {
  const at = arrival.points.findIndex((point) => point.kind === kind);
  return at < 0 ? undefined : ids[at];
}
