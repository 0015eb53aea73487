import { DataSource } from 'typeorm';
import { InquiryDoor } from '#inquiries';
import { ImapMailbox, mailboxOf } from '#messages';
import { ContactPoints } from '#people';
import { createPool } from '#platform';
import { siteKeysOf } from '#vault';
import { FakeMailbox } from '../../apps/simulate/src/fake-provider/fake-mailbox.js';
import { type MailboxRead, ReadMailbox } from '../../apps/worker/src/mailbox/read-mailbox.js';
import { MessageHouse } from './house.js';

/** What an e-mail that is delivered says; the rest is filled in. */
export interface Letter {
  from?: string;
  subject?: string;
  text?: string;
  html?: string;
  /** Further head lines: `In-Reply-To: <…>`. */
  head?: string[];
  messageId?: string | null;
  /** Our mail server does not vouch for the address. */
  unproven?: boolean;
}

/** The house of messages with a mailbox that it reads, by the worker's own rights. */
export class MailHouse {
  #letters = 0;

  private constructor(
    readonly house: MessageHouse,
    readonly mailbox: FakeMailbox,
    private readonly door: InquiryDoor,
    readonly end: () => Promise<void>,
  ) {}

  static async open(): Promise<MailHouse> {
    const house = await MessageHouse.open();
    const mailbox = await FakeMailbox.open();
    const pool = createPool(house.db.workerUrl, { name: 'test-mailbox', max: 2 });
    const clock = { now: () => house.now };
    const door = new InquiryDoor({
      pool,
      keys: siteKeysOf(house.ring),
      clock,
      answerTimeout: 20_000,
    });
    const mails: MailHouse = new MailHouse(house, mailbox, door, async () => {
      mails.reading.close();
      await mailbox.close();
      await pool.end();
      await house.close();
    });
    mails.restart();
    return mails;
  }

  reading!: ReadMailbox;

  /** A worker that starts anew: nothing is remembered but what is stored. */
  restart(): void {
    this.reading?.close();
    const { app } = this.house;
    const { name } = mailboxOf(this.mailbox.url);
    this.reading = new ReadMailbox({
      name,
      mailbox: new ImapMailbox(mailboxOf(this.mailbox.url), 1500),
      source: app.get(DataSource),
      door: this.door,
      points: app.get(ContactPoints),
    });
  }

  read(): Promise<MailboxRead> {
    return this.reading.run(this.house.now, new AbortController().signal);
  }

  /** An e-mail in the mailbox, not read yet. Gives its text on the wire. */
  deliver(letter: Letter = {}): string {
    this.#letters += 1;
    const { from = `somebody${this.#letters}@person.example`, html } = letter;
    const { messageId = `letter-${this.#letters}@person.example` } = letter;
    const vouched = letter.unproven ? 'fail' : 'pass';
    const domain = /@([^\s>]+)/.exec(from)?.[1] ?? '';
    const raw = [
      `Authentication-Results: mx.harbor.example; dmarc=${vouched} header.from=${domain}`,
      `From: ${from}`,
      'To: intake@harbor.example',
      `Subject: ${letter.subject ?? 'Hello'}`,
      `Date: ${this.house.now.toUTCString()}`,
      ...(messageId === null ? [] : [`Message-ID: <${messageId}>`]),
      'MIME-Version: 1.0',
      `Content-Type: ${html === undefined ? 'text/plain' : 'text/html'}; charset=utf-8`,
      ...(letter.head ?? []),
      '',
      html ?? letter.text ?? 'Can somebody write to me?',
      '',
    ].join('\r\n');
    this.mailbox.deliver(raw, this.house.now);
    return raw;
  }

  /** An e-mail that comes in and is taken in. */
  async comes(letter: Letter = {}): Promise<void> {
    this.deliver(letter);
    await this.read();
    await this.house.work();
  }

  /** The e-mails that came in from an address, oldest first, as the desk shows them. */
  inbound(): Promise<
    { id: string; lead_id: string | null; person_id: string | null; handled: boolean }[]
  > {
    return this.house.rows(
      `SELECT id, lead_id, person_id, handled_at IS NOT NULL AS handled FROM message
       WHERE direction = 'in' AND channel = 'email' ORDER BY created_at, id`,
    );
  }
}
