import type { EntityManager } from 'typeorm';
import { CHAIN_START, CHAINED_COLUMNS, type ChainedEvent, linkHash } from './chain.js';
import { type ChainHead, chainHead } from './link-audit.js';

const PAGE = 1000;

/** Where the chain is not what it was. `altered` covers a changed row as well as a changed link. */
export interface ChainFault {
  seq: number;
  eventId: string | null;
  fault: 'altered' | 'deleted' | 'out_of_order' | 'cut_off';
}

/** What a verification found. Sound when there are no faults; the unlinked tail is not covered yet. */
export interface ChainReport {
  links: number;
  faults: ChainFault[];
  unlinked: number;
  oldestUnlinkedAt: Date | null;
  head: ChainHead | null;
}

type Row = Omit<ChainedEvent, 'id'> & {
  id: string | null;
  seq: string;
  event_id: string;
  previous_hash: Buffer;
  hash: Buffer;
};

/**
 * Walks the whole chain and names each place where it breaks (at most 100). `known` is a head that
 * was written down outside: when the chain is shorter or different there, that is a fault too.
 */
export async function verifyAudit(
  manager: EntityManager,
  known: ChainHead[] = [],
): Promise<ChainReport> {
  const faults: ChainFault[] = [];
  const heads = new Map(known.map((head) => [head.seq, head.hash]));
  let previous: Buffer = CHAIN_START;
  let last = 0;
  for (;;) {
    const rows = await page(manager, last);
    for (const row of rows) {
      const seq = Number(row.seq);
      const expected = heads.get(seq);
      heads.delete(seq);
      const fault = faultOf(row, seq, last, previous, expected);
      if (fault && faults.length < 100) faults.push({ seq, eventId: row.event_id, fault });
      previous = row.hash;
      last = seq;
    }
    if (rows.length < PAGE) break;
  }
  for (const seq of heads.keys()) faults.push({ seq, eventId: null, fault: 'cut_off' });
  return { links: last, faults, ...(await unlinked(manager)), head: await chainHead(manager) };
}

function faultOf(
  row: Row,
  seq: number,
  last: number,
  previous: Buffer,
  expected: Buffer | undefined,
): ChainFault['fault'] | null {
  if (row.id === null) return 'deleted';
  if (seq !== last + 1) return 'deleted';
  if (!row.previous_hash.equals(previous)) return 'out_of_order';
  if (!linkHash(row.previous_hash, seq, { ...row, id: row.id }).equals(row.hash)) return 'altered';
  return expected && !expected.equals(row.hash) ? 'altered' : null;
}

function page(manager: EntityManager, after: number): Promise<Row[]> {
  return manager.query<Row[]>(
    `SELECT l.seq, l.event_id, l.previous_hash, l.hash, ${CHAINED_COLUMNS}
     FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
     WHERE l.seq > $1 ORDER BY l.seq LIMIT ${PAGE}`,
    [after],
  );
}

async function unlinked(
  manager: EntityManager,
): Promise<Pick<ChainReport, 'unlinked' | 'oldestUnlinkedAt'>> {
  const [row] = await manager.query<{ count: string; oldest: Date | null }[]>(
    `SELECT count(*) AS count, min(created_at) AS oldest FROM audit_event e
     WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.event_id = e.id)`,
  );
  return { unlinked: Number(row?.count ?? 0), oldestUnlinkedAt: row?.oldest ?? null };
}
