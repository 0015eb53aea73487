import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announce, AuditService, SYSTEM } from '#audit';
import type { ImportRowState, ImportSide } from '#contract';
import { FieldFactsService } from '#facilities';
import { inTransaction, newId } from '#platform';
import { Vault } from '#vault';
import { type Decision, decideRow } from './deciding/decide-row.js';
import {
  type DidChange,
  type FormerFact,
  type RowDid,
  type RowShown,
  takenOf,
} from './deciding/row-plan.js';
import { keysOf, type PlaceIndex } from './deciding/same-place.js';
import { DirectoryWriter, type RunWord } from './directory-writer.js';
import { DirectoryImportEntity } from './import.entity.js';
import { rowRef } from './import.service.js';
import { type KnownFacility, knownFacilities, placeIndexOf, PublicPayers } from './known-places.js';
import type { FoundFacility } from './reading/found-facility.js';
import { SOURCE_OF } from './sources.js';

const BATCH = 500;

interface OpenRow {
  row: number;
  found: FoundFacility;
  /** What the preview said of it, and what a colleague chose then. */
  seen: RowShown;
  choices: Record<string, ImportSide>;
}

interface SealedRow {
  row_no: number;
  data_enc: string;
  shown: RowShown;
  choices: Record<string, ImportSide>;
}

/** What became of a row. */
interface DoneRow {
  row: number;
  state: ImportRowState;
  facilityId: string;
  did: RowDid | null;
  shown: RowShown;
}

interface RunContext {
  word: RunWord;
  index: PlaceIndex;
  payers: PublicPayers;
  organisations: Map<string, string>;
  /** Whose value counts in conflicts for which a row does not say otherwise. */
  otherwise: ImportSide;
}

/** Columns of what an import changes, by their fields. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  addressLine: 'address_line',
  minAge: 'min_age',
  maxAge: 'max_age',
  selfPay: 'self_pay',
  slidingScale: 'sliding_scale',
  stateFunded: 'state_funded',
  privateInsurance: 'private_insurance',
  otherNames: 'other_names',
};

/** The column of a field that imports change. */
export function columnOf(field: string): string {
  return COLUMN_OF[field] ?? field;
}

/** Takes the rows of a run into the directory, some hundred in a transaction. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly source: DataSource,
    private readonly facts: FieldFactsService,
    private readonly audit: AuditService,
    private readonly vault: Vault,
  ) {}

  /** Goes on where an earlier attempt stopped: every row is decided and done once. */
  async take(importId: string, now: Date, signal: AbortSignal): Promise<void> {
    const run = await this.source.manager.findOneBy(DirectoryImportEntity, { id: importId });
    if (run?.state !== 'running' || !run.kind) return;
    const { manager } = this.source;
    const word = { runId: importId, ...SOURCE_OF[run.kind], asOf: run.asOf, now };
    const context: RunContext = {
      word,
      index: await placeIndexOf(manager),
      payers: await PublicPayers.load(manager),
      organisations: await organisationsByName(manager),
      otherwise: run.conflicts,
    };
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.#open(importId);
      if (rows.length === 0) break;
      await inTransaction(this.source, (inside) => this.#batch(inside, rows, context));
    }
    await inTransaction(this.source, async (inside) => {
      await inside.query(
        `UPDATE directory_import SET state = 'done', finished_at = $2, updated_at = $2, version = version + 1,
           counts = (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (
             SELECT state, count(*) AS n FROM directory_import_row WHERE import_id = $1 GROUP BY state) c)
         WHERE id = $1`,
        [importId, now],
      );
      const entry = {
        actor: SYSTEM,
        action: 'import.done',
        resource: 'directory_import',
        resourceId: importId,
      };
      await this.audit.record(inside, entry, now);
      announce(inside, { event: 'import.changed', id: importId, leadId: null, created: false });
    });
  }

  async #open(importId: string): Promise<OpenRow[]> {
    const rows = await this.source.query<SealedRow[]>(
      `SELECT row_no, data_enc, shown, choices FROM directory_import_row
       WHERE import_id = $1 AND done_at IS NULL AND data_enc IS NOT NULL ORDER BY row_no LIMIT ${BATCH}`,
      [importId],
    );
    return rows.map(({ row_no: row, data_enc: sealed, shown: seen, choices }) => ({
      row,
      seen,
      choices,
      found: JSON.parse(this.vault.decrypt(rowRef(importId, row), sealed)) as FoundFacility,
    }));
  }

  async #batch(
    manager: EntityManager,
    rows: readonly OpenRow[],
    context: RunContext,
  ): Promise<void> {
    const { word, index, payers, organisations } = context;
    const writer = new DirectoryWriter(word, payers, organisations, await zipPlaces(manager, rows));
    const done: DoneRow[] = [];
    const fresh = new Set<string>();
    const existing: (OpenRow & { id: string })[] = [];
    for (const open of rows) {
      const { row, found } = open;
      const keys = keysOf(found, word.source, '');
      const same = index.find(keys);
      if (same) {
        existing.push({ ...open, id: same.id });
        continue;
      }
      const id = newId();
      index.add({ ...keys, id });
      fresh.add(id);
      const did = writer.facility(id, found);
      done.push({ row, state: 'new', facilityId: id, did, shown: { problems: found.problems } });
    }
    await writer.flush(manager);
    // After the new ones are written: a row may be the same place as one before it.
    for (const part of withoutRepeats(existing)) {
      done.push(...(await this.#existing(manager, part, context, fresh)));
    }
    await this.#keep(manager, word, done);
  }

  /** Rows of places that are known, each place once. */
  async #existing(
    manager: EntityManager,
    rows: readonly (OpenRow & { id: string })[],
    { word, payers, organisations, otherwise }: RunContext,
    fresh: ReadonlySet<string>,
  ): Promise<DoneRow[]> {
    const known = await knownFacilities(
      manager,
      rows.map(({ id }) => id),
    );
    const writer = new DirectoryWriter(word, payers, organisations, new Map());
    const touched = new Set<string>();
    const done: DoneRow[] = [];
    for (const { row, found, id, seen, choices } of rows) {
      const there = known.get(id);
      if (!there) continue;
      const isTaken = takenOf(seen.conflicts ?? [], choices, otherwise);
      const { asOf, now } = word;
      const decision = decideRow(found, there, { asOf, now, payers, isTaken });
      const did = await apply(manager, found, there, decision, writer, word);
      if (did || decision.plans.some((plan) => plan.repeated.length > 0)) touched.add(id);
      const state = fresh.has(id) ? 'duplicate' : decision.state;
      done.push({ row, state, facilityId: id, did, shown: decision.shown });
    }
    await writer.flush(manager);
    for (const id of touched) await this.facts.refresh(manager, id);
    return done;
  }

  async #keep(manager: EntityManager, word: RunWord, done: readonly DoneRow[]): Promise<void> {
    await manager.query(
      `UPDATE directory_import_row r SET state = d.state, facility_id = d.facility_id, did = d.did, shown = d.shown,
         done_at = $2
       FROM json_to_recordset($3::json) AS d(row_no int, state text, facility_id uuid, did jsonb, shown jsonb)
       WHERE r.import_id = $1 AND r.row_no = d.row_no`,
      [
        word.runId,
        word.now,
        JSON.stringify(
          done.map(({ row, state, facilityId, did, shown }) => ({
            row_no: row,
            state,
            facility_id: facilityId,
            did,
            shown,
          })),
        ),
      ],
    );
    await manager.query(
      'UPDATE directory_import SET done = done + $2, updated_at = $3 WHERE id = $1',
      [word.runId, done.length, word.now],
    );
    await this.audit.recordAll(
      manager,
      done.flatMap(({ facilityId, did, state }) =>
        did
          ? {
              actor: SYSTEM,
              action: state === 'new' ? 'facility.imported' : 'facility.import_changed',
              resource: 'facility',
              resourceId: facilityId,
              details: {
                importId: word.runId,
                fields: (did.changes ?? []).map(({ field }) => field),
              },
            }
          : [],
      ),
      word.now,
    );
    announce(manager, { event: 'import.changed', id: word.runId, leadId: null, created: false });
  }
}

/** Writes what was decided of a known facility; null when there was nothing to do. */
async function apply(
  manager: EntityManager,
  found: FoundFacility,
  known: KnownFacility,
  decision: Decision,
  writer: DirectoryWriter,
  word: RunWord,
): Promise<RowDid | null> {
  const changes: DidChange[] = [];
  for (const plan of decision.plans) {
    const record =
      plan.kind === 'facility' ? known.facility : known.programs.find(({ id }) => id === plan.id);
    const own = plan.changes.map(({ field, current, found: after }) =>
      changeOf(plan, field, current, after, record?.facts.get(field)),
    );
    if (plan.kind === 'facility' && decision.newNames.length > 0) {
      const before = known.facility.otherNames;
      own.push(changeOf(plan, 'otherNames', before, [...before, ...decision.newNames], undefined));
    }
    if (own.length > 0) await change(manager, plan.kind, plan.id, own, word.now);
    writer.say(plan.kind, plan.id, [...plan.changes.map(({ field }) => field), ...plan.repeated]);
    changes.push(...own);
  }
  for (const { programId, payerId } of decision.payers) writer.payer(programId, payerId);
  const programs = decision.newPrograms.map(
    (program) => writer.program(known.facility.id, program, found.state).id,
  );
  const licences = decision.newLicences.map((kind) => writer.licence(known.facility.id, kind));
  const nothing = [changes, programs, licences, decision.payers].every((list) => list.length === 0);
  return nothing ? null : { changes, programs, licences, payers: decision.payers };
}

function changeOf(
  { kind, id }: { kind: DidChange['kind']; id: string },
  field: string,
  before: unknown,
  after: unknown,
  fact: { saidBy: string; saidAt: Date; who?: string | null } | undefined,
): DidChange {
  const former: FormerFact | null = fact
    ? { saidBy: fact.saidBy, who: fact.who ?? null, saidAt: fact.saidAt.toISOString() }
    : null;
  return { kind, id, field, before: before ?? null, after, former };
}

/** Sets fields of one record; the next version, so that whoever edits it meanwhile sees a conflict. */
export async function change(
  manager: EntityManager,
  kind: DidChange['kind'],
  id: string,
  changes: readonly Pick<DidChange, 'field' | 'after'>[],
  now: Date,
): Promise<void> {
  const sets = changes.map(({ field }, at) => `${columnOf(field)} = $${at + 3}`);
  await manager.query(
    `UPDATE ${kind} SET ${sets.join(', ')}, version = version + 1, updated_at = $2 WHERE id = $1`,
    [id, now, ...changes.map(({ after }) => after)],
  );
}

/** The rows in as few parts as leave each place once in a part. */
function withoutRepeats<R extends { id: string }>(rows: readonly R[]): R[][] {
  const parts: { ids: Set<string>; rows: R[] }[] = [];
  for (const row of rows) {
    let part = parts.find(({ ids }) => !ids.has(row.id));
    if (!part) parts.push((part = { ids: new Set(), rows: [] }));
    part.ids.add(row.id);
    part.rows.push(row);
  }
  return parts.map((part) => part.rows);
}

async function organisationsByName(manager: EntityManager): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; name: string }[]>(
    'SELECT DISTINCT ON (lower(name)) id, lower(name) AS name FROM treatment_organisation ORDER BY lower(name), id',
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

async function zipPlaces(
  manager: EntityManager,
  rows: readonly OpenRow[],
): Promise<Map<string, { latitude: number; longitude: number }>> {
  const zips = rows.flatMap(({ found }) => (found.latitude === null && found.zip ? found.zip : []));
  const places = await manager.query<{ zip: string; latitude: number; longitude: number }[]>(
    'SELECT zip, latitude, longitude FROM zip_place WHERE zip = ANY($1::text[])',
    [zips],
  );
  return new Map(places.map(({ zip, ...point }) => [zip, point]));
}
