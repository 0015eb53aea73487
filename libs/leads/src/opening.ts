import type { EntityManager } from 'typeorm';
import { insertRow, newId, type NewRow, rowsAsJson, together } from '#platform';
import type { Triage } from './urgency/triage.js';

/** What is known of the patient's situation; everything may be missing. */
export interface LeadFacts {
  zip?: string | null | undefined;
  state?: string | null | undefined;
  age?: number | null | undefined;
  pregnant?: string | null | undefined;
  whenWanted?: string | null | undefined;
  /** Codes of SUBSTANCES only (see `substanceCodes`): the column is readable. */
  substances?: readonly string[] | undefined;
  payment?: string | null | undefined;
}

/** A lead to open. */
export interface NewLead {
  patientId: string;
  forWhom: 'self' | 'other';
  /** Whom to speak with; the patient too (as `self`) when they asked themselves. */
  contacts: readonly { personId: string; relationship: string }[];
  triage: Triage;
  facts?: LeadFacts;
  sourceId: string;
  trackingNumberId?: string | null;
  campaign?: string | null;
  lastSourceId?: string | null;
  lastCampaign?: string | null;
  attribution?: Record<string, string>;
  language: string;
  receivedAt: Date;
  /** The earliest of the clocks and tasks that its opening brings, as far as that is known before they are written. */
  nextActionAt?: Date | null;
}

/** Writes a lead and its contacts. */
export async function insertLead(
  manager: EntityManager,
  lead: NewLead,
  now: Date,
): Promise<{ leadId: string; number: number }> {
  const row = rowOf(newId(), lead, now);
  const number = await together(manager, 'open lead', row, (rows) => writeLeads(manager, rows));
  for (const { personId, relationship } of lead.contacts) {
    await insertRow(manager, 'lead_contact', {
      id: newId(),
      lead_id: row.id,
      person_id: personId,
      relationship,
      created_at: now,
    });
  }
  return { leadId: row.id, number };
}

function rowOf(id: string, lead: NewLead, now: Date): NewRow & { id: string } {
  const facts = lead.facts ?? {};
  return {
    id,
    patient_id: lead.patientId,
    for_whom: lead.forWhom,
    urgency: lead.triage.urgency,
    urgency_reasons: lead.triage.reasons,
    urgency_rules_version: lead.triage.rulesVersion,
    source_id: lead.sourceId,
    tracking_number_id: lead.trackingNumberId ?? null,
    campaign: lead.campaign ?? null,
    last_source_id: lead.lastSourceId ?? null,
    last_campaign: lead.lastCampaign ?? null,
    attribution: lead.attribution ?? {},
    language: lead.language,
    zip: facts.zip ?? null,
    state: facts.state ?? null,
    age: facts.age ?? null,
    pregnant: facts.pregnant ?? null,
    when_wanted: facts.whenWanted ?? null,
    substances: facts.substances ?? [],
    payment: facts.payment ?? null,
    received_at: lead.receivedAt,
    next_action_at: lead.nextActionAt ?? null,
    last_activity_at: now,
    created_at: now,
    updated_at: now,
  };
}

/** Gives their numbers. */
async function writeLeads(
  manager: EntityManager,
  rows: readonly (NewRow & { id: string })[],
): Promise<number[]> {
  const columns = `id, patient_id, for_whom, urgency, urgency_reasons, urgency_rules_version, source_id,
    tracking_number_id, campaign, last_source_id, last_campaign, attribution, language, zip, state, age, pregnant, when_wanted, substances,
    payment, received_at, next_action_at, last_activity_at, created_at, updated_at`;
  const added = await manager.query<{ id: string; number: string }[]>(
    `INSERT INTO lead (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::lead, $1::json) RETURNING id, number`,
    [rowsAsJson(rows)],
  );
  const numbers = new Map(added.map(({ id, number }) => [id, Number(number)]));
  return rows.map(({ id }) => numbers.get(id) ?? Number.NaN);
}
