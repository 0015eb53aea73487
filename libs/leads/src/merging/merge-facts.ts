import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadEntity } from '../lead.entity.js';
import type { MergeFacts } from './merge-refusal.js';

/** Reads what it takes to say whether two leads may become one. */
@Injectable()
export class MergeFactsQueries {
  async of(manager: EntityManager, kept: LeadEntity, merged: LeadEntity): Promise<MergeFacts> {
    const samePerson = kept.patientId === merged.patientId;
    const [row] = await manager.query<
      { kept_into: string | null; merged_into: string | null; is_contact: boolean }[]
    >(
      `SELECT
         (SELECT l.number FROM lead_merge m JOIN lead l ON l.id = m.kept_lead_id
           WHERE m.merged_lead_id = $1 AND m.undone_at IS NULL) AS kept_into,
         (SELECT l.number FROM lead_merge m JOIN lead l ON l.id = m.kept_lead_id
           WHERE m.merged_lead_id = $2 AND m.undone_at IS NULL) AS merged_into,
         EXISTS (SELECT 1 FROM lead_contact c WHERE c.ended_at IS NULL AND c.relationship <> 'self'
           AND ((c.lead_id = $1 AND c.person_id = $4) OR (c.lead_id = $2 AND c.person_id = $3)))
           AS is_contact`,
      [kept.id, merged.id, kept.patientId, merged.patientId],
    );
    return {
      sameLead: kept.id === merged.id,
      keptMergedInto: numberOf(row?.kept_into),
      mergedMergedInto: numberOf(row?.merged_into),
      keptOpen: kept.closedAt === null,
      mergedOpen: merged.closedAt === null,
      patientIsContactOfOther: !samePerson && (row?.is_contact ?? false),
      otherOpen: samePerson ? [] : await otherOpen(manager, kept, merged),
    };
  }
}

/** As one person they may have one open lead: those beyond it. */
async function otherOpen(
  manager: EntityManager,
  kept: LeadEntity,
  merged: LeadEntity,
): Promise<number[]> {
  const rows = await manager.query<{ number: string; patient_id: string }[]>(
    `SELECT number, patient_id FROM lead WHERE patient_id = ANY($1::uuid[]) AND closed_at IS NULL
       AND id <> ALL($2::uuid[]) ORDER BY number`,
    [
      [kept.patientId, merged.patientId],
      [kept.id, merged.id],
    ],
  );
  const open = rows.length + (kept.closedAt === null ? 1 : 0);
  return open > 1 ? rows.map(({ number }) => Number(number)) : [];
}

function numberOf(number: string | null | undefined): number | null {
  return number == null ? null : Number(number);
}
