import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type {
  FinancialTie,
  HandOverCreate,
  Language,
  ReferralChangeCreate,
  ShownWay,
  TransportEdit,
  TransportPlan,
} from '#contract';
import { ActivityService, checkVersion, lockLead } from '#leads';
import { MatchService } from '#matching';
import { databaseCode, newId } from '#platform';
import { Vault } from '#vault';
import { StatementQueries } from './consent/statement-queries.js';
import { wordingHash } from './consent/wording.js';
import { ReferralEntity } from './entities/referral.entity.js';
import { ReferralNoteEntity, ReferralStatementEntity } from './entities/referral-history.entity.js';
import { ReferralLinks } from './links/referral-links.js';
import { ReferralMoves } from './moves/referral-moves.js';
import { FacilityNotices } from './notices/facility-notices.js';
import { ReferralPages } from './pages/referral-pages.js';
import { Places } from './places/places.js';
import { lockReferral, referralError } from './referral-error.js';
import { seals } from './seals.js';
import { isEnded } from './states/transitions.js';
import { transportOf } from './transport.js';

const UNIQUE_VIOLATION = '23505';

/** What staff do with a referral. Every method belongs into the caller's transaction. */
@Injectable()
export class ReferralWork {
  constructor(
    private readonly vault: Vault,
    private readonly places: Places,
    private readonly moves: ReferralMoves,
    private readonly links: ReferralLinks,
    private readonly notices: FacilityNotices,
    private readonly pages: ReferralPages,
    private readonly statements: StatementQueries,
    private readonly matches: MatchService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /**
   * A draft for one program. Throws `lead.not_found`, `lead.already_closed`, `program.not_found`, and `referral.exists`
   * while the same program is being asked about the same lead.
   */
  async draft(
    manager: EntityManager,
    leadId: string,
    input: { programId: string; matchId?: string | null | undefined },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw referralError('lead.already_closed', 'This lead is closed.');
    const place = await this.places.ofProgram(manager, input.programId);
    const matchId = input.matchId ?? (await this.matches.latestFor(manager, leadId))?.id ?? null;
    await refuseForeignMatch(manager, matchId, leadId);
    const id = newId();
    try {
      await manager.insert(ReferralEntity, {
        id,
        leadId,
        programId: place.programId,
        facilityId: place.facilityId,
        matchId,
        createdBy: staffIdOf(actor),
        createdAt: now,
        updatedAt: now,
      });
    } catch (error) {
      if (databaseCode(error) !== UNIQUE_VIOLATION) throw error;
      throw referralError('referral.exists', 'This program is being asked already.');
    }
    const entry = {
      actor,
      action: 'referral.drafted',
      resource: 'referral',
      resourceId: id,
      leadId,
    };
    await this.audit.record(manager, { ...entry, personId: lead.patientId }, now);
    announce(manager, { event: 'referral.changed', id, leadId, created: true });
    return id;
  }

  /** The patient was shown who we are and who pays (rule R14): the words as they are now are kept. */
  async showStatement(
    manager: EntityManager,
    referralId: string,
    how: ShownWay,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    const said = await this.statements.of(manager, referral);
    await this.#keepStatement(manager, referral, { how, ...said }, actor, now);
  }

  async #keepStatement(
    manager: EntityManager,
    referral: ReferralEntity,
    shown: { how: ShownWay; wording: string; language: Language; financialTie: FinancialTie },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const { how, wording, language, financialTie } = shown;
    await manager.insert(ReferralStatementEntity, {
      id,
      referralId: referral.id,
      how,
      language,
      wording,
      wordingHash: wordingHash(wording),
      financialTie,
      staffId: staffIdOf(actor),
      at: now,
    });
    const place = await this.places.ofProgram(manager, referral.programId);
    const payload = { referralId: referral.id, facility: place.facilityName, how };
    const kind = 'referral.statement_shown';
    const { leadId } = referral;
    await this.activities.record(
      manager,
      { leadId, kind, payload, at: now, actor, subjectId: id },
      now,
    );
    await this.#audited(manager, referral, kind, { how }, actor, now);
  }

  /** Moves it on the word of staff, the facility (on the phone) or the person. Throws like `ReferralMoves.move`. */
  async change(
    manager: EntityManager,
    referralId: string,
    input: ReferralChangeCreate,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    checkVersion(referral, input.version, { state: referral.state }, { state: input.to });
    if (input.to === 'sent') {
      throw referralError('referral.move_not_allowed', 'A referral is sent, not moved to "sent".');
    }
    const arrivalAt = input.arrivalAt ? new Date(input.arrivalAt) : null;
    const { to, saidBy, reason, note } = input;
    const step = {
      to,
      mover: 'staff',
      saidBy,
      reason: reason ?? null,
      note: note ?? null,
    } as const;
    await this.moves.move(manager, referral, { ...step, arrivalAt }, actor, now);
  }

  /** Answers the facility's question; it is told that there is an answer, and reads it behind the code. */
  async answer(
    manager: EntityManager,
    referralId: string,
    text: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    if (referral.state === 'draft' || isEnded(referral.state)) {
      throw referralError('referral.not_ready', 'Nobody is asking about this referral.');
    }
    const id = newId();
    await manager.insert(ReferralNoteEntity, {
      id,
      referralId,
      sender: 'staff',
      staffId: staffIdOf(actor),
      textEnc: this.vault.encrypt(seals.note(id), text),
      at: now,
    });
    const place = await this.places.ofProgram(manager, referral.programId);
    const payload = { referralId, facility: place.facilityName, text };
    const kind = 'referral.answered';
    const { leadId } = referral;
    await this.activities.record(
      manager,
      { leadId, kind, payload, at: now, actor, subjectId: id },
      now,
    );
    const contact = await this.links.lastContact(manager, referralId);
    if (contact) {
      const { channel, address } = contact;
      const notice = { referral, kind: 'answer', channel, address } as const;
      await this.notices.queue(manager, notice, actor, now);
    }
    await this.#audited(manager, referral, kind, {}, actor, now);
    await this.pages.refresh(manager, referralId, now);
  }

  /** How they get there. Throws `record.version_conflict`. */
  async planTransport(
    manager: EntityManager,
    referralId: string,
    input: TransportEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    const { version, ...wanted } = input;
    const known = transportOf(this.vault, referral);
    checkVersion(referral, version, known, wanted);
    const plan: TransportPlan = {
      way: wanted.way ?? null,
      paidBy: wanted.paidBy ?? null,
      leavesAt: wanted.leavesAt ?? null,
      fitToTravel: wanted.fitToTravel ?? known.fitToTravel,
      escortNeeded: wanted.escortNeeded ?? known.escortNeeded,
      escort: wanted.escort ?? null,
      medicinesPacked: wanted.medicinesPacked ?? known.medicinesPacked,
      idAtHand: wanted.idAtHand ?? known.idAtHand,
      note: wanted.note ?? null,
    };
    referral.transportEnc = this.vault.encryptJson(seals.transport(referral.id), plan);
    // Readable on purpose: who pays the way there has to be found when it is the facility (EKRA).
    referral.transportPaidBy = plan.paidBy;
    referral.version += 1;
    referral.updatedAt = now;
    await manager.save(ReferralEntity, referral);
    const fields = Object.keys(wanted);
    await this.#audited(manager, referral, 'referral.transport_planned', { fields }, actor, now);
  }

  /** The patient was handed over in one call with all three; `callId` is that call, where telephony knows it. */
  async handOver(
    manager: EntityManager,
    referralId: string,
    input: HandOverCreate,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    const callId = input.callId ?? null;
    if (callId) await refuseForeignCall(manager, callId, referral.leadId);
    referral.handOverAt = now;
    referral.handOverCallId = callId;
    referral.handOverNoteEnc = this.vault.encryptNullable(
      seals.handOverNote(referral.id),
      input.note,
    );
    referral.version += 1;
    referral.updatedAt = now;
    await manager.save(ReferralEntity, referral);
    const place = await this.places.ofProgram(manager, referral.programId);
    const note = input.note ? { note: input.note } : {};
    const payload = { referralId, facility: place.facilityName, callId, ...note };
    const kind = 'referral.handed_over';
    const { leadId } = referral;
    await this.activities.record(manager, { leadId, kind, payload, at: now, actor }, now);
    await this.#audited(manager, referral, kind, { callId }, actor, now);
  }

  async #audited(
    manager: EntityManager,
    referral: ReferralEntity,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id, leadId } = referral;
    const entry = { actor, action, resource: 'referral', resourceId: id, leadId, details };
    await this.audit.record(manager, entry, now);
    announce(manager, { event: 'referral.changed', id, leadId, created: false });
  }
}

async function refuseForeignMatch(
  manager: EntityManager,
  matchId: string | null,
  leadId: string,
): Promise<void> {
  if (matchId === null) return;
  const [match] = await manager.query<unknown[]>(
    'SELECT 1 FROM match WHERE id = $1 AND lead_id = $2',
    [matchId, leadId],
  );
  if (match) return;
  const sentence = 'This match is not one of this lead’s.';
  throw referralError('request.invalid', sentence, { errors: { matchId: sentence } });
}

async function refuseForeignCall(
  manager: EntityManager,
  callId: string,
  leadId: string,
): Promise<void> {
  const [call] = await manager.query<unknown[]>(
    'SELECT 1 FROM call WHERE id = $1 AND lead_id = $2',
    [callId, leadId],
  );
  if (call) return;
  const sentence = 'This call is not one of this lead’s.';
  throw referralError('request.invalid', sentence, { errors: { callId: sentence } });
}
