import type { EntityManager } from 'typeorm';
import { CHAIN_START, CHAINED_COLUMNS, type ChainedEvent, linkHash } from './chain.js';

const CHAIN_LOCK = 4_702_120;
/** So many rows are read, hashed and written in a moment, while the worker does nothing else. */
const BATCH = 2000;
/** A row's id is made before it is committed; no transaction here lives longer than this. */
const SLACK_MS = 10 * 60_000;
/** Hardly any lives longer than this. */
const SHORT_SLACK_MS = 10_000;

/** The newest link: write it down elsewhere, and a cut-off end of the chain shows. */
export interface ChainHead {
  seq: number;
  hash: Buffer;
}

/** How far back events are looked for that are not in the chain yet. */
export interface LinkReach {
  /** Most events of one go; 2,000 unless said. */
  limit?: number;
  /** Also rows that carry an older id than any transaction can have left (restored, imported): reads the whole table. */
  everything?: boolean;
  /** Leaves what a transaction of many seconds committed late to a longer look: much is coming in, and that one reads far more. */
  quick?: boolean;
}

/**
 * Links events that are committed and not in the chain yet, and gives how many. Needs a transaction; two
 * at once wait for each other.
 */
export async function linkAudit(
  manager: EntityManager,
  { limit = BATCH, everything = false, quick = false }: LinkReach = {},
): Promise<number> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
  let head = await chainHead(manager);
  const slack = quick ? SHORT_SLACK_MS : SLACK_MS;
  const from = everything || !head ? null : await oldestPossible(manager, head.seq, slack);
  // Two statements, so that each is kept with a plan of its own: this one begins at `from` in both indexes.
  const events = await (from === null
    ? manager.query<ChainedEvent[]>(
        `SELECT ${CHAINED_COLUMNS} FROM audit_event e
         WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event_id = e.id)
         ORDER BY e.id LIMIT $1`,
        [limit],
      )
    : manager.query<ChainedEvent[]>(
        `SELECT ${CHAINED_COLUMNS} FROM audit_event e WHERE e.id > $1
           AND NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event_id = e.id AND l.event_id > $1)
         ORDER BY e.id LIMIT $2`,
        [from, limit],
      ));
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
     FROM json_to_recordset($1::json) AS r(seq bigint, event_id uuid, previous_hash text, hash text)`,
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
async function oldestPossible(manager: EntityManager, seq: number, slack: number): Promise<string> {
  const [row] = await manager.query<{ event_id: string }[]>(
    'SELECT event_id FROM audit_link WHERE seq = $1',
    [seq],
  );
  const digits = (row?.event_id ?? '').replaceAll('-', '').slice(0, 12);
  const time = Math.max(0, Number.parseInt(digits || '0', 16) - slack);
  const bound = time.toString(16).padStart(12, '0');
  return `${bound.slice(0, 8)}-${bound.slice(8)}-0000-0000-000000000000`;
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex');
}
