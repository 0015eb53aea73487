import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { type ContactStep, fillTemplate } from '#contract';
import type { LeadEntity } from '#leads';
import { MessageService, TemplateService, TemplateValuesQueries } from '#messages';
import { DomainError } from '#platform';
import type { Way } from './step-rules.js';

/** Hands the messages of a plan over to be sent; whether one may go out is decided again as it is sent. */
@Injectable()
export class PlannedMessages {
  constructor(
    private readonly messages: MessageService,
    private readonly templates: TemplateService,
    private readonly values: TemplateValuesQueries,
  ) {}

  /**
   * Plans one message; the same `intentKey` again gives the message that is there. Null when the
   * template is not in use any more, or names what nobody knows of this lead.
   */
  async plan(
    manager: EntityManager,
    lead: Pick<LeadEntity, 'id' | 'language' | 'ownerId'>,
    step: Extract<ContactStep, { kind: 'sms' | 'email' }>,
    way: Way,
    intentKey: string,
    now: Date,
  ): Promise<string | null> {
    const text = await this.#text(manager, step, lead.language);
    if (text === null) return null;
    const { personId, contactPointId } = way;
    const subjectOf = { leadId: lead.id, personId, staffId: lead.ownerId };
    const values = await this.values.of(manager, subjectOf);
    const body = fillTemplate(text.body, values);
    const subject = text.subject === null ? null : fillTemplate(text.subject, values);
    if (body.missing.length > 0 || (subject?.missing.length ?? 0) > 0) return null;
    const message = {
      leadId: lead.id,
      personId,
      contactPointId,
      channel: step.kind,
      subject: subject?.text ?? null,
      body: body.text,
      language: text.language,
      templateTextId: text.id,
      intentKey,
    };
    return (await this.messages.plan(manager, message, {}, SYSTEM, now)).messageId;
  }

  async #text(
    manager: EntityManager,
    { template: code, kind }: Extract<ContactStep, { kind: 'sms' | 'email' }>,
    language: string,
  ) {
    try {
      return await this.templates.newest(manager, { code }, kind, language);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'template.not_found') return null;
      throw error;
    }
  }
}
