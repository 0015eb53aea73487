import { createHash } from 'node:crypto';

/** What of an event goes into its link: every column that says something. */
export interface ChainedEvent {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  resource: string;
  resource_id: string | null;
  lead_id: string | null;
  person_id: string | null;
  reason_enc: string | null;
  request_id: string | null;
  ip: string | null;
  /** As PostgreSQL prints it: `jsonb` has one text for one value. */
  details: string;
}

/** What the first link has before it: 32 zero bytes. */
export const CHAIN_START = Buffer.alloc(32);

/** Hash of a link (SHA-256): of the hash before it, its number and its event, all told apart by JSON. */
export function linkHash(previous: Buffer, seq: number, event: ChainedEvent): Buffer {
  const text = JSON.stringify([
    seq,
    event.id,
    event.at.toISOString(),
    event.actor_kind,
    event.actor_id,
    event.action,
    event.resource,
    event.resource_id,
    event.lead_id,
    event.person_id,
    event.reason_enc,
    event.request_id,
    event.ip,
    event.details,
  ]);
  return createHash('sha256').update('audit link v1\0').update(previous).update(text).digest();
}

/** The columns of {@link ChainedEvent}, for a SELECT from `audit_event e`. */
export const CHAINED_COLUMNS = `e.id, e.at, e.actor_kind, e.actor_id, e.action, e.resource,
  e.resource_id, e.lead_id, e.person_id, e.reason_enc, e.request_id, e.ip, e.details::text AS details`;
