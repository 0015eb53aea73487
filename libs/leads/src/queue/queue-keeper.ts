import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OrganisationService } from '#content';
import { ContactPoints } from '#people';
import { beforeCommit } from '#platform';
import { resumeClocks } from '../clocks/pausing.js';
import type { QueueFacts } from './queue-facts.js';
import { type QueueEntry, queueEntryOf } from './queue-entry.js';
import { type LeadInQueue, readFacts } from './read-facts.js';

/** What a look over the queue put right. */
export interface Reconciled {
  /** Leads that had no entry and need one, entries of leads that need nobody, and entries that were wrong. */
  missing: number;
  superfluous: number;
  wrong: number;
}

interface StoredRow {
  lead_id: string;
  entry: string;
}

/** Keeps each lead's entry in the queue what the facts say, in the transaction of the change. */
@Injectable()
export class QueueKeeper {
  /** Leads that changed in a transaction. */
  readonly #stale = new WeakMap<EntityManager, Set<string>>();

  constructor(
    private readonly organisation: OrganisationService,
    private readonly points: ContactPoints,
  ) {}

  /** A lead changed: its entry is worked out anew once, at the end of the transaction. */
  stale(manager: EntityManager, leadId: string, now: Date): Promise<void> {
    const stale = this.#stale.get(manager) ?? new Set();
    stale.add(leadId);
    this.#stale.set(manager, stale);
    return beforeCommit(manager, 'queue', async () => {
      this.#stale.delete(manager);
      const ids = [...stale].toSorted();
      // Whoever changes the same lead at once reads its facts after this is committed, and not before.
      await manager.query(
        'SELECT 1 FROM lead WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
        [ids],
      );
      await this.refresh(manager, ids, now);
    });
  }

  /** Works entries out anew, and writes them whether or not they changed. */
  async refresh(manager: EntityManager, leadIds: readonly string[], now: Date): Promise<void> {
    if (leadIds.length === 0) return;
    const working = await this.organisation.workingTime(manager);
    const read = (ids: readonly string[]) =>
      readFacts(manager, ids, working, (row) => this.points.valueOf(row));
    let leads = await read(leadIds);
    const awake = leads.filter(({ facts }) => facts.snooze && isOver(facts.snooze, facts, now));
    for (const { leadId, facts } of awake) {
      await endSnooze(manager, leadId, now);
      await resumeClocks(manager, { id: leadId, urgency: facts.urgency }, working, now);
    }
    if (awake.length > 0) leads = await read(leadIds);
    const placed = leads.map((lead) => ({ lead, entry: queueEntryOf(lead.facts, now) }));
    await remove(
      manager,
      placed.filter(({ entry }) => entry === null).map(({ lead }) => lead.leadId),
    );
    await write(
      manager,
      placed.flatMap(({ lead, entry }) => (entry ? [rowOf(lead, entry, now)] : [])),
    );
  }

  /** Entries whose time to be looked at again has come; gives how many there were, `limit` at most. */
  async recheck(manager: EntityManager, now: Date, limit = 200): Promise<number> {
    const rows = await manager.query<{ lead_id: string }[]>(
      `SELECT lead_id FROM queue_entry WHERE recheck_at <= $1 ORDER BY recheck_at LIMIT $2
       FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    await this.refresh(
      manager,
      rows.map((row) => row.lead_id),
      now,
    );
    return rows.length;
  }

  /**
   * Compares entries with the facts, those not looked at for longest first, and puts right what
   * differs: leads without an entry, entries of leads that need nobody, entries that are wrong.
   */
  async reconcile(manager: EntityManager, now: Date, limit = 500): Promise<Reconciled> {
    const missing = await manager.query<{ id: string }[]>(
      `SELECT l.id FROM lead l WHERE l.closed_at IS NULL AND l.stage <> 'admitted'
         AND NOT EXISTS (SELECT 1 FROM queue_entry q WHERE q.lead_id = l.id)
       ORDER BY l.created_at LIMIT $1`,
      [limit],
    );
    const oldest = await manager.query<StoredRow[]>(
      `SELECT lead_id, ${AS_TEXT} AS entry FROM queue_entry q
       WHERE recheck_at IS NULL OR recheck_at > $2
       ORDER BY checked_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit, now],
    );
    const ids = oldest.map((row) => row.lead_id);
    await this.refresh(manager, [...missing.map(({ id }) => id), ...ids], now);
    const after = await manager.query<StoredRow[]>(
      `SELECT lead_id, ${AS_TEXT} AS entry FROM queue_entry q WHERE lead_id = ANY($1::uuid[])`,
      [ids],
    );
    const entries = new Map(after.map((row) => [row.lead_id, row.entry]));
    const gone = oldest.filter((row) => !entries.has(row.lead_id));
    const differing = oldest.filter(
      (row) => entries.has(row.lead_id) && entries.get(row.lead_id) !== row.entry,
    );
    return { missing: missing.length, superfluous: gone.length, wrong: differing.length };
  }
}

/** Its time has come, or the person turned to us again since. */
function isOver(snooze: { until: Date; at: Date }, { inboundAt }: QueueFacts, now: Date): boolean {
  return snooze.until <= now || inboundAt > snooze.at;
}

async function endSnooze(manager: EntityManager, leadId: string, now: Date): Promise<void> {
  await manager.query('UPDATE snooze SET ended_at = $2 WHERE lead_id = $1 AND ended_at IS NULL', [
    leadId,
    now,
  ]);
}

/** All of an entry that is derived. */
const AS_TEXT = `jsonb_build_array(q.band, q.because, q.due_at, q.detail, q.hold_until, q.held_because,
  q.owner_id, q.team_id)::text`;

function rowOf({ leadId, ownerId, teamId }: LeadInQueue, entry: QueueEntry, now: Date) {
  return {
    lead_id: leadId,
    band: entry.band,
    because: entry.because,
    due_at: entry.dueAt,
    detail: entry.detail,
    hold_until: entry.holdUntil,
    held_because: entry.heldBecause,
    recheck_at: entry.recheckAt,
    owner_id: ownerId,
    team_id: teamId,
    checked_at: now,
  };
}

async function remove(manager: EntityManager, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return;
  await manager.query('DELETE FROM queue_entry WHERE lead_id = ANY($1::uuid[])', [leadIds]);
}

/** Whoever had it open loses it when it is here for another reason than before. */
async function write(
  manager: EntityManager,
  rows: readonly ReturnType<typeof rowOf>[],
): Promise<void> {
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO queue_entry AS q (lead_id, band, because, due_at, detail, hold_until, held_because,
       recheck_at, owner_id, team_id, checked_at)
     SELECT * FROM json_to_recordset($1::json) AS r(lead_id uuid, band smallint, because text,
       due_at timestamptz, detail jsonb, hold_until timestamptz, held_because text,
       recheck_at timestamptz, owner_id uuid, team_id uuid, checked_at timestamptz)
     ORDER BY lead_id
     ON CONFLICT (lead_id) DO UPDATE SET band = excluded.band, because = excluded.because,
       due_at = excluded.due_at, detail = excluded.detail, hold_until = excluded.hold_until,
       held_because = excluded.held_because, recheck_at = excluded.recheck_at,
       owner_id = excluded.owner_id, team_id = excluded.team_id, checked_at = excluded.checked_at,
       taken_by = CASE WHEN (q.because, q.due_at) = (excluded.because, excluded.due_at)
         THEN q.taken_by END,
       taken_until = CASE WHEN (q.because, q.due_at) = (excluded.because, excluded.due_at)
         THEN q.taken_until END`,
    [JSON.stringify(rows)],
  );
}
