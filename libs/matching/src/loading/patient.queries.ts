import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MatchWishes, ScreenerAnswers } from '#contract';
import { LeadEntity, leadError, ScreeningService } from '#leads';
import type { PatientFacts, PatientPayer } from '../facts.js';
import { patientFacts, wishesOf } from './patient-facts.js';

/** The middle of the ZIP code searched around. */
export interface Around {
  zip: string;
  latitude: number;
  longitude: number;
}

export interface PatientRead {
  patient: PatientFacts;
  /** Null: no ZIP code is known, or not this one. */
  around: Around | null;
}

/** Reads what the matcher looks at of a patient. Of coverages it reads who pays and the kind of plan, nothing else. */
@Injectable()
export class PatientQueries {
  constructor(private readonly screenings: ScreeningService) {}

  /** Throws `lead.not_found`. */
  async read(manager: EntityManager, leadId: string, wishes: MatchWishes): Promise<PatientRead> {
    const lead = await this.#lead(manager, leadId);
    const answers = await this.#answers(manager, leadId);
    const around = await aroundOf(manager, wishes.nearZip ?? lead.zip);
    const payers = await payersOf(manager, leadId);
    const place = around && { latitude: around.latitude, longitude: around.longitude };
    return { patient: patientFacts({ lead, answers, payers, wishes, place }), around };
  }

  /** What the lead and its screening say of the wishes. Throws `lead.not_found`. */
  async wishes(manager: EntityManager, leadId: string): Promise<Partial<MatchWishes>> {
    const lead = await this.#lead(manager, leadId);
    return wishesOf(await this.#answers(manager, leadId), lead.language);
  }

  async #lead(manager: EntityManager, leadId: string): Promise<LeadEntity> {
    const lead = await manager.findOneBy(LeadEntity, { id: leadId });
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    return lead;
  }

  async #answers(manager: EntityManager, leadId: string): Promise<ScreenerAnswers> {
    return (await this.screenings.view(manager, leadId)).answers;
  }
}

/** A ZIP code the table does not have stays unknown: its neighbours are not asked. */
async function aroundOf(manager: EntityManager, zip: string | null): Promise<Around | null> {
  const five = /^\d{5}/.exec(zip?.trim() ?? '')?.[0];
  if (!five) return null;
  const [place] = await manager.query<Around[]>(
    'SELECT zip, latitude, longitude FROM zip_place WHERE zip = $1',
    [five],
  );
  return place ?? null;
}

interface PayerRow {
  id: string;
  name: string;
  parent_id: string | null;
  carved_out_to_id: string | null;
  plan_type: string;
}

async function payersOf(manager: EntityManager, leadId: string): Promise<PatientPayer[]> {
  const rows = await manager.query<PayerRow[]>(
    `SELECT y.id, y.name, y.parent_id, y.carved_out_to_id, c.plan_type FROM coverage c JOIN payer y ON y.id = c.payer_id
     WHERE c.lead_id = $1 ORDER BY c.priority, c.id LIMIT 20`,
    [leadId],
  );
  return rows.map(({ id, name, plan_type: planType, ...related }) => ({
    id,
    name,
    relatedIds: [related.parent_id, related.carved_out_to_id].filter((one) => one !== null),
    planType,
  }));
}
