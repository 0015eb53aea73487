import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentService, type Standing } from '#consent';
import { type LeadContactView, type LeadDetail, type LeadRow, STAGES, type Stage } from '#contract';
import type { PersonView } from '#people';
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
    const { rows, contacts, people } = await this.rows.withPeople(manager, [lead], now);
    const [row] = rows;
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
      lastSourceId: lead.lastSourceId,
      lastCampaign: lead.lastCampaign,
      attribution: lead.attribution,
      trackingNumberId: lead.trackingNumberId,
      contacts: await this.#contacts(manager, lead, contacts, people),
      coverages: await this.coverages.ofLead(manager, leadId),
      clocks: await this.rows.clocksOf(manager, leadId, now),
      stageOptions: stageOptions(lead.stage, await this.gateFacts.of(manager, lead)),
      ...(await relatedTo(manager, lead)),
    };
  }

  async #contacts(
    manager: EntityManager,
    lead: LeadEntity,
    links: readonly { person_id: string; relationship: string }[],
    people: ReadonlyMap<string, PersonView>,
  ): Promise<LeadContactView[]> {
    const others = links.filter((link) => link.person_id !== lead.patientId);
    const ids = [lead.patientId, ...others.map((link) => link.person_id)];
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

interface Related {
  possibleMatches: LeadDetail['possibleMatches'];
  earlierLeads: LeadDetail['earlierLeads'];
  inquiryIds: string[];
  mergedInto: LeadDetail['mergedInto'];
}

/** What a lead has to do with other leads and with inquiries, read with one statement. */
async function relatedTo(manager: EntityManager, lead: LeadEntity): Promise<Related> {
  const [row] = await manager.query<Related[]>(
    `SELECT
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'leadId', l.id, 'number', l.number,
           'because', m.because) ORDER BY m.created_at, m.id)
         FROM possible_match m
         JOIN lead l ON l.id = CASE WHEN m.lead_id = $1 THEN m.other_lead_id ELSE m.lead_id END
         WHERE (m.lead_id = $1 OR m.other_lead_id = $1) AND m.decision IS NULL), '[]') AS "possibleMatches",
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'number', e.number, 'stage', e.stage,
           'receivedAt', e.received_at) ORDER BY e.created_at DESC, e.id DESC)
         FROM (SELECT * FROM lead WHERE patient_id = $2 AND id <> $1 AND created_at <= $3
           ORDER BY created_at DESC, id DESC LIMIT 50) e), '[]') AS "earlierLeads",
       ARRAY(SELECT inquiry_id FROM lead_inquiry WHERE lead_id = $1
         ORDER BY decided_at DESC, inquiry_id) AS "inquiryIds",
       (SELECT jsonb_build_object('id', l.id, 'number', l.number)
         FROM lead_merge m JOIN lead l ON l.id = m.kept_lead_id
         WHERE m.merged_lead_id = $1 AND m.undone_at IS NULL) AS "mergedInto"`,
    [lead.id, lead.patientId, lead.createdAt],
  );
  if (!row) throw new Error('A row is always there.');
  const earlierLeads = row.earlierLeads.map((earlier) => ({
    ...earlier,
    receivedAt: new Date(earlier.receivedAt).toISOString(),
  }));
  return { ...row, earlierLeads };
}
