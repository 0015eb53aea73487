import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import { CallBackService, LeadWorkService } from '#follow-up';
import {
  LeadContactService,
  LeadFileService,
  LeadMergeService,
  LeadService,
  QueueService,
} from '#leads';
import { MessageService, TemplateService } from '#messages';
import { DomainError, inTransaction } from '#platform';
import { onePagePdf } from './one-page-pdf.js';
import { reachedAt } from './post.js';
import type { Colleagues } from './staff.js';
import { versionOf } from './staff-work.js';

interface OpenLead {
  id: string;
  owner_id: string;
  stage: string;
  email: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** An alert younger than this may still ring when the desk is opened. */
const HOURS_RINGING = 4;

const SNOOZED = [
  { hours: 20, reason: 'At work until six; asked us to call tomorrow' },
  { hours: 44, reason: 'In the emergency department, home the day after tomorrow' },
  { hours: 70, reason: 'Wants to talk with the family over the weekend' },
] as const;

/** Hours from now; the note stands in the task. */
const PROMISED = [
  { hours: 3, note: 'on the break' },
  { hours: 22, note: 'with the sister on the line' },
  { hours: 27, note: '' },
  { hours: 50, note: 'about the dates' },
  { hours: 75, note: '' },
] as const;

/** What colleagues of the demo did last, so that whoever opens the desk finds work under way. */
export class LastHours {
  readonly #source: DataSource;
  #taken = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly colleagues: Colleagues,
    private readonly now: Date,
  ) {
    this.#source = app.get(DataSource);
  }

  /** `twice`: pairs of leads that are of one person, the first of them kept. */
  async work(twice: readonly (readonly [string, string])[]): Promise<void> {
    await this.#answerAlerts();
    const open = await this.#openLeads();
    await this.#mention(open);
    await this.#promise(open);
    await this.#setAside(open);
    await this.#files(open);
    await this.#family(open);
    await this.#mail(open);
    for (const [kept, merged] of twice) await this.#merge(kept, merged);
  }

  /** Nobody in danger waited for days: whoever was rung then called within minutes. */
  async #answerAlerts(): Promise<void> {
    const alerts = await this.#source.query<
      { lead_id: string; owner_id: string | null; raised_at: Date }[]
    >(
      `SELECT a.lead_id, l.owner_id, a.raised_at FROM alert a JOIN lead l ON l.id = a.lead_id
       WHERE a.acknowledged_at IS NULL AND l.closed_at IS NULL AND a.raised_at < $1`,
      [new Date(this.now.getTime() - HOURS_RINGING * HOUR)],
    );
    const call = { direction: 'outbound', disposition: 'connected', durationSeconds: 420 } as const;
    for (const { lead_id: leadId, owner_id: ownerId, raised_at: raisedAt } of alerts) {
      const minutesAgo = (this.now.getTime() - raisedAt.getTime()) / MINUTE - 8;
      await this.#do(ownerId ?? this.colleagues.avery, minutesAgo, (manager, actor, at) =>
        this.app.get(LeadWorkService).logCall(manager, leadId, call, actor, at),
      );
    }
  }

  #openLeads(): Promise<OpenLead[]> {
    return this.#source.query<OpenLead[]>(
      `SELECT l.id, l.owner_id, l.stage, EXISTS (SELECT 1 FROM person_contact c
         JOIN contact_point p ON p.id = c.contact_point_id AND p.kind = 'email'
         WHERE c.person_id = l.patient_id) AS email
       FROM lead l WHERE l.closed_at IS NULL AND l.owner_id IS NOT NULL AND l.last_contact_at IS NOT NULL
       ORDER BY l.number DESC`,
    );
  }

  /** The next open lead nothing was done with here; undefined when there are no more. */
  #another(open: readonly OpenLead[]): OpenLead | undefined {
    const lead = open[this.#taken];
    this.#taken += 1;
    return lead;
  }

  async #mention(open: readonly OpenLead[]): Promise<void> {
    const { avery, morgan, alex, lucia, jonah, bea, priya } = this.colleagues;
    const notes = [
      { by: bea, minutes: 210, text: `@[${avery}] the plan answers by phone only, I am on hold.` },
      {
        by: jonah,
        minutes: 95,
        text: `@[${avery}] she called back on my line, spoke ten minutes. Yours again.`,
      },
      { by: avery, minutes: 80, text: `@[${morgan}] may we offer the scholarship bed here?` },
      {
        by: lucia,
        minutes: 55,
        text: `@[${avery}] el papá habla solo español: I can join the call at four.`,
      },
      {
        by: priya,
        minutes: 40,
        text: `@[${alex}] the directory number rings twice, is that set on purpose?`,
      },
    ];
    const hers = open.filter(({ owner_id }) => owner_id === avery);
    for (const [i, { by, minutes, text }] of notes.entries()) {
      const lead = hers[i % Math.max(hers.length, 1)];
      if (lead) {
        await this.#do(by, minutes, (manager, actor, at) =>
          this.app.get(LeadService).addNote(manager, lead.id, text, actor, at),
        );
      }
    }
  }

  async #promise(open: readonly OpenLead[]): Promise<void> {
    for (const [i, { hours, note }] of PROMISED.entries()) {
      const lead = this.#another(open);
      if (!lead) return;
      const at = halfHour(new Date(this.now.getTime() + hours * HOUR)).toISOString();
      await this.#do(lead.owner_id, 30 + i * 13, (manager, actor, now) =>
        this.app.get(CallBackService).promise(manager, lead.id, { at, note }, actor, now),
      );
    }
  }

  async #setAside(open: readonly OpenLead[]): Promise<void> {
    for (const [i, { hours, reason }] of SNOOZED.entries()) {
      const lead = this.#another(open);
      if (!lead) return;
      const until = halfHour(new Date(this.now.getTime() + hours * HOUR));
      await this.#do(lead.owner_id, 45 + i * 11, (manager, actor, now) =>
        this.app.get(QueueService).snooze(manager, lead.id, { until, reason }, actor, now),
      );
    }
  }

  async #files(open: readonly OpenLead[]): Promise<void> {
    const files = [
      {
        name: 'Discharge summary.pdf',
        content: onePagePdf([
          'Made up for the demo. No such hospital, no such patient.',
          'Discharge summary: observed overnight, stable, no fever.',
          'Advised: withdrawal management with a physician at hand.',
          'Continue thiamine. No known allergies.',
        ]),
      },
      {
        name: 'What she wrote us.txt',
        content: Buffer.from(
          'Made up for the demo.\n\nI have tried twice alone. This time I want to do it with help,\nclose to my daughter, and somewhere I can keep my medicine.\n',
        ),
      },
    ];
    for (const [i, file] of files.entries()) {
      const lead = open[i];
      if (!lead) return;
      await this.#do(lead.owner_id, 130 + i * 17, (manager, actor, at) =>
        this.app.get(LeadFileService).add(manager, lead.id, file, actor, at),
      );
    }
  }

  async #family(open: readonly OpenLead[]): Promise<void> {
    const contacts = [
      { name: 'Carol Whitfield', relationship: 'parent', phone: '+12025550187' },
      { name: 'Dr. Helen Marsh', relationship: 'clinician', phone: '+12025550188' },
    ] as const;
    for (const [i, contact] of contacts.entries()) {
      const lead = open[i];
      if (!lead) return;
      await this.#do(lead.owner_id, 150 + i * 9, (manager, actor, at) =>
        this.app
          .get(LeadContactService)
          .add(manager, lead.id, { ...contact, language: 'en' }, actor, at),
      );
    }
  }

  /** E-mails to people who said on the phone that they like to get them: one gone out, one for tomorrow, a draft. */
  async #mail(open: readonly OpenLead[]): Promise<void> {
    const readers = open.filter(({ email }) => email).slice(0, 3);
    for (const [i, lead] of readers.entries()) {
      await this.#do(lead.owner_id, 70 - i * 20, async (manager, actor, at) => {
        const to = await reachedAt(manager, lead.id, 'email');
        if (!to) return;
        await this.#consent(manager, to, actor, at);
        const text = await this.app
          .get(TemplateService)
          .newest(manager, { code: 'follow_up_email' }, 'email', 'en');
        const message = {
          leadId: lead.id,
          personId: to.personId,
          contactPointId: to.contactPointId,
          channel: 'email' as const,
          subject: 'What we talked about',
          body: 'Hello,\n\nas promised, here is what to have at hand when the program calls you: your card, the names of what you take, and who should know where you are.\n\nCall us whenever something is unclear.',
          templateTextId: i === 0 ? text.id : null,
        };
        const messages = this.app.get(MessageService);
        if (i === 2) await messages.draft(manager, message, actor, at);
        else {
          const sendAt = i === 1 ? halfHour(new Date(this.now.getTime() + 26 * HOUR)) : null;
          await messages.plan(manager, message, { sendAt }, actor, at);
        }
      });
    }
  }

  async #consent(
    manager: EntityManager,
    { personId, contactPointId }: { personId: string; contactPointId: string },
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const consent = {
      personId,
      contactPointId,
      scope: 'email',
      decision: 'given',
      wording: 'Yes, send it to me by e-mail.',
      at,
      origin: 'phone',
    } as const;
    await this.app.get(ConsentService).record(manager, consent, actor, at);
  }

  async #merge(keptId: string, otherLeadId: string): Promise<void> {
    await this.#do(this.colleagues.morgan, 25, async (manager, actor, at) => {
      const input = {
        version: await versionOf(manager, keptId),
        otherLeadId,
        otherVersion: await versionOf(manager, otherLeadId),
        fields: {},
        reason: 'The same person, once from the sister’s phone.',
      };
      await this.app.get(LeadMergeService).merge(manager, keptId, input, actor, at);
    });
  }

  /** Somebody does something a while ago. What the rules refuse is left, as it would have been. */
  async #do(
    staffId: string,
    minutesAgo: number,
    deed: (manager: EntityManager, actor: Actor & { id: string }, at: Date) => Promise<unknown>,
  ): Promise<void> {
    const at = new Date(this.now.getTime() - minutesAgo * MINUTE);
    try {
      await inTransaction(this.#source, (manager) =>
        deed(manager, { kind: 'staff', id: staffId }, at),
      );
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

function halfHour(at: Date): Date {
  return new Date(Math.round(at.getTime() / (30 * MINUTE)) * 30 * MINUTE);
}
