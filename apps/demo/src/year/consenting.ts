import type { Language } from '#contract';
import { consentWording, referralStatement } from '#referrals';
import type { Actor } from './lead-pen.js';
import { hashOf } from './opening.js';
import { owner } from './reaching.js';
import type { ReferralPen } from './referral-pen.js';
import { addRow } from './tables.js';
import { DAY, MINUTE, type Telling } from './year.js';

const SECTIONS = ['identity', 'contact', 'needs', 'safety', 'coverage'] as const;
const VALID_DAYS = 90;

/**
 * The patient is told who we are and who pays (R14) and asked for a consent that names this facility (R10). Null: nobody
 * has answered yet.
 */
export function consentTo(
  t: Telling,
  at: number,
  referral: ReferralPen,
): { given: boolean; at: number } | null {
  const { random, until } = t;
  const shownAt = at + 3 * MINUTE;
  if (shownAt > until) return null;
  show(t, shownAt, referral);
  const askedAt = shownAt + 2 * MINUTE;
  if (askedAt > until) return null;
  const asked = ask(t, askedAt, referral);
  const decidedAt = askedAt + random.longTail(21, 1) * MINUTE;
  if (decidedAt > until) return null;
  const given = !random.chance(0.06);
  decide(t, decidedAt, { ...asked, given, referral });
  return { given, at: decidedAt };
}

function show(t: Telling, at: number, referral: ReferralPen): void {
  const { organisation } = t.year.centre;
  const { name, ...facts } = organisation;
  const { financialTie } = referral.program;
  const wording = referralStatement({
    language: t.who.language,
    organisation: name,
    ...facts,
    facilities: [{ name: referral.facility, financialTie }],
  });
  const how = t.random.chance(0.85) ? 'read_aloud' : 'on_screen';
  const id = t.ids.at(at);
  addRow(t.records, 'referral_statement', {
    id,
    referral_id: referral.id,
    how,
    language: t.who.language,
    wording,
    wording_hash: hashOf(wording),
    financial_tie: financialTie,
    staff_id: t.lead.owner,
    at: new Date(at),
  });
  const payload = { referralId: referral.id, facility: referral.facility, how };
  t.lead.tell('referral.statement_shown', at, payload, owner(t), id);
}

function ask(
  t: Telling,
  at: number,
  referral: ReferralPen,
): { requestId: string; hash: Buffer; patient: string } {
  const { organisation } = t.year.centre;
  const { facts, city } = referral.program;
  const language: Language = t.who.language;
  const patient = t.who.patient ?? t.who.caller;
  const expiresOn = new Date(at + VALID_DAYS * DAY);
  const wording = consentWording({
    language,
    patientName: patient,
    discloser: organisation.legalName,
    phone: organisation.phone,
    facilities: [{ name: referral.facility, place: city ? `${city}, ${facts.state ?? ''}` : null }],
    sections: SECTIONS,
    expiresOn,
  });
  const hash = hashOf(wording);
  const requestId = t.lead.add('consent_request', at, {
    person_id: t.patientId,
    facility_ids: [facts.facilityId],
    sections: SECTIONS,
    purpose: 'treatment',
    language,
    discloser: organisation.legalName,
    patient_name_enc: patient,
    wording_enc: wording,
    wording_hash: hash,
    statement: '',
    expires_at: expiresOn,
    created_by: t.lead.owner,
    version: 1,
    created_at: new Date(at),
    updated_at: new Date(at),
  });
  const payload = { requestId, facilities: [referral.facility] };
  t.lead.tell('disclosure_consent.asked', at, payload, owner(t));
  return { requestId, hash, patient };
}

function decide(
  t: Telling,
  at: number,
  asked: {
    requestId: string;
    hash: Buffer;
    patient: string;
    given: boolean;
    referral: ReferralPen;
  },
): void {
  const { requestId, hash, patient, given, referral } = asked;
  const way = t.random.chance(0.6) ? 'link' : 'desk';
  const by: Actor = way === 'link' ? { kind: 'person', id: null } : owner(t);
  const payload = {
    requestId,
    what: given ? 'signed' : 'refused',
    way,
    facilities: [referral.facility],
  };
  t.lead.tell('disclosure_consent.decided', at, payload, by);
  const request = t.records.consent_request?.at(-1);
  if (!given) {
    if (request) request.refused_at = new Date(at);
    return;
  }
  const id = t.ids.at(at);
  addRow(t.records, 'consent_signature', {
    id,
    request_id: requestId,
    person_id: t.patientId,
    decision: 'given',
    way,
    wording_hash: hash,
    name_enc: patient,
    signed_at: new Date(at),
    recorded_by: way === 'desk' ? t.lead.owner : null,
    at: new Date(at),
  });
  referral.under(id, SECTIONS);
}
