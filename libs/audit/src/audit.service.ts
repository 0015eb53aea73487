import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { gather, newId } from '#platform';
import { Vault } from '#vault';
import type { Actor } from './actor.js';
import { isOf, refuseBeyondRights } from './rights.js';

/** One thing to put on record. */
export interface AuditEntry {
  actor: Actor;
  /** Dotted, past tense: `lead.assigned`, `lead.read`. */
  action: string;
  resource: string;
  resourceId?: string | null;
  leadId?: string | null;
  personId?: string | null;
  /** In somebody's own words; stored encrypted. */
  reason?: string | null;
  /** Ids, codes and field names only: this column is readable. */
  details?: Record<string, unknown>;
}

/** Writes the audit. Rows are committed unchained with what they record; a job links them soon after. */
@Injectable()
export class AuditService {
  constructor(private readonly vault: Vault) {}

  /** Puts one thing on record in the caller's transaction, and gives the id of the row. */
  async record(manager: EntityManager, entry: AuditEntry, now: Date): Promise<string> {
    const [id] = await this.recordAll(manager, [entry], now);
    return id as string;
  }

  /**
   * Puts several things on record with one statement, and once at the end in a transaction that
   * gathers; gives their ids in the same order. Throws `auth.forbidden` and `lead.protected` for what the
   * actor may not do: nothing is read or changed that could not be put on record.
   */
  async recordAll(manager: EntityManager, entries: AuditEntry[], now: Date): Promise<string[]> {
    for (const entry of entries) refuseBeyondRights(entry);
    const rows = entries.map((entry) => this.#row(entry, now));
    await gather(manager, 'audit', rows, (all) => insertRows(manager, all));
    return rows.map((row) => row.id);
  }

  /** The reason given with an event, decrypted. */
  reasonOf(event: { id: string; reasonEnc: string | null }): string | null {
    return this.vault.decryptNullable(reasonRef(event.id), event.reasonEnc);
  }

  #row(entry: AuditEntry, now: Date) {
    const id = newId();
    const under = isOf(entry.actor.emergency, entry) ? entry.actor.emergency : undefined;
    return {
      id,
      at: now.toISOString(),
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id ?? null,
      action: entry.action,
      resource: entry.resource,
      resource_id: entry.resourceId ?? null,
      lead_id: entry.leadId ?? under?.leadId ?? null,
      person_id: entry.personId ?? null,
      reason_enc: this.vault.encryptNullable(reasonRef(id), entry.reason),
      request_id: entry.actor.requestId ?? null,
      ip: entry.actor.ip ?? null,
      details: under ? { ...entry.details, emergency: under.id } : (entry.details ?? {}),
    };
  }
}

function reasonRef(id: string) {
  return { table: 'audit_event', column: 'reason_enc', id };
}

async function insertRows(manager: EntityManager, rows: readonly object[]): Promise<void> {
  await manager.query(
    `INSERT INTO audit_event (id, at, actor_kind, actor_id, action, resource, resource_id, lead_id,
       person_id, reason_enc, request_id, ip, details)
     SELECT id, at, actor_kind, actor_id, action, resource, resource_id, lead_id, person_id,
       reason_enc, request_id, ip, details
     FROM json_to_recordset($1::json) AS r(id uuid, at timestamptz, actor_kind text, actor_id uuid,
       action text, resource text, resource_id text, lead_id uuid, person_id uuid, reason_enc text,
       request_id text, ip text, details jsonb)`,
    [JSON.stringify(rows)],
  );
}
