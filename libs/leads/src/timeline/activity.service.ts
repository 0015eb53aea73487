import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import {
  ACTIVITY_PAYLOADS,
  type ActivityKind,
  type ActivityPayload,
  type ActivityView,
} from '#contract';
import { gather, newId, settle } from '#platform';
import { Vault } from '#vault';
import { QueueKeeper } from '../queue/queue-keeper.js';

/** One thing that happened to a lead. */
export interface NewActivity<K extends ActivityKind = ActivityKind> {
  leadId: string;
  kind: K;
  payload: ActivityPayload<K>;
  at: Date;
  actor: Actor;
  /** What it is about; a second row of the same kind and subject is not written. */
  subjectId?: string | null;
}

/** Their kind among what a transaction gathers. */
const ROWS = 'activity';

/** A row as it is written. */
interface NewRow {
  id: string;
  lead_id: string;
  kind: ActivityKind;
  at: string;
  actor_kind: string;
  actor_id: string | null;
  payload_enc: string;
  subject_id: string | null;
  created_at: string;
}

interface ActivityRow {
  id: string;
  lead_id: string;
  kind: ActivityKind;
  at: Date;
  actor_kind: 'staff' | 'system' | 'person';
  actor_id: string | null;
  actor_name: string | null;
  payload_enc: string;
}

/** Keeps the timelines: rows are added, never changed, their payloads checked and encrypted. */
@Injectable()
export class ActivityService {
  constructor(
    private readonly vault: Vault,
    private readonly queue: QueueKeeper,
  ) {}

  /**
   * Adds a row to a lead's timeline, unless one of this kind and subject is there. Throws when the
   * payload does not have the shape of its kind.
   */
  record<K extends ActivityKind>(
    manager: EntityManager,
    activity: NewActivity<K>,
    now: Date,
  ): Promise<void> {
    return this.recordAll(manager, [activity], now);
  }

  /** The same at once: gives the id of the row, or null when one of this kind and subject was there. */
  async recordNow<K extends ActivityKind>(
    manager: EntityManager,
    activity: NewActivity<K>,
    now: Date,
  ): Promise<string | null> {
    await settle(manager, ROWS);
    const [id] = await insertRows(manager, [this.#row(activity, now)]);
    await this.queue.stale(manager, activity.leadId, now);
    return id ?? null;
  }

  /** Something about a lead changed that is no row of its timeline: its place in the queue may have. */
  touched(manager: EntityManager, leadId: string, now: Date): Promise<void> {
    return this.queue.stale(manager, leadId, now);
  }

  /** Adds several rows with one statement, and once at the end in a transaction that gathers. */
  async recordAll(manager: EntityManager, activities: NewActivity[], now: Date): Promise<void> {
    const rows = activities.map((activity) => this.#row(activity, now));
    await gather(manager, ROWS, rows, async (all) => {
      await insertRows(manager, all);
    });
    for (const leadId of new Set(activities.map((activity) => activity.leadId))) {
      await this.queue.stale(manager, leadId, now);
    }
  }

  /**
   * A lead's timeline, latest first, decrypted. `before` is the last row of the page before. Of a lead
   * that was merged into another, what happened until then is shown though it followed.
   */
  async timeline(
    manager: EntityManager,
    leadId: string,
    page: { limit?: number; before?: { at: Date; id: string } } = {},
  ): Promise<ActivityView[]> {
    await settle(manager, ROWS);
    const followed = await followedAway(manager, leadId);
    const rows = await manager.query<ActivityRow[]>(
      `SELECT a.id, a.lead_id, a.kind, a.at, a.actor_kind, a.actor_id, s.name AS actor_name, a.payload_enc
       FROM activity a LEFT JOIN staff_user s ON s.id = a.actor_id
       WHERE (a.lead_id = $1${followed ? ' OR a.id = ANY($5::uuid[])' : ''})
         AND ($2::timestamptz IS NULL OR (a.at, a.id) < ($2, $3::uuid))
       ORDER BY a.at DESC, a.id DESC LIMIT $4`,
      [
        leadId,
        page.before?.at ?? null,
        page.before?.id ?? null,
        page.limit ?? 200,
        ...(followed ? [followed] : []),
      ],
    );
    return rows.map((row) => this.#view(row));
  }

  /** Rows of any timelines by their ids, decrypted; unknown ids are absent. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<Map<string, ActivityView>> {
    await settle(manager, ROWS);
    const rows = await manager.query<ActivityRow[]>(
      `SELECT a.id, a.lead_id, a.kind, a.at, a.actor_kind, a.actor_id, s.name AS actor_name, a.payload_enc
       FROM activity a LEFT JOIN staff_user s ON s.id = a.actor_id WHERE a.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, this.#view(row)]));
  }

  /** The payloads of one kind on a lead's timeline with their times, earliest first. */
  async payloads<K extends ActivityKind>(
    manager: EntityManager,
    leadId: string,
    kind: K,
  ): Promise<{ at: Date; payload: ActivityPayload<K> }[]> {
    await settle(manager, ROWS);
    const rows = await manager.query<Pick<ActivityRow, 'id' | 'at' | 'payload_enc'>[]>(
      'SELECT id, at, payload_enc FROM activity WHERE lead_id = $1 AND kind = $2 ORDER BY at, id',
      [leadId, kind],
    );
    const left = rows.filter((row) => !this.vault.isErased(row.payload_enc));
    return left.map((row) => ({
      at: row.at,
      payload: ACTIVITY_PAYLOADS[kind].parse(
        this.vault.decryptJson(payloadRef(row.id), row.payload_enc),
      ) as ActivityPayload<K>,
    }));
  }

  #row(activity: NewActivity, now: Date): NewRow {
    const id = newId();
    const payload = ACTIVITY_PAYLOADS[activity.kind].parse(activity.payload);
    return {
      id,
      lead_id: activity.leadId,
      kind: activity.kind,
      at: activity.at.toISOString(),
      actor_kind: activity.actor.kind,
      actor_id: activity.actor.id ?? null,
      payload_enc: this.vault.encryptJson(payloadRef(id), payload),
      subject_id: activity.subjectId ?? null,
      created_at: now.toISOString(),
    };
  }

  #view(row: ActivityRow): ActivityView {
    const erased = this.vault.isErased(row.payload_enc);
    const kind = erased ? 'record.erased' : row.kind;
    const data = erased
      ? { was: row.kind }
      : this.vault.decryptJson(payloadRef(row.id), row.payload_enc);
    return {
      id: row.id,
      leadId: row.lead_id,
      kind,
      at: row.at.toISOString(),
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
      data: ACTIVITY_PAYLOADS[kind].parse(data),
    };
  }
}

/** Gives the ids of those that are new; a lead's latest activity follows. */
async function insertRows(manager: EntityManager, rows: readonly NewRow[]): Promise<string[]> {
  const added = await manager.query<{ id: string }[]>(
    `WITH new AS (
       INSERT INTO activity (id, lead_id, kind, at, actor_kind, actor_id, payload_enc, subject_id, created_at)
       SELECT id, lead_id, kind, at, actor_kind, actor_id, payload_enc, subject_id, created_at
       FROM json_to_recordset($1::json) AS r(id uuid, lead_id uuid, kind text, at timestamptz,
         actor_kind text, actor_id uuid, payload_enc text, subject_id uuid, created_at timestamptz)
       ON CONFLICT DO NOTHING RETURNING id, lead_id, at),
     touched AS (
       UPDATE lead SET last_activity_at = GREATEST(last_activity_at, latest.at)
       FROM (SELECT lead_id, max(at) AS at FROM new GROUP BY lead_id) latest
       WHERE lead.id = latest.lead_id AND last_activity_at < latest.at)
     SELECT id FROM new`,
    [JSON.stringify(rows)],
  );
  return added.map((row) => row.id);
}

/** The rows that followed a merged lead into the one that was kept; undefined for any other lead. */
async function followedAway(manager: EntityManager, leadId: string): Promise<string[] | undefined> {
  const [merge] = await manager.query<{ ids: string[] | null }[]>(
    `SELECT moved -> 'rows' -> 'activity.lead_id' AS ids FROM lead_merge
     WHERE merged_lead_id = $1 AND undone_at IS NULL`,
    [leadId],
  );
  return merge?.ids ?? undefined;
}

function payloadRef(id: string) {
  return { table: 'activity', column: 'payload_enc', id };
}
