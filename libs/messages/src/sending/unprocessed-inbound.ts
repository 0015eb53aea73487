import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Envelope, openEnvelope } from '#inquiries';
import { normalisePhone, type PersonView } from '#people';
import { together } from '#platform';
import { Vault } from '#vault';

/** What somebody said that nobody has read yet. */
export interface UnprocessedInbound {
  inquiryId: string;
  receivedAt: Date;
}

/** Whose words are looked for: by everything they are reached at. */
type Recipient = Pick<PersonView, 'id'> & {
  points: readonly Pick<PersonView['points'][number], 'kind' | 'value'>[];
};

interface Row {
  id: string;
  received_at: Date;
  /** Null: it is large, and read only when it has to be. */
  sealed: Buffer | null;
  /** Whose unsubscribe link it came by, or the page of whose request. */
  link_of: string | null;
}

/** Who may have said it: by number, by address, or by the messages of ours that it answers. */
interface Sender {
  phone: string | null;
  emails: readonly string[];
  answers: readonly string[];
}

/** The sender of something that cannot be read. */
const ANYBODY = Symbol('anybody');
type Known = Sender | typeof ANYBODY | null;
/** With more waiting than this, nobody's words are known: everything is held until the backlog is worked off. */
const MOST_OPENED = 300;
/** Whoever wrote it does not change: of so many that is remembered, so that a large e-mail is opened once. */
const MOST_REMEMBERED = 1000;

/**
 * Finds what a person has sent (text, voicemail, e-mail, unsubscribe) and the intake has not worked through. Whose an
 * envelope is, only opening it tells; one that does not open may be anybody's and holds every send, until the person
 * who was given it has dealt with it.
 */
@Injectable()
export class UnprocessedInbounds {
  readonly #large = new Map<string, Known>();
  readonly #opened = new WeakMap<Row, Known>();

  constructor(private readonly vault: Vault) {}

  /** The earliest, or null when all of theirs is processed. */
  async earliest(manager: EntityManager, recipient: Recipient): Promise<UnprocessedInbound | null> {
    const rows = await together(manager, 'unprocessed inbound', recipient.id, async (asked) => {
      const waiting = await readWaiting(manager);
      return asked.map(() => waiting);
    });
    const [first] = rows;
    if (first && rows.length > MOST_OPENED) return foundAt(first);
    for (const row of rows) {
      if (await this.#mayBeFrom(manager, row, recipient)) return foundAt(row);
    }
    return null;
  }

  async #mayBeFrom(manager: EntityManager, row: Row, recipient: Recipient): Promise<boolean> {
    if (row.link_of === recipient.id) return true;
    const sender = await this.#senderOfRow(manager, row);
    if (sender === ANYBODY) return true;
    if (sender === null) return false;
    const { phone, emails, answers } = sender;
    const written = recipient.points.some(({ kind, value }) =>
      kind === 'phone' ? value === phone : emails.includes(value),
    );
    return written || (answers.length > 0 && wereSentTo(manager, answers, recipient.id));
  }

  /** Opened once for all who ask in the same moment. */
  async #senderOfRow(manager: EntityManager, row: Row): Promise<Known> {
    const known = this.#opened.get(row);
    if (known !== undefined) return known;
    const sender = row.sealed
      ? this.#senderOf(row.sealed)
      : await this.#senderOfLarge(manager, row.id);
    this.#opened.set(row, sender);
    return sender;
  }

  async #senderOfLarge(manager: EntityManager, id: string): Promise<Known> {
    const known = this.#large.get(id);
    if (known !== undefined) return known;
    const [row] = await manager.query<{ sealed: Buffer }[]>(
      'SELECT sealed FROM inquiry WHERE id = $1',
      [id],
    );
    const sender = row ? this.#senderOf(row.sealed) : null;
    if (this.#large.size >= MOST_REMEMBERED) this.#large.clear();
    this.#large.set(id, sender);
    return sender;
  }

  /** Who is behind an envelope; null: it says nothing that could be a wish of theirs. */
  #senderOf(sealed: Buffer): Known {
    let envelope: Envelope;
    try {
      envelope = openEnvelope(this.vault, sealed);
    } catch {
      // Sealed to a key that is not here, or tampered with: staff have a task about it, sends wait.
      return ANYBODY;
    }
    if (envelope.type === 'email') {
      return { phone: null, emails: envelope.from, answers: envelope.answers };
    }
    if (envelope.type !== 'webhook') return null;
    return saysSomething(envelope) ? callerOf(envelope) : null;
  }
}

function readWaiting(manager: EntityManager): Promise<Row[]> {
  return manager.query<Row[]>(
    `SELECT i.id, i.received_at, CASE WHEN octet_length(i.sealed) <= 262144 THEN i.sealed END AS sealed,
       CASE WHEN i.provider = 'status_link' THEN (
         SELECT coalesce(r.merged_into_id, r.id) FROM inquiry about
           JOIN lead_inquiry li ON li.inquiry_id = about.id JOIN person r ON r.id = li.requester_id
         WHERE about.token_digest = decode(split_part(i.provider_event_id, ':', 1), 'hex'))
       ELSE (SELECT u.person_id FROM unsubscribe_link u WHERE u.token_digest = i.token_digest) END AS link_of
     FROM outbox o JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid
     WHERE o.done_at IS NULL AND o.queue = 'intake' AND o.name = 'take-in-inquiry'
       -- What the form brings says so in its job: in a rush it is nearly all that waits (index outbox_wishes).
       AND NOT o.payload ? 'form'
       AND (i.kind IN ('sms', 'email', 'voicemail', 'call', 'missed_call') OR i.provider = 'status_link')
       AND NOT EXISTS (SELECT 1 FROM lead_inquiry li WHERE li.inquiry_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM task t WHERE t.origin_key = 'inquiry-failed:' || i.id
         AND (t.done_at IS NOT NULL OR t.dropped_at IS NOT NULL))
     ORDER BY i.received_at, i.id LIMIT ${MOST_OPENED + 1}`,
  );
}

function foundAt(row: Row): UnprocessedInbound {
  return { inquiryId: row.id, receivedAt: row.received_at };
}

async function wereSentTo(
  manager: EntityManager,
  messageIds: readonly string[],
  personId: string,
): Promise<boolean> {
  const [row] = await manager.query<unknown[]>(
    `SELECT 1 FROM message m JOIN person p ON p.id = m.person_id
     WHERE m.id = ANY($1::uuid[]) AND m.direction = 'out' AND coalesce(p.merged_into_id, p.id) = $2 LIMIT 1`,
    [messageIds, personId],
  );
  return row !== undefined;
}

type Webhook = Extract<Envelope, { type: 'webhook' }>;

/** Twilio tells of every turn of a call and of every text of ours; only these say what somebody wants. */
const SAID_BY_TWILIO: ReadonlySet<string> = new Set(['sms', 'voicemail_taken', 'recording']);

function saysSomething({ provider, event }: Webhook): boolean {
  if (provider === 'twilio') return SAID_BY_TWILIO.has(event);
  return (provider === 'callrail' || provider === 'ctm') && event !== 'text_sent';
}

function callerOf({ contentType, body }: Webhook): Known {
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
  const phone = typeof from === 'string' ? normalisePhone(from) : null;
  return phone === null ? null : { phone, emails: [], answers: [] };
}
