import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announce } from '#audit';
import type { ImportRowState } from '#contract';
import { inTransaction } from '#platform';
import { Vault } from '#vault';
import { decideRow } from './deciding/decide-row.js';
import type { RowShown } from './deciding/row-plan.js';
import { keysOf, type PlaceIndex } from './deciding/same-place.js';
import { DirectoryImportEntity } from './import.entity.js';
import { DirectoryImportService, rowRef } from './import.service.js';
import { knownFacilities, placeIndexOf, PublicPayers } from './known-places.js';
import type { FoundFacility } from './reading/found-facility.js';
import { MOST_ROWS, readSource, UnreadableSource } from './reading/read-file.js';
import { SOURCE_OF } from './sources.js';

const BATCH = 500;
const ROW_PREFIX = 'row:';

interface PreviewRow {
  found: FoundFacility | null;
  row: number;
  state: ImportRowState;
  facilityId: string | null;
  shown: RowShown;
}

/** Reads a file and says, row by row, what taking it in would do. Nothing of the directory is touched. */
@Injectable()
export class ImportPreview {
  constructor(
    private readonly source: DataSource,
    private readonly imports: DirectoryImportService,
    private readonly vault: Vault,
  ) {}

  /** Repeating it begins anew. What cannot be read ends in the state `failed`, with a sentence. */
  async make(importId: string, now: Date, signal: AbortSignal): Promise<void> {
    const run = await this.source.manager.findOneBy(DirectoryImportEntity, { id: importId });
    if (run?.state !== 'reading') return;
    try {
      await this.#make(run, now, signal);
    } catch (error) {
      if (!(error instanceof UnreadableSource)) throw error;
      await this.#set(importId, { state: 'failed', problem: error.message.slice(0, 500) }, now);
    }
  }

  async #make(run: DirectoryImportEntity, now: Date, signal: AbortSignal): Promise<void> {
    const { manager } = this.source;
    const reading = await readSource(await this.imports.content(manager, run.id), run.mapping);
    await manager.query('DELETE FROM directory_import_row WHERE import_id = $1', [run.id]);
    const { kind, columns, mapping } = reading;
    await this.#set(
      run.id,
      { kind, columns, mapping: columns.length > 0 ? mapping : null, total: null },
      now,
    );
    const index = await placeIndexOf(manager);
    const payers = await PublicPayers.load(manager);
    const counts = new Map<ImportRowState, number>();
    const context = { index, payers, source: SOURCE_OF[kind].source, asOf: run.asOf, now };
    let batch: { found: FoundFacility | null; row: number }[] = [];
    let total = 0;
    const flush = async () => {
      signal.throwIfAborted();
      const rows = await preview(manager, batch, context);
      for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
      await this.#write(run.id, rows);
      batch = [];
      await this.#set(run.id, { done: total, counts: Object.fromEntries(counts) }, now);
    };
    for await (const found of reading.facilities) {
      total += 1;
      if (total > MOST_ROWS)
        throw new UnreadableSource(`An import takes at most ${MOST_ROWS} rows.`);
      batch.push({ found, row: total });
      if (batch.length === BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    if (total === 0) throw new UnreadableSource('This file has no rows.');
    await this.#set(
      run.id,
      { state: 'ready', total, done: total, counts: Object.fromEntries(counts) },
      now,
    );
  }

  async #write(importId: string, rows: readonly PreviewRow[]): Promise<void> {
    await this.source.query(
      `INSERT INTO directory_import_row (import_id, row_no, state, facility_id, data_enc, shown)
       SELECT $1, row_no, state, facility_id, data_enc, shown
       FROM json_to_recordset($2::json) AS r(row_no int, state text, facility_id uuid, data_enc text, shown jsonb)`,
      [
        importId,
        JSON.stringify(
          rows.map(({ found, row, state, facilityId, shown }) => ({
            row_no: row,
            state,
            facility_id: facilityId,
            data_enc: found && this.vault.encrypt(rowRef(importId, row), JSON.stringify(found)),
            shown,
          })),
        ),
      ],
    );
  }

  /** Moves the run on and tells who looks at it. */
  async #set(importId: string, to: Partial<DirectoryImportEntity>, now: Date): Promise<void> {
    await inTransaction(this.source, async (manager) => {
      await manager.update(DirectoryImportEntity, importId, { ...to, updatedAt: now });
      announce(manager, { event: 'import.changed', id: importId, leadId: null, created: false });
    });
  }
}

interface PreviewContext {
  index: PlaceIndex;
  payers: PublicPayers;
  source: string;
  asOf: Date;
  now: Date;
}

async function preview(
  manager: EntityManager,
  batch: readonly { found: FoundFacility | null; row: number }[],
  { index, payers, source, asOf, now }: PreviewContext,
): Promise<PreviewRow[]> {
  const placed = batch.map(({ found, row }) => {
    if (!found) return { found, row, sameAs: null };
    const keys = keysOf(found, source, `${ROW_PREFIX}${row}`);
    const same = index.find(keys);
    if (!same) index.add(keys);
    return { found, row, sameAs: same?.id ?? null };
  });
  const ids = placed.flatMap(({ sameAs }) =>
    sameAs && !sameAs.startsWith(ROW_PREFIX) ? sameAs : [],
  );
  const known = await knownFacilities(manager, [...new Set(ids)]);
  return placed.map(({ found, row, sameAs }) => {
    if (!found) {
      const problems = ['It has no name.'];
      return { found, row, state: 'bad', facilityId: null, shown: { problems } };
    }
    const there = sameAs === null ? undefined : known.get(sameAs);
    if (there) {
      const { state, shown } = decideRow(found, there, { asOf, now, payers });
      return { found, row, state, facilityId: there.facility.id, shown };
    }
    if (sameAs !== null) {
      const twin = `The same place as in row ${sameAs.slice(ROW_PREFIX.length)}.`;
      const shown = { problems: [twin, ...found.problems] };
      return { found, row, state: 'duplicate', facilityId: null, shown };
    }
    return { found, row, state: 'new', facilityId: null, shown: { problems: found.problems } };
  });
}
