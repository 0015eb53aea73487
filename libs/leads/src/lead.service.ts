import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { ActivityKind, ActivityPayload } from '#contract';
import { newId } from '#platform';
import { Vault } from '#vault';
import type { LeadEntity } from './lead.entity.js';
import type { AssignmentCause } from './lead-history.entity.js';
import { checkVersion, leadError, lockLead } from './lead-lock.js';
import { colleaguesNamed, tellNamed } from './mentions/mention.service.js';
import { ActivityService } from './timeline/activity.service.js';
import { renderVisitors } from './visitor-pages.js';

/** Who gets a lead. Both null: back to the queue. */
export interface Assigning {
  version?: number;
  ownerId: string | null;
  teamId?: string | null;
  note?: string | null | undefined;
  because?: AssignmentCause;
}

/** Works on leads the way staff speak of it. Every method belongs into the caller's transaction. */
@Injectable()
export class LeadService {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Gives a lead to a colleague, to a team or back to the queue; nothing when it is theirs already.
   * Throws `lead.not_found`, `lead.already_closed`, `record.version_conflict`, `staff.not_found`,
   * `team.not_found`.
   */
  async assign(
    manager: EntityManager,
    leadId: string,
    to: Assigning,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const current = { ownerId: lead.ownerId, teamId: lead.teamId };
    const wanted = { ownerId: to.ownerId, teamId: to.teamId ?? null };
    checkVersion(lead, to.version, current, wanted);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    if (wanted.ownerId === current.ownerId && wanted.teamId === current.teamId && !to.note) return;
    await this.#checkAssignee(manager, wanted);
    const because = to.because ?? (wanted.ownerId || wanted.teamId ? 'hand' : 'take_back');
    await manager.query(
      `UPDATE lead SET owner_id = $2, team_id = $3, version = version + 1, updated_at = $4
       WHERE id = $1`,
      [leadId, wanted.ownerId, wanted.teamId, now],
    );
    if (wanted.ownerId) {
      await manager.query('UPDATE staff_user SET last_assigned_at = $2 WHERE id = $1', [
        wanted.ownerId,
        now,
      ]);
    }
    await this.#assignmentRow(manager, leadId, wanted, because, to.note ?? null, actor, now);
    const payload = { ...wanted, because, ...(to.note ? { note: to.note } : {}) };
    await this.#written(manager, lead, 'lead.assigned', payload, actor, now);
    await this.#audited(manager, lead, 'lead.assigned', { ...wanted, because }, actor, now);
    // Given out by a rule, it is given out in its intake, which writes the visitor's page itself.
    if (because !== 'rule') await renderVisitors(manager, leadId, now);
  }

  /**
   * Writes a note on the timeline and tells the colleagues it names (`@[id]`). Throws `lead.not_found`,
   * and `request.invalid` when it names somebody who does not work on leads.
   */
  async addNote(
    manager: EntityManager,
    leadId: string,
    text: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const named = await colleaguesNamed(manager, text);
    const payload = named.length > 0 ? { text, mentions: named } : { text };
    const activityId = await this.#written(manager, lead, 'note.written', payload, actor, now);
    if (activityId) await tellNamed(manager, { activityId, leadId, named }, actor, now);
    await this.#audited(manager, lead, 'lead.note_written', {}, actor, now);
  }

  /**
   * Writes down that a free or low-cost option was offered: closing for cost, coverage or beds needs
   * it. Throws `lead.not_found`, `lead.already_closed`, `record.version_conflict`.
   */
  async offerLowCost(
    manager: EntityManager,
    leadId: string,
    offer: { version?: number; note: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const current = { lowCostOfferedAt: lead.lowCostOfferedAt?.toISOString() ?? null };
    checkVersion(lead, offer.version, current, { lowCostOfferedAt: now.toISOString() });
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    await manager.query(
      `UPDATE lead SET low_cost_offered_at = $2, version = version + 1, updated_at = $2
       WHERE id = $1`,
      [leadId, now],
    );
    await this.#written(manager, lead, 'low_cost.offered', { note: offer.note }, actor, now);
    await this.#audited(manager, lead, 'lead.low_cost_offered', {}, actor, now);
  }

  async #checkAssignee(
    manager: EntityManager,
    to: { ownerId: string | null; teamId: string | null },
  ): Promise<void> {
    const [row] = await manager.query<{ staff: boolean; team: boolean }[]>(
      `SELECT $1::uuid IS NULL OR EXISTS (SELECT 1 FROM staff_user WHERE id = $1 AND status = 'active') AS staff,
         $2::uuid IS NULL OR EXISTS (SELECT 1 FROM team WHERE id = $2) AS team`,
      [to.ownerId, to.teamId],
    );
    if (!row?.staff) {
      throw leadError('staff.not_found', 'Nobody active has this id.', {
        errors: { ownerId: 'Please choose an active colleague.' },
      });
    }
    if (!row.team) {
      throw leadError('team.not_found', 'There is no such team.', {
        errors: { teamId: 'Please choose a team from the list.' },
      });
    }
  }

  async #assignmentRow(
    manager: EntityManager,
    leadId: string,
    to: { ownerId: string | null; teamId: string | null },
    because: AssignmentCause,
    note: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const sealed = this.vault.encryptNullable(
      { table: 'assignment', column: 'note_enc', id },
      note,
    );
    await manager.query(
      `INSERT INTO assignment (id, lead_id, owner_id, team_id, because, note_enc, assigned_by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, leadId, to.ownerId, to.teamId, because, sealed, staffIdOf(actor), now],
    );
  }

  async #written<K extends ActivityKind>(
    manager: EntityManager,
    lead: LeadEntity,
    kind: K,
    payload: ActivityPayload<K>,
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const row = { leadId: lead.id, kind, payload, at: now, actor };
    const activityId = await this.activities.recordNow(manager, row, now);
    announce(manager, { event: 'lead.changed', id: lead.id, leadId: lead.id, created: false });
    return activityId;
  }

  #audited(
    manager: EntityManager,
    lead: LeadEntity,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { id, patientId: personId } = lead;
    return this.audit.record(
      manager,
      { actor, action, resource: 'lead', resourceId: id, leadId: id, personId, details },
      now,
    );
  }
}
