import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import type { IncomingMail, InquiryEntity } from '#inquiries';
import { PeopleService } from '#people';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { Confirmations } from './confirmations.js';
import { ContactStops } from './contact-stops.js';
import type { Answered } from './mail-threads.js';
import { openLeadOf } from './open-lead.js';
import type { KeptMail } from './received-mails.js';

/** An e-mail that asks to be left alone. */
interface StopByMail {
  inquiry: InquiryEntity;
  mail: IncomingMail;
  answered: Answered | null;
  /** The words that say so. */
  said: string;
}

interface Reached {
  personId: string;
  contactPointId: string;
}

/** Words that are about e-mails alone: whoever writes them may still want to be called. */
const MAILS_ONLY = /\b(unsubscribe|opt ?-?out|e-?mails?|emailing|correos?|lista|list)\b/i;
const ORIGIN = 'email';

/** Takes back what the writer of an e-mail no longer wants (docs/domain.md, stop words). */
@Injectable()
export class MailStops {
  constructor(
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly stops: ContactStops,
    private readonly confirmations: Confirmations,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  /**
   * Ends all contact, or e-mails where the words are about e-mails alone, for everybody at this address and for whom the
   * answered e-mail was sent to. It opens no lead. Gives where the e-mail is to be kept.
   */
  async stop(
    manager: EntityManager,
    { inquiry, mail, answered, said }: StopByMail,
    now: Date,
  ): Promise<KeptMail> {
    const point = { kind: 'email', value: mail.from ?? '' } as const;
    const people = await this.people.reachedAt(manager, point, now);
    const personIds = [
      ...new Set([
        ...people.map(({ personId }) => personId),
        ...(answered ? [answered.personId] : []),
      ]),
    ];
    const leadId = MAILS_ONLY.test(said)
      ? await this.#endMails(manager, inquiry, personIds, said, now)
      : await this.#endAll(manager, inquiry, personIds, said, now);
    const reached = people.find(({ personId }) => personId === answered?.personId) ?? people[0];
    if (reached) await this.#confirm(manager, inquiry, reached, now);
    await this.outcomes.note(manager, inquiry, leadId, now);
    return {
      leadId,
      personId: reached?.personId ?? null,
      contactPointId: reached?.contactPointId ?? null,
      inReplyTo: answered?.messageId ?? null,
      handled: true,
    };
  }

  /** They want to be called, and no texts. */
  async noTexts(
    manager: EntityManager,
    { id, receivedAt }: InquiryEntity,
    { leadId, personId }: KeptMail,
    said: string,
    now: Date,
  ): Promise<void> {
    if (personId === null || leadId === null) return;
    const told = { personId, wording: said, at: receivedAt, origin: ORIGIN, inquiryId: id };
    const revoked = { ...told, scope: 'sms', decision: 'revoked' } as const;
    await this.consent.record(manager, revoked, SYSTEM, now);
    await this.stops.noteNoTexts(manager, { leadId, saidById: id }, receivedAt, now);
  }

  async #endAll(
    manager: EntityManager,
    { id: inquiryId, receivedAt: at }: InquiryEntity,
    personIds: readonly string[],
    wording: string,
    now: Date,
  ): Promise<string | null> {
    for (const personId of personIds) {
      const said = { personId, wording, at, origin: ORIGIN, inquiryId };
      await this.consent.revokeContact(manager, said, SYSTEM, now);
    }
    const how = 'wrote by e-mail that they want to be left alone';
    const stop = { personIds, saidById: inquiryId, how, at };
    return (await this.stops.follow(manager, stop, now))[0] ?? null;
  }

  async #endMails(
    manager: EntityManager,
    { id: inquiryId, receivedAt: at }: InquiryEntity,
    personIds: readonly string[],
    wording: string,
    now: Date,
  ): Promise<string | null> {
    for (const personId of personIds) {
      const said = { personId, wording, at, origin: ORIGIN, inquiryId };
      const revoked = { ...said, scope: 'email', decision: 'revoked' } as const;
      await this.consent.record(manager, revoked, SYSTEM, now);
    }
    const leadId = await openLeadOf(manager, personIds);
    if (leadId) await this.stops.noteNoMails(manager, { leadId, saidById: inquiryId }, at, now);
    return leadId;
  }

  /** Only whom we have written to: an answer to a forged address would be one more e-mail nobody asked for. */
  async #confirm(
    manager: EntityManager,
    { id: inquiryId, receivedAt: saidAt }: InquiryEntity,
    { personId, contactPointId }: Reached,
    now: Date,
  ): Promise<void> {
    const [written] = await manager.query<unknown[]>(
      "SELECT 1 FROM message WHERE contact_point_id = $1 AND direction = 'out' LIMIT 1",
      [contactPointId],
    );
    if (!written) return;
    const leadId = await openLeadOf(manager, [personId]);
    const language = (await this.people.view(manager, [personId])).get(personId)?.language ?? 'en';
    const to = { personId, contactPointId, leadId, inquiryId, saidAt, language };
    await this.confirmations.stopByMail(manager, to, now);
  }
}
