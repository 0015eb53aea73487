import type { EntityManager } from 'typeorm';
import type { Urgency } from '#contract';

/** The request whose page something came from, and what became of it. */
export interface AnsweredRequest {
  aboutId: string;
  reference: string;
  /** False: its intake is still to come. */
  decided: boolean;
  /** Null: it is held back, or never became a lead. */
  leadId: string | null;
  closed: boolean;
  urgency: Urgency;
  ownerId: string | null;
  attempted: boolean;
  /** Who asked; null: nobody is known. */
  requesterId: string | null;
}

/** A request that is a lead. */
export type AnsweredLead = AnsweredRequest & { leadId: string };

interface Row {
  about_id: string;
  reference: string;
  decided: boolean;
  lead_id: string | null;
  closed: boolean;
  urgency: Urgency | null;
  owner_id: string | null;
  attempted: boolean;
  requester_id: string | null;
}

/** The request behind a status link, on the lead that is kept where two were one; null: there is none. */
export async function answeredRequest(
  manager: EntityManager,
  tokenDigest: Buffer,
): Promise<AnsweredRequest | null> {
  const [row] = await manager.query<Row[]>(
    `SELECT i.id AS about_id, i.reference, li.inquiry_id IS NOT NULL AS decided, l.id AS lead_id,
       l.closed_at IS NOT NULL AS closed, l.urgency, l.owner_id, l.first_attempt_at IS NOT NULL AS attempted,
       coalesce(r.merged_into_id, r.id) AS requester_id
     FROM inquiry i
       LEFT JOIN lead_inquiry li ON li.inquiry_id = i.id
       LEFT JOIN lead l ON l.id = coalesce((SELECT m.kept_lead_id FROM lead_merge m
         WHERE m.merged_lead_id = li.lead_id AND m.undone_at IS NULL), li.lead_id)
       LEFT JOIN person r ON r.id = li.requester_id
     WHERE i.token_digest = $1`,
    [tokenDigest],
  );
  if (!row) return null;
  return {
    aboutId: row.about_id,
    reference: row.reference,
    decided: row.decided,
    leadId: row.lead_id,
    closed: row.closed,
    urgency: row.urgency ?? 'P3',
    ownerId: row.owner_id,
    attempted: row.attempted,
    requesterId: row.requester_id,
  };
}
