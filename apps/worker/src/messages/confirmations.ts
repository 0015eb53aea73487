import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ANSWER_BY_TEXT } from '#consent';
import { type MessagePurpose, ourLanguage, type Language } from '#contract';
import { fillTemplate } from '#contract';
import { CONFIRM_MINUTES, MessageService, TemplateService, TemplateValuesQueries } from '#messages';
import { DomainError } from '#platform';

/** To whom a word of theirs is confirmed. */
export interface Confirmed {
  leadId: string | null;
  personId: string;
  contactPointId: string;
  inquiryId: string;
  /** When the word came in. */
  saidAt: Date;
  language: string;
}

const TEMPLATES = {
  stop_confirmation: 'stop_confirmation',
  start_confirmation: 'opt_in_confirmation',
} as const satisfies Partial<Record<MessagePurpose, string>>;

/** Words of last resort, should an administrator have switched the template off. */
const PLAIN: Record<keyof typeof TEMPLATES, Record<Language, string>> = {
  stop_confirmation: {
    en: 'You will get no more messages or calls from us. Text START to get texts again.',
    es: 'No recibirá más mensajes ni llamadas. Escriba START para recibir mensajes de nuevo.',
  },
  start_confirmation: {
    en: 'You will get texts from us again. Text STOP to end them, HELP for help.',
    es: 'Volverá a recibir nuestros mensajes. Escriba STOP para no recibirlos, HELP para ayuda.',
  },
};

const BY_MAIL = {
  en: {
    subject: 'We will not write again',
    body: 'As you asked, you will get no more e-mails from us. If you ever want to hear from us again, answer this e-mail.',
  },
  es: {
    subject: 'No le escribiremos más',
    body: 'Como pidió, no recibirá más correos nuestros. Si algún día quiere saber de nosotros, responda a este correo.',
  },
} as const;

/** Confirms STOP and START: each once. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly messages: MessageService,
    private readonly templates: TemplateService,
    private readonly values: TemplateValuesQueries,
  ) {}

  /**
   * Plans the one confirmation of a stop; none when this stop only repeats one that is confirmed, or came in so long ago
   * that a confirmation would be one more message.
   */
  async stop(manager: EntityManager, to: Confirmed, now: Date): Promise<void> {
    if (now.getTime() - to.saidAt.getTime() > CONFIRM_MINUTES * 60_000) return;
    // Both by when they were said: the reading may come late, and in another order.
    const [confirmed] = await manager.query<unknown[]>(
      `SELECT 1 FROM message m WHERE m.contact_point_id = $1 AND m.purpose = 'stop_confirmation'
         AND m.due_at >= coalesce((SELECT max(c.at) FROM consent c WHERE c.scope = 'sms' AND c.decision = 'given'
           AND c.origin <> $3 AND c.at <= $4 AND c.person_id = $2
           AND (c.contact_point_id = $1 OR c.contact_point_id IS NULL)), '-infinity')
       LIMIT 1`,
      [to.contactPointId, to.personId, ANSWER_BY_TEXT, to.saidAt],
    );
    if (!confirmed) await this.#plan(manager, 'stop_confirmation', to, now);
  }

  /** The same for a stop that came by e-mail: one e-mail, and none when one went out before. */
  async stopByMail(manager: EntityManager, to: Confirmed, now: Date): Promise<void> {
    if (now.getTime() - to.saidAt.getTime() > CONFIRM_MINUTES * 60_000) return;
    const [confirmed] = await manager.query<unknown[]>(
      `SELECT 1 FROM message WHERE contact_point_id = $1 AND channel = 'email' AND purpose = 'stop_confirmation' LIMIT 1`,
      [to.contactPointId],
    );
    if (confirmed) return;
    const { inquiryId, saidAt, ...message } = to;
    const words = BY_MAIL[ourLanguage(to.language)];
    const intentKey = `stop_confirmation:${inquiryId}`;
    await this.messages.plan(
      manager,
      { ...message, ...words, channel: 'email', purpose: 'stop_confirmation', intentKey },
      { dueAt: saidAt },
      SYSTEM,
      now,
    );
  }

  async start(manager: EntityManager, to: Confirmed, now: Date): Promise<void> {
    await this.#plan(manager, 'start_confirmation', to, now);
  }

  async #plan(
    manager: EntityManager,
    purpose: keyof typeof TEMPLATES,
    to: Confirmed,
    now: Date,
  ): Promise<void> {
    const { inquiryId, saidAt, ...message } = to;
    const { body, templateTextId } = await this.#words(manager, purpose, to);
    const intentKey = `${purpose}:${inquiryId}`;
    await this.messages.plan(
      manager,
      { ...message, channel: 'sms', body, templateTextId, purpose, intentKey },
      { dueAt: saidAt },
      SYSTEM,
      now,
    );
  }

  async #words(
    manager: EntityManager,
    purpose: keyof typeof TEMPLATES,
    to: Confirmed,
  ): Promise<{ body: string; templateTextId: string | null }> {
    const language = ourLanguage(to.language);
    const plain = { body: PLAIN[purpose][language], templateTextId: null };
    try {
      const code = TEMPLATES[purpose];
      const text = await this.templates.newest(manager, { code }, 'sms', language);
      const values = await this.values.of(manager, { ...to, staffId: null });
      const filled = fillTemplate(text.body, values);
      return filled.missing.length > 0 ? plain : { body: filled.text, templateTextId: text.id };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'template.not_found') return plain;
      throw error;
    }
  }
}
