import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { ProtectionInput, ProtectionView } from '#contract';
import { newId } from '#platform';
import { Vault } from '#vault';
import { leadError, lockLead } from '../lead-lock.js';

const reasonRef = (id: string) => ({ table: 'lead_protection', column: 'reason_enc', id });

/**
 * Protects leads: only the owner, whoever has an open task of it, and those who may protect see them and
 * the patient's other leads. Every write belongs into the caller's transaction.
 */
@Injectable()
export class ProtectionService {
  constructor(
    private readonly audit: AuditService,
    private readonly vault: Vault,
  ) {}

  /** Whether and why a lead is protected. */
  async view(manager: EntityManager, leadId: string): Promise<ProtectionView> {
    const [row] = await manager.query<
      { id: string; reason_enc: string; name: string; protected_at: Date }[]
    >(
      `SELECT p.id, p.reason_enc, s.name, p.protected_at
       FROM lead_protection p JOIN staff_user s ON s.id = p.protected_by
       WHERE p.lead_id = $1 AND p.lifted_at IS NULL`,
      [leadId],
    );
    if (!row) return { standing: null };
    const reason = this.vault.decrypt(reasonRef(row.id), row.reason_enc);
    return { standing: { reason, by: row.name, at: row.protected_at.toISOString() } };
  }

  /**
   * Protects a lead. Throws `lead.not_found`, `lead.owner_missing` (somebody has to see it), and
   * `lead.already_protected`.
   */
  async protect(
    manager: EntityManager,
    leadId: string,
    { reason }: ProtectionInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    if (!lead.ownerId) {
      throw leadError(
        'lead.owner_missing',
        'Give the lead an owner first: somebody has to see it.',
      );
    }
    const id = newId();
    const added = await manager.query<unknown[]>(
      `INSERT INTO lead_protection (id, lead_id, reason_enc, protected_by, protected_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id`,
      [id, leadId, this.vault.encrypt(reasonRef(id), reason), staffIdOf(actor), now],
    );
    if (added.length === 0)
      throw leadError('lead.already_protected', 'This lead is protected already.');
    await this.#record(manager, leadId, 'lead.protected', actor, now, reason);
  }

  /** Lets everybody see the lead again. Throws `lead.not_protected`. */
  async lift(manager: EntityManager, leadId: string, actor: Actor, now: Date): Promise<void> {
    await lockLead(manager, leadId);
    const [, lifted] = await manager.query<[unknown[], number]>(
      `UPDATE lead_protection SET lifted_at = $2, lifted_by = $3
       WHERE lead_id = $1 AND lifted_at IS NULL RETURNING id`,
      [leadId, now, staffIdOf(actor)],
    );
    if (lifted === 0) throw leadError('lead.not_protected', 'This lead is not protected.');
    await this.#record(manager, leadId, 'lead.protection_lifted', actor, now);
  }

  async #record(
    manager: EntityManager,
    leadId: string,
    action: string,
    actor: Actor,
    now: Date,
    reason?: string,
  ): Promise<void> {
    const entry = { actor, action, resource: 'lead', resourceId: leadId, leadId };
    await this.audit.record(manager, { ...entry, reason: reason ?? null }, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}
