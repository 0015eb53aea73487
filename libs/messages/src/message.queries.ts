import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { MessageView } from '#contract';
import { ContactPoints, PeopleService } from '#people';
import { failureSentence } from './message-errors.js';
import { MessageEntity } from './message.entity.js';
import { MessageWords } from './message-words.js';

/** Reads messages as the desk shows them. */
@Injectable()
export class MessageQueries {
  constructor(
    private readonly words: MessageWords,
    private readonly people: PeopleService,
    private readonly points: ContactPoints,
  ) {}

  /** Decrypted, in the order of `ids`; unknown ids are absent. The caller records the reading. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<MessageView[]> {
    if (ids.length === 0) return [];
    const messages = await manager.findBy(MessageEntity, { id: In([...ids]) });
    const byId = new Map(messages.map((message) => [message.id, message]));
    const [names, addresses, numbers] = [
      await this.people.names(manager, present(messages.map(({ personId }) => personId))),
      await this.#addresses(manager, present(messages.map(({ contactPointId }) => contactPointId))),
      await leadNumbers(manager, present(messages.map(({ leadId }) => leadId))),
    ];
    return ids.flatMap((id) => {
      const message = byId.get(id);
      if (!message) return [];
      const { personId, contactPointId, leadId } = message;
      return [
        {
          ...this.#ofRow(message),
          leadNumber: (leadId && numbers.get(leadId)) || null,
          personName: (personId && names.get(personId)) || null,
          address: (contactPointId && addresses.get(contactPointId)) || null,
        },
      ];
    });
  }

  #ofRow(message: MessageEntity): Omit<MessageView, 'leadNumber' | 'personName' | 'address'> {
    const { subject, body, media, mail } = this.words.open(message);
    return {
      id: message.id,
      version: message.version,
      leadId: message.leadId,
      personId: message.personId,
      contactPointId: message.contactPointId,
      channel: message.channel,
      direction: message.direction,
      purpose: message.purpose,
      state: message.state,
      subject,
      body,
      media,
      quoted: mail?.quoted ?? null,
      attachments: mail?.attachments ?? [],
      automatic: mail?.automatic ?? false,
      senderProven: message.senderProven,
      senderConfirmedAt: iso(message.senderConfirmedAt),
      senderConfirmedBy: message.senderConfirmedBy,
      language: message.language,
      templateTextId: message.templateTextId,
      sendAt: iso(message.sendAt),
      sentAt: iso(message.sentAt),
      deliveredAt: iso(message.deliveredAt),
      receivedAt: iso(message.receivedAt),
      closedBecause: message.closedBecause,
      errorCode: message.errorCode,
      errorSentence: message.errorCode === null ? null : failureSentence(message.errorCode),
      inReplyToId: message.inReplyTo,
      retryOfId: message.retryOf,
      inquiryId: message.inquiryId,
      handledAt: iso(message.handledAt),
      handledBy: message.handledBy,
      createdBy: message.createdBy,
      createdAt: message.createdAt.toISOString(),
    };
  }

  async #addresses(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await manager.query<{ id: string; value_enc: string }[]>(
      'SELECT id, value_enc FROM contact_point WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, this.points.valueOf(row)]));
  }
}

async function leadNumbers(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await manager.query<{ id: string; number: string }[]>(
    'SELECT id, number FROM lead WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, number }) => [id, Number(number)]));
}

function present(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
