import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import { TaskService } from '#follow-up';
import {
  type MessageEntity,
  saysWrongNumber,
  type SendStarted,
  type Settled,
  whyFailed,
} from '#messages';
import { ContactStops } from './contact-stops.js';

/** An inbound that the intake has not worked off in this time needs a human; milliseconds. */
const STUCK_MS = 120_000;
/** Twilio: the recipient has written STOP to this number. */
const STOPPED_AT_CARRIER = '21610';

/** Brings what became of a message to the people who have to do something about it. */
@Injectable()
export class MessageFollowThrough {
  constructor(
    private readonly tasks: TaskService,
    private readonly consent: ConsentService,
    private readonly stops: ContactStops,
  ) {}

  /** A send that did not begin: held up by something unread, or closed for good. */
  async notStarted(manager: EntityManager, started: SendStarted, now: Date): Promise<void> {
    if (started.go || started.because === 'not_waiting') return;
    const { message, held, retryAt } = started;
    if (held && now.getTime() - held.receivedAt.getTime() > STUCK_MS) {
      const title =
        'Something they sent could not be read by the system: read it, until then messages to them wait';
      await this.#task(manager, message, title, `message-held:${held.inquiryId}`, now);
    }
    if (retryAt === null) await this.#failed(manager, message, now);
  }

  /** An answer or a report of the provider. */
  async settled(manager: EntityManager, { message, to }: Settled, now: Date): Promise<void> {
    if (to !== 'failed') return;
    if (message.errorCode === STOPPED_AT_CARRIER) await this.#stopped(manager, message, now);
    await this.#failed(manager, message, now);
  }

  /** Nobody can tell whether it went out. */
  async unknown(manager: EntityManager, message: MessageEntity, now: Date): Promise<void> {
    const what = wordOf(message);
    const title = `It is not known whether ${what} went out: ask before it is sent again`;
    await this.#task(manager, message, title, `message-unknown:${message.id}`, now);
  }

  /** Nothing is said twice: a refused confirmation of a stop means that the carrier has confirmed it. */
  async #failed(manager: EntityManager, message: MessageEntity, now: Date): Promise<void> {
    if (message.purpose === 'stop_confirmation') return;
    const planned = message.createdBy === null;
    // The plan that wrote it sees for itself that the way was closed; nobody else has to.
    if (
      planned &&
      message.errorCode === null &&
      message.closedBecause !== 'provider_not_configured'
    )
      return;
    const wrong = message.errorCode !== null && saysWrongNumber(message.errorCode);
    const title = wrong
      ? `${whyFailed(message)} Check the number with them`
      : `${capital(wordOf(message))} was not sent: ${whyFailed(message)}`;
    await this.#task(manager, message, title, `message-failed:${message.id}`, now);
  }

  async #stopped(manager: EntityManager, message: MessageEntity, now: Date): Promise<void> {
    const { id, personId, contactPointId, purpose } = message;
    if (!personId || purpose === 'stop_confirmation') return;
    const wording = 'The carrier reports that they have written STOP.';
    const said = { personId, contactPointId: null, wording, at: now, origin: 'carrier' };
    if (contactPointId) await this.consent.revokeContact(manager, said, SYSTEM, now);
    const how = 'wrote STOP to the carrier';
    await this.stops.follow(manager, { personIds: [personId], saidById: id, how, at: now }, now);
  }

  async #task(
    manager: EntityManager,
    message: MessageEntity,
    title: string,
    originKey: string,
    now: Date,
  ): Promise<void> {
    const { leadId, createdBy } = message;
    const [lead] = await manager.query<{ owner_id: string | null; urgency: string }[]>(
      'SELECT owner_id, urgency FROM lead WHERE id = $1',
      [leadId],
    );
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'review',
        title,
        ownerId: createdBy ?? lead?.owner_id ?? null,
        urgency: lead?.urgency ?? null,
        dueAt: now,
        originKey,
      },
      SYSTEM,
      now,
    );
  }
}

function wordOf({ channel }: MessageEntity): string {
  return channel === 'sms' ? 'a text' : 'an e-mail';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
