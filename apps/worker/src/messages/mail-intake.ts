import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { contactWish } from '#consent';
import { TaskService } from '#follow-up';
import {
  type EmailEnvelope,
  type IncomingMail,
  type InquiryEntity,
  readMail,
  withoutSignature,
} from '#inquiries';
import { triage } from '#leads';
import { ContactPoints, PeopleService, sameName } from '#people';
import { nameWords } from '#vault';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { IntakeService } from '../intake/intake.service.js';
import { Quarantine } from '../intake/quarantine.js';
import { type Answered, MailThreads } from './mail-threads.js';
import { MailReports } from './mail-reports.js';
import { MailStops } from './mail-stops.js';
import { type KeptMail, ReceivedMails } from './received-mails.js';

/** An e-mail with what is known of it when it is taken in. */
interface Taking {
  inquiry: InquiryEntity;
  mail: IncomingMail;
  /** The message of ours that it answers. */
  answered: Answered | null;
  now: Date;
}

/** Our mail server's name in Authentication-Results; undefined: nobody vouches for senders. */
export abstract class MailServer {
  abstract readonly authserv: string | undefined;
}

/** The timeline shows the beginning; the thread has the whole. Characters. */
const LONGEST_ON_TIMELINE = 4000;

/**
 * Makes of an e-mail what it is: a request for help, an answer, the wish to be left alone, a word of a machine, or
 * what a mail server says became of an e-mail of ours.
 */
@Injectable()
export class MailIntake {
  constructor(
    private readonly intake: IntakeService,
    private readonly people: PeopleService,
    private readonly points: ContactPoints,
    private readonly tasks: TaskService,
    private readonly threads: MailThreads,
    private readonly reports: MailReports,
    private readonly stops: MailStops,
    private readonly received: ReceivedMails,
    private readonly quarantine: Quarantine,
    private readonly outcomes: InquiryOutcomes,
    private readonly server: MailServer,
  ) {}

  /** Runs in the intake's transaction. `released`: a colleague has said that it is no rubbish. */
  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    envelope: EmailEnvelope,
    released: boolean,
    now: Date,
  ): Promise<void> {
    const raw = Buffer.from(envelope.raw, 'base64');
    if (raw.length === 0) return this.#unread(manager, inquiry, now);
    const mail = await readMail(raw, envelope.bytes, this.server.authserv);
    const { nature } = mail;
    if (nature.is === 'report') {
      return this.reports.takeIn(manager, inquiry, mail, nature.report, now);
    }
    const answered = await this.threads.answered(manager, envelope.answers);
    const taking = { inquiry, mail, answered, now };
    const known = answered !== null || (await this.#isKnown(manager, mail));
    const leaves = contactWish(wishTextOf(mail)) === 'stop';
    if (nature.is === 'automatic' && known && !leaves) return this.#note(manager, taking);
    const doubted = nature.is === 'automatic' || mail.markedAsSpam || mail.from === null;
    // Somebody in danger is never held back, whatever the e-mail looks like.
    if (doubted && !known && !released && !isPressing(mail)) {
      return this.quarantine.hold(manager, inquiry, now);
    }
    await this.#fromPerson(manager, taking);
  }

  async #fromPerson(manager: EntityManager, taking: Taking): Promise<void> {
    const { mail } = taking;
    const said = wishTextOf(mail);
    const wish = contactWish(said);
    if (wish === 'stop' && mail.from !== null) {
      const { inquiry, answered, now } = taking;
      const kept = await this.stops.stop(manager, { inquiry, mail, answered, said }, now);
      return this.received.keep(manager, inquiry, mail, kept, now);
    }
    const kept = await this.#ask(manager, taking);
    if (wish === 'no_texts') {
      await this.stops.noTexts(manager, taking.inquiry, kept, said, taking.now);
    }
    await this.received.keep(manager, taking.inquiry, mail, kept, taking.now);
    await this.threads.arrived(manager, taking.answered, taking.now);
  }

  /** Everything else goes to a human, through the urgency rules, as a text does. */
  async #ask(manager: EntityManager, { inquiry, mail, answered, now }: Taking): Promise<KeptMail> {
    const joins = answered && (await this.threads.openLead(manager, answered));
    const own = joins !== null && (await this.#isTheirs(manager, mail.from, joins.personId));
    const { leadId, personId, contactPointId } = await this.intake.takeInCaller(manager, {
      inquiry,
      kind: 'email',
      phone: null,
      // An address that is not known as theirs is not made theirs by an answer from it.
      email: joins === null || own ? mail.from : null,
      name: joins === null ? await this.#nameOf(manager, mail) : null,
      message: messageOf(mail, answered),
      unproven: !mail.proven,
      trackingPhone: null,
      answers: joins && { ...joins, because: 'It answers an e-mail of ours.' },
      receivedAt: inquiry.receivedAt,
      now,
    });
    if (contactPointId === null && mail.from === null) {
      await this.#noAddress(manager, inquiry, leadId, now);
    }
    const point =
      contactPointId ??
      (mail.from && (await this.points.ensure(manager, { kind: 'email', value: mail.from }, now)));
    const writer = joins === null || own ? personId : null;
    const inReplyTo = answered?.messageId ?? null;
    return { leadId, personId: writer, contactPointId: point, inReplyTo, handled: false };
  }

  /** A machine's word for somebody we know: kept where they are, and nobody has to answer it. */
  async #note(manager: EntityManager, { inquiry, mail, answered, now }: Taking): Promise<void> {
    const kept = await this.threads.placeOf(manager, mail.from, answered);
    await this.received.keep(manager, inquiry, mail, { ...kept, handled: true }, now);
    await this.threads.arrived(manager, answered, now);
    await this.outcomes.note(manager, inquiry, kept.leadId, now);
  }

  /** The mailbox would not give it: somebody has to look there. */
  async #unread(manager: EntityManager, inquiry: InquiryEntity, now: Date): Promise<void> {
    const title = `An e-mail in the mailbox could not be fetched (${inquiry.providerEventId}): read it there`;
    await this.tasks.create(
      manager,
      { kind: 'review', title, dueAt: now, urgency: 'P1', originKey: `mail-unread:${inquiry.id}` },
      SYSTEM,
      now,
    );
    await this.outcomes.note(manager, inquiry, null, now);
  }

  async #noAddress(
    manager: EntityManager,
    inquiry: InquiryEntity,
    leadId: string,
    now: Date,
  ): Promise<void> {
    const title = 'This e-mail says no address to answer: look for another way in what it says';
    await this.tasks.create(
      manager,
      { leadId, kind: 'review', title, dueAt: now, originKey: `mail-no-address:${inquiry.id}` },
      SYSTEM,
      now,
    );
  }

  async #isKnown(manager: EntityManager, { from }: IncomingMail): Promise<boolean> {
    return from !== null && (await this.people.findByContact(manager, 'email', from)).length > 0;
  }

  async #isTheirs(manager: EntityManager, from: string | null, personId: string): Promise<boolean> {
    if (from === null) return false;
    const known = await this.people.findByContact(manager, 'email', from);
    return known.some((each) => each.personId === personId);
  }

  /**
   * The name an e-mail program puts before an address is no claim to be somebody else: where it shares a word with the
   * one person known there, it is them.
   */
  async #nameOf(manager: EntityManager, { from, name }: IncomingMail): Promise<string | null> {
    if (name === null || from === null) return name;
    const known = await this.people.findByContact(manager, 'email', from);
    const [only] = known;
    if (!only || known.length > 1) return name;
    const theirs = (await this.people.names(manager, [only.personId])).get(only.personId) ?? null;
    if (theirs === null || sameName(theirs, name)) return theirs === null ? null : name;
    const words = new Set(nameWords(theirs));
    return nameWords(name).some((word) => words.has(word)) ? null : name;
  }
}

/** P0 or P1 by the rules. */
function isPressing(mail: IncomingMail): boolean {
  const facts = { danger: false, substances: [], when: null, age: null, pregnant: null };
  const message = messageOf(mail, null);
  const { urgency } = triage({ ...facts, message, forWhom: 'self', kind: 'email' });
  return urgency === 'P0' || urgency === 'P1';
}

/** What they wrote; of a first e-mail its subject too, and of one that is only forwarded all of it. */
function messageOf({ subject, written, quoted }: IncomingMail, answered: Answered | null): string {
  const text = written === '' && answered === null ? (quoted ?? '') : written;
  const whole = answered === null ? `${subject}\n\n${text}` : text;
  return whole.trim().slice(0, LONGEST_ON_TIMELINE).toWellFormed();
}

/** A wish stands in the text, or in the subject of an e-mail without one (a program's "unsubscribe"). */
function wishTextOf({ subject, written }: IncomingMail): string {
  const text = withoutSignature(written);
  return text === '' ? subject.replace(/^((re|aw|rv|fwd?):\s*)+/i, '') : text;
}
