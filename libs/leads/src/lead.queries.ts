import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentService, type Standing } from '#consent';
import { type LeadContactView, type LeadDetail, type LeadRow, STAGES, type Stage } from '#contract';
import { PeopleService, type PersonView } from '#people';
import { CoverageReader } from './coverage-reader.js';
import { LeadEntity } from './lead.entity.js';
import { leadError } from './lead-lock.js';
import { LeadRows } from './lead-rows.js';
import { gate, type GateFacts } from './stages/gate.js';
import { GateFactsQueries } from './stages/gate-facts.js';
import { STAGE_TRANSITIONS } from './stages/transitions.js';
import { safetyNotes } from './urgency/triage.js';

/** Reads leads for the desk. Whoever asks has to be allowed to, and the reading is theirs to audit. */
@Injectable()
export class LeadQueries {
  constructor(
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly gateFacts: GateFactsQueries,
    private readonly rows: LeadRows,
    private readonly coverages: CoverageReader,
  ) {}

  /** The lead itself. Throws `lead.not_found`. */
  async get(manager: EntityManager, leadId: string): Promise<LeadEntity> {
    const lead = await manager.findOneBy(LeadEntity, { id: leadId });
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    return lead;
  }

  /** Rows of a list in the order of `leads`, decrypted. */
  decorateRows(
    manager: EntityManager,
    leads: readonly LeadEntity[],
    now: Date,
  ): Promise<LeadRow[]> {
    return this.rows.decorate(manager, leads, now);
  }

  /** The whole lead page. Throws `lead.not_found`. */
  async detail(manager: EntityManager, leadId: string, now: Date): Promise<LeadDetail> {
    const lead = await this.get(manager, leadId);
    const [row] = await this.rows.decorate(manager, [lead], now);
    if (!row) throw leadError('lead.not_found', 'There is no such lead.');
    return {
      ...row,
      urgencyReasons: lead.urgencyReasons,
      urgencyRulesVersion: lead.urgencyRulesVersion,
      safetyNotes: safetyNotes(lead.urgencyReasons, lead.substances),
      zip: lead.zip,
      age: lead.age,
      pregnant: lead.pregnant,
      whenWanted: lead.whenWanted,
      substances: lead.substances,
      levelRequested: lead.levelRequested,
      levelScreened: lead.levelScreened,
      levelAssessed: lead.levelAssessed,
      payment: lead.payment,
      lowCostOfferedAt: lead.lowCostOfferedAt?.toISOString() ?? null,
      campaign: lead.campaign,
      attribution: lead.attribution,
      trackingNumberId: lead.trackingNumberId,
      contacts: await this.#contacts(manager, lead),
      coverages: await this.coverages.ofLead(manager, leadId),
      clocks: await this.rows.clocksOf(manager, leadId, now),
      stageOptions: stageOptions(lead.stage, await this.gateFacts.of(manager, lead)),
      possibleMatches: await possibleMatches(manager, leadId),
      earlierLeads: await earlierLeads(manager, lead),
      inquiryIds: await inquiryIds(manager, leadId),
      mergedInto: await mergedInto(manager, leadId),
    };
  }

  async #contacts(manager: EntityManager, lead: LeadEntity): Promise<LeadContactView[]> {
    const links = await manager.query<{ person_id: string; relationship: string }[]>(
      `SELECT person_id, relationship FROM lead_contact WHERE lead_id = $1 AND ended_at IS NULL
       ORDER BY created_at, id`,
      [lead.id],
    );
    const others = links.filter((link) => link.person_id !== lead.patientId);
    const ids = [lead.patientId, ...others.map((link) => link.person_id)];
    const people = await this.people.view(manager, ids);
    const standing = await this.consent.standing(manager, ids);
    return ids.flatMap((id) => {
      const person = people.get(id);
      if (!person) return [];
      const relationship = others.find((link) => link.person_id === id)?.relationship ?? 'self';
      return [contactView(person, relationship, id === lead.patientId, standing)];
    });
  }
}

function contactView(
  person: PersonView,
  relationship: string,
  isPatient: boolean,
  standing: Standing,
): LeadContactView {
  return {
    personId: person.id,
    name: person.name,
    relationship,
    isPatient,
    points: person.points.map((point) => ({
      ...point,
      consents: standing.scopes(person.id, point.id),
    })),
  };
}

/** Where the lead may go from here, each with what is missing. Closing is asked about without a reason yet. */
export function stageOptions(stage: Stage, facts: GateFacts): LeadDetail['stageOptions'] {
  const targets = STAGES.filter((target) => STAGE_TRANSITIONS[stage].includes(target));
  const reachable = targets.filter((target) => stage !== 'closed' || target === facts.closedFrom);
  return reachable.map((target) => {
    const missing = target === 'closed' ? [] : gate(stage, target, facts);
    return { stage: target, allowed: missing.length === 0, missing };
  });
}

async function possibleMatches(
  manager: EntityManager,
  leadId: string,
): Promise<LeadDetail['possibleMatches']> {
  const rows = await manager.query<
    { id: string; lead_id: string; number: string; because: string }[]
  >(
    `SELECT m.id, l.id AS lead_id, l.number, m.because FROM possible_match m
     JOIN lead l ON l.id = CASE WHEN m.lead_id = $1 THEN m.other_lead_id ELSE m.lead_id END
     WHERE (m.lead_id = $1 OR m.other_lead_id = $1) AND m.decision IS NULL ORDER BY m.created_at, m.id`,
    [leadId],
  );
  return rows.map((row) => ({
    id: row.id,
    leadId: row.lead_id,
    number: Number(row.number),
    because: row.because,
  }));
}

async function earlierLeads(
  manager: EntityManager,
  lead: LeadEntity,
): Promise<LeadDetail['earlierLeads']> {
  const rows = await manager.query<
    { id: string; number: string; stage: Stage; received_at: Date }[]
  >(
    `SELECT id, number, stage, received_at FROM lead
     WHERE patient_id = $1 AND id <> $2 AND created_at <= $3 ORDER BY created_at DESC, id DESC LIMIT 50`,
    [lead.patientId, lead.id, lead.createdAt],
  );
  return rows.map((row) => ({
    id: row.id,
    number: Number(row.number),
    stage: row.stage,
    receivedAt: row.received_at.toISOString(),
  }));
}

async function inquiryIds(manager: EntityManager, leadId: string): Promise<string[]> {
  const rows = await manager.query<{ inquiry_id: string }[]>(
    'SELECT inquiry_id FROM lead_inquiry WHERE lead_id = $1 ORDER BY decided_at DESC, inquiry_id',
    [leadId],
  );
  return rows.map((row) => row.inquiry_id);
}

async function mergedInto(
  manager: EntityManager,
  leadId: string,
): Promise<LeadDetail['mergedInto']> {
  const [kept] = await manager.query<{ id: string; number: string }[]>(
    `SELECT l.id, l.number FROM lead_merge m JOIN lead l ON l.id = m.kept_lead_id
     WHERE m.merged_lead_id = $1 AND m.undone_at IS NULL`,
    [leadId],
  );
  return kept ? { id: kept.id, number: Number(kept.number) } : null;
}
