import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RoutingFacts } from '#contract';
import { leadError } from '#leads';
import { together } from '#platform';

interface Row {
  language: string;
  state: string | null;
  urgency: string;
  level_requested: string | null;
  source_id: string;
  payer_id: string | null;
  inquiry_kind: string | null;
  last_owner_id: string | null;
  returning: boolean;
}

/** Reads what routing looks at. */
@Injectable()
export class LeadFactsQueries {
  /** The facts of a lead as it is now; returning: its patient or a contact had one before. Throws `lead.not_found`. */
  async of(manager: EntityManager, leadId: string): Promise<RoutingFacts> {
    const row = await together(manager, 'routing facts', leadId, (leadIds) =>
      rowsOf(manager, leadIds),
    );
    if (!row) throw leadError('lead.not_found', 'There is no such lead.');
    return RoutingFacts.parse({
      language: row.language,
      state: row.state,
      payerId: row.payer_id,
      levelOfCare: row.level_requested,
      sourceId: row.source_id,
      inquiryKind: row.inquiry_kind,
      urgency: row.urgency,
      returning: row.returning,
      lastOwnerId: row.last_owner_id,
    });
  }
}

async function rowsOf(
  manager: EntityManager,
  leadIds: readonly string[],
): Promise<(Row | undefined)[]> {
  const rows = await manager.query<(Row & { id: string })[]>(
    `SELECT l.id, l.language, l.state, l.urgency, l.level_requested, l.source_id,
         (SELECT c.payer_id FROM coverage c WHERE c.lead_id = l.id ORDER BY c.priority, c.id LIMIT 1) AS payer_id,
         (SELECT i.kind FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
           WHERE li.lead_id = l.id ORDER BY i.received_at, i.id LIMIT 1) AS inquiry_kind,
         before.owner_id AS last_owner_id, before.id IS NOT NULL AS returning
       FROM lead l LEFT JOIN LATERAL (
         WITH people AS (SELECT l.patient_id AS id
           UNION SELECT c.person_id FROM lead_contact c WHERE c.lead_id = l.id)
         SELECT e.id, e.owner_id FROM lead e WHERE e.id <> l.id AND e.id IN (
           SELECT x.id FROM lead x JOIN people ON people.id = x.patient_id
           UNION SELECT c.lead_id FROM lead_contact c JOIN people ON people.id = c.person_id)
         ORDER BY e.owner_id IS NULL, e.created_at DESC, e.id DESC LIMIT 1) before ON true
       WHERE l.id = ANY($1::uuid[])`,
    [leadIds],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return leadIds.map((id) => byId.get(id));
}
