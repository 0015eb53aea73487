import { PassThrough, type Readable } from 'node:stream';
import { Client, type Connection } from 'pg';

/** What pg has and its types leave out: the connection underneath, with the messages of a copy. */
interface Copying {
  connection: Connection & {
    stream: { pause(): void; resume(): void };
    sendCopyFromChunk(chunk: Buffer): void;
    on(event: 'copyData', listener: (message: { chunk: Buffer }) => void): void;
    once(event: 'replicationStart', listener: () => void): void;
  };
}

/** Seconds between PostgreSQL's 2000 and UNIX' 1970. */
const EPOCH_SECONDS = 946_684_800;

/** A connection that speaks replication. The owner needs the right (REPLICATION); the embedded server's has it. */
export async function connectReplication(databaseUrl: string): Promise<Client & Copying> {
  const options = {
    connectionString: databaseUrl,
    replication: 'database',
    application_name: 'bridgeline-backup',
    connectionTimeoutMillis: 10_000,
  };
  const client = new Client(options) as Client & Copying;
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Where the write-ahead log stands. */
export async function walPosition(
  client: Client,
): Promise<{ timeline: number; position: string; system: string }> {
  const { rows } = await client.query('IDENTIFY_SYSTEM');
  const { timeline, xlogpos: position, systemid: system } = rows[0] as Record<string, string>;
  return { timeline: Number(timeline), position: position ?? '', system: system ?? '' };
}

/**
 * A base backup as the server makes it: one tar of its data folder with the log needed to start from it. Works while
 * everybody works. `done` resolves with the position at which it is whole.
 */
export function baseBackup(client: Client & Copying): { tar: Readable; done: Promise<string> } {
  const tar = new PassThrough({ highWaterMark: 1 << 20 });
  let archive = 0;
  const { connection } = client;
  tar.on('drain', () => connection.stream.resume());
  connection.on('copyData', ({ chunk }) => {
    const [kind] = chunk;
    // n: another archive begins (a tablespace of its own); d: data; p: progress.
    if (kind === 0x6e) archive += 1;
    // A copy: what the driver hands out is a view of a buffer that it writes the next message into.
    if (kind === 0x64 && archive === 1 && !tar.write(Buffer.from(chunk.subarray(1)))) {
      connection.stream.pause();
    }
  });
  const done = client
    .query(
      "BASE_BACKUP (LABEL 'bridgeline', CHECKPOINT 'fast', WAL true, MANIFEST 'no', TARGET 'client')",
    )
    .then((answer) => {
      if (archive > 1) {
        throw new Error(
          'This server has tablespaces of its own: they are not backed up. Use its own tools.',
        );
      }
      const results = (Array.isArray(answer) ? answer : [answer]) as {
        rows: Record<string, string>[];
      }[];
      const position = results.at(-1)?.rows[0]?.recptr ?? '';
      tar.end();
      return position;
    })
    .catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
  return { tar, done };
}

/** A stretch of the log, as the server sends it. */
export interface WalChunk {
  /** Where it begins; bytes from the beginning of time. */
  at: bigint;
  bytes: Buffer;
}

/**
 * Follows the write-ahead log from a position, through a slot that keeps what was not yet taken. `take` is told of each
 * stretch in order and gives up to where everything is on disk; the server is told, and lets go of it.
 * Resolves when the connection ends, rejects when it breaks.
 */
export async function followWal(
  client: Client & Copying,
  options: {
    slot: string;
    from: string;
    timeline: number;
    take: (chunk: WalChunk) => bigint;
    signal: AbortSignal;
  },
): Promise<void> {
  const { connection } = client;
  let flushed = parseLsn(options.from);
  const report = () => connection.sendCopyFromChunk(statusUpdate(flushed));
  connection.on('copyData', ({ chunk }) => {
    if (chunk[0] === 0x77) {
      flushed = options.take({ at: chunk.readBigUInt64BE(1), bytes: chunk.subarray(25) });
    } else if (chunk[0] === 0x6b && chunk[17] === 1) report();
  });
  const timer = setInterval(report, 1000);
  options.signal.addEventListener('abort', () => void client.end(), { once: true });
  try {
    await client.query(
      `START_REPLICATION SLOT ${options.slot} PHYSICAL ${options.from} TIMELINE ${options.timeline}`,
    );
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Makes the slot that keeps the log until it was taken; nothing when it is there. */
export async function ensureSlot(client: Client, slot: string): Promise<void> {
  try {
    await client.query(`CREATE_REPLICATION_SLOT ${slot} PHYSICAL RESERVE_WAL`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42710')) throw error;
  }
}

/** `16/B374D848` as a number of bytes. */
export function parseLsn(text: string): bigint {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** Bytes as `16/B374D848`. */
export function lsnText(position: bigint): string {
  const high = (position >> 32n).toString(16);
  return `${high}/${(position & 0xffffffffn).toString(16)}`.toUpperCase();
}

function statusUpdate(flushed: bigint): Buffer {
  const message = Buffer.alloc(34);
  message[0] = 0x72;
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(flushed, at);
  const micros = BigInt(Math.round((Date.now() / 1000 - EPOCH_SECONDS) * 1e6));
  message.writeBigInt64BE(micros, 25);
  return message;
}
