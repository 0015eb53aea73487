import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Envelope, openEnvelope } from '#inquiries';
import { normalisePhone } from '#people';
import { Vault } from '#vault';

/** What somebody said that nobody has read yet. */
export interface UnprocessedInbound {
  inquiryId: string;
  receivedAt: Date;
}

/** Whose words are looked for. */
interface Recipient {
  personId: string;
  /** All numbers they are reached at, in E.164. */
  phones: readonly string[];
}

interface Row {
  id: string;
  received_at: Date;
  sealed: Buffer;
  theirs: boolean;
}

/** The sender of something that cannot be read. */
const ANYBODY = Symbol('anybody');
/** With more waiting than this, nobody's words are known: everything is held until the backlog is worked off. */
const MOST_OPENED = 300;

/**
 * Finds what a person has sent (text, voicemail, e-mail, unsubscribe) and the intake has not worked through. Whose an
 * envelope is, only opening it tells; one that does not open may be anybody's and holds every send, until the person
 * who was given it has dealt with it.
 */
@Injectable()
export class UnprocessedInbounds {
  constructor(private readonly vault: Vault) {}

  /** The earliest, or null when all of theirs is processed. */
  async earliest(manager: EntityManager, recipient: Recipient): Promise<UnprocessedInbound | null> {
    const rows = await manager.query<Row[]>(
      `SELECT i.id, i.received_at, i.sealed, EXISTS (SELECT 1 FROM unsubscribe_link u
         WHERE u.token_digest = i.token_digest AND u.person_id = $1) AS theirs
       FROM outbox o JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid
       WHERE o.done_at IS NULL AND o.queue = 'intake' AND o.name = 'take-in-inquiry'
         AND i.kind IN ('sms', 'email', 'voicemail', 'call', 'missed_call')
         AND NOT EXISTS (SELECT 1 FROM lead_inquiry li WHERE li.inquiry_id = i.id)
         AND NOT EXISTS (SELECT 1 FROM task t WHERE t.origin_key = 'inquiry-failed:' || i.id
           AND (t.done_at IS NOT NULL OR t.dropped_at IS NOT NULL))
       ORDER BY i.received_at, i.id LIMIT ${MOST_OPENED + 1}`,
      [recipient.personId],
    );
    const found =
      rows.length > MOST_OPENED ? rows[0] : rows.find((row) => this.#mayBeFrom(row, recipient));
    return found ? { inquiryId: found.id, receivedAt: found.received_at } : null;
  }

  #mayBeFrom({ sealed, theirs }: Row, { phones }: Recipient): boolean {
    if (theirs) return true;
    const sender = this.#senderOf(sealed);
    return sender === ANYBODY || (sender !== null && phones.includes(sender));
  }

  /** The number behind an envelope; null: it says nothing that could be a wish of theirs. */
  #senderOf(sealed: Buffer): string | null | typeof ANYBODY {
    let envelope: Envelope;
    try {
      envelope = openEnvelope(this.vault, sealed);
    } catch {
      // Sealed to a key that is not here, or tampered with: staff have a task about it, sends wait.
      return ANYBODY;
    }
    if (envelope.type !== 'webhook') return null;
    return saysSomething(envelope) ? senderOf(envelope) : null;
  }
}

type Webhook = Extract<Envelope, { type: 'webhook' }>;

/** Twilio tells of every turn of a call and of every text of ours; only these say what somebody wants. */
const SAID_BY_TWILIO: ReadonlySet<string> = new Set(['sms', 'voicemail_taken', 'recording']);

function saysSomething({ provider, event }: Webhook): boolean {
  if (provider === 'twilio') return SAID_BY_TWILIO.has(event);
  return (provider === 'callrail' || provider === 'ctm') && event !== 'text_sent';
}

function senderOf({ contentType, body }: Webhook): string | null | typeof ANYBODY {
  let fields: Record<string, unknown>;
  try {
    fields = contentType.startsWith('application/json')
      ? (JSON.parse(body) as Record<string, unknown>)
      : Object.fromEntries(new URLSearchParams(body));
  } catch {
    return ANYBODY;
  }
  const from =
    fields.From ?? fields.source_number ?? fields.customer_phone_number ?? fields.caller_number;
  return typeof from === 'string' ? normalisePhone(from) : null;
}
