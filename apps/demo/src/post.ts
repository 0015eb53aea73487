import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { fillTemplate } from '#contract';
import {
  MessageService,
  SendOutcomes,
  SendStart,
  TemplateService,
  TemplateValuesQueries,
} from '#messages';
import { inTransaction } from '#platform';
import { MessageFollowThrough } from '../../worker/src/messages/message-follow-through.js';
import type { Text } from './story/texts.js';

const SECOND = 1000;
/** Of so many texts one reaches nobody. */
const ONE_FAILS = 13;
/** Twilio: the phone is switched off or out of reach. */
const UNREACHABLE = '30003';

/** Texts and e-mails of the demo: written and sent by the same services as real ones, to a provider made up here. */
export class DemoPost {
  #handed = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly source: DataSource,
  ) {}

  /** Somebody writes to the person of a lead; nothing when the lead has no number for it. */
  async write(
    manager: EntityManager,
    leadId: string,
    text: Extract<Text, { from: 'us' }>,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const to = await reachedAt(manager, leadId, 'phone');
    if (!to) return;
    const words =
      'text' in text
        ? { body: text.text, templateTextId: null }
        : await this.#words(manager, { leadId, ...to }, text, actor);
    const { language, ...point } = to;
    const message = { leadId, ...point, channel: 'sms', language, ...words } as const;
    await this.app.get(MessageService).plan(manager, message, {}, actor, at);
  }

  /** Somebody has read a text and needs to do nothing more. */
  async dealtWith(
    manager: EntityManager,
    providerMessageId: string,
    reader: Actor,
    at: Date,
  ): Promise<void> {
    const [row] = await manager.query<{ id: string }[]>(
      'SELECT id FROM message WHERE provider_message_id = $1 AND handled_at IS NULL',
      [providerMessageId],
    );
    if (row) await this.app.get(MessageService).markHandled(manager, row.id, {}, reader, at);
  }

  /** Hands over what is due before a moment, each at its own time, and tells what became of it. */
  async deliver(before: Date): Promise<void> {
    for (;;) {
      const [due] = await this.source.query<{ id: string; at: Date }[]>(
        `SELECT id, coalesce(send_at, due_at) AS at FROM message
         WHERE state = 'queued' AND coalesce(send_at, due_at) < $1 ORDER BY 2, id LIMIT 1`,
        [before],
      );
      if (!due) return;
      await this.#hand(due.id, due.at);
    }
  }

  async #hand(messageId: string, at: Date): Promise<void> {
    const started = await inTransaction(this.source, async (manager) => {
      const start = await this.app.get(SendStart).start(manager, messageId, at);
      if (!start.go) await this.app.get(MessageFollowThrough).notStarted(manager, start, at);
      return start;
    });
    if (!started.go) return;
    const outcomes = this.app.get(SendOutcomes);
    const provider = started.outgoing.channel === 'sms' ? 'twilio' : 'smtp';
    const providerMessageId = `DEMO${(this.#handed += 1)}`;
    await inTransaction(this.source, async (manager) => {
      const answer = { result: 'accepted', providerMessageId } as const;
      await outcomes.answered(manager, messageId, provider, answer, later(at, 1));
      if (provider === 'smtp') return;
      const fails = this.#handed % ONE_FAILS === 0;
      const status = fails ? 'undelivered' : 'delivered';
      const report = { provider, providerMessageId, messageId, status };
      const code = fails ? UNREACHABLE : null;
      const settled = await outcomes.settle(manager, { ...report, code }, later(at, 4));
      if (settled) await this.app.get(MessageFollowThrough).settled(manager, settled, later(at, 4));
    });
  }

  async #words(
    manager: EntityManager,
    to: { leadId: string; personId: string; language: string },
    { template, values }: { template: string; values: Record<string, string> },
    actor: Actor,
  ): Promise<{ body: string; templateTextId: string }> {
    const { leadId, personId, language } = to;
    const code = { code: template };
    const text = await this.app.get(TemplateService).newest(manager, code, 'sms', language);
    const subject = { leadId, personId, staffId: staffIdOf(actor) };
    const known = await this.app.get(TemplateValuesQueries).of(manager, subject);
    const body = fillTemplate(text.body, { ...known, ...values }).text;
    return { body, templateTextId: text.id };
  }
}

/** Who is reached at what, for a lead: the patient first, else a contact. */
export async function reachedAt(
  manager: EntityManager,
  leadId: string,
  kind: 'phone' | 'email',
): Promise<{ personId: string; contactPointId: string; language: string } | undefined> {
  const [row] = await manager.query<
    { person_id: string; contact_point_id: string; language: string }[]
  >(
    `SELECT c.person_id, c.contact_point_id, l.language FROM lead l
     JOIN person_contact c ON c.person_id = l.patient_id OR EXISTS (SELECT 1 FROM lead_contact x
       WHERE x.lead_id = l.id AND x.ended_at IS NULL AND x.person_id = c.person_id)
     JOIN contact_point p ON p.id = c.contact_point_id AND p.kind = $2
     WHERE l.id = $1 ORDER BY c.person_id = l.patient_id DESC, p.id LIMIT 1`,
    [leadId, kind],
  );
  return row
    ? {
        personId: row.person_id,
        contactPointId: row.contact_point_id,
        language: row.language,
      }
    : undefined;
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * SECOND);
}
