import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditService, SYSTEM } from '#audit';
import { inTransaction } from '#platform';
import { enqueueJob } from '#queue';
import { ERASE_PERSON } from './jobs.js';

/** What is remembered of an erasure outside the database: ids alone. */
const Tombstone = z.object({
  v: z.literal(1),
  requestId: z.uuid(),
  personId: z.uuid(),
  origin: z.string(),
  askedAt: z.iso.datetime(),
  erasedAt: z.iso.datetime(),
});
export type Tombstone = z.infer<typeof Tombstone>;

/**
 * Erasures, remembered in a file beside the database: a backup that is restored does not know of those that came after
 * it, the file does. Lines are only ever added, and are on the disk before an erasure is committed.
 */
export class Tombstones {
  /** @param path `<DATA_DIR>/erasures/tombstones.jsonl` */
  constructor(private readonly path: string) {}

  /** Adds one and waits until the disk has it. */
  add(tombstone: Tombstone): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = openSync(this.path, 'a', 0o600);
    try {
      appendFileSync(file, `${JSON.stringify(tombstone)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** All of them, each request once. A line that was cut off by a crash belongs to an erasure that was not committed. */
  all(): Tombstone[] {
    if (!existsSync(this.path)) return [];
    const byRequest = new Map<string, Tombstone>();
    for (const line of readFileSync(this.path, 'utf8').split('\n')) {
      const parsed = parsedLine(line);
      if (parsed) byRequest.set(parsed.requestId, parsed);
    }
    return [...byRequest.values()];
  }
}

function parsedLine(line: string): Tombstone | undefined {
  if (line.trim() === '') return undefined;
  try {
    return Tombstone.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/**
 * Has every erasure done again that this database does not know as done: it was restored from a copy made before. Holds
 * of that copy are lifted: the erasure would not have been done under them. Gives how many are done again.
 */
export async function replayTombstones(
  source: DataSource,
  audit: AuditService,
  tombstones: readonly Tombstone[],
  now: Date,
): Promise<number> {
  const wanted = await source.query<{ id: string }[]>(
    `SELECT t.id FROM unnest($1::uuid[], $2::uuid[]) AS t(id, person)
     JOIN person p ON p.id = t.person
     WHERE NOT EXISTS (SELECT 1 FROM erasure_request e WHERE e.id = t.id AND e.state = 'done')`,
    [tombstones.map((one) => one.requestId), tombstones.map((one) => one.personId)],
  );
  const again = new Set(wanted.map(({ id }) => id));
  for (const tombstone of tombstones.filter(({ requestId }) => again.has(requestId))) {
    await inTransaction(source, async (manager) => {
      const { requestId, personId } = tombstone;
      await manager.query(
        `INSERT INTO erasure_request (id, person_id, state, origin, asked_at, decided_at, replayed_at, updated_at)
         VALUES ($1, $2, 'approved', $3, $4, $5, $6, $6)
         ON CONFLICT (id) DO UPDATE SET state = 'approved', replayed_at = $6, updated_at = $6,
           decided_at = coalesce(erasure_request.decided_at, $5), version = erasure_request.version + 1`,
        [requestId, personId, tombstone.origin, tombstone.askedAt, tombstone.erasedAt, now],
      );
      await manager.query(
        `UPDATE legal_hold SET lifted_at = $2, version = version + 1
         WHERE person_id = $1 AND lifted_at IS NULL AND placed_at < $3`,
        [personId, now, tombstone.erasedAt],
      );
      await enqueueJob(manager, ERASE_PERSON, { requestId }, { dueAt: now });
      const entry = { actor: SYSTEM, action: 'erasure.replayed', resource: 'erasure_request' };
      await audit.record(manager, { ...entry, resourceId: requestId, personId }, now);
    });
  }
  return again.size;
}
