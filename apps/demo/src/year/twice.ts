import { callOut } from './calls.js';
import { LeadPen, type Actor, SYSTEM } from './lead-pen.js';
import { addPoint, inquire, summaryOf } from './opening.js';
import { addRow, type Row, type Table } from './tables.js';
import { urgencyOf } from './who.js';
import { DAY, HOUR, MINUTE, type Telling } from './year.js';

/** Of so many requests one is somebody who asks a second time, from another phone. */
const ONE_IN = 120;
const PLACE = 7;

/** How many requests before this place were of people who asked twice: leads beside those of `--leads`. */
export function twiceBefore(serial: number): number {
  return Math.floor((serial - PLACE + ONE_IN - 1) / ONE_IN);
}

/**
 * Some ask again from another phone, and nobody knows them by it: a second lead is opened. A colleague sees that the two
 * are one; once in a while that turns out to be wrong, and is taken back.
 */
export function askAgain(t: Telling): void {
  if (t.serial % ONE_IN !== PLACE) return;
  const { random, until, lead } = t;
  const at = t.at + random.longTail(5, 0.9) * HOUR;
  const mergedAt = at + random.longTail(7, 0.8) * HOUR;
  const endedAt = lead.row.closed_at instanceof Date ? lead.row.closed_at.getTime() : until;
  if (at > Math.min(endedAt, until)) return;
  const other = openSecond(t, at, mergedAt);
  const wrong = random.chance(0.12);
  const undoneAt = mergedAt + random.longTail(20, 0.7) * HOUR;
  if (mergedAt <= Math.min(endedAt, until)) {
    if (wrong && undoneAt + DAY < until) takeBack(t, other, mergedAt, undoneAt);
    else merge(t, other, mergedAt);
  }
  other.lead.finish(until);
}

interface Second {
  lead: LeadPen;
  personId: string;
  /** Rows that follow the lead when it becomes part of another, by table. */
  rows: Partial<Record<Table, Row[]>>;
}

const FOLLOWING = ['activity', 'task', 'call', 'lead_inquiry', 'clock'] as const;

/** A lead of its own, with a person, a call and a conversation. */
function openSecond(t: Telling, at: number, mergedAt: number): Second {
  const { ids, records, year, who, random } = t;
  const created = new Date(at);
  const personId = ids.at(at);
  const pointId = ids.at(at);
  const name = who.patient ?? who.caller;
  const before = Object.fromEntries(FOLLOWING.map((table) => [table, records[table]?.length ?? 0]));
  addRow(records, 'person', {
    id: personId,
    name_enc: name,
    language: who.language,
    version: 1,
    created_at: created,
    updated_at: created,
  });
  const phone = { id: pointId, kind: 'phone', value: who.otherPhone, personId, who } as const;
  addPoint(records, ids, at, phone);
  const again = {
    ...who,
    caller: name,
    patient: name,
    forWhom: 'self' as const,
    relationship: 'self',
    phone: who.otherPhone,
  };
  const asked = {
    serial: t.serial,
    at,
    kind: 'form',
    source: 'web_form',
    who: again,
    ids,
    again: 'b',
  } as const;
  const inquiryId = inquire(records, year, asked);
  const triage = urgencyOf(again, 'form');
  const row = {
    ...t.lead.row,
    id: null,
    number: year.centre.firstNumber + year.options.leads + twiceBefore(t.serial),
    patient_id: personId,
    for_whom: 'self',
    source_id: year.centre.sources.web_form?.id ?? t.lead.row.source_id ?? null,
    tracking_number_id: null,
    campaign: null,
    last_source_id: null,
    last_campaign: null,
    attribution: '{}',
    payment: null,
    level_requested: null,
    low_cost_offered_at: null,
    received_at: created,
    first_attempt_at: null,
    first_contact_at: null,
    last_attempt_at: null,
    last_contact_at: null,
    closed_at: null,
    closed_reason: null,
    urgency_reasons: JSON.stringify(triage.reasons),
  };
  const lead = new LeadPen(ids, records, { at, urgency: triage.urgency, row });
  lead.add('lead_contact', at, { person_id: personId, relationship: 'self', created_at: created });
  const opened = {
    inquiry_id: inquiryId,
    lead_id: lead.id,
    outcome: 'opened_lead',
    requester_id: personId,
    decided_at: created,
  };
  addRow(records, 'lead_inquiry', opened);
  const received = {
    inquiryId,
    kind: 'form',
    summary: summaryOf('form', again),
    message: who.message,
    joined: false,
  };
  lead.tell('inquiry.received', at, received, SYSTEM, inquiryId);
  const { urgency, reasons, rulesVersion } = triage;
  lead.tell('urgency.set', at + 900, { urgency, reasons, rulesVersion }, SYSTEM);
  lead.assign(at + 1200, { ownerId: t.agent.id, teamId: t.agent.teamId }, 'rule', SYSTEM);
  const calledAt = Math.min(at + random.whole(3, 40) * MINUTE, mergedAt - MINUTE);
  if (calledAt <= t.until)
    callOut({ ...t, lead, phonePointId: pointId }, calledAt, 'connected', 120);
  const rows = Object.fromEntries(
    FOLLOWING.map((table) => [table, records[table]?.slice(before[table]) ?? []]),
  );
  return { lead, personId, rows };
}

/** What the second lead had goes over to the first, which takes what it did not know. */
function merge(t: Telling, second: Second, at: number): void {
  const { lead } = t;
  const moved = movedBy(second);
  for (const row of Object.values(second.rows).flat()) row.lead_id = lead.id;
  for (const contact of t.records.person_contact ?? []) {
    if (contact.person_id === second.personId) contact.person_id = t.patientId;
  }
  const person = t.records.person?.find(({ id }) => id === second.personId);
  if (person)
    Object.assign(person, { merged_into_id: t.patientId, version: 2, updated_at: new Date(at) });
  onRecord(t, second, at, null, moved);
  second.lead.becomePartOf(at, { kind: 'staff', id: t.year.centre.manager });
  lead.takeAttempts(second.lead, at);
}

/** They were two people after all. */
function takeBack(t: Telling, second: Second, mergedAt: number, at: number): void {
  const moved = movedBy(second);
  const by: Actor = { kind: 'staff', id: t.year.centre.manager };
  const mergeId = onRecord(t, second, mergedAt, at, moved);
  second.lead.becomePartOf(mergedAt, by);
  second.lead.standAlone(at);
  tellBoth(t, second, 'lead.merge_undone', mergeId, at, by);
  const closedAt = at + t.random.longTail(12, 0.6) * HOUR;
  if (closedAt > t.until) return;
  second.lead.move(closedAt, 'closed', by, {
    reason: 'not_ready',
    note: 'Somebody else of the same name.',
  });
}

function movedBy({ rows, personId }: Second) {
  const ids: Record<string, string[]> = {};
  for (const [table, list] of Object.entries(rows)) {
    if (list.length > 0)
      ids[`${table}.lead_id`] = list.map((row) => String(row.id ?? row.inquiry_id));
  }
  const counts = {
    activities: rows.activity?.length ?? 0,
    calls: rows.call?.length ?? 0,
    inquiries: rows.lead_inquiry?.length ?? 0,
  };
  return {
    rows: ids,
    tags: [],
    enrolments: [],
    possibleMatches: [],
    personId,
    birthDate: false,
    counts,
  };
}

function onRecord(
  t: Telling,
  second: Second,
  at: number,
  undoneAt: number | null,
  moved: ReturnType<typeof movedBy>,
): string {
  const manager = t.year.centre.manager;
  const reason = 'The same person, from another phone.';
  const mergeId = t.ids.at(at);
  addRow(t.records, 'lead_merge', {
    id: mergeId,
    kept_lead_id: t.lead.id,
    merged_lead_id: second.lead.id,
    reason_enc: reason,
    moved: JSON.stringify(moved),
    before_enc: JSON.stringify({
      values: { attempts: 0 },
      after: { attempts: second.lead.attempts },
      name: t.who.patient,
      nameAfter: t.who.patient,
      keptPatientId: t.patientId,
      merged: { stage: second.lead.stage, closedAt: null, closedReason: null },
    }),
    merged_by: manager,
    at: new Date(at),
    undone_at: undoneAt === null ? null : new Date(undoneAt),
    undone_by: undoneAt === null ? null : manager,
  });
  tellBoth(t, second, 'lead.merged', mergeId, at, { kind: 'staff', id: manager });
  return mergeId;
}

function tellBoth(
  t: Telling,
  second: Second,
  kind: 'lead.merged' | 'lead.merge_undone',
  mergeId: string,
  at: number,
  by: Actor,
): void {
  const pairs = [
    { lead: t.lead, other: second.lead, kept: true },
    { lead: second.lead, other: t.lead, kept: false },
  ];
  for (const { lead, other, kept } of pairs) {
    lead.tell(
      kind,
      at,
      { mergeId, otherLeadId: other.id, otherNumber: Number(other.row.number), kept },
      by,
    );
  }
}
