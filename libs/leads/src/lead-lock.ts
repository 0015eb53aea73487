import { Any, type EntityManager } from 'typeorm';
import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError, together } from '#platform';
import { LeadEntity } from './lead.entity.js';

/** A domain error with the status the contract gives its code. */
export function leadError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

/**
 * Reads a lead and holds it to the end of the transaction. Throws `lead.not_found`, and `lead.merged`
 * with the lead that was kept for one that was merged into another: what is done is done there.
 */
export async function lockLead(manager: EntityManager, leadId: string): Promise<LeadEntity> {
  const lead = await lockAnyLead(manager, leadId);
  if (lead.closedReason !== 'duplicate') return lead;
  const [kept] = await manager.query<{ id: string; number: string }[]>(
    `SELECT l.id, l.number FROM lead_merge m JOIN lead l ON l.id = m.kept_lead_id
     WHERE m.merged_lead_id = $1 AND m.undone_at IS NULL`,
    [leadId],
  );
  if (!kept) return lead;
  throw leadError('lead.merged', `This lead was merged into #${kept.number}: work on that one.`, {
    details: { leadId: kept.id, number: Number(kept.number) },
  });
}

/** `lockLead` for a lead that may be merged into another. */
export async function lockAnyLead(manager: EntityManager, leadId: string): Promise<LeadEntity> {
  const lead = await together(manager, 'lock lead', leadId, async (ids) => {
    const leads = await manager.find(LeadEntity, {
      where: { id: Any([...new Set(ids)]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const byId = new Map(leads.map((one) => [one.id, one]));
    return ids.map((id) => byId.get(id));
  });
  if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
  return lead;
}

/**
 * Throws `record.version_conflict` with both values in its details when somebody changed the record
 * since the version that was read. No version: the caller is a machine that acts on what is there.
 */
export function checkVersion(
  record: { version: number },
  version: number | undefined,
  current: Record<string, unknown>,
  yours: Record<string, unknown>,
): void {
  if (version === undefined || version === record.version) return;
  throw leadError('record.version_conflict', 'Somebody changed this record in the meantime.', {
    details: { current: { ...current, version: record.version }, yours: { ...yours, version } },
  });
}
