import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ERROR_STATUS, fillTemplate, type MessageCreate, ourLanguage } from '#contract';
import {
  ChannelQueries,
  closedSentence,
  MessageService,
  TemplateService,
  TemplateValuesQueries,
} from '#messages';
import { DomainError } from '#platform';

interface Words {
  subject: string | null;
  body: string;
  templateTextId: string | null;
}

/** Writes and sends what a colleague typed or chose. */
@Injectable()
export class NewMessage {
  constructor(
    private readonly messages: MessageService,
    private readonly templates: TemplateService,
    private readonly values: TemplateValuesQueries,
    private readonly channels: ChannelQueries,
  ) {}

  /**
   * Gives the message's id. A way that only a person can open is refused at once (`message.channel_closed`, with why);
   * one that opens by itself is waited for. Throws what `MessageService.draft` throws, `lead.not_found`,
   * `template.not_found`, `request.invalid`.
   */
  async write(
    manager: EntityManager,
    input: MessageCreate,
    actor: Actor & { kind: 'staff'; id: string },
    now: Date,
  ): Promise<string> {
    const { leadId, contactPointId, channel } = input;
    const { personId, language } = await reachedAt(manager, leadId, contactPointId);
    const chosen = input.language ?? ourLanguage(language);
    const words = await this.#words(manager, { ...input, language: chosen }, personId, actor.id);
    const message = {
      leadId,
      personId,
      contactPointId,
      channel,
      ...words,
      language: chosen,
      inReplyTo: input.inReplyToId ?? null,
      intentKey: input.onceKey ? `staff:${actor.id}:${input.onceKey}` : null,
    };
    if (input.draft) return (await this.messages.draft(manager, message, actor, now)).messageId;
    await this.#refuseClosed(manager, { leadId, personId, contactPointId, channel }, now);
    const sendAt = input.sendAt ? new Date(input.sendAt) : null;
    return (await this.messages.plan(manager, message, { sendAt }, actor, now)).messageId;
  }

  async #words(
    manager: EntityManager,
    input: MessageCreate & { language: string },
    personId: string,
    staffId: string,
  ): Promise<Words> {
    if (!input.templateId) {
      if (!input.body) throw invalid('body', 'Please write the text, or choose a template.');
      return { subject: input.subject ?? null, body: input.body, templateTextId: null };
    }
    const which = { id: input.templateId };
    const text = await this.templates.newest(manager, which, input.channel, input.language);
    const known = await this.values.of(manager, { leadId: input.leadId, personId, staffId });
    const values = { ...known, ...input.values };
    const body = fillTemplate(input.body ?? text.body, values);
    const subject = fillTemplate(input.subject ?? text.subject ?? '', values);
    const missing = [...new Set([...subject.missing, ...body.missing])];
    if (missing.length > 0) {
      throw invalid('values', `Please fill in: ${missing.join(', ')}.`);
    }
    return { subject: subject.text || null, body: body.text, templateTextId: text.id };
  }

  async #refuseClosed(
    manager: EntityManager,
    at: Parameters<ChannelQueries['decide']>[1],
    now: Date,
  ): Promise<void> {
    const decision = await this.channels.decide(manager, at, now);
    if (decision.allowed || decision.opensAt || decision.because === 'inbound_unprocessed') return;
    throw new DomainError('message.channel_closed', {
      status: ERROR_STATUS['message.channel_closed'],
      message: closedSentence(decision.because) ?? 'They may not be contacted this way.',
      errors: { channel: closedSentence(decision.because) ?? '' },
      details: { because: decision.because },
    });
  }
}

/** Who on the lead is reached there: the patient before others. */
async function reachedAt(
  manager: EntityManager,
  leadId: string,
  contactPointId: string,
): Promise<{ personId: string; language: string }> {
  const [lead] = await manager.query<{ language: string }[]>(
    'SELECT language FROM lead WHERE id = $1',
    [leadId],
  );
  if (!lead) {
    throw new DomainError('lead.not_found', {
      status: ERROR_STATUS['lead.not_found'],
      message: 'There is no such lead.',
    });
  }
  const [person] = await manager.query<{ id: string; language: string }[]>(
    `SELECT p.id, p.language FROM person_contact pc JOIN person p ON p.id = pc.person_id
     JOIN lead l ON l.id = $1
     WHERE pc.contact_point_id = $2 AND (l.patient_id = p.id OR EXISTS (SELECT 1 FROM lead_contact c
       WHERE c.lead_id = l.id AND c.person_id = p.id AND c.ended_at IS NULL))
     ORDER BY (l.patient_id = p.id) DESC, p.id LIMIT 1`,
    [leadId, contactPointId],
  );
  if (!person) {
    throw invalid('contactPointId', 'Please choose a number or address of somebody on this lead.');
  }
  return { personId: person.id, language: person.language };
}

function invalid(field: string, sentence: string): DomainError {
  return new DomainError('request.invalid', {
    status: ERROR_STATUS['request.invalid'],
    message: sentence,
    errors: { [field]: sentence },
  });
}
