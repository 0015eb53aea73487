import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { ConsentRequestCreate, PaperSignature } from '#contract';
import { TaskService } from '#follow-up';
import { ActivityService, checkVersion, lockLead } from '#leads';
import { isId, newId } from '#platform';
import { PeopleService } from '#people';
import { capabilityFromToken, newToken, Vault } from '#vault';
import { ConsentLedger } from '../consent/consent-ledger.js';
import { StatementQueries } from '../consent/statement-queries.js';
import { consentWording, wordingHash } from '../consent/wording.js';
import { ConsentRequestEntity } from '../entities/consent.entity.js';
import { ReferralEntity } from '../entities/referral.entity.js';
import { CONSENT_LINK_HOURS } from '../links/link-rules.js';
import { ReferralMoves } from '../moves/referral-moves.js';
import { phoneWords } from '../phone-words.js';
import { Places } from '../places/places.js';
import { lockReferral, referralError } from '../referral-error.js';
import { seals } from '../seals.js';
import { isOnTheWay } from '../states/transitions.js';
import { ConsentPages } from './consent-pages.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How a consent was decided on by whoever holds its link. */
export interface LinkDecision {
  inquiryId: string;
  ipDigest: Buffer;
  at: Date;
}

/** Asks for consents to disclosure, and takes signatures, refusals and withdrawals. In the caller's transaction. */
@Injectable()
export class ConsentRequests {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly places: Places,
    private readonly ledger: ConsentLedger,
    private readonly statements: StatementQueries,
    private readonly pages: ConsentPages,
    private readonly moves: ReferralMoves,
    private readonly tasks: TaskService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Makes the words to be signed. Throws `lead.not_found`, `lead.already_closed`, `referral.not_ready` while the patient
   * has no name (a consent names them), `request.invalid` for a facility that is not there.
   */
  async ask(
    manager: EntityManager,
    leadId: string,
    input: ConsentRequestCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw referralError('lead.already_closed', 'This lead is closed.');
    const patient = (await this.people.view(manager, [lead.patientId])).get(lead.patientId);
    if (!patient?.name) {
      throw referralError('referral.not_ready', 'A consent needs the patient’s name.');
    }
    const facilities = await this.places.facilities(manager, [...new Set(input.facilityIds)]);
    const { discloser, phone } = await houseOf(manager);
    const expiresAt = new Date(now.getTime() + input.days * DAY_MS);
    const { language, sections } = input;
    const wording = consentWording({
      language,
      patientName: patient.name,
      discloser,
      phone,
      facilities,
      sections,
      expiresOn: expiresAt,
    });
    const id = newId();
    await manager.insert(ConsentRequestEntity, {
      id,
      leadId,
      personId: lead.patientId,
      facilityIds: facilities.map((facility) => facility.id),
      sections,
      purpose: 'treatment',
      language,
      discloser,
      patientNameEnc: this.vault.encrypt(seals.patientName(id), patient.name),
      wordingEnc: this.vault.encrypt(seals.wording(id), wording),
      wordingHash: wordingHash(wording),
      statement: await this.statements.ofFacilities(manager, language, facilities),
      expiresAt,
      createdBy: staffIdOf(actor),
      createdAt: now,
      updatedAt: now,
    });
    const payload = { requestId: id, facilities: facilities.map(({ name }) => name) };
    const activity = { leadId, kind: 'disclosure_consent.asked', payload, at: now, actor } as const;
    await this.activities.record(manager, { ...activity, subjectId: id }, now);
    const entry = { actor, action: 'disclosure_consent.asked', resource: 'consent_request' };
    await this.audit.record(
      manager,
      { ...entry, resourceId: id, leadId, personId: lead.patientId },
      now,
    );
    this.#changed(manager, leadId);
    return id;
  }

  /**
   * A fresh link to sign at; one given before ends. Its token is the caller's alone. Throws `consent_request.not_found`,
   * `consent_request.decided`, `record.version_conflict`.
   */
  async giveLink(
    manager: EntityManager,
    requestId: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<{ token: string; expiresAt: Date; request: ConsentRequestEntity }> {
    const request = await this.#open(manager, requestId, version);
    const token = newToken();
    const { digest, publicKey } = capabilityFromToken(token);
    const linkExpiresAt = new Date(now.getTime() + CONSENT_LINK_HOURS * HOUR_MS);
    Object.assign(request, { tokenDigest: digest, publicKey, linkExpiresAt });
    await this.#save(manager, request, now);
    await this.pages.write(manager, request.id, now);
    const entry = { actor, action: 'disclosure_consent.link_made', resource: 'consent_request' };
    const { leadId, personId } = request;
    await this.audit.record(manager, { ...entry, resourceId: requestId, leadId, personId }, now);
    return { token, expiresAt: linkExpiresAt, request };
  }

  /**
   * Signed behind the link. Harmless when it comes again or too late: `signed`, `decided` (before), `other_words` (what
   * was shown is not what is asked for), `ended` (the link was over when it was sent).
   */
  async sign(
    manager: EntityManager,
    tokenDigest: Buffer,
    signature: LinkDecision & { name: string; wordingHash: string },
    now: Date,
  ): Promise<{ leadId: string; outcome: 'signed' | 'decided' | 'other_words' | 'ended' } | null> {
    const request = await this.#ofLink(manager, tokenDigest);
    if (!request) return null;
    const { leadId } = request;
    if (request.refusedAt || (await this.#decided(manager, request.id))) {
      return { leadId, outcome: 'decided' };
    }
    const ended =
      request.cancelledAt !== null ||
      request.linkExpiresAt === null ||
      signature.at >= request.linkExpiresAt;
    if (ended) return { leadId, outcome: 'ended' };
    if (signature.wordingHash !== request.wordingHash.toString('hex')) {
      return { leadId, outcome: 'other_words' };
    }
    const { name, ipDigest, inquiryId, at } = signature;
    const decision = { way: 'link' as const, name, ipDigest, inquiryId, signedAt: at };
    await this.#signed(manager, request, decision, { kind: 'person' }, now);
    return { leadId, outcome: 'signed' };
  }

  /** Signed on paper, which is kept as a file of the lead. Throws like `giveLink`, and `file.not_found`. */
  async signedOnPaper(
    manager: EntityManager,
    requestId: string,
    input: PaperSignature,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const request = await this.#open(manager, requestId, input.version);
    const [file] = await manager.query<unknown[]>(
      'SELECT 1 FROM lead_file WHERE id = $1 AND lead_id = $2 AND removed_at IS NULL',
      [input.fileId, request.leadId],
    );
    if (!file) throw referralError('file.not_found', 'There is no such file on this lead.');
    const signedAt = new Date(input.signedAt);
    if (signedAt > now) {
      const sentence = 'Please give a date that is not to come.';
      throw referralError('request.invalid', sentence, { errors: { signedAt: sentence } });
    }
    const decision = {
      way: 'paper' as const,
      name: input.signedName,
      fileId: input.fileId,
      signedAt,
    };
    await this.#signed(manager, request, decision, actor, now);
  }

  /** They do not sign. Nothing is disclosed, and staff goes on without. */
  async refuse(
    manager: EntityManager,
    tokenDigest: Buffer,
    now: Date,
  ): Promise<{ leadId: string; outcome: 'refused' | 'decided' } | null> {
    const request = await this.#ofLink(manager, tokenDigest);
    if (!request) return null;
    const { leadId } = request;
    if (request.refusedAt || request.cancelledAt || (await this.#decided(manager, request.id))) {
      return { leadId, outcome: 'decided' };
    }
    request.refusedAt = now;
    await this.#save(manager, request, now);
    await this.#decision(manager, request, 'refused', 'link', null, { kind: 'person' }, now);
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'follow_up_call',
        title: 'They did not sign the consent: ask what they would like instead',
        dueAt: now,
        originKey: `consent-refused:${request.id}`,
      },
      { kind: 'person' },
      now,
    );
    return { leadId, outcome: 'refused' };
  }

  /** Taken back behind the link, at any time. */
  async withdrawByLink(
    manager: EntityManager,
    tokenDigest: Buffer,
    now: Date,
  ): Promise<{ leadId: string; outcome: 'withdrawn' | 'decided' } | null> {
    const request = await this.#ofLink(manager, tokenDigest);
    if (!request) return null;
    const done = await this.#withdraw(manager, request, 'link', null, { kind: 'person' }, now);
    return { leadId: request.leadId, outcome: done ? 'withdrawn' : 'decided' };
  }

  /**
   * Takes a signed consent back on the patient's word, or calls off one that nobody signed yet. Throws
   * `consent_request.not_found`, `consent_request.decided`, `record.version_conflict`.
   */
  async withdraw(
    manager: EntityManager,
    requestId: string,
    input: { version: number; reason?: string | undefined },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const request = await this.#lock(manager, requestId);
    checkVersion(request, input.version, {}, input);
    const reason = input.reason ?? null;
    if (await this.#withdraw(manager, request, 'desk', reason, actor, now)) return;
    if (request.cancelledAt || request.refusedAt || (await this.#decided(manager, request.id))) {
      throw decided();
    }
    request.cancelledAt = now;
    await this.#save(manager, request, now);
    await this.#decision(manager, request, 'cancelled', 'desk', reason, actor, now);
  }

  /** False when there is no signature, or it was taken back before. */
  async #withdraw(
    manager: EntityManager,
    request: ConsentRequestEntity,
    way: 'link' | 'desk',
    reason: string | null,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const signature = await this.#signature(manager, request.id);
    if (!signature) return false;
    if (!(await this.ledger.revoke(manager, signature, reason, actor, now))) return false;
    await this.#save(manager, request, now);
    await this.#decision(manager, request, 'withdrawn', way, reason, actor, now);
    // What rests on this consent and has not arrived ends with it: the facility hears, its links close.
    const resting = await manager.findBy(ReferralEntity, { consentId: signature });
    for (const { id } of resting.filter(({ state }) => isOnTheWay(state))) {
      const referral = await lockReferral(manager, id);
      const mover = actor.kind === 'person' ? 'person' : 'staff';
      const step = { to: 'withdrawn', mover, saidBy: 'person', note: reason } as const;
      await this.moves.move(manager, referral, step, actor, now);
    }
    return true;
  }

  async #signed(
    manager: EntityManager,
    request: ConsentRequestEntity,
    signature: {
      way: 'link' | 'paper';
      name: string;
      signedAt: Date;
      ipDigest?: Buffer;
      fileId?: string;
      inquiryId?: string;
    },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id: requestId, personId, leadId } = request;
    const hash = request.wordingHash;
    const decision = { requestId, personId, decision: 'given', wordingHash: hash } as const;
    await this.ledger.add(manager, { ...decision, ...signature }, actor, now);
    await this.#save(manager, request, now);
    await this.#decision(manager, request, 'signed', signature.way, null, actor, now);
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'follow_up',
        title: 'The consent is signed: send the referral',
        dueAt: now,
        originKey: `consent-signed:${requestId}`,
      },
      actor,
      now,
    );
  }

  async #decision(
    manager: EntityManager,
    request: ConsentRequestEntity,
    what: string,
    way: string,
    reason: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id: requestId, leadId, facilityIds } = request;
    const facilities = (await this.places.facilities(manager, facilityIds)).map(({ name }) => name);
    const payload = { requestId, what, way, facilities, ...(reason ? { reason } : {}) };
    const activity = {
      leadId,
      kind: 'disclosure_consent.decided',
      payload,
      at: now,
      actor,
    } as const;
    await this.activities.record(manager, activity, now);
    await this.pages.write(manager, requestId, now);
    this.#changed(manager, leadId);
  }

  async #lock(manager: EntityManager, requestId: string): Promise<ConsentRequestEntity> {
    const known = isId(requestId)
      ? await manager.findOneBy(ConsentRequestEntity, { id: requestId })
      : null;
    if (!known) {
      throw referralError('consent_request.not_found', 'There is no such consent.');
    }
    await lockLead(manager, known.leadId);
    return manager.findOneOrFail(ConsentRequestEntity, {
      where: { id: requestId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async #open(
    manager: EntityManager,
    requestId: string,
    version: number,
  ): Promise<ConsentRequestEntity> {
    const request = await this.#lock(manager, requestId);
    checkVersion(request, version, {}, { version });
    if (request.cancelledAt || request.refusedAt || (await this.#decided(manager, requestId))) {
      throw decided();
    }
    return request;
  }

  async #ofLink(manager: EntityManager, tokenDigest: Buffer): Promise<ConsentRequestEntity | null> {
    const known = await manager.findOneBy(ConsentRequestEntity, { tokenDigest });
    return known ? this.#lock(manager, known.id) : null;
  }

  async #decided(manager: EntityManager, requestId: string): Promise<boolean> {
    return (await this.#signature(manager, requestId)) !== null;
  }

  async #signature(manager: EntityManager, requestId: string): Promise<string | null> {
    const [row] = await manager.query<{ id: string }[]>(
      "SELECT id FROM consent_signature WHERE request_id = $1 AND decision = 'given'",
      [requestId],
    );
    return row?.id ?? null;
  }

  async #save(manager: EntityManager, request: ConsentRequestEntity, now: Date): Promise<void> {
    request.version += 1;
    request.updatedAt = now;
    await manager.save(ConsentRequestEntity, request);
  }

  #changed(manager: EntityManager, leadId: string): void {
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}

function decided() {
  return referralError('consent_request.decided', 'This consent was decided on, or called off.');
}

/** Who discloses, and the number at which a consent can be taken back. */
async function houseOf(
  manager: EntityManager,
): Promise<{ discloser: string; phone: string | null }> {
  const [row] = await manager.query<{ legal_name: string; phone: string | null }[]>(
    `SELECT o.legal_name, (SELECT phone FROM tracking_number WHERE is_default AND active) AS phone
     FROM organisation o WHERE o.id = 1`,
  );
  return { discloser: row?.legal_name ?? '', phone: phoneWords(row?.phone ?? null) };
}
