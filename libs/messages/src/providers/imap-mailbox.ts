import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { BEGINNING_BYTES, MAX_MAIL_BYTES } from '#inquiries';
import type { MailboxFailure } from '../mailbox-view.js';

/** Where a mailbox is. */
export interface Mailbox {
  host: string;
  port: number;
  /** TLS from the first byte; else it is asked for before signing in, and done without on this machine alone. */
  secure: boolean;
  user: string;
  password: string;
  folder: string;
  /** `user@host/folder`: no secret in it. */
  name: string;
  /** The user's name where it is an address. */
  address: string | null;
}

/** A message in the mailbox. */
export interface MailboxMail {
  uid: number;
  bytes: number;
  receivedAt: Date;
}

/** A mailbox that cannot be read now. */
export class MailboxError extends Error {
  override readonly name = 'MailboxError';
  constructor(
    readonly failure: MailboxFailure,
    cause: unknown,
  ) {
    super(`The mailbox cannot be read (${failure}).`, { cause });
  }
}

const DEADLINE_MS = 10_000;
/** A large message may take longer than an answer; milliseconds without any byte. */
const SILENCE_MS = 20_000;
const MOST_LISTED = 200;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** Reads `imaps://user:password@host:993/INBOX`. Throws on anything else; settings are checked before. */
export function mailboxOf(url: string): Mailbox {
  const { protocol, hostname: host, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  const user = decodeURIComponent(username);
  const folder = decodeURIComponent(pathname.slice(1)) || 'INBOX';
  return {
    host: host.replaceAll(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 993 : 143),
    secure,
    user,
    password: decodeURIComponent(password),
    folder,
    name: `${user.includes('@') ? user : `${user}@${host}`}/${folder}`,
    address: /^[^\s@]+@[^\s@]+$/.test(user) ? user : null,
  };
}

/**
 * One connection to a mailbox. Nothing in it is changed but that messages are marked as read once they are ours. Every
 * method throws {@link MailboxError} and ends in time; after an error the connection is done with.
 */
export class ImapMailbox {
  #client: ImapFlow | undefined;

  /** `silence`: how long the server may say nothing; milliseconds. */
  constructor(
    private readonly mailbox: Mailbox,
    private readonly silence = SILENCE_MS,
  ) {}

  /** Connects if need be; gives the server's word for how its numbers count, and the number that the next message will get. */
  async open(): Promise<{ validity: string; uidNext: number }> {
    const { folder } = this.mailbox;
    if (!this.#client?.usable) await this.#connect();
    const client = this.#connected();
    try {
      const { uidValidity, uidNext } = await client.mailboxOpen(folder);
      return { validity: uidValidity.toString(), uidNext };
    } catch (error) {
      throw this.#broken(error, client.usable ? 'no_folder' : 'broken');
    }
  }

  /** The first messages from a number on, or received since a moment, in their order. */
  async list(from: { uid: number } | { since: Date }): Promise<MailboxMail[]> {
    const client = this.#connected();
    try {
      const range = 'uid' in from ? `${from.uid}:*` : await this.#receivedSince(from.since);
      if (range === '') return [];
      const found = await client.fetchAll(
        range,
        { uid: true, size: true, internalDate: true },
        { uid: true },
      );
      return (
        found
          .map(mailOf)
          // "5:*" gives the last message even when its number is lower.
          .filter(({ uid }) => !('uid' in from) || uid >= from.uid)
          .sort((a, b) => a.uid - b.uid)
          .slice(0, MOST_LISTED)
      );
    } catch (error) {
      throw this.#broken(error, 'broken');
    }
  }

  /** The message, or its beginning when it is larger than what is taken; null when the server would not give it. */
  async fetch({ uid, bytes }: MailboxMail): Promise<Buffer | null> {
    const client = this.#connected();
    const source = bytes > MAX_MAIL_BYTES ? { start: 0, maxLength: BEGINNING_BYTES } : true;
    try {
      const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
      return found && found.source ? found.source : null;
    } catch (error) {
      // A server that refuses this one message goes on with the others.
      if (client.usable) return null;
      throw this.#broken(error, 'broken');
    }
  }

  /** Marks messages as read, for people who look into the mailbox by another program. */
  async markTaken(uids: readonly number[]): Promise<void> {
    if (uids.length === 0) return;
    try {
      await this.#connected().messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true });
    } catch (error) {
      throw this.#broken(error, 'broken');
    }
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  async #connect(): Promise<void> {
    // Loaded here, so that a desk, which reads no mailbox, does not carry it.
    const { ImapFlow: Client } = await import('imapflow');
    this.close();
    const { host, port, secure, user, password } = this.mailbox;
    const client = new Client({
      host,
      port,
      secure,
      ...(secure || LOOPBACK.has(host) ? {} : { doSTARTTLS: true }),
      auth: { user, pass: password },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: DEADLINE_MS,
      greetingTimeout: DEADLINE_MS,
      socketTimeout: this.silence,
      maxResponseSize: 2 * MAX_MAIL_BYTES,
    });
    // Without a listener an error between two commands would end the process.
    client.on('error', () => client.close());
    this.#client = client;
    try {
      await client.connect();
    } catch (error) {
      throw this.#broken(error, isRefusal(error) ? 'sign_in' : 'unreachable');
    }
  }

  async #receivedSince(since: Date): Promise<string> {
    const found = await this.#connected().search({ since }, { uid: true });
    return found ? found.join(',') : '';
  }

  #connected(): ImapFlow {
    if (!this.#client) throw new MailboxError('broken', new Error('The mailbox is not open.'));
    return this.#client;
  }

  #broken(cause: unknown, failure: MailboxFailure): MailboxError {
    this.close();
    return cause instanceof MailboxError ? cause : new MailboxError(failure, cause);
  }
}

function mailOf({ uid, size, internalDate }: FetchMessageObject): MailboxMail {
  const receivedAt = internalDate ? new Date(internalDate) : new Date(Number.NaN);
  return { uid, bytes: size ?? 0, receivedAt };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error && 'authenticationFailed' in error && Boolean(error.authenticationFailed)
  );
}
