import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
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
  attribution?: Record<string, string>;
  language: string;
  receivedAt: Date;
}

/** Writes a lead and its contacts with one statement. */
export async function insertLead(
  manager: EntityManager,
  lead: NewLead,
  now: Date,
): Promise<{ leadId: string; number: number }> {
  const id = newId();
  const facts = lead.facts ?? {};
  const [row] = await manager.query<{ number: string }[]>(
    `WITH new AS (
       INSERT INTO lead (id, patient_id, for_whom, urgency, urgency_reasons, urgency_rules_version,
         source_id, tracking_number_id, campaign, attribution, language, zip, state, age, pregnant,
         when_wanted, substances, payment, received_at, last_activity_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
         $20, $20, $20) RETURNING number),
     people AS (
       INSERT INTO lead_contact (id, lead_id, person_id, relationship, created_at)
       SELECT c.id, $1, c.person, c.relationship, $20
       FROM unnest($21::uuid[], $22::uuid[], $23::text[]) AS c(id, person, relationship))
     SELECT number FROM new`,
    [
      id,
      lead.patientId,
      lead.forWhom,
      lead.triage.urgency,
      JSON.stringify(lead.triage.reasons),
      lead.triage.rulesVersion,
      lead.sourceId,
      lead.trackingNumberId ?? null,
      lead.campaign ?? null,
      JSON.stringify(lead.attribution ?? {}),
      lead.language,
      facts.zip ?? null,
      facts.state ?? null,
      facts.age ?? null,
      facts.pregnant ?? null,
      facts.whenWanted ?? null,
      facts.substances ?? [],
      facts.payment ?? null,
      lead.receivedAt,
      now,
      lead.contacts.map(() => newId()),
      lead.contacts.map(({ personId }) => personId),
      lead.contacts.map(({ relationship }) => relationship),
    ],
  );
  return { leadId: id, number: Number(row?.number) };
}
