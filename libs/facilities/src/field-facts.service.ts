import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FieldFactView, SaidBy } from '#contract';
import { isId } from '#platform';
import {
  FACILITY_FRESH_DAYS,
  type Fact,
  firstStaleAt,
  PROGRAM_FRESH_DAYS,
  staleAt,
} from './freshness.js';

/** Who says something, and since when it counts. */
export interface Saying {
  saidBy: SaidBy;
  /** The colleague's id, or the name of what was imported. */
  who: string | null;
  saidAt: Date;
  runId?: string | null;
}

/** Fields of one record that somebody spoke about. */
export interface SaidFields {
  recordKind: Fact['recordKind'];
  recordId: string;
  fields: readonly string[];
}

/** The newest fact of a field. */
export interface NewestFact extends Fact {
  recordId: string;
  who: string | null;
}

/** The fields of a kind of record whose age is watched. */
export function watchedFields(kind: Fact['recordKind']): string[] {
  return Object.keys(kind === 'facility' ? FACILITY_FRESH_DAYS : PROGRAM_FRESH_DAYS);
}

/** Keeps who said what of facilities and programs. */
@Injectable()
export class FieldFactsService {
  /** Puts on record who stands behind these fields; those that nobody watches are left out. */
  async say(
    manager: EntityManager,
    said: readonly SaidFields[],
    saying: Saying,
    now: Date,
  ): Promise<void> {
    const rows = said.flatMap(({ recordKind, recordId, fields }) =>
      fields
        .filter((field) => watchedFields(recordKind).includes(field))
        .map((field) => ({ recordKind, recordId, field })),
    );
    if (rows.length === 0) return;
    await manager.query(
      `INSERT INTO field_fact (record_kind, record_id, field, said_by, who, said_at, run_id, created_at)
       SELECT kind, id, field, $4, $5, $6, $7, $8
       FROM unnest($1::text[], $2::uuid[], $3::text[]) AS r (kind, id, field)`,
      [
        rows.map((row) => row.recordKind),
        rows.map((row) => row.recordId),
        rows.map((row) => row.field),
        saying.saidBy,
        saying.who,
        saying.saidAt,
        saying.runId ?? null,
        now,
      ],
    );
  }

  /** The newest fact of every field of a facility and its programs. */
  async newest(manager: EntityManager, facilityId: string): Promise<NewestFact[]> {
    return manager.query<NewestFact[]>(
      `SELECT DISTINCT ON (f.record_id, f.field) f.record_kind AS "recordKind", f.record_id AS "recordId",
         f.field, f.said_by AS "saidBy", f.who, f.said_at AS "saidAt"
       FROM field_fact f
       WHERE f.record_id = ANY(ARRAY(SELECT $1::uuid UNION ALL
         SELECT p.id FROM program p WHERE p.facility_id = $1 AND p.active AND p.taken_back_at IS NULL))
       ORDER BY f.record_id, f.field, f.seq DESC`,
      [facilityId],
    );
  }

  /** Writes down when the first field of a facility becomes stale. Call after every `say`. */
  async refresh(manager: EntityManager, facilityId: string): Promise<void> {
    const first = firstStaleAt(await this.newest(manager, facilityId));
    await manager.query('UPDATE facility SET stale_from = $2 WHERE id = $1', [facilityId, first]);
  }
}

/** A fact as the desk shows it. */
export function factView(fact: NewestFact, now: Date): FieldFactView {
  const stale = staleAt(fact);
  const byStaff = isId(fact.who);
  return {
    recordKind: fact.recordKind,
    recordId: fact.recordId,
    field: fact.field,
    saidBy: fact.saidBy,
    staffId: byStaff ? fact.who : null,
    from: byStaff ? null : fact.who,
    saidAt: fact.saidAt.toISOString(),
    staleAt: stale?.toISOString() ?? null,
    stale: stale !== null && stale <= now,
  };
}
