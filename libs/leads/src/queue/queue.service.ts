import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import { newId } from '#platform';
import { Vault } from '#vault';
import { ClockService } from '../clocks/clock.service.js';
import { checkVersion, leadError, lockLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';

/** Whoever took a person has so long before they are offered to others again. */
export const TAKEN_MINUTES = 15;

/** Who asks for the next person. */
export interface Asking {
  staffId: string;
  teamId: string | null;
  /** Colleagues on duty: what belongs to somebody who is not is offered to all. */
  onDuty: readonly string[];
}

/** Hands out the queue. Every method belongs into the caller's transaction. */
@Injectable()
export class QueueService {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly clocks: ClockService,
  ) {}

  /**
   * The next person for whoever asks, marked as taken by them: theirs, their team's, nobody's, or of
   * somebody who is not on duty. Rows that another transaction holds are passed over, so that two who
   * ask at once never get the same one. Null when nobody waits for them.
   */
  async next(manager: EntityManager, asking: Asking, now: Date): Promise<string | null> {
    const [row] = await manager.query<{ lead_id: string }[]>(NEXT, [
      now,
      asking.staffId,
      asking.teamId,
      asking.onDuty,
    ]);
    if (!row) return null;
    await this.mark(manager, row.lead_id, asking.staffId, now);
    return row.lead_id;
  }

  /** Marks a lead's entry as taken, so that others are not offered it for a while. */
  async mark(manager: EntityManager, leadId: string, staffId: string, now: Date): Promise<void> {
    await manager.query(
      `UPDATE queue_entry SET taken_by = $2, taken_until = $3::timestamptz + $4::interval
       WHERE lead_id = $1`,
      [leadId, staffId, now, `${TAKEN_MINUTES} minutes`],
    );
  }

  /** Lets go of what somebody had taken: others are offered it at once. */
  async letGo(manager: EntityManager, leadId: string): Promise<void> {
    await manager.query(
      'UPDATE queue_entry SET taken_by = NULL, taken_until = NULL WHERE lead_id = $1',
      [leadId],
    );
  }

  /** Refuses what somebody else has open just now, with `queue.taken`. */
  async refuseTaken(
    manager: EntityManager,
    leadId: string,
    staffId: string,
    now: Date,
  ): Promise<void> {
    const [row] = await manager.query<{ name: string | null }[]>(
      `SELECT s.name FROM queue_entry q JOIN staff_user s ON s.id = q.taken_by
       WHERE q.lead_id = $1 AND q.taken_by <> $2 AND q.taken_until > $3`,
      [leadId, staffId, now],
    );
    if (row) throw leadError('queue.taken', `${row.name ?? 'Somebody else'} has this one open.`);
  }

  /**
   * Sets a lead aside until a time, and its running promises with it. A new word from the person ends
   * it. Throws `lead.not_found`, `lead.already_closed`, `record.version_conflict`,
   * `queue.danger_not_set_aside` for a P0 that nobody has spoken with.
   */
  async snooze(
    manager: EntityManager,
    leadId: string,
    input: { version?: number; until: Date; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const until = input.until.toISOString();
    checkVersion(lead, input.version, {}, { until });
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    if (input.until <= now) {
      throw leadError('request.invalid', 'Please choose a time to come.', {
        errors: { until: 'Please choose a time to come.' },
      });
    }
    if (lead.urgency === 'P0' && lead.lastContactAt === null) {
      throw leadError(
        'queue.danger_not_set_aside',
        'Somebody in danger is not set aside before a human has spoken with them.',
      );
    }
    await this.#write(manager, leadId, input, actor, now);
    await this.clocks.pause(manager, lead, input.until, 'snoozed', now);
    await this.letGo(manager, leadId);
    await this.activities.record(
      manager,
      { leadId, kind: 'lead.snoozed', payload: { until, reason: input.reason }, at: now, actor },
      now,
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: 'lead.snoozed',
        resource: 'lead',
        resourceId: leadId,
        leadId,
        personId: lead.patientId,
        details: { until },
      },
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  async #write(
    manager: EntityManager,
    leadId: string,
    input: { until: Date; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.query('UPDATE snooze SET ended_at = $2 WHERE lead_id = $1 AND ended_at IS NULL', [
      leadId,
      now,
    ]);
    const id = newId();
    const reason = this.vault.encrypt({ table: 'snooze', column: 'reason_enc', id }, input.reason);
    await manager.query(
      `INSERT INTO snooze (id, lead_id, until, reason_enc, snoozed_by, at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, leadId, input.until, reason, staffIdOf(actor), now],
    );
  }
}

/**
 * The lead is locked as well, because taking it means changing it: nothing here waits, so nothing can
 * wait for each other. $1 now, $2 who asks, $3 their team, $4 who is on duty.
 */
export const NEXT = `
  SELECT q.lead_id FROM queue_entry q JOIN lead l ON l.id = q.lead_id
  WHERE (q.hold_until IS NULL OR q.hold_until <= $1)
    AND (q.taken_until IS NULL OR q.taken_until <= $1)
    AND (q.owner_id = $2 OR (q.owner_id IS NULL AND (q.team_id IS NULL OR q.team_id = $3))
      OR (q.owner_id IS NOT NULL AND NOT q.owner_id = ANY($4::uuid[])))
  ORDER BY q.band, q.due_at, q.lead_id LIMIT 1
  FOR UPDATE OF q, l SKIP LOCKED`;
