import { createHash } from 'node:crypto';
import type { InquiryKind, SourceCode } from '#contract';
import { INQUIRY_KINDS, labelOf, RELATIONSHIPS } from '#contract';
import { paymentOf } from '#insurance';
import { type Random, seeded } from '../story/random.js';
import { agentFor } from './agents.js';
import type { Centre } from './centre.js';
import { envelopeOf } from './envelopes.js';
import { Ids, streamSeed } from './ids.js';
import { LeadPen, PERSON, SYSTEM } from './lead-pen.js';
import { SOURCE_SHAPES, type SourceShape } from './shape.js';
import { addRow, type Records, type Row } from './tables.js';
import { urgencyOf, type Who, whoAsks } from './who.js';
import type { Telling, Year } from './year.js';

/** Somebody who was here before, and comes again. */
export interface Known {
  who: Who;
  patientId: string;
  callerId: string;
  phonePointId: string;
}

/** What a request came as. */
export interface Came {
  telling: Telling;
  kind: InquiryKind;
  inquiryId: string;
  source: SourceCode;
}

const ORIGINS: Partial<Record<InquiryKind, string>> = {
  form: 'get_started',
  coverage_question: 'get_started',
  missed_call: 'call',
  voicemail: 'call',
};
const BY_PHONE =
  'A person who asks for help permits calls until one conversation, for at most 7 days.';
const BY_TEXT = 'Yes, you may text me about this request.';

/** Begins a stream of chance and of ids for one request; who asks is its first draw. */
export function begin(year: Year, serial: number) {
  const { seed } = year.options;
  const random = seeded(streamSeed(seed, serial));
  const ids = new Ids(seed, serial);
  const at = year.arrivals[serial] ?? year.options.until.getTime();
  const known: Known = {
    who: whoAsks(random, serial, year.centre.payers),
    patientId: ids.at(at),
    callerId: ids.at(at),
    phonePointId: ids.at(at),
  };
  if (known.who.forWhom === 'self') known.callerId = known.patientId;
  return { random, ids, at, known };
}

/** A request comes in and a lead is opened for it. `before`: the person was here before. */
export function open(year: Year, serial: number, before: Known | null): Came {
  const { random, ids, at, known } = begin(year, serial);
  const records: Records = {};
  const person = before ?? known;
  const { who } = person;
  const source = sourceAt(random, year, at);
  const shape = SOURCE_SHAPES[source] as SourceShape;
  const kind = kindOf(random, shape, source, year, at);
  const inquiryId = inquire(records, year, { serial, at, kind, source, who, ids });
  if (!before) addPeople(records, ids, at, known);
  const triage = urgencyOf(who, kind);
  const lead = new LeadPen(ids, records, {
    at,
    urgency: triage.urgency,
    row: leadRow(
      random,
      year.centre,
      { at, who, kind, source, shape },
      triage.reasons,
      triage.rulesVersion,
    ),
  });
  lead.row.patient_id = person.patientId;
  lead.row.number = year.centre.firstNumber + serial;
  const agent = agentFor(random, year, at, who.language);
  const telling: Telling = {
    year,
    serial,
    at,
    until: year.options.until.getTime(),
    random,
    ids,
    records,
    lead,
    who,
    quality: shape.quality * (before ? 1.15 : 1),
    agent,
    patientId: person.patientId,
    callerId: person.callerId,
    phonePointId: person.phonePointId,
  };
  const came = { telling, kind, inquiryId, source };
  note(came, triage);
  return came;
}

/** Puts the inquiry down and gives its id. */
export function inquire(
  records: Records,
  year: Year,
  asked: {
    serial: number;
    at: number;
    kind: InquiryKind;
    source: SourceCode;
    who: Who;
    ids: Ids;
    again?: string;
  },
): string {
  const { serial, at, kind, ids, again } = asked;
  const id = ids.at(at);
  const byForm = kind === 'form' || kind === 'coverage_question';
  const provider = byForm ? 'form' : kind === 'ad_lead_form' ? 'meta_leads' : 'callrail';
  addRow(records, 'inquiry', {
    id,
    kind,
    provider,
    provider_event_id: `year-${year.options.seed}-${serial}${again ?? ''}`,
    received_at: new Date(at),
    envelope: JSON.stringify(envelopeOf(asked, year.centre)),
    created_at: new Date(at),
  });
  return id;
}

/** What was said of whom, for the timeline. */
export function summaryOf(
  kind: InquiryKind,
  { caller, forWhom, relationship, danger, substances }: Who,
): string {
  const asker =
    forWhom === 'self'
      ? caller
      : `${caller}, for someone else (they are: ${labelOf(RELATIONSHIPS, relationship).toLowerCase()})`;
  const spoken = kind === 'form' || kind === 'coverage_question' || kind === 'ad_lead_form';
  return [
    `${labelOf(INQUIRY_KINDS, kind)} from ${asker}.`,
    spoken && danger ? 'They said that someone is in danger right now.' : '',
    spoken ? `Substances as given: ${substances.join(', ')}.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const hashes = new Map<string, Buffer>();

/** SHA-256 of words; the same words come often. */
export function hashOf(words: string): Buffer {
  const before = hashes.get(words);
  if (before) return before;
  const hash = createHash('sha256').update(words, 'utf8').digest();
  if (hashes.size < 10_000) hashes.set(words, hash);
  return hash;
}

function addPeople(records: Records, ids: Ids, at: number, { who, ...known }: Known): void {
  const created = new Date(at);
  const person = (id: string, name: string | null) =>
    addRow(records, 'person', {
      id,
      name_enc: name,
      language: who.language,
      version: 1,
      created_at: created,
      updated_at: created,
    });
  person(known.patientId, who.patient);
  if (known.callerId !== known.patientId) person(known.callerId, who.caller);
  addPoint(records, ids, at, {
    id: known.phonePointId,
    kind: 'phone',
    value: who.phone,
    personId: known.callerId,
    who,
  });
  if (who.email) {
    addPoint(records, ids, at, {
      id: ids.at(at),
      kind: 'email',
      value: who.email,
      personId: known.callerId,
      who: null,
    });
  }
}

/** A phone number or an address, and whose it is; what they wish there goes with a phone. */
export function addPoint(
  records: Records,
  ids: Ids,
  at: number,
  point: { id: string; kind: 'phone' | 'email'; value: string; personId: string; who: Who | null },
): void {
  const { id, kind, value, personId, who } = point;
  addRow(records, 'contact_point', { id, kind, value_enc: value, created_at: new Date(at) });
  addRow(records, 'person_contact', {
    id: ids.at(at),
    person_id: personId,
    contact_point_id: id,
    safe_to_voicemail: who?.safeToVoicemail ?? null,
    safe_to_text: who?.safeToText ?? null,
    created_at: new Date(at),
  });
}

/** What the intake writes beside the lead: who asked, what they agreed to, the first rows of the timeline. */
function note(
  { telling, kind, inquiryId }: Came,
  triage: { urgency: string; reasons: { rule: string; because: string }[]; rulesVersion: number },
): void {
  const { lead, at, who, callerId } = telling;
  lead.add('lead_contact', at, {
    person_id: callerId,
    relationship: who.relationship,
    created_at: new Date(at),
  });
  addRow(telling.records, 'lead_inquiry', {
    inquiry_id: inquiryId,
    lead_id: lead.id,
    outcome: 'opened_lead',
    requester_id: callerId,
    decided_at: new Date(at + 900),
  });
  const written = kind === 'form' || kind === 'coverage_question' || kind === 'ad_lead_form';
  agree(telling, 'call', BY_PHONE, ORIGINS[kind] ?? kind, inquiryId);
  if (written && who.textsAgreed) agree(telling, 'sms', BY_TEXT, ORIGINS[kind] ?? kind, inquiryId);
  const message = written || kind === 'voicemail' ? { message: who.message } : {};
  const received = { inquiryId, kind, summary: summaryOf(kind, who), ...message, joined: false };
  lead.tell('inquiry.received', at, received, SYSTEM, inquiryId);
  const { urgency, reasons, rulesVersion } = triage;
  lead.tell('urgency.set', at + 900, { urgency, reasons, rulesVersion }, SYSTEM);
  if (written && who.payer) addCoverage(telling, at + 900, inquiryId);
}

function agree(
  t: Telling,
  scope: string,
  wording: string,
  origin: string,
  inquiryId: string,
): void {
  addRow(t.records, 'consent', {
    id: t.ids.at(t.at),
    person_id: t.callerId,
    contact_point_id: t.phonePointId,
    scope,
    decision: 'given',
    wording,
    wording_hash: hashOf(wording),
    at: new Date(t.at),
    origin,
    inquiry_id: inquiryId,
    created_at: new Date(t.at),
  });
}

/** What they said of their insurance. */
export function addCoverage(t: Telling, at: number, inquiryId: string | null): string | null {
  const { lead, who } = t;
  if (!who.payer) return null;
  const { id: payerId, name, said, planType } = who.payer;
  const id = lead.add('coverage', at, {
    priority: 1,
    payer_id: payerId,
    payer_text_enc: said,
    plan_type: planType,
    member_id_enc: who.memberId,
    subscriber_name_enc: who.forWhom === 'other' ? who.caller : null,
    subscriber_relationship: who.forWhom === 'other' ? 'parent' : 'self',
    inquiry_id: inquiryId,
    version: 1,
    created_at: new Date(at),
    updated_at: new Date(at),
  });
  lead.row.payment ??= paymentOf(planType);
  lead.tell(
    'coverage.given',
    at,
    { coverageId: id, payer: name, planType },
    inquiryId ? PERSON : SYSTEM,
    id,
  );
  return id;
}

function leadRow(
  random: Random,
  centre: Centre,
  came: { at: number; who: Who; kind: InquiryKind; source: SourceCode; shape: SourceShape },
  reasons: readonly unknown[],
  rulesVersion: number,
): Row {
  const { at, who, kind, source, shape } = came;
  const written = kind === 'form' || kind === 'coverage_question' || kind === 'ad_lead_form';
  const known = centre.sources[source];
  const campaign =
    Object.keys(shape.campaigns).length > 0 ? random.weighted(shape.campaigns) : null;
  const utm = campaign ? { utmSource: source, utmCampaign: campaign } : {};
  // Some who were found through an advert come back by another way before they ask.
  const byAnother = written && random.chance(0.2) ? centre.sources.organic_search?.id : undefined;
  const attribution = written ? { landingPath: '/', ...utm } : {};
  return {
    for_whom: who.forWhom,
    urgency_reasons: JSON.stringify(reasons),
    urgency_rules_version: rulesVersion,
    source_id: known?.id ?? null,
    tracking_number_id: written ? null : (known?.trackingNumberId ?? null),
    campaign,
    last_source_id: byAnother ?? known?.id ?? null,
    last_campaign: byAnother ? null : campaign,
    attribution: JSON.stringify(attribution),
    language: who.language,
    zip: written ? who.place.zip : null,
    state: who.place.state,
    age: written ? who.age : null,
    pregnant: written ? who.pregnant : null,
    when_wanted: written ? who.when : null,
    substances: written ? who.substances : [],
    payment: null,
    received_at: new Date(at),
    attempts: 0,
  };
}

/** Paid search runs at night as well; hospitals and courts refer in office hours. */
function sourceAt(random: Random, year: Year, at: number): SourceCode {
  const hour = year.time.hour(at);
  const office = hour >= 8 && hour < 18 && year.time.weekday(at) % 6 !== 0;
  for (;;) {
    const source = random.weighted(SOURCE_WEIGHTS);
    const inOffice =
      source === 'hospital' || source === 'court' || source === 'employee_assistance';
    if (!year.centre.sources[source] || (inOffice && !office && random.chance(0.8))) continue;
    return source;
  }
}

const SOURCE_WEIGHTS = Object.fromEntries(
  Object.entries(SOURCE_SHAPES).map(([code, { weight }]) => [code, weight]),
) as Record<SourceCode, number>;

/** Of those who ring most are answered while somebody is there, and fewer at night. */
function kindOf(
  random: Random,
  shape: SourceShape,
  source: SourceCode,
  year: Year,
  at: number,
): InquiryKind {
  if (!random.chance(shape.byPhone)) {
    if (source === 'coverage_form') return 'coverage_question';
    return source === 'social' && random.chance(0.55) ? 'ad_lead_form' : 'form';
  }
  const hour = year.time.hour(at);
  const staffed = hour >= 8 && hour < 21;
  const rush = year.time.weekday(at) === 1 && hour >= 9 && hour < 13;
  if (random.chance(rush ? 0.72 : staffed ? 0.84 : 0.5)) return 'call';
  return random.chance(0.38) ? 'voicemail' : 'missed_call';
}
