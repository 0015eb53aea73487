import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { SecondLook, SecondLookInput, SecondLookRow, SecondLookVerdict } from '#contract';
import { LeadBriefs } from '#leads';
import { isId, newId } from '#platform';
import { Vault } from '#vault';
import { notInSample, ownClosing } from '../reporting.errors.js';
import { sampleSize } from './sample.js';
import { SecondLookEntity } from './second-look.entity.js';

interface Row {
  id: string;
  day: string;
  reason: string;
  closed_by: string | null;
  closed_by_name: string | null;
  look_id: string | null;
  verdict: SecondLookVerdict | null;
  note_enc: string | null;
  looked_by: string | null;
  looked_at: Date | null;
}

const noteRef = (id: string) => ({ table: 'second_look', column: 'note_enc', id });

/**
 * The leads of a month that are left out of the numbers and that somebody looks at who did not close them. Which they are
 * hangs on their ids alone: nobody chooses. What was found counts while the lead is left out for the same reason.
 */
@Injectable()
export class SecondLookService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly briefs: LeadBriefs,
  ) {}

  /** A month's sample (`YYYY-MM`), for a colleague. Names are opened, which is put on record. */
  async month(
    manager: EntityManager,
    month: string,
    staffId: string,
    actor: Actor,
    now: Date,
  ): Promise<SecondLook> {
    const first = `${month}-01`;
    const { all, leftOut } = await this.#counts(manager, first);
    const rows = await this.#sample(manager, first, leftOut);
    const ids = rows.map(({ id }) => id);
    const leads = await this.briefs.of(manager, ids);
    if (ids.length > 0) {
      const details = { number: 'left_out_leads', ids };
      await this.audit.record(
        manager,
        { actor, action: 'lead.listed', resource: 'lead', details },
        now,
      );
    }
    const looked = rows.filter(({ verdict }) => verdict !== null);
    return {
      month,
      all,
      leftOut,
      looked: looked.length,
      wrong: looked.filter(({ verdict }) => verdict === 'wrong').length,
      rows: rows.map((row): SecondLookRow => {
        const lead = leads.get(row.id);
        return {
          leadId: row.id,
          leadNumber: lead?.number ?? null,
          patientName: lead?.patientName ?? null,
          day: row.day,
          reason: row.reason,
          closedBy: row.closed_by_name,
          own: row.closed_by === staffId,
          look: this.#lookOf(row),
        };
      }),
    };
  }

  /** Keeps what a colleague found, and gives the month. Throws `second_look.not_in_sample`, `second_look.own`. */
  async find(
    manager: EntityManager,
    leadId: string,
    { verdict, note }: SecondLookInput,
    staffId: string,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const row = await this.#inSample(manager, leadId);
    if (!row) throw notInSample();
    if (row.closed_by === staffId) throw ownClosing();
    const id = newId();
    await manager.insert(SecondLookEntity, {
      id,
      leadId,
      reason: row.reason,
      verdict,
      noteEnc: note === '' ? null : this.vault.encrypt(noteRef(id), note),
      lookedBy: staffId,
      at: now,
    });
    await this.audit.record(
      manager,
      {
        actor,
        action: 'lead.second_looked',
        resource: 'lead',
        resourceId: leadId,
        leadId,
        details: { verdict, leftOutAs: row.reason },
      },
      now,
    );
    return row.day.slice(0, 7);
  }

  #lookOf({ look_id: id, verdict, note_enc: note, looked_by: by, looked_at: at }: Row) {
    if (!id || !verdict || !at) return null;
    return {
      verdict,
      note: note === null ? null : this.vault.decrypt(noteRef(id), note),
      by: by ?? '',
      at: at.toISOString(),
    };
  }

  async #inSample(manager: EntityManager, leadId: string): Promise<Row | undefined> {
    if (!isId(leadId)) return undefined;
    const [fact] = await manager.query<{ first: string }[]>(
      `SELECT to_char(date_trunc('month', day), 'YYYY-MM-DD') AS first FROM lead_fact WHERE id = $1 AND NOT counted`,
      [leadId],
    );
    if (!fact) return undefined;
    const { leftOut } = await this.#counts(manager, fact.first);
    const rows = await this.#sample(manager, fact.first, leftOut);
    return rows.find(({ id }) => id === leadId);
  }

  async #counts(manager: EntityManager, first: string): Promise<{ all: number; leftOut: number }> {
    const [row] = await manager.query<{ all: number; left_out: number }[]>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE NOT counted)::int AS left_out FROM lead_fact
       WHERE day >= $1::date AND day < $1::date + interval '1 month'`,
      [first],
    );
    return { all: row?.all ?? 0, leftOut: row?.left_out ?? 0 };
  }

  /** Who of the ids comes first is told by a digest of them. */
  async #sample(manager: EntityManager, first: string, leftOut: number): Promise<Row[]> {
    return manager.query<Row[]>(
      `SELECT f.id, to_char(f.day, 'YYYY-MM-DD') AS day, COALESCE(f.left_out_reason, '') AS reason,
         c.changed_by AS closed_by, closer.name AS closed_by_name,
         k.id AS look_id, k.verdict, k.note_enc, looker.name AS looked_by, k.at AS looked_at
       FROM (SELECT id, day, left_out_reason FROM lead_fact
         WHERE day >= $1::date AND day < $1::date + interval '1 month' AND NOT counted
         ORDER BY md5(id::text) LIMIT $2) AS f
       LEFT JOIN LATERAL (SELECT changed_by FROM stage_change s WHERE s.lead_id = f.id AND s.to_stage = 'closed'
         AND s.undone_at IS NULL ORDER BY s.at DESC, s.id DESC LIMIT 1) c ON true
       LEFT JOIN LATERAL (SELECT * FROM second_look l WHERE l.lead_id = f.id AND l.reason = f.left_out_reason
         ORDER BY l.at DESC, l.id DESC LIMIT 1) k ON true
       LEFT JOIN staff_user closer ON closer.id = c.changed_by
       LEFT JOIN staff_user looker ON looker.id = k.looked_by
       ORDER BY f.day, f.id`,
      [first, sampleSize(leftOut)],
    );
  }
}
