import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MessageEntity, SendOutcomes } from '#messages';
import { PeopleService } from '#people';
import { openLeadOf } from './open-lead.js';

/** The message of ours that an e-mail answers. */
export interface Answered {
  messageId: string;
  personId: string;
  leadId: string | null;
}

/** Where an e-mail belongs. */
export interface MailPlace {
  leadId: string | null;
  personId: string | null;
  contactPointId: string | null;
  inReplyTo: string | null;
}

/** Finds where an e-mail belongs: by what it answers, else by its address. */
@Injectable()
export class MailThreads {
  constructor(
    private readonly people: PeopleService,
    private readonly sends: SendOutcomes,
  ) {}

  /** The latest e-mail of ours among these ids; null when none is one. */
  async answered(manager: EntityManager, ids: readonly string[]): Promise<Answered | null> {
    if (ids.length === 0) return null;
    const [row] = await manager.query<{ id: string; person_id: string; lead_id: string | null }[]>(
      `SELECT m.id, coalesce(p.merged_into_id, p.id) AS person_id, m.lead_id
       FROM message m JOIN person p ON p.id = m.person_id
       WHERE m.id = ANY($1::uuid[]) AND m.direction = 'out' AND m.channel = 'email'
       ORDER BY m.created_at DESC, m.id DESC LIMIT 1`,
      [ids],
    );
    return row ? { messageId: row.id, personId: row.person_id, leadId: row.lead_id } : null;
  }

  /** The open lead that an answer joins: that of the message, else one the person is on by now; null: there is none. */
  async openLead(
    manager: EntityManager,
    { personId, leadId }: Answered,
  ): Promise<{ leadId: string; personId: string } | null> {
    const [open] = await manager.query<{ id: string }[]>(
      'SELECT id FROM lead WHERE id = $1 AND closed_at IS NULL',
      [leadId],
    );
    const found = open?.id ?? (await openLeadOf(manager, [personId]));
    return found === null ? null : { leadId: found, personId };
  }

  /** Where something that opens no lead is kept. */
  async placeOf(
    manager: EntityManager,
    from: string | null,
    answered: Answered | null,
  ): Promise<MailPlace> {
    const known = from === null ? [] : await this.people.findByContact(manager, 'email', from);
    const [first] = known;
    const personId = first?.personId ?? answered?.personId ?? null;
    const leadId =
      answered?.leadId ??
      (await openLeadOf(
        manager,
        known.map((each) => each.personId),
      ));
    return {
      leadId,
      personId,
      contactPointId: first?.contactPointId ?? null,
      inReplyTo: answered?.messageId ?? null,
    };
  }

  /** Whoever answers an e-mail has got it. */
  async arrived(manager: EntityManager, answered: Answered | null, now: Date): Promise<void> {
    if (!answered) return;
    const message = await manager.findOneBy(MessageEntity, { id: answered.messageId });
    if (!message) return;
    const { id, provider, providerMessageId } = message;
    await this.sends.settle(
      manager,
      {
        provider: provider ?? 'smtp',
        providerMessageId: providerMessageId ?? id,
        messageId: id,
        status: 'delivered',
        code: null,
      },
      now,
    );
  }
}
