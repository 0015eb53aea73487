import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { ActOutcome, FacilityAct, FacilityAnswer } from '#contract';
import { OpenedPacket } from '#contract';
import { ActivityService } from '#leads';
import { newId } from '#platform';
import { sealToCapability, Vault } from '#vault';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { ReferralNoteEntity } from '../entities/referral-history.entity.js';
import { ReferralLinkEntity, ReferralOpeningEntity } from '../entities/referral-link.entity.js';
import {
  codeExpiry,
  codeVerdict,
  type CodeVerdict,
  facilityActs,
  linkUsable,
  mayAskForCode,
  OPEN_MINUTES,
  STATE_OF_ACT,
} from '../links/link-rules.js';
import { ReferralMoves, type Step } from '../moves/referral-moves.js';
import { FacilityNotices } from '../notices/facility-notices.js';
import { Disclosures } from '../packet/disclosures.js';
import { type Packet, Packets } from '../packet/packets.js';
import { ReferralPages } from '../pages/referral-pages.js';
import { Places } from '../places/places.js';
import { lockReferral } from '../referral-error.js';
import { seals } from '../seals.js';
import { mayMove } from '../states/transitions.js';

const MINUTE_MS = 60_000;
const MINUTES_FOR_OPENING = OPEN_MINUTES * MINUTE_MS;
/** A facility is not staff, and not the person the record is about: what it does is done by the system for it. */
const BY_LINK: Actor = { kind: 'system' };

/** What a facility sent from its page. */
export interface GivenAnswer {
  /** Finds the link; the token itself never reaches us. */
  linkDigest: Buffer;
  answer: FacilityAnswer;
  inquiryId: string;
  /** When the site took it. */
  at: Date;
}

interface Answering {
  referral: ReferralEntity;
  link: ReferralLinkEntity;
  given: GivenAnswer;
  now: Date;
}

/** Takes in what facilities answer behind their links: idempotent, and harmless when it is late or comes again. */
@Injectable()
export class FacilityAnswers {
  constructor(
    private readonly vault: Vault,
    private readonly moves: ReferralMoves,
    private readonly pages: ReferralPages,
    private readonly places: Places,
    private readonly notices: FacilityNotices,
    private readonly packets: Packets,
    private readonly disclosures: Disclosures,
    private readonly activities: ActivityService,
  ) {}

  /** In the transaction that takes the inquiry in. Gives the lead it is about; null for a link that is none of ours. */
  async takeIn(
    manager: EntityManager,
    given: GivenAnswer,
    now: Date,
  ): Promise<{ leadId: string; outcome: ActOutcome } | null> {
    const known = await manager.findOneBy(ReferralLinkEntity, { tokenDigest: given.linkDigest });
    if (!known) return null;
    const referral = await lockReferral(manager, known.referralId);
    const link = await manager.findOneByOrFail(ReferralLinkEntity, { id: known.id });
    const answering = { referral, link, given, now };
    const outcome = await this.#outcome(manager, answering);
    await manager.update(ReferralLinkEntity, { id: link.id }, { usedAt: now });
    const latest = { act: given.answer.act, outcome, at: now };
    await this.pages.answered(manager, referral.id, link.id, latest, now);
    return { leadId: referral.leadId, outcome };
  }

  async #outcome(manager: EntityManager, answering: Answering): Promise<ActOutcome> {
    const { given, link } = answering;
    const { answer } = given;
    // A link that ended before it was sent, or since: what was meant to move something is kept as late.
    const usable = linkUsable(link, given.at);
    const to = STATE_OF_ACT[answer.act];
    if (to !== null) return this.#move(manager, answering, to, usable);
    const open = usable && facilityActs(answering.referral.state).includes(answer.act);
    if (!open) return 'late';
    if (answer.act === 'ask') return this.#ask(manager, answering, answer.text);
    if (answer.act === 'request_code') return this.#giveCode(manager, answering);
    if (answer.act === 'open_packet') return this.#open(manager, answering, answer);
    throw new Error(`Nobody answers ${answer.act}.`);
  }

  async #move(
    manager: EntityManager,
    { referral, given, now }: Answering,
    to: NonNullable<(typeof STATE_OF_ACT)[FacilityAct]>,
    usable: boolean,
  ): Promise<ActOutcome> {
    if (referral.state === to) return 'repeated';
    const step: Step = { to, mover: 'facility', inquiryId: given.inquiryId, ...said(given.answer) };
    if (usable && mayMove(referral.state, to, 'facility')) {
      await this.moves.move(manager, referral, step, BY_LINK, now);
      return 'taken';
    }
    // "We have it" after an answer says nothing new.
    if (to === 'acknowledged' && referral.acknowledgedAt !== null) return 'repeated';
    await this.moves.late(manager, referral, step, BY_LINK, now);
    return 'late';
  }

  async #ask(
    manager: EntityManager,
    { referral, given, now }: Answering,
    text: string,
  ): Promise<ActOutcome> {
    const id = newId();
    const { id: referralId, leadId } = referral;
    await manager.insert(ReferralNoteEntity, {
      id,
      referralId,
      sender: 'facility',
      textEnc: this.vault.encrypt(seals.note(id), text),
      inquiryId: given.inquiryId,
      at: now,
    });
    const { facilityName: facility } = await this.places.ofProgram(manager, referral.programId);
    const payload = { referralId, facility, text };
    const kind = 'referral.asked';
    const activity = { leadId, kind, payload, at: now, actor: BY_LINK, subjectId: id } as const;
    await this.activities.record(manager, activity, now);
    // Whoever asks has read that it is there.
    if (mayMove(referral.state, 'acknowledged', 'facility')) {
      const step = { to: 'acknowledged', mover: 'facility', inquiryId: given.inquiryId } as const;
      await this.moves.move(manager, referral, step, BY_LINK, now);
    }
    return 'taken';
  }

  /** A code goes to where the link was sent, never to an address that the asker names. */
  async #giveCode(manager: EntityManager, { referral, link, now }: Answering): Promise<ActOutcome> {
    if (link.sentToEnc === null || link.channel === null) return 'nobody_to_send_to';
    if (!mayAskForCode(link.codeTimes, now)) return 'code_too_many';
    const text = String(randomInt(1_000_000)).padStart(6, '0');
    await manager.update(
      ReferralLinkEntity,
      { id: link.id },
      {
        codeHash: this.#codeHash(link.id, text),
        codeExpiresAt: codeExpiry(now),
        codeTries: 0,
        codeTimes: [...link.codeTimes, now].slice(-10),
      },
    );
    const address = this.vault.decrypt(seals.linkSentTo(link.id), link.sentToEnc);
    const code = { text, linkId: link.id };
    const notice = { referral, kind: 'code', channel: link.channel, address, code } as const;
    await this.notices.queue(manager, notice, BY_LINK, now);
    return 'code_sent';
  }

  async #open(
    manager: EntityManager,
    answering: Answering,
    answer: Extract<FacilityAnswer, { act: 'open_packet' }>,
  ): Promise<ActOutcome> {
    const { link, now } = answering;
    const verdict = codeVerdict(
      { hash: link.codeHash, expiresAt: link.codeExpiresAt, tries: link.codeTries },
      this.#matches(link, answer.code),
      now,
    );
    if (verdict !== 'right') {
      if (verdict === 'wrong') {
        const codeTries = link.codeTries + 1;
        await manager.update(ReferralLinkEntity, { id: link.id }, { codeTries });
      }
      return REFUSED[verdict];
    }
    return this.#disclose(manager, answering, answer);
  }

  /** Seals the packet to the browser that gave the code, and writes down that it was disclosed (rule R10). */
  async #disclose(
    manager: EntityManager,
    { referral, link, given, now }: Answering,
    { openingDigest, openingKey }: { openingDigest: string; openingKey: string },
  ): Promise<ActOutcome> {
    const packet = await this.packets.of(manager, referral, now);
    // The consent was taken back, or ran out, since it was sent.
    if (packet.sections.length === 0) return 'late';
    const openUntil = new Date(now.getTime() + MINUTES_FOR_OPENING);
    const opened = await this.#opened(manager, referral, packet, openUntil, now);
    await manager.insert(ReferralOpeningEntity, {
      tokenDigest: Buffer.from(openingDigest, 'base64url'),
      linkId: link.id,
      sealed: sealToCapability(
        Buffer.from(openingKey, 'base64url'),
        Buffer.from(JSON.stringify(opened)),
      ),
      expiresAt: openUntil,
    });
    await manager.update(ReferralLinkEntity, { id: link.id }, { codeHash: null, openedAt: now });
    const how = { way: 'link', linkId: link.id, inquiryId: given.inquiryId } as const;
    await this.disclosures.record(manager, referral, packet, how, BY_LINK, now);
    return 'opened';
  }

  async #opened(
    manager: EntityManager,
    referral: ReferralEntity,
    packet: Packet,
    openUntil: Date,
    now: Date,
  ): Promise<OpenedPacket> {
    const notes = await manager.find(ReferralNoteEntity, {
      where: { referralId: referral.id },
      order: { at: 'ASC', id: 'ASC' },
    });
    const pdf = await this.packets.pdf(manager, packet, { fax: false }, now);
    return OpenedPacket.parse({
      parts: packet.parts.map(({ title, lines }) => ({ title, lines: [...lines] })),
      notes: notes.map((note) => ({
        from: note.sender,
        text: this.vault.decrypt(seals.note(note.id), note.textEnc),
        at: note.at.toISOString(),
      })),
      notice: [...packet.notice],
      consent: packet.consent,
      pdf: pdf.toString('base64'),
      openUntil: openUntil.toISOString(),
    } satisfies OpenedPacket);
  }

  #matches(link: ReferralLinkEntity, code: string): boolean {
    const { codeHash } = link;
    if (codeHash === null) return false;
    return this.#codeHashes(link.id, code).some(
      (given) => given.length === codeHash.length && timingSafeEqual(given, codeHash),
    );
  }

  /** Keyed, so that a stolen table does not give a million guesses away. */
  #codeHash(linkId: string, code: string): Buffer {
    const [current] = this.#codeHashes(linkId, code);
    if (!current) throw new Error('There is always a current key.');
    return current;
  }

  /** By every key that is active: a code that was sent just before a rotation still opens. */
  #codeHashes(linkId: string, code: string): Buffer[] {
    return this.vault
      .digests('referral-code', `${linkId}:${code}`)
      .map(({ digest }) => createHash('sha256').update(digest).digest());
  }
}

const REFUSED: Record<Exclude<CodeVerdict, 'right'>, ActOutcome> = {
  wrong: 'code_wrong',
  expired: 'code_expired',
  too_many: 'code_too_many',
  none: 'code_expired',
};

/** What of an answer belongs to the step. */
function said(answer: FacilityAnswer): Pick<Step, 'note' | 'reason' | 'arrivalAt'> {
  return {
    ...('note' in answer ? { note: answer.note } : {}),
    ...('reason' in answer ? { reason: answer.reason } : {}),
    ...('arrivalAt' in answer && answer.arrivalAt ? { arrivalAt: new Date(answer.arrivalAt) } : {}),
  };
}
