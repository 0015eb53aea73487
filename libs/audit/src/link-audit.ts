import type { EntityManager } from 'typeorm';
import { CHAIN_START, CHAINED_COLUMNS, type ChainedEvent, linkHash } from './chain.js';

const CHAIN_LOCK = 4_702_120;
const BATCH = 500;
/** A row's id is made before it is committed; no transaction here lives longer than this. */
const SLACK_MS = 10 * 60_000;

/** The newest link: write it down elsewhere, and a cut-off end of the chain shows. */
export interface ChainHead {
  seq: number;
  hash: Buffer;
}

/**
 * Links events that are committed and not in the chain yet, at most `limit`, and gives how many.
 * Needs a transaction; two at once wait for each other. `everything` also finds rows that carry an
 * older id than the chain's end (a restored or imported row); it reads the whole table.
 */
export async function linkAudit(
  manager: EntityManager,
  options: { limit?: number; everything?: boolean } = {},
): Promise<number> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
  let head = await chainHead(manager);
  const from = options.everything || !head ? null : await oldestPossible(manager, head.seq);
  const limit = options.limit ?? BATCH;
  const events = await manager.query<ChainedEvent[]>(
    `SELECT ${CHAINED_COLUMNS} FROM audit_event e
     WHERE ($1::uuid IS NULL OR e.id > $1)
       AND NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event_id = e.id)
     ORDER BY e.id LIMIT $2`,
    [from, limit],
  );
  const links = events.map((event) => {
    const seq = (head?.seq ?? 0) + 1;
    const previous = head?.hash ?? CHAIN_START;
    const hash = linkHash(previous, seq, event);
    head = { seq, hash };
    return { seq, event_id: event.id, previous_hash: hex(previous), hash: hex(hash) };
  });
  if (links.length === 0) return 0;
  await manager.query(
    `INSERT INTO audit_link (seq, event_id, previous_hash, hash)
     SELECT seq, event_id, decode(previous_hash, 'hex'), decode(hash, 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS r(seq bigint, event_id uuid, previous_hash text, hash text)`,
    [JSON.stringify(links)],
  );
  return links.length;
}

/** The newest link, or null while there is none. */
export async function chainHead(manager: EntityManager): Promise<ChainHead | null> {
  const [row] = await manager.query<{ seq: string; hash: Buffer }[]>(
    'SELECT seq, hash FROM audit_link ORDER BY seq DESC LIMIT 1',
  );
  return row ? { seq: Number(row.seq), hash: row.hash } : null;
}

/** Lower bound for ids of events that may still be unlinked: UUIDv7 sorts by time. */
async function oldestPossible(manager: EntityManager, seq: number): Promise<string> {
  const [row] = await manager.query<{ event_id: string }[]>(
    'SELECT event_id FROM audit_link WHERE seq = $1',
    [seq],
  );
  const digits = (row?.event_id ?? '').replaceAll('-', '').slice(0, 12);
  const time = Math.max(0, Number.parseInt(digits || '0', 16) - SLACK_MS);
  const bound = time.toString(16).padStart(12, '0');
  return `${bound.slice(0, 8)}-${bound.slice(8)}-0000-0000-000000000000`;
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}
