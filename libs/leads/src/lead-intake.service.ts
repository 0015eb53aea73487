import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import { insertRow, newId, type NewRow, rowsAsJson, together } from '#platform';
import { AlertService } from './alerts/alert.service.js';
import type { LeadEntity } from './lead.entity.js';
import type { InquiryOutcome } from './lead-links.entity.js';
import { leadError, lockLead } from './lead-lock.js';
import type { PossibleMatch } from './joining/decide-join.js';
import { insertLead, type LeadFacts, type NewLead } from './opening.js';
import { ActivityService, type NewActivity } from './timeline/activity.service.js';
import { mergeTriage, type Triage } from './urgency/triage.js';

/** The inquiry behind a lead or joining one, as the timeline tells it. */
export interface InquiryNoted {
  id: string;
  kind: string;
  /** A sentence on what came in; stored encrypted. */
  summary: string;
  message?: string | undefined;
  receivedAt: Date;
  /** Who asked. */
  requesterId: string | null;
}

/** An inquiry that belongs to an open lead. */
export interface JoinLead {
  inquiry: InquiryNoted;
  because: string;
  triage: Triage;
  /** Fills in what the lead does not know yet; substances are added. */
  facts?: LeadFacts;
  contact?: { personId: string; relationship: string };
}

/** Opens leads and lets inquiries join them. Every method belongs into the caller's transaction. */
@Injectable()
export class LeadIntakeService {
  constructor(
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly alerts: AlertService,
  ) {}

  /**
   * Opens a lead: its contacts, its inquiry's outcome, possible matches, timeline and audit with it.
   * A patient who has an open lead makes PostgreSQL refuse it (23505, `lead_one_open_per_patient`).
   */
  async open(
    manager: EntityManager,
    lead: NewLead & { inquiry?: InquiryNoted; possibleMatches?: PossibleMatch[] },
    actor: Actor,
    now: Date,
  ): Promise<{ leadId: string; number: number }> {
    const { leadId, number } = await insertLead(manager, lead, now);
    if (lead.inquiry) {
      await this.#outcomeOnce(manager, lead.inquiry, leadId, 'opened_lead', null, now);
    }
    await this.#possibleMatches(manager, leadId, lead.possibleMatches ?? [], now);
    await this.activities.recordAll(
      manager,
      [
        ...this.#received(leadId, lead.inquiry, false, actor),
        this.#urgencySet(leadId, lead.triage, now, actor),
        ...(lead.possibleMatches ?? []).map(
          (match): NewActivity => ({
            leadId,
            kind: 'match.possible',
            payload: { otherLeadId: match.leadId, because: match.because },
            at: now,
            actor,
            subjectId: match.leadId,
          }),
        ),
      ],
      now,
    );
    const { urgency, reasons } = lead.triage;
    await this.alerts.raise(manager, { leadId, urgency, reasons }, now);
    await this.#recorded(manager, 'lead.opened', leadId, lead.patientId, lead.inquiry, actor, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: true });
    return { leadId, number };
  }

  /**
   * Lets an inquiry join an open lead: facts that were missing are filled in, the urgency rises (never
   * falls), and the timeline says why it joined. Throws `lead.not_found`, `lead.already_closed`.
   */
  async join(
    manager: EntityManager,
    leadId: string,
    joining: JoinLead,
    actor: Actor,
    now: Date,
  ): Promise<{ urgencyRaised: boolean; urgency: LeadEntity['urgency'] }> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    await this.#outcomeOnce(manager, joining.inquiry, leadId, 'joined_lead', joining.because, now);
    if (joining.contact) await this.addContact(manager, leadId, joining.contact, now);
    const merged = mergeTriage(
      { urgency: lead.urgency, reasons: lead.urgencyReasons },
      joining.triage,
    );
    await this.#fillIn(manager, lead, merged, joining.facts ?? {}, now);
    const raised = merged.urgency !== lead.urgency;
    await this.activities.recordAll(
      manager,
      [
        ...this.#received(leadId, joining.inquiry, true, actor),
        ...(raised ? [this.#urgencySet(leadId, merged, now, actor)] : []),
      ],
      now,
    );
    // Another word of danger is an alert of its own; a raised urgency as well.
    const { urgency } = joining.triage;
    const { reasons } = merged;
    await this.alerts.raise(manager, { leadId, urgency, reasons }, now);
    await this.#recorded(
      manager,
      'lead.joined',
      leadId,
      lead.patientId,
      joining.inquiry,
      actor,
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
    return { urgencyRaised: raised, urgency: merged.urgency };
  }

  /** Adds somebody to speak with to a lead; who is on it already stays as they are, who had left is back. */
  async addContact(
    manager: EntityManager,
    leadId: string,
    contact: { personId: string; relationship: string },
    now: Date,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO lead_contact (id, lead_id, person_id, relationship, created_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (lead_id, person_id) DO UPDATE SET ended_at = NULL
       WHERE lead_contact.ended_at IS NOT NULL`,
      [newId(), leadId, contact.personId, contact.relationship, now],
    );
  }

  /**
   * Writes what became of an inquiry. False when that is written already, unless it was held in
   * quarantine and let out since.
   */
  async outcome(
    manager: EntityManager,
    outcome: {
      inquiryId: string;
      leadId: string | null;
      outcome: InquiryOutcome;
      because?: string | null;
      requesterId?: string | null;
    },
    now: Date,
  ): Promise<boolean> {
    const row = {
      inquiry_id: outcome.inquiryId,
      lead_id: outcome.leadId,
      outcome: outcome.outcome,
      joined_because: outcome.because ?? null,
      requester_id: outcome.requesterId ?? null,
      decided_at: now,
    };
    return together(manager, 'inquiry outcome', row, (rows) => writeOutcomes(manager, rows));
  }

  async #outcomeOnce(
    manager: EntityManager,
    inquiry: InquiryNoted,
    leadId: string,
    outcome: InquiryOutcome,
    because: string | null,
    now: Date,
  ): Promise<void> {
    const { id: inquiryId, requesterId } = inquiry;
    const written = await this.outcome(
      manager,
      { inquiryId, leadId, outcome, because, requesterId },
      now,
    );
    if (!written) throw new Error(`The inquiry ${inquiryId} was taken in before.`);
  }

  async #possibleMatches(
    manager: EntityManager,
    leadId: string,
    matches: PossibleMatch[],
    now: Date,
  ): Promise<void> {
    for (const { leadId: other, because } of matches) {
      const pair = { id: newId(), lead_id: leadId, other_lead_id: other, because, created_at: now };
      await insertRow(manager, 'possible_match', pair, { onConflict: 'DO NOTHING' });
    }
  }

  async #fillIn(
    manager: EntityManager,
    lead: LeadEntity,
    merged: Pick<Triage, 'urgency' | 'reasons' | 'rulesVersion'>,
    facts: LeadFacts,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE lead SET urgency = $2, urgency_reasons = $3, urgency_rules_version = $4,
         zip = COALESCE(zip, $5), state = COALESCE(state, $6), age = COALESCE(age, $7),
         pregnant = CASE WHEN pregnant IS NULL OR pregnant = 'unknown' THEN COALESCE($8, pregnant) ELSE pregnant END,
         when_wanted = COALESCE($9, when_wanted), payment = COALESCE(payment, $10),
         substances = $11, version = version + 1, updated_at = $12
       WHERE id = $1`,
      [
        lead.id,
        merged.urgency,
        JSON.stringify(merged.reasons),
        merged.rulesVersion,
        facts.zip ?? null,
        facts.state ?? null,
        facts.age ?? null,
        facts.pregnant ?? null,
        facts.whenWanted ?? null,
        facts.payment ?? null,
        [...new Set([...lead.substances, ...(facts.substances ?? [])])],
        now,
      ],
    );
  }

  #received(
    leadId: string,
    inquiry: InquiryNoted | undefined,
    joined: boolean,
    actor: Actor,
  ): NewActivity[] {
    if (!inquiry) return [];
    const { id: inquiryId, kind, summary, message } = inquiry;
    return [
      {
        leadId,
        kind: 'inquiry.received',
        payload: { inquiryId, kind, summary, ...(message ? { message } : {}), joined },
        at: inquiry.receivedAt,
        actor,
        subjectId: inquiryId,
      },
    ];
  }

  #urgencySet(
    leadId: string,
    { urgency, reasons, rulesVersion }: Pick<Triage, 'urgency' | 'reasons' | 'rulesVersion'>,
    at: Date,
    actor: Actor,
  ): NewActivity {
    const payload = { urgency, reasons, rulesVersion };
    return { leadId, kind: 'urgency.set', payload, at, actor };
  }

  #recorded(
    manager: EntityManager,
    action: string,
    leadId: string,
    personId: string,
    inquiry: InquiryNoted | undefined,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const details = inquiry ? { inquiryId: inquiry.id } : {};
    const entry = {
      actor,
      action,
      resource: 'lead',
      resourceId: leadId,
      leadId,
      personId,
      details,
    };
    return this.audit.record(manager, entry, now);
  }
}

/** Says of each whether it was written. */
async function writeOutcomes(
  manager: EntityManager,
  rows: readonly (NewRow & { inquiry_id: string })[],
): Promise<boolean[]> {
  const written = await manager.query<{ inquiry_id: string }[]>(
    `INSERT INTO lead_inquiry (inquiry_id, lead_id, outcome, joined_because, requester_id, decided_at)
     SELECT inquiry_id, lead_id, outcome, joined_because, requester_id, decided_at
     FROM json_populate_recordset(NULL::lead_inquiry, $1::json)
     ON CONFLICT (inquiry_id) DO UPDATE SET lead_id = excluded.lead_id, outcome = excluded.outcome,
       joined_because = excluded.joined_because, requester_id = excluded.requester_id,
       decided_at = excluded.decided_at
     WHERE lead_inquiry.outcome = 'quarantined'
       AND (lead_inquiry.released_at IS NOT NULL OR excluded.outcome <> 'quarantined')
     RETURNING inquiry_id`,
    [rowsAsJson(rows)],
  );
  const ids = new Set(written.map((row) => row.inquiry_id));
  return rows.map((row) => ids.has(row.inquiry_id));
}
