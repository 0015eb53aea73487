import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import type { StatusAnswer } from '#contract';
import { ErasureService } from '#erasure';
import { TaskService } from '#follow-up';
import { type InquiryEntity, InquiryService, type StatusAnswerEnvelope } from '#inquiries';
import { CoverageService, KEEP_CARDS } from '#insurance';
import { ClockService, PROMISED_MINUTES } from '#leads';
import { PeopleService } from '#people';
import { enqueueJob } from '#queue';
import { takeHeldSlot } from '../intake/held-slot.js';
import { ContactStops } from '../messages/contact-stops.js';
import type { AnsweredLead } from './answered-request.js';

type About = AnsweredLead;
type Said<Act extends StatusAnswer['act']> = Extract<StatusAnswer, { act: Act }>;

const MINUTE = 60_000;
const REMIND_MINUTES = 10;
const ORIGIN = 'status_page';
const BY_PHONE =
  'A person who asks for help permits calls until one conversation, for at most 7 days.';
const NOT_THERE = 'Gave another number on the page of the request: this one is not to be used.';
const STOPPED = 'Asked on the page of the request not to be contacted any more.';

/** Does what people ask for from the page of their request. Every method runs in the intake's transaction. */
@Injectable()
export class StatusDeeds {
  constructor(
    private readonly people: PeopleService,
    private readonly consents: ConsentService,
    private readonly stops: ContactStops,
    private readonly tasks: TaskService,
    private readonly clocks: ClockService,
    private readonly coverages: CoverageService,
    private readonly inquiries: InquiryService,
    private readonly erasures: ErasureService,
  ) {}

  async act(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    { answer }: StatusAnswerEnvelope,
    now: Date,
  ): Promise<void> {
    switch (answer.act) {
      case 'time':
        return this.#time(manager, inquiry, about, answer, now);
      case 'number':
        return this.#number(manager, inquiry, about, answer, now);
      case 'card':
        return this.#card(manager, inquiry, about, now);
      case 'stop':
        return this.#stop(manager, inquiry, about, 'asked on their page not to be contacted', now);
      case 'withdraw':
        await this.#stop(manager, inquiry, about, 'withdrew their request on their page', now);
        return this.#decide(
          manager,
          inquiry,
          about,
          'They withdrew their request: close the lead, and call off what is under way',
          now,
        );
      case 'erase':
        await this.#stop(manager, inquiry, about, 'asked on their page to be erased', now);
        return this.#erase(manager, inquiry, about, now);
    }
  }

  /** A time they chose takes the place of the one before; words alone are a wish, and work for a person. */
  async #time(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    { words }: Said<'time'>,
    now: Date,
  ): Promise<void> {
    const at = await takeHeldSlot(manager, inquiry, now);
    await this.#mayBeCalled(manager, inquiry, about, words, now);
    if (!at) {
      const title = words
        ? `They said when it is good to call: “${words}”`
        : 'They chose a time that was gone: offer them another';
      return this.#decide(manager, inquiry, about, title, now);
    }
    await this.#dropPromised(manager, about, now);
    const { leadId, ownerId, urgency } = about;
    await this.tasks.create(
      manager,
      {
        leadId,
        ownerId,
        urgency,
        kind: 'call_back',
        title: 'Call at the time they chose on their page',
        dueAt: at,
        promisedAt: at,
        remindMinutes: REMIND_MINUTES,
        originKey: `promised:inquiry:${inquiry.id}`,
      },
      SYSTEM,
      now,
    );
    // Somebody who may be in danger is called now as well; nobody else before the time they chose.
    if (about.attempted || urgency === 'P0' || urgency === 'P1') return;
    await this.clocks.cancel(manager, leadId, now, ['first_attempt']);
    const dueAt = new Date(at.getTime() + PROMISED_MINUTES.call_back * MINUTE);
    const clock = { leadId, kind: 'first_attempt', subjectId: inquiry.id, urgency } as const;
    await this.clocks.start(manager, { ...clock, from: inquiry.receivedAt, dueAt }, now);
  }

  /** From then on we use the new number; the one they gave with the request belongs to nobody we know. */
  async #number(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    { phone, safeToVoicemail, safeToText }: Said<'number'>,
    now: Date,
  ): Promise<void> {
    const { requesterId, aboutId } = about;
    if (requesterId === null) return;
    const point = { kind: 'phone', value: phone } as const;
    await this.people.lockContacts(manager, [point]);
    const wishes = { safeToVoicemail, safeToText };
    const newId = await this.people.addPoint(manager, requesterId, { ...point, ...wishes }, now);
    const said = { personId: requesterId, at: inquiry.receivedAt, origin: ORIGIN };
    const inquiryId = inquiry.id;
    const given = { ...said, inquiryId, contactPointId: newId, scope: 'call' } as const;
    await this.consents.record(
      manager,
      { ...given, decision: 'given', wording: BY_PHONE },
      SYSTEM,
      now,
    );
    for (const old of await this.#numbersOf(manager, aboutId, requesterId, newId)) {
      for (const scope of ['call', 'sms'] as const) {
        const revoked = { ...said, scope, decision: 'revoked', contactPointId: old } as const;
        await this.consents.record(manager, { ...revoked, wording: NOT_THERE }, SYSTEM, now);
      }
    }
    const title = 'They gave another number on their page: call that one';
    await this.#decide(manager, inquiry, about, title, now, 'call_back');
  }

  async #card(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    now: Date,
  ): Promise<void> {
    const known = await manager.query<unknown[]>('SELECT 1 FROM coverage WHERE inquiry_id = $1', [
      about.aboutId,
    ]);
    if (known.length === 0) {
      const given = { planType: 'unknown', inquiryId: inquiry.id } as const;
      await this.coverages.record(manager, about.leadId, given, SYSTEM, now);
    }
    await enqueueJob(manager, KEEP_CARDS, { inquiryId: inquiry.id }, { dueAt: now });
  }

  async #stop(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    how: string,
    now: Date,
  ): Promise<void> {
    const personId = about.requesterId;
    if (personId === null) return;
    const { id: inquiryId, receivedAt: at } = inquiry;
    const said = { personId, wording: STOPPED, at, origin: ORIGIN, inquiryId };
    await this.consents.revokeContact(manager, said, SYSTEM, now);
    await this.#dropPromised(manager, about, now);
    await this.stops.follow(manager, { personIds: [personId], saidById: inquiryId, how, at }, now);
  }

  /** Asked for; the privacy officer decides, and the receipt of it is theirs. */
  async #erase(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    now: Date,
  ): Promise<void> {
    const title =
      'They ask us to erase what we hold about them: close the lead, so that it can be done';
    await this.#decide(manager, inquiry, about, title, now);
    const personId = about.requesterId;
    if (personId === null) return;
    const wish = { personId, origin: 'status_page', inquiryId: inquiry.id } as const;
    await this.erasures.ask(manager, wish, SYSTEM, now);
  }

  /** What a machine must not decide becomes work, once for each thing they sent. */
  async #decide(
    manager: EntityManager,
    inquiry: InquiryEntity,
    about: About,
    title: string,
    now: Date,
    kind: 'review' | 'call_back' = 'review',
  ): Promise<void> {
    const { leadId, ownerId, urgency } = about;
    const originKey = `status:${inquiry.id}`;
    const task = { leadId, ownerId, urgency, kind, title, dueAt: now, originKey };
    await this.tasks.create(manager, task, SYSTEM, now);
  }

  /** The call promised for this request, as it was asked or from its page. */
  async #dropPromised(manager: EntityManager, { aboutId }: About, now: Date): Promise<void> {
    const tasks = await manager.query<{ id: string }[]>(
      `SELECT id FROM task WHERE done_at IS NULL AND dropped_at IS NULL AND origin_key IN (
         SELECT 'promised:inquiry:' || $1::text
         UNION ALL SELECT 'promised:inquiry:' || inquiry_id FROM status_answer WHERE about_id = $1::uuid)`,
      [aboutId],
    );
    const reason = 'They asked for something else on the page of their request';
    for (const { id } of tasks) await this.tasks.drop(manager, id, { reason }, SYSTEM, now);
  }

  /** Whoever asks to be called permits it, also after a stop; at the numbers they did not take back. */
  async #mayBeCalled(
    manager: EntityManager,
    { id: inquiryId, receivedAt: at }: InquiryEntity,
    { requesterId: personId }: About,
    preferredTime: string | undefined,
    now: Date,
  ): Promise<void> {
    if (personId === null) return;
    const [first, ...rest] = await phonesOf(manager, personId);
    const given = { personId, scope: 'call', decision: 'given', at, origin: ORIGIN } as const;
    for (const point of [first, ...rest]) {
      if (point === undefined) continue;
      // A row of the ledger for each inquiry, person and scope: the first number's carries the inquiry.
      const from = point === first ? { inquiryId } : {};
      const consent = { ...given, ...from, contactPointId: point, wording: BY_PHONE };
      await this.consents.record(manager, consent, SYSTEM, now);
      if (preferredTime) await this.people.setWishes(manager, personId, point, { preferredTime });
    }
  }

  /** The numbers this request came with or was given since, but for one. */
  async #numbersOf(
    manager: EntityManager,
    aboutId: string,
    personId: string,
    but: string,
  ): Promise<string[]> {
    const { envelope } = await this.inquiries.open(manager, aboutId);
    const typed = envelope.type === 'help_request' ? envelope.request.phone : undefined;
    const digests = typed ? this.people.pointSearch('phone', typed) : [];
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT pc.contact_point_id AS id FROM person_contact pc
         LEFT JOIN contact_point_digest d ON d.contact_point_id = pc.contact_point_id
       WHERE pc.person_id = $1 AND pc.contact_point_id <> $2 AND (d.digest = ANY($3::bytea[])
         OR EXISTS (SELECT 1 FROM consent c JOIN status_answer a ON a.inquiry_id = c.inquiry_id
           WHERE a.about_id = $4 AND a.act = 'number' AND c.contact_point_id = pc.contact_point_id))`,
      [personId, but, digests, aboutId],
    );
    return rows.map(({ id }) => id);
  }
}

/** Their numbers, but for those they said are not to be used. */
async function phonesOf(manager: EntityManager, personId: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT pc.contact_point_id AS id FROM person_contact pc
     JOIN contact_point p ON p.id = pc.contact_point_id AND p.kind = 'phone'
     WHERE pc.person_id = $1 AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = $1
       AND c.contact_point_id = pc.contact_point_id AND c.scope = 'call' AND c.decision = 'revoked'
       AND NOT EXISTS (SELECT 1 FROM consent later WHERE later.person_id = $1 AND later.scope = 'call'
         AND later.contact_point_id = c.contact_point_id AND later.decision = 'given' AND later.at > c.at))
     ORDER BY pc.created_at DESC`,
    [personId],
  );
  return rows.map(({ id }) => id);
}
