import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ERROR_STATUS, type Language } from '#contract';
import { DomainError } from '#platform';
import { NewMessage } from '../messages/new-message.js';

/** Says nothing of what is to be signed: a phone may show it to anybody. */
const WORDS: Record<Language, { subject: string; body: (url: string) => string }> = {
  en: {
    subject: 'A page for you to read',
    body: (url) => `As agreed, here is the page to read and decide on: ${url}`,
  },
  es: {
    subject: 'Una página para leer',
    body: (url) => `Como acordamos, esta es la página para leer y decidir: ${url}`,
  },
};

/** Sends the link at which a consent is signed, by the same rules as every message to a patient (rule R11). */
@Injectable()
export class ConsentLinks {
  constructor(private readonly messages: NewMessage) {}

  /** Throws what `NewMessage.write` throws, and `request.invalid` for a contact point that is not the patient's. */
  async send(
    manager: EntityManager,
    request: { leadId: string; personId: string; language: Language },
    contactPointId: string,
    url: string,
    actor: Actor & { kind: 'staff'; id: string },
    now: Date,
  ): Promise<void> {
    const [point] = await manager.query<{ kind: 'phone' | 'email' }[]>(
      `SELECT p.kind FROM contact_point p JOIN person_contact c ON c.contact_point_id = p.id
       JOIN lead l ON l.patient_id = c.person_id WHERE p.id = $1 AND l.id = $2`,
      [contactPointId, request.leadId],
    );
    if (!point) {
      const sentence = 'Please choose a number or address of the patient: nobody else signs.';
      throw new DomainError('request.invalid', {
        status: ERROR_STATUS['request.invalid'],
        message: sentence,
        errors: { contactPointId: sentence },
      });
    }
    const { subject, body } = WORDS[request.language];
    const channel = point.kind === 'phone' ? 'sms' : 'email';
    await this.messages.write(
      manager,
      {
        leadId: request.leadId,
        contactPointId,
        channel,
        ...(channel === 'email' ? { subject } : {}),
        body: body(url),
        language: request.language,
        draft: false,
      },
      actor,
      now,
    );
  }
}
