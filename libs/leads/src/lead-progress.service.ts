import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import { LIVE_DISPOSITIONS, type Stage, STAGE_LABELS, STAGES } from '#contract';
import { databaseCode, newId } from '#platform';
import { Vault } from '#vault';
import { AlertService } from './alerts/alert.service.js';
import { ClockService, refreshNextAction } from './clocks/clock.service.js';
import { DoNotCall } from './do-not-call.js';
import type { LeadEntity } from './lead.entity.js';
import { checkVersion, leadError, lockLead } from './lead-lock.js';
import { gate, type Move } from './stages/gate.js';
import { GateFactsQueries } from './stages/gate-facts.js';
import { goesBack, STAGE_TRANSITIONS } from './stages/transitions.js';
import { wayOfReferrals } from './stages/way-of-referrals.js';
import { ActivityService } from './timeline/activity.service.js';
import { renderVisitors } from './visitor-pages.js';

/** A call to put on a lead's timeline. */
export interface CallRecorded {
  /** The call's row, or a new id when there is none; the same call again changes nothing. */
  callId: string;
  direction: 'inbound' | 'outbound';
  /** Of telephony: answered, missed, voicemail, abandoned. */
  outcome?: string | null;
  /** Of CALL_DISPOSITIONS, said by whoever called. */
  disposition?: string | null;
  seconds?: number | null;
  note?: string | null | undefined;
  /** The number or address that was called, for "do not call". */
  contactPointId?: string | null;
  at: Date;
}

/** Moves leads along: calls, attempts, conversations, stages. Every method belongs into the caller's transaction. */
@Injectable()
export class LeadProgressService {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly clocks: ClockService,
    private readonly gateFacts: GateFactsQueries,
    private readonly doNotCall: DoNotCall,
    private readonly alerts: AlertService,
  ) {}

  /**
   * Moves a lead to another stage: forward through its gate, back (what lies between is marked as
   * undone), closed with a reason, or out of closed to where it was closed. Throws `lead.not_found`,
   * `record.version_conflict`, `lead.already_closed`, `lead.transition_not_allowed`, and
   * `lead.gate_not_met` with what is missing in `details.missing`.
   */
  async changeStage(
    manager: EntityManager,
    leadId: string,
    move: Move & { stage: Stage; version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    checkVersion(lead, move.version, { stage: lead.stage }, { stage: move.stage });
    await this.#checkMove(manager, lead, move);
    await this.#move(manager, lead, move.stage, move, actor, now);
  }

  /**
   * Lets the stage follow the referrals: `stage` is that of the furthest living one, null when none lives (the lead is
   * still to be matched then). Every stage on the way is recorded. A closed lead, and one that never was referred,
   * stays where it is. The caller has just moved a referral in this transaction.
   */
  async followReferrals(
    manager: EntityManager,
    leadId: string,
    stage: Stage | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const way = wayOfReferrals(lead.stage, stage);
    for (const next of way) await this.#move(manager, lead, next, {}, actor, now);
    // Where the stage stays, what the visitor reads of it may not: the day of arrival.
    if (way.length === 0) await renderVisitors(manager, leadId, now);
  }

  /**
   * Puts a call on the timeline. One that went out counts as an attempt; one that reached a human as
   * a conversation: both keep the promises that were running. False when the call was known.
   */
  async recordCall(
    manager: EntityManager,
    leadId: string,
    call: CallRecorded,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const lead = await lockLead(manager, leadId);
    const added = await this.activities.recordNow(
      manager,
      {
        leadId,
        kind: 'call.recorded',
        payload: {
          callId: call.callId,
          direction: call.direction,
          outcome: call.outcome ?? null,
          disposition: call.disposition ?? null,
          seconds: call.seconds ?? null,
          ...(call.note ? { note: call.note } : {}),
        },
        at: call.at,
        actor,
        subjectId: call.callId,
      },
      now,
    );
    if (added === null) return false;
    if (call.direction === 'outbound') await this.#attempted(manager, lead, call.at, actor, now);
    await this.#cameOf(manager, lead, call, actor, now);
    await this.#audited(manager, lead, 'lead.call_recorded', { callId: call.callId }, actor, now);
    return true;
  }

  /**
   * What came of a call that telephony knows, said by who had it: a conversation counts as one from then on. Said a
   * second time it changes nothing (false).
   */
  async describeCall(
    manager: EntityManager,
    leadId: string,
    call: CallRecorded & { disposition: string },
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const lead = await lockLead(manager, leadId);
    const { callId, disposition, note } = call;
    const payload = { callId, disposition, ...(note ? { note } : {}) };
    const activity = { leadId, kind: 'call.described', payload, at: now, actor } as const;
    const added = await this.activities.recordNow(manager, { ...activity, subjectId: callId }, now);
    if (added === null) return false;
    await this.#cameOf(manager, lead, call, actor, now);
    await this.#audited(manager, lead, 'lead.call_described', { callId }, actor, now);
    return true;
  }

  async #cameOf(
    manager: EntityManager,
    lead: LeadEntity,
    call: CallRecorded,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (isConversation(call)) await this.#spokenWith(manager, lead, call.at, actor, now);
    if (call.disposition === 'do_not_call') {
      await this.doNotCall.record(manager, lead, call.contactPointId ?? null, actor, now);
    }
  }

  /** An attempt to reach the person by another way than a call (an SMS that was sent). */
  async recordAttempt(
    manager: EntityManager,
    leadId: string,
    at: Date,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#attempted(manager, await lockLead(manager, leadId), at, actor, now);
  }

  /** A live conversation that is no call on the timeline (a walk-in, an answer by SMS). */
  async recordContact(
    manager: EntityManager,
    leadId: string,
    at: Date,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#spokenWith(manager, await lockLead(manager, leadId), at, actor, now);
  }

  async #attempted(
    manager: EntityManager,
    lead: LeadEntity,
    at: Date,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE lead SET attempts = attempts + 1, first_attempt_at = LEAST(first_attempt_at, $2),
         last_attempt_at = GREATEST(last_attempt_at, $2), updated_at = $3 WHERE id = $1`,
      [lead.id, at, now],
    );
    await this.clocks.meet(manager, lead.id, ['first_attempt', 'call_back'], at, actor, now);
    await this.alerts.answered(manager, lead.id, actor, now);
    if (lead.stage === 'new') await this.#move(manager, lead, 'attempted', {}, actor, now);
    else await renderVisitors(manager, lead.id, now);
    changed(manager, lead.id);
  }

  async #spokenWith(
    manager: EntityManager,
    lead: LeadEntity,
    at: Date,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE lead SET first_contact_at = LEAST(first_contact_at, $2),
         last_contact_at = GREATEST(last_contact_at, $2),
         last_attempt_at = GREATEST(last_attempt_at, $2), updated_at = $3 WHERE id = $1`,
      [lead.id, at, now],
    );
    await this.clocks.meet(manager, lead.id, ['first_attempt', 'call_back'], at, actor, now);
    await this.alerts.answered(manager, lead.id, actor, now);
    if (lead.stage === 'new' || lead.stage === 'attempted') {
      await this.#move(manager, lead, 'contacted', {}, actor, now);
    } else await renderVisitors(manager, lead.id, now);
    changed(manager, lead.id);
  }

  async #checkMove(
    manager: EntityManager,
    lead: LeadEntity,
    move: Move & { stage: Stage },
  ): Promise<void> {
    const allowed = STAGE_TRANSITIONS[lead.stage].includes(move.stage);
    if (!allowed) {
      if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
      throw leadError(
        'lead.transition_not_allowed',
        `A lead does not go from ${STAGE_LABELS[lead.stage]} to ${STAGE_LABELS[move.stage]}.`,
      );
    }
    const facts = await this.gateFacts.of(manager, lead);
    const missing = gate(lead.stage, move.stage, facts, move);
    if (missing.length === 0) return;
    const sentence = `${STAGE_LABELS[move.stage]} needs: ${missing.join('; ')}.`;
    throw leadError('lead.gate_not_met', sentence, {
      errors: { [move.stage === 'closed' && !move.reason ? 'reason' : 'stage']: sentence },
      details: { missing },
    });
  }

  async #move(
    manager: EntityManager,
    lead: LeadEntity,
    to: Stage,
    move: Move,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const from = lead.stage;
    if (goesBack(from, to)) await this.#undo(manager, lead.id, from, to, now);
    await this.#writeStage(manager, lead, to, move, now);
    await this.#stageRow(manager, lead.id, from, to, move, actor, now);
    if (to === 'closed') {
      await this.clocks.cancel(manager, lead.id, now);
      await this.alerts.answered(manager, lead.id, actor, now);
    }
    await refreshNextAction(manager, lead.id);
    await this.activities.record(
      manager,
      {
        leadId: lead.id,
        kind: 'stage.changed',
        payload: {
          from,
          to,
          ...(move.reason ? { reason: move.reason } : {}),
          ...(move.note ? { note: move.note } : {}),
        },
        at: now,
        actor,
      },
      now,
    );
    const details = { from, to, reason: to === 'closed' ? (move.reason ?? null) : null };
    await this.#audited(manager, lead, 'lead.stage_changed', details, actor, now);
    await renderVisitors(manager, lead.id, now);
    changed(manager, lead.id);
  }

  async #writeStage(
    manager: EntityManager,
    lead: LeadEntity,
    to: Stage,
    move: Move,
    now: Date,
  ): Promise<void> {
    const closing = to === 'closed';
    try {
      await manager.query(
        `UPDATE lead SET stage = $2, closed_at = $3, closed_reason = $4, version = version + 1,
           updated_at = $5 WHERE id = $1`,
        [lead.id, to, closing ? now : null, closing ? (move.reason ?? null) : null, now],
      );
    } catch (error) {
      if (databaseCode(error) !== '23505') throw error;
      throw leadError(
        'lead.transition_not_allowed',
        'This patient has another open lead: work on that one.',
      );
    }
    Object.assign(lead, { stage: to, version: lead.version + 1, closedAt: closing ? now : null });
  }

  async #stageRow(
    manager: EntityManager,
    leadId: string,
    from: Stage,
    to: Stage,
    move: Move,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const note = this.vault.encryptNullable(
      { table: 'stage_change', column: 'note_enc', id },
      move.note || null,
    );
    await manager.query(
      `INSERT INTO stage_change (id, lead_id, from_stage, to_stage, reason, note_enc, changed_by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, leadId, from, to, to === 'closed' ? move.reason : null, note, staffIdOf(actor), now],
    );
  }

  /** A stage counts as reached when it was entered and not undone; going back undoes what is behind. */
  async #undo(
    manager: EntityManager,
    leadId: string,
    from: Stage,
    to: Stage,
    now: Date,
  ): Promise<void> {
    const undone = from === 'closed' ? ['closed'] : STAGES.slice(STAGES.indexOf(to) + 1);
    await manager.query(
      `UPDATE stage_change SET undone_at = $3
       WHERE lead_id = $1 AND undone_at IS NULL AND to_stage = ANY($2::text[])`,
      [leadId, undone, now],
    );
  }

  #audited(
    manager: EntityManager,
    lead: LeadEntity,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    return this.audit.record(
      manager,
      {
        actor,
        action,
        resource: 'lead',
        resourceId: lead.id,
        leadId: lead.id,
        personId: lead.patientId,
        details,
      },
      now,
    );
  }
}

/** A human spoke with the person: said by the disposition, or by telephony of an inbound call. */
function isConversation(call: CallRecorded): boolean {
  if (call.disposition) return LIVE_DISPOSITIONS.some((live) => live === call.disposition);
  return call.direction === 'inbound' && call.outcome === 'answered';
}

function changed(manager: EntityManager, leadId: string): void {
  announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
}
