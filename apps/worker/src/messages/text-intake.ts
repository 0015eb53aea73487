import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService, contactWish } from '#consent';
import type { InquiryEntity } from '#inquiries';
import { MessageService } from '#messages';
import { normalisePhone, PeopleService } from '#people';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import type { TextEvent } from '../calls/phone-event.js';
import { IntakeService } from '../intake/intake.service.js';
import { Confirmations } from './confirmations.js';
import { ContactStops } from './contact-stops.js';
import { openLeadOf } from './open-lead.js';

/** A text whose sender shows their number. */
type Signed = TextEvent & { phone: string };

/** Somebody at a number. */
interface Reached {
  personId: string;
  contactPointId: string;
}

/** Words of {@link contactWish} that are Spanish. */
const SPANISH =
  /^\W*(alto|parar|cancelar|basta|empezar|iniciar)\W*$|\b(por favor|dejen?|mensajes|escrib\w+|llam\w+)\b/i;

/** Makes of a text what it is: a request for help, the wish to be left alone, or the wish for texts again. */
@Injectable()
export class TextIntake {
  constructor(
    private readonly intake: IntakeService,
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly messages: MessageService,
    private readonly stops: ContactStops,
    private readonly confirmations: Confirmations,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: TextEvent,
    now: Date,
  ): Promise<void> {
    const wish = text.phone === null ? 'none' : contactWish(text.text);
    if (text.phone !== null && wish === 'stop') {
      return this.#stop(manager, inquiry, { ...text, phone: text.phone }, now);
    }
    if (text.phone !== null && wish === 'start') {
      const done = await this.#start(manager, inquiry, { ...text, phone: text.phone }, now);
      if (done) return;
    }
    await this.#ask(manager, inquiry, text, wish === 'no_texts', now);
  }

  /** Everything else goes to a human, through the urgency rules: HELP, and "I want to quit" too. */
  async #ask(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: TextEvent,
    noTexts: boolean,
    now: Date,
  ): Promise<void> {
    const { leadId, personId, contactPointId } = await this.intake.takeInCaller(manager, {
      inquiry,
      kind: 'sms',
      phone: text.phone,
      message: text.text,
      trackingPhone: text.ourPhone ? normalisePhone(text.ourPhone) : null,
      state: text.state,
      zip: text.zip,
      noTexts,
      receivedAt: inquiry.receivedAt,
      now,
    });
    if (noTexts) await this.#noTexts(manager, inquiry, text, leadId, now);
    const reached = contactPointId === null ? null : { personId, contactPointId };
    await this.#keep(manager, inquiry, text, leadId, reached, { handled: false }, now);
  }

  /** Takes back the consent to texts alone, for everybody at this number: they want to be called. */
  async #noTexts(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { phone, text }: TextEvent,
    leadId: string,
    now: Date,
  ): Promise<void> {
    const people = phone === null ? [] : await this.people.findByContact(manager, 'phone', phone);
    for (const { personId, contactPointId } of people) {
      const revoked = {
        personId,
        contactPointId,
        scope: 'sms',
        decision: 'revoked',
        wording: text.trim(),
        at: inquiry.receivedAt,
        origin: 'sms',
        inquiryId: inquiry.id,
      } as const;
      await this.consent.record(manager, revoked, SYSTEM, now);
    }
    await this.stops.noteNoTexts(
      manager,
      { leadId, saidById: inquiry.id },
      inquiry.receivedAt,
      now,
    );
  }

  /**
   * Takes every consent back in this transaction, for everybody at this number: a number that stops is stopped. It opens
   * no lead, and closes none: what was promised by phone, a human decides.
   */
  async #stop(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: Signed,
    now: Date,
  ): Promise<void> {
    const point = { kind: 'phone', value: text.phone } as const;
    const people = await this.people.reachedAt(manager, point, now);
    for (const { personId } of people) {
      const revoked = {
        personId,
        wording: text.text.trim(),
        at: inquiry.receivedAt,
        origin: 'sms',
        inquiryId: inquiry.id,
      };
      await this.consent.revokeContact(manager, revoked, SYSTEM, now);
    }
    const personIds = people.map(({ personId }) => personId);
    const stop = { personIds, saidById: inquiry.id, how: 'wrote STOP', at: inquiry.receivedAt };
    const [leadId = null] = await this.stops.follow(manager, stop, now);
    const reached = await this.#whoOf(manager, people, leadId);
    await this.#keep(manager, inquiry, text, leadId, reached, { handled: true }, now);
    if (!text.confirmed) {
      const language = await this.#languageOf(manager, text, reached.personId);
      await this.confirmations.stop(
        manager,
        { ...reached, leadId, inquiryId: inquiry.id, saidAt: inquiry.receivedAt, language },
        now,
      );
    }
    await this.outcomes.note(manager, inquiry, leadId, now);
  }

  /** Gives texts back to whom we know at this number. False for a stranger: that is a request like any other. */
  async #start(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: Signed,
    now: Date,
  ): Promise<boolean> {
    const point = { kind: 'phone', value: text.phone } as const;
    await this.people.lockContacts(manager, [point]);
    const people = await this.people.findByContact(manager, 'phone', text.phone);
    if (people.length === 0) return false;
    for (const { personId, contactPointId } of people) {
      const given = {
        personId,
        contactPointId,
        scope: 'sms',
        decision: 'given',
        wording: text.text.trim(),
        at: inquiry.receivedAt,
        origin: 'sms',
        inquiryId: inquiry.id,
      } as const;
      await this.consent.record(manager, given, SYSTEM, now);
    }
    const personIds = people.map(({ personId }) => personId);
    const leadId = await openLeadOf(manager, personIds);
    const reached = await this.#whoOf(manager, people, leadId);
    await this.#keep(manager, inquiry, text, leadId, reached, { handled: true }, now);
    if (!text.confirmed) {
      const language = await this.#languageOf(manager, text, reached.personId);
      await this.confirmations.start(
        manager,
        { ...reached, leadId, inquiryId: inquiry.id, saidAt: inquiry.receivedAt, language },
        now,
      );
    }
    await this.outcomes.note(manager, inquiry, leadId, now);
    return true;
  }

  async #keep(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: TextEvent,
    leadId: string | null,
    reached: Reached | null,
    { handled }: { handled: boolean },
    now: Date,
  ): Promise<void> {
    await this.messages.receive(
      manager,
      {
        leadId,
        personId: reached?.personId ?? null,
        contactPointId: reached?.contactPointId ?? null,
        channel: 'sms',
        body: text.text,
        media: text.media ?? [],
        language: 'en',
        provider: inquiry.provider,
        providerMessageId: inquiry.providerEventId,
        inquiryId: inquiry.id,
        receivedAt: inquiry.receivedAt,
        handled,
      },
      now,
    );
  }

  /** Of several people at one number, the one who is on the lead. */
  async #whoOf(
    manager: EntityManager,
    people: readonly Reached[],
    leadId: string | null,
  ): Promise<Reached> {
    const [row] = await manager.query<{ person_id: string }[]>(
      `SELECT p AS person_id FROM unnest($1::uuid[]) AS p
       WHERE EXISTS (SELECT 1 FROM lead l WHERE l.id = $2 AND l.patient_id = p)
         OR EXISTS (SELECT 1 FROM lead_contact c WHERE c.lead_id = $2 AND c.ended_at IS NULL AND c.person_id = p)
       LIMIT 1`,
      [people.map(({ personId }) => personId), leadId],
    );
    const found = people.find(({ personId }) => personId === row?.person_id) ?? people[0];
    if (!found) throw new Error('A text was taken in for nobody');
    const { personId, contactPointId } = found;
    return { personId, contactPointId };
  }

  async #languageOf(manager: EntityManager, text: Signed, personId: string): Promise<string> {
    if (SPANISH.test(text.text)) return 'es';
    const person = (await this.people.view(manager, [personId])).get(personId);
    return person?.language ?? 'en';
  }
}
