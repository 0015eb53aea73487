import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type ChainHead,
  chainHead,
  linkAudit,
  watchInterest,
  watchReading,
  writeHead,
} from '#audit';
import { MailPort } from '#messages';
import { inTransaction, newId } from '#platform';
import { type JobContext, once } from '#queue';

/** Where the audit's heads are written down outside the database. */
export abstract class AnchorPlace {
  /** A folder, best on another disk or machine. */
  abstract folder: string;
  /** Who gets a head by e-mail once a day; nobody: empty. */
  abstract addresses: readonly string[];
}

/** What was committed late waits no longer than this for its link. */
const LONG_LOOK_MS = 60_000;

/** What is done for the audit by the clock: its chain, its heads outside, and a look at who reads what (rule R6). */
@Injectable()
export class AuditUpkeep {
  #lookedLongAt: number | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly mail: MailPort,
    private readonly place: AnchorPlace,
  ) {}

  /** Links what was recorded since the last time; now and then also what was committed late. */
  async link(signal: AbortSignal, now: Date): Promise<void> {
    const since = now.getTime() - (this.#lookedLongAt ?? -Infinity);
    // A clock that was set back makes it a long one.
    const quick = since >= 0 && since < LONG_LOOK_MS;
    let linked = 1;
    while (linked > 0 && !signal.aborted) {
      linked = await inTransaction(this.source, (manager) => linkAudit(manager, { quick }));
    }
    if (!quick && !signal.aborted) this.#lookedLongAt = now.getTime();
  }

  /** Writes the newest link into the folder outside. */
  async anchor(now: Date): Promise<void> {
    const head = await chainHead(this.source.manager);
    if (head) await writeHead(this.place.folder, head, now);
  }

  /** Sends the newest link by e-mail, where addresses are set. A mail that is lost is not sent again: the next comes tomorrow. */
  async mailHead(context: JobContext): Promise<void> {
    const { now } = context;
    let head: ChainHead | null = null;
    await once(this.source, context, async (manager) => {
      head = await chainHead(manager);
    });
    if (head !== null && this.mail.configured) await this.#send(head, now);
  }

  async #send(head: ChainHead, now: Date): Promise<void> {
    const text = [
      `Link ${head.seq} of the audit, ${now.toISOString()}:`,
      head.hash.toString('hex'),
      'Keep this e-mail. `npm run verify-audit -- --head SEQ:HASH` says whether the audit still holds this link.',
    ].join('\n\n');
    for (const to of this.place.addresses) {
      await this.mail.send({
        messageId: newId(),
        to,
        subject: `Audit: link ${head.seq}`,
        text,
        html: `<p>${text.replaceAll('\n\n', '</p><p>')}</p>`,
        unsubscribeUrl: null,
        language: 'en',
      });
    }
  }

  /** Raises alerts for reading that is unusual within the hour. */
  async watch(now: Date): Promise<void> {
    await inTransaction(this.source, (manager) => watchReading(manager, now));
  }

  /** Raises alerts for who opens one lead again and again. */
  async watchInterest(now: Date): Promise<void> {
    await inTransaction(this.source, (manager) => watchInterest(manager, now));
  }
}
