import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { type InquiryDoor, inboundLock, mailHead } from '#inquiries';
import type { ImapMailbox, MailboxMail } from '#messages';
import { MailboxError } from '#messages';
import { ContactPoints } from '#people';

const DAY = 86_400_000;
/** A mailbox that is new to us may be older than we are: only so much of it is taken in. */
const FIRST_LOOK_BACK = 3 * DAY;
/** When the numbers count anew, from so long before the last reading; what was taken in is known again. */
const ANEW_LOOK_BACK = 2 * DAY;
/** Times that a message may refuse to be fetched before it is left to a human. */
const MOST_TRIES = 3;
const CLOCKS_DIFFER = 2 * 60_000;

interface State {
  uid_validity: string | null;
  next_uid: string | null;
  read_at: Date | null;
}

/** What a reading of the mailbox brought. */
export interface MailboxRead {
  listed: number;
  taken: number;
}

/**
 * Takes in what arrived in our mailbox, each message once, through the same door as everything else: it is sealed and
 * committed with its job before anything is marked in the mailbox. What a message is, its job finds out: one that nothing
 * can read holds up no other.
 */
export class ReadMailbox {
  readonly #refused = new Map<number, number>();

  constructor(
    private readonly parts: {
      name: string;
      mailbox: ImapMailbox;
      source: DataSource;
      door: InquiryDoor;
      points: ContactPoints;
    },
  ) {}

  /** @throws MailboxError, which is on record then, or the database's error; what is taken by then stays taken */
  async run(now: Date, signal: AbortSignal): Promise<MailboxRead> {
    try {
      const read = await this.#read(now, signal);
      await this.#note(now, null);
      return read;
    } catch (error) {
      if (error instanceof MailboxError) await this.#note(now, error.failure);
      throw error;
    }
  }

  close(): void {
    this.parts.mailbox.close();
  }

  async #read(now: Date, signal: AbortSignal): Promise<MailboxRead> {
    const { mailbox } = this.parts;
    const { validity, uidNext } = await mailbox.open();
    const state = await this.#state();
    const same = state.uid_validity === validity && state.next_uid !== null;
    if (!same) this.#refused.clear();
    const mails = await mailbox.list(
      same ? { uid: Number(state.next_uid) } : { since: since(state, now) },
    );
    const taken: number[] = [];
    for (const mail of mails) {
      signal.throwIfAborted();
      if (!(await this.#take(mail, now))) break;
      taken.push(mail.uid);
      await this.#keepPlace(validity, mail.uid + 1, now);
    }
    // Nothing new enough: what is older stays untouched, now and later.
    if (mails.length === 0 && !same) await this.#keepPlace(validity, uidNext, now);
    await mailbox.markTaken(taken);
    return { listed: mails.length, taken: taken.length };
  }

  /** False: it could not be fetched now, and is tried again. */
  async #take(mail: MailboxMail, now: Date): Promise<boolean> {
    const { mailbox, door } = this.parts;
    const raw = await mailbox.fetch(mail);
    if (raw === null && !this.#givenUp(mail.uid)) return false;
    const bytes = raw ?? Buffer.alloc(0);
    const { from, answers, messageId } = mailHead(bytes);
    const receivedAt = within(mail.receivedAt, now);
    const arrival = {
      kind: 'email' as const,
      provider: 'imap',
      eventId: raw === null ? `${this.parts.name}#${mail.uid}` : eventIdOf(bytes, messageId),
      digestOf: Buffer.from('the id is the digest'),
      locks: await this.#locks(from, answers),
      envelope: {
        type: 'email' as const,
        raw: bytes.toString('base64'),
        bytes: mail.bytes,
        from,
        answers,
        receivedAt: receivedAt.toISOString(),
      },
    };
    const sealed = door.seal(arrival);
    await door.commit({ ...sealed, receivedAt });
    return true;
  }

  #givenUp(uid: number): boolean {
    const tries = (this.#refused.get(uid) ?? 0) + 1;
    this.#refused.set(uid, tries);
    return tries >= MOST_TRIES;
  }

  /** Of the writer, and of whom we wrote what is answered: no message to them starts while this is stored (rule R11). */
  async #locks(from: readonly string[], answers: readonly string[]): Promise<string[]> {
    const rows = await this.parts.source.query<{ id: string; value_enc: string }[]>(
      `SELECT DISTINCT p.id, p.value_enc FROM message m JOIN contact_point p ON p.id = m.contact_point_id
       WHERE m.id = ANY($1::uuid[]) AND m.direction = 'out' AND p.kind = 'email'`,
      [answers],
    );
    const addressed = rows.map((row) => this.parts.points.valueOf(row));
    return [...from, ...addressed].flatMap((address) => inboundLock.ofEmail(address) ?? []);
  }

  async #state(): Promise<State> {
    const [row] = await this.parts.source.query<State[]>(
      'SELECT uid_validity, next_uid, read_at FROM mailbox WHERE name = $1',
      [this.parts.name],
    );
    return row ?? { uid_validity: null, next_uid: null, read_at: null };
  }

  async #keepPlace(validity: string, next: number, now: Date): Promise<void> {
    await this.parts.source.query(
      `INSERT INTO mailbox (name, uid_validity, next_uid, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (name) DO UPDATE SET uid_validity = $2, next_uid = $3, active = true, updated_at = $4`,
      [this.parts.name, validity, next, now],
    );
  }

  async #note(now: Date, failure: string | null): Promise<void> {
    await this.parts.source.query(
      `INSERT INTO mailbox (name, read_at, failure, failing_since, created_at, updated_at)
       VALUES ($1, CASE WHEN $3::text IS NULL THEN $2::timestamptz END, $3,
         CASE WHEN $3::text IS NOT NULL THEN $2::timestamptz END, $2, $2)
       ON CONFLICT (name) DO UPDATE SET active = true, failure = $3, updated_at = $2,
         read_at = CASE WHEN $3::text IS NULL THEN $2 ELSE mailbox.read_at END,
         failing_since = CASE WHEN $3::text IS NULL THEN NULL ELSE coalesce(mailbox.failing_since, $2) END`,
      [this.parts.name, now, failure],
    );
  }
}

/** Tells which mailbox is read from now on; null: none is. */
export async function chooseMailbox(
  manager: EntityManager,
  name: string | null,
  now: Date,
): Promise<void> {
  await manager.query(
    'UPDATE mailbox SET active = false, updated_at = $2 WHERE active AND name IS DISTINCT FROM $1',
    [name, now],
  );
  if (name === null) return;
  await manager.query(
    `INSERT INTO mailbox (name, created_at, updated_at) VALUES ($1, $2, $2)
     ON CONFLICT (name) DO UPDATE SET active = true, updated_at = $2`,
    [name, now],
  );
}

/**
 * One e-mail, however often and under whichever number the mailbox shows it: two that differ in anything but the way they
 * came are two. Without a Message-ID the whole of it tells.
 */
function eventIdOf(raw: Buffer, messageId: string | null): string {
  const hash = createHash('sha256');
  if (messageId === null) return hash.update(raw).digest('hex');
  const body = raw.indexOf('\r\n\r\n');
  const { from } = mailHead(raw);
  return hash
    .update(`${messageId}\n${from.join(',')}\n`)
    .update(body < 0 ? raw : raw.subarray(body))
    .digest('hex');
}

function since({ read_at }: State, now: Date): Date {
  const back = read_at ? read_at.getTime() - ANEW_LOOK_BACK : now.getTime() - FIRST_LOOK_BACK;
  return new Date(back);
}

/** When the mail server got it; now, where it says nothing that can be. */
function within(at: Date, now: Date): Date {
  const time = at.getTime();
  return Number.isNaN(time) || time > now.getTime() + CLOCKS_DIFFER ? now : at;
}
