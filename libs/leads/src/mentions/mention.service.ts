import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import { may, mentionedIn, type MentionView, type Role } from '#contract';
import { newId } from '#platform';
import { LeadBriefs } from '../lead-brief.js';
import { leadError } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';

interface Row {
  id: string;
  activity_id: string;
  lead_id: string;
  read_at: Date | null;
}

/** Colleagues named in notes. Every write belongs into the caller's transaction. */
@Injectable()
export class MentionService {
  constructor(
    private readonly activities: ActivityService,
    private readonly briefs: LeadBriefs,
  ) {}

  /** Mentions of these ids, in their order. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<MentionView[]> {
    const rows = await manager.query<Row[]>(
      'SELECT id, activity_id, lead_id, read_at FROM mention WHERE id = ANY($1::uuid[])',
      [ids],
    );
    const notes = await this.activities.views(
      manager,
      rows.map((row) => row.activity_id),
    );
    const leads = await this.briefs.of(
      manager,
      rows.map((row) => row.lead_id),
    );
    const views = new Map(
      rows.flatMap((row): [string, MentionView][] => {
        const note = notes.get(row.activity_id);
        const lead = leads.get(row.lead_id);
        if (!note || !lead) return [];
        const { text } = note.data;
        return [
          [
            row.id,
            {
              id: row.id,
              activityId: note.id,
              lead,
              text: typeof text === 'string' ? text : '',
              by: { id: note.actor.id, name: note.actor.name },
              at: note.at,
              readAt: row.read_at?.toISOString() ?? null,
            },
          ],
        ];
      }),
    );
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** Marks one of one's own as read; read before stays as it was. Throws `mention.not_found`. */
  async read(manager: EntityManager, id: string, staffId: string, now: Date): Promise<void> {
    const [rows] = await manager.query<[{ lead_id: string }[], number]>(
      `UPDATE mention SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND staff_id = $2
       RETURNING lead_id`,
      [id, staffId, now],
    );
    const [row] = rows;
    if (!row) throw leadError('mention.not_found', 'There is no such mention of you.');
    announce(manager, {
      event: 'mention.changed',
      id,
      leadId: row.lead_id,
      staffId,
      created: false,
    });
  }

  /** Marks all of one's own as read; gives how many were not. */
  async readAll(manager: EntityManager, staffId: string, now: Date): Promise<number> {
    const [rows] = await manager.query<[{ id: string; lead_id: string }[], number]>(
      `UPDATE mention SET read_at = $2 WHERE staff_id = $1 AND read_at IS NULL
       RETURNING id, lead_id`,
      [staffId, now],
    );
    for (const { id, lead_id: leadId } of rows) {
      announce(manager, { event: 'mention.changed', id, leadId, staffId, created: false });
    }
    return rows.length;
  }
}

/**
 * The colleagues whom a note names, who are told of it. Throws `request.invalid` when it names
 * somebody who is not active or may not read leads: they would never see it.
 */
export async function colleaguesNamed(manager: EntityManager, text: string): Promise<string[]> {
  const ids = mentionedIn(text);
  if (ids.length === 0) return [];
  const staff = await manager.query<{ id: string; role: Role }[]>(
    "SELECT id, role FROM staff_user WHERE id = ANY($1::uuid[]) AND status = 'active'",
    [ids],
  );
  if (staff.filter(({ role }) => may(role, 'lead.read')).length === ids.length) return ids;
  const sentence = 'This note names somebody who does not work on leads here.';
  throw leadError('request.invalid', sentence, { errors: { text: sentence } });
}

/** Tells each of the named colleagues of the note; whoever names themselves knows already. */
export async function tellNamed(
  manager: EntityManager,
  note: { activityId: string; leadId: string; named: readonly string[] },
  actor: Actor,
  now: Date,
): Promise<void> {
  const { activityId, leadId } = note;
  for (const staffId of note.named.filter((id) => id !== actor.id)) {
    const id = newId();
    await manager.query(
      `INSERT INTO mention (id, activity_id, lead_id, staff_id, created_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, activityId, leadId, staffId, now],
    );
    announce(manager, { event: 'mention.changed', id, leadId, staffId, created: true });
  }
}
