import pg from 'pg';
import { DESK_CHANNEL } from '#audit';
import { DeskEvent } from '#contract';
import type { Logger } from '#platform';

/** Waiting before connecting again after the connection was lost; milliseconds. */
const AGAIN_MS = 1000;

/**
 * Hears what changed, whoever changed it: one connection of this process listens, and hands each
 * event to those who asked. After a lost connection it calls `onGap`, because events may be missed.
 */
export class EventListener {
  private client: pg.Client | undefined;
  private again: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly readers = new Set<(event: DeskEvent) => void>();
  private readonly gapReaders = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  /** Connects; when the database is away it keeps trying, and this resolves all the same. */
  async start(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'bridgeline-desk-events',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', (notice) => this.hand(notice.payload));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${DESK_CHANNEL}`);
      for (const reader of this.gapReaders) reader();
    } catch (error) {
      this.logger.warn({ err: error }, 'events cannot be heard for now');
      this.lost(client);
    }
  }

  /** Calls `reader` with each event, and `onGap` when some may have been missed, until it is undone. */
  subscribe(reader: (event: DeskEvent) => void, onGap: () => void): () => void {
    this.readers.add(reader);
    this.gapReaders.add(onGap);
    return () => {
      this.readers.delete(reader);
      this.gapReaders.delete(onGap);
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.again);
    await this.client?.end().catch(() => undefined);
  }

  private hand(payload: string | undefined): void {
    const event = readEvent(payload);
    if (!event) return;
    for (const reader of this.readers) reader(event);
  }

  private lost(client: pg.Client): void {
    if (this.closed || client !== this.client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    this.again = setTimeout(() => void this.start(), AGAIN_MS);
  }
}

function readEvent(payload: string | undefined): DeskEvent | undefined {
  try {
    const read = DeskEvent.safeParse(JSON.parse(payload ?? ''));
    return read.success ? read.data : undefined;
  } catch {
    // Anyone with a role may notify the channel; what is no event of ours is not passed on.
    return undefined;
  }
}
