import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { note, SLOT } from './backup.js';
import { backupKey, type Place } from './place.js';
import {
  connectReplication,
  ensureSlot,
  followWal,
  lsnText,
  parseLsn,
  walPosition,
} from './replication.js';
import { segmentStart, WalFiles } from './wal-files.js';

/** How often what was written last is brought to the backups; that much can be lost with the disk. */
const EVERY_MS = 10_000;
const AGAIN_MS = 5000;

/**
 * Takes the write-ahead log away as it is written, until told to stop: with it a restore goes to any point in time after
 * a base backup. A server that is away is asked again; its slot keeps what was not taken.
 */
export async function follow(
  place: Place,
  signal: AbortSignal,
  say: (line: string) => void,
  everyMs = EVERY_MS,
): Promise<void> {
  const key = backupKey(place, say);
  while (!signal.aborted) {
    try {
      await once(place, key, signal, everyMs);
    } catch (error) {
      say(
        `The log cannot be taken away: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (!signal.aborted) await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function once(
  place: Place,
  key: Parameters<typeof followWalFiles>[0]['key'],
  signal: AbortSignal,
  everyMs: number,
): Promise<void> {
  const client = await connectReplication(place.databaseUrl);
  try {
    await ensureSlot(client, SLOT);
    const { timeline, position } = await walPosition(client);
    const { rows } = await client.query<{ kept: string | null }>(
      `SELECT restart_lsn::text AS kept FROM pg_replication_slots WHERE slot_name = '${SLOT}'`,
    );
    const from = lsnText(segmentStart(parseLsn(rows[0]?.kept ?? position)));
    await followWalFiles({ client, place, key, timeline, from, signal, everyMs });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function followWalFiles(parts: {
  client: Awaited<ReturnType<typeof connectReplication>>;
  place: Place;
  key: ReturnType<typeof backupKey>;
  timeline: number;
  from: string;
  signal: AbortSignal;
  everyMs: number;
}): Promise<void> {
  const { client, place, key, timeline, from, signal, everyMs } = parts;
  const files = new WalFiles({ folder: join(place.backups, 'wal'), key, timeline, everyMs });
  let taken = 0;
  const timer = setInterval(() => files.write(false), Math.min(1000, everyMs));
  const heart = setInterval(() => {
    // Its own row goes through the log: how old it is in a restored database is what was lost.
    void note(place.databaseUrl, 'wal', from, taken).catch(() => undefined);
  }, everyMs);
  try {
    await followWal(client, {
      slot: SLOT,
      from,
      timeline,
      signal,
      take: (chunk) => {
        taken += chunk.bytes.length;
        return files.take(chunk);
      },
    });
  } finally {
    clearInterval(timer);
    clearInterval(heart);
    files.write(true);
  }
}
