import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announce, AuditService, SYSTEM } from '#audit';
import { FieldFactsService } from '#facilities';
import { inTransaction } from '#platform';
import type { DidChange, RowDid } from './deciding/row-plan.js';
import { DirectoryImportEntity } from './import.entity.js';
import { change, columnOf } from './import-run.js';

const BATCH = 200;

interface UndoRow {
  row_no: number;
  facility_id: string;
  did: RowDid;
  done_at: Date;
}

/**
 * Everything done to a facility or its parts is on record under its id: what is not of this run was done by others. And
 * nobody may vanish to whom somebody was referred.
 */
const TOUCHED = `EXISTS (SELECT 1 FROM audit_event e WHERE e.resource_id = f.id::text AND e.resource = 'facility'
  AND e.at >= $2 AND (e.actor_kind <> 'system' OR e.details ->> 'importId' IS DISTINCT FROM $3))
  OR EXISTS (SELECT 1 FROM referral r JOIN program p ON p.id = r.program_id WHERE p.facility_id = f.id)`;

/** Takes back exactly what a run did, and nothing that anybody has touched since. */
@Injectable()
export class ImportUndo {
  constructor(
    private readonly source: DataSource,
    private readonly facts: FieldFactsService,
    private readonly audit: AuditService,
  ) {}

  /** Goes on where an earlier attempt stopped. Later rows first: what they built on comes after them. */
  async takeBack(importId: string, now: Date, signal: AbortSignal): Promise<void> {
    const run = await this.source.manager.findOneBy(DirectoryImportEntity, { id: importId });
    if (run?.state !== 'undoing') return;
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.source.query<UndoRow[]>(
        `SELECT row_no, facility_id, did, done_at FROM directory_import_row
         WHERE import_id = $1 AND did IS NOT NULL AND undone_at IS NULL ORDER BY row_no DESC LIMIT ${BATCH}`,
        [importId],
      );
      if (rows.length === 0) break;
      await inTransaction(this.source, async (manager) => {
        for (const row of rows) await this.#row(manager, importId, row, now);
        await manager.query(
          'UPDATE directory_import SET done = done + $2, updated_at = $3 WHERE id = $1',
          [importId, rows.length, now],
        );
        announce(manager, { event: 'import.changed', id: importId, leadId: null, created: false });
      });
    }
    await inTransaction(this.source, async (manager) => {
      await manager.query(
        `UPDATE directory_import SET state = 'undone', updated_at = $2, version = version + 1, undone = (
           SELECT jsonb_build_object('takenBack', count(*) FILTER (WHERE left_because IS NULL),
             'left', count(*) FILTER (WHERE left_because IS NOT NULL))
           FROM directory_import_row WHERE import_id = $1 AND did IS NOT NULL)
         WHERE id = $1`,
        [importId, now],
      );
      const entry = {
        actor: SYSTEM,
        action: 'import.undone',
        resource: 'directory_import',
        resourceId: importId,
      };
      await this.audit.record(manager, entry, now);
      announce(manager, { event: 'import.changed', id: importId, leadId: null, created: false });
    });
  }

  async #row(manager: EntityManager, importId: string, row: UndoRow, now: Date): Promise<void> {
    await manager.query('SELECT 1 FROM facility WHERE id = $1 FOR UPDATE', [row.facility_id]);
    const left = row.did.created
      ? await this.#created(manager, importId, row, now)
      : await this.#changed(manager, importId, row, now);
    await manager.query(
      'UPDATE directory_import_row SET undone_at = $3, left_because = $4 WHERE import_id = $1 AND row_no = $2',
      [importId, row.row_no, now, left],
    );
    const details = { importId, ...(left ? { left } : {}) };
    const entry = {
      actor: SYSTEM,
      action: 'facility.import_undone',
      resource: 'facility',
      resourceId: row.facility_id,
    };
    await this.audit.record(manager, { ...entry, details }, now);
  }

  /** A facility that the run made vanishes if nobody has touched it; gives why it stays. */
  async #created(
    manager: EntityManager,
    importId: string,
    { facility_id: id, done_at: since }: UndoRow,
    now: Date,
  ): Promise<string | null> {
    const [facility] = await manager.query<{ touched: boolean }[]>(
      `SELECT (${TOUCHED}) AS touched FROM facility f WHERE f.id = $1`,
      [id, since, importId],
    );
    if (!facility || facility.touched) return 'Somebody has worked with it since.';
    await manager.query('UPDATE program SET taken_back_at = $2 WHERE facility_id = $1', [id, now]);
    await manager.query('UPDATE facility SET taken_back_at = $2 WHERE id = $1', [id, now]);
    return null;
  }

  /** What the run changed is as it was before, where it still is as the run left it; gives what stays. */
  async #changed(
    manager: EntityManager,
    importId: string,
    { facility_id: id, did }: UndoRow,
    now: Date,
  ): Promise<string | null> {
    const stays: string[] = [];
    for (const one of did.changes ?? []) {
      if (await this.#restored(manager, importId, one, now)) continue;
      stays.push(one.field);
    }
    for (const programId of did.programs ?? []) {
      const [, taken] = await manager.query<[unknown[], number]>(
        `UPDATE program p SET taken_back_at = $2 WHERE p.id = $1 AND p.version = 1
           AND NOT EXISTS (SELECT 1 FROM bed_report b WHERE b.program_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM bed_hold h WHERE h.program_id = p.id)
           AND NOT EXISTS (SELECT 1 FROM field_fact s WHERE s.record_id = p.id AND s.said_by IN ('staff', 'facility'))`,
        [programId, now],
      );
      if (taken === 0) stays.push('a program');
    }
    for (const licenceId of did.licences ?? []) {
      const [, retired] = await manager.query<[unknown[], number]>(
        'UPDATE facility_licence SET active = false, updated_at = $2 WHERE id = $1 AND version = 1',
        [licenceId, now],
      );
      if (retired === 0) stays.push('a license');
    }
    for (const { programId, payerId } of did.payers ?? []) {
      await manager.query(
        `DELETE FROM program_payer WHERE program_id = $1 AND payer_id = $2 AND said_by IN ('import', 'public_directory')`,
        [programId, payerId],
      );
    }
    await this.facts.refresh(manager, id);
    return stays.length === 0 ? null : `Changed again since: ${stays.join(', ')}.`;
  }

  async #restored(
    manager: EntityManager,
    importId: string,
    one: DidChange,
    now: Date,
  ): Promise<boolean> {
    const column = columnOf(one.field);
    const [row] = await manager.query<{ same: boolean; run_id: string | null; told: boolean }[]>(
      `SELECT to_jsonb(r.${column}) IS NOT DISTINCT FROM NULLIF($2::jsonb, 'null') AS same, f.run_id,
         f.record_id IS NOT NULL AS told
       FROM ${one.kind} r LEFT JOIN LATERAL (SELECT * FROM field_fact WHERE record_id = r.id AND field = $3
         ORDER BY seq DESC LIMIT 1) f ON true WHERE r.id = $1`,
      [one.id, JSON.stringify(one.after), one.field],
    );
    if (!row?.same || (row.told && row.run_id !== importId)) return false;
    await change(manager, one.kind, one.id, [{ field: one.field, after: one.before }], now);
    if (row.told) {
      // The word behind it is the former one again; where there was none, nobody is on record for an empty field.
      const former = one.former ?? { saidBy: 'import', who: null, saidAt: now.toISOString() };
      await manager.query(
        `INSERT INTO field_fact (record_kind, record_id, field, said_by, who, said_at, run_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)`,
        [one.kind, one.id, one.field, former.saidBy, former.who, former.saidAt, now],
      );
    }
    return true;
  }
}
