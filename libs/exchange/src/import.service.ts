import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import {
  ERROR_STATUS,
  type ErrorCode,
  type ImportConflict,
  type ImportEdit,
  type ImportRowView,
  type ImportRunView,
  type ImportSide,
  type ImportState,
} from '#contract';
import { DomainError, newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { conflictKey, type RowShown, sideOf } from './deciding/row-plan.js';
import {
  DirectoryImportEntity,
  DirectoryImportPartEntity,
  DirectoryImportRowEntity,
} from './import.entity.js';
import { PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT } from './jobs.js';

const PART_BYTES = 512 * 1024;

/** What may follow what by a colleague's hand; the worker moves the rest. */
const STEPS = {
  start: ['ready'],
  undo: ['done'],
  choose: ['ready'],
  edit: ['ready', 'failed'],
} as const satisfies Record<string, readonly ImportState[]>;

/** Takes files for the directory, and keeps what a run would do, did and took back. */
@Injectable()
export class DirectoryImportService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** Keeps a file, encrypted, and has it read. */
  async upload(
    manager: EntityManager,
    file: { name: string; content: Buffer; asOf: Date },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const id = newId();
    await manager.insert(DirectoryImportEntity, {
      id,
      fileNameEnc: this.vault.encrypt(nameRef(id), file.name),
      asOf: file.asOf,
      startedBy: staffIdOf(actor),
      createdAt: now,
      updatedAt: now,
    });
    for (let part = 0; part * PART_BYTES < file.content.length; part += 1) {
      const bytes = file.content.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
      await manager.insert(DirectoryImportPartEntity, {
        importId: id,
        part,
        contentEnc: this.vault.encryptBytes(partRef(id, part), bytes),
      });
    }
    await this.#go(manager, id, PREVIEW_IMPORT, 1, now);
    await this.#recorded(manager, id, 'import.uploaded', actor, now);
    return id;
  }

  /** Says what columns hold, or which day the data stand for, and has the preview made anew. Throws like `step`. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: ImportEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, edit.version, STEPS.edit);
    await manager.update(DirectoryImportEntity, id, {
      state: 'reading',
      done: 0,
      problem: null,
      ...(edit.mapping ? { mapping: edit.mapping } : {}),
      ...(edit.asOf ? { asOf: new Date(edit.asOf) } : {}),
      version: run.version + 1,
      updatedAt: now,
    });
    await this.#go(manager, id, PREVIEW_IMPORT, run.version + 1, now);
    await this.#recorded(manager, id, 'import.edited', actor, now);
  }

  /** Has the rows taken in, or what they did taken back. Throws `import.not_found`, `import.not_possible`, `record.version_conflict`. */
  async step(
    manager: EntityManager,
    id: string,
    what: 'start' | 'undo',
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, version, STEPS[what]);
    await manager.update(DirectoryImportEntity, id, {
      state: what === 'start' ? 'running' : 'undoing',
      done: 0,
      version: run.version + 1,
      updatedAt: now,
    });
    await this.#go(manager, id, what === 'start' ? RUN_IMPORT : UNDO_IMPORT, run.version + 1, now);
    await this.#recorded(
      manager,
      id,
      `import.${what === 'start' ? 'started' : 'undo_started'}`,
      actor,
      now,
    );
  }

  /** Says whose value counts in every conflict of a preview; what rows said is forgotten. Throws like `step`. */
  async chooseForAll(
    manager: EntityManager,
    id: string,
    { version, take }: { version: number; take: ImportSide },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, version, STEPS.choose);
    await manager.update(DirectoryImportEntity, id, {
      conflicts: take,
      version: run.version + 1,
      updatedAt: now,
    });
    await manager.query(
      "UPDATE directory_import_row SET choices = '{}' WHERE import_id = $1 AND state = 'conflict' AND choices <> '{}'",
      [id],
    );
    await this.#recorded(manager, id, 'import.conflicts_chosen', actor, now, { take });
  }

  /**
   * Says whose value counts in one field of a row. Throws like `step`, and `import_row.not_found` where the row has no
   * such conflict.
   */
  async choose(
    manager: EntityManager,
    id: string,
    row: number,
    { version, record, field, take }: ImportConflict,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#locked(manager, id, version, STEPS.choose);
    const found = await manager.findOneBy(DirectoryImportRowEntity, { importId: id, rowNo: row });
    const conflicts = found?.shown.conflicts ?? [];
    if (!conflicts.some((one) => one.record === record && one.field === field)) {
      throw importError('import_row.not_found', 'This row contradicts nothing of that.');
    }
    await manager.query(
      'UPDATE directory_import_row SET choices = choices || $3::jsonb WHERE import_id = $1 AND row_no = $2',
      [id, row, JSON.stringify({ [conflictKey({ record, field })]: take })],
    );
    const details = { row, record, field, take };
    await this.#recorded(manager, id, 'import.conflict_chosen', actor, now, details);
  }

  /** One run. Throws `import.not_found`. */
  async get(manager: EntityManager, id: string): Promise<ImportRunView> {
    const run = await manager.findOneBy(DirectoryImportEntity, { id });
    if (!run) throw importError('import.not_found', 'There is no such import.');
    return { ...this.view(run), contradictions: await contradictionsOf(manager, run) };
  }

  /** The file, put together again. */
  async content(manager: EntityManager, id: string): Promise<Buffer> {
    const parts = await manager.query<{ part: number; content_enc: Buffer }[]>(
      'SELECT part, content_enc FROM directory_import_part WHERE import_id = $1 ORDER BY part',
      [id],
    );
    return Buffer.concat(
      parts.map(({ part, content_enc: sealed }) =>
        this.vault.decryptBytes(partRef(id, part), sealed),
      ),
    );
  }

  /** A run as the desk shows it. */
  view(run: DirectoryImportEntity): ImportRunView {
    const { id, version, kind, state, total, done, counts, problem, startedBy, undone, conflicts } =
      run;
    return {
      id,
      version,
      fileName: this.vault.decrypt(nameRef(id), run.fileNameEnc),
      kind,
      state,
      asOf: run.asOf.toISOString(),
      columns: run.columns.map(({ name, samples }) => ({
        name,
        samples,
        field: run.mapping?.[name] ?? null,
      })),
      conflicts,
      contradictions: null,
      total,
      done,
      counts: {
        new: 0,
        update: 0,
        same: 0,
        conflict: 0,
        duplicate: 0,
        bad: 0,
        ...counts,
      },
      problem,
      startedBy,
      createdAt: run.createdAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
      undone,
    };
  }

  /** A row as the desk shows it; `data` is the sealed facility it found. */
  rowView(row: StoredRow): ImportRowView {
    const found = row.dataEnc
      ? (JSON.parse(this.vault.decrypt(rowRef(row.importId, row.row), row.dataEnc)) as {
          name: string;
          addressLine: string | null;
          city: string | null;
          state: string | null;
          zip: string | null;
        })
      : null;
    const place = found
      ? [found.addressLine, found.city, found.state, found.zip].filter(Boolean).join(', ')
      : null;
    return {
      id: `${row.importId}:${row.row}`,
      row: row.row,
      state: row.state,
      name: found?.name ?? null,
      place: place === '' ? null : place,
      facilityId: row.facilityId,
      problems: row.shown.problems ?? [],
      changes: row.shown.changes ?? [],
      conflicts: (row.shown.conflicts ?? []).map((one) => ({
        ...one,
        take: sideOf(one, row.choices, row.otherwise),
      })),
      left: row.left,
    };
  }

  async #locked(
    manager: EntityManager,
    id: string,
    version: number,
    from: readonly ImportState[],
  ): Promise<DirectoryImportEntity> {
    const run = await manager.findOne(DirectoryImportEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!run) throw importError('import.not_found', 'There is no such import.');
    if (run.version !== version) {
      throw importError('record.version_conflict', 'This import has moved on. Look again.', {
        current: { state: run.state, version: run.version },
        yours: { version },
      });
    }
    if (!from.includes(run.state)) {
      throw importError(
        'import.not_possible',
        'This import does not stand where this can be done.',
      );
    }
    return run;
  }

  async #go(
    manager: EntityManager,
    importId: string,
    job: typeof RUN_IMPORT,
    version: number,
    now: Date,
  ): Promise<void> {
    const dedupeKey = `${job.name}:${importId}:${version}`;
    await enqueueJob(manager, job, { importId }, { dueAt: now, dedupeKey });
  }

  async #recorded(
    manager: EntityManager,
    id: string,
    action: string,
    actor: Actor,
    now: Date,
    details?: Record<string, unknown>,
  ): Promise<void> {
    const what = { action, resource: 'directory_import', resourceId: id };
    const entry = { actor, ...what, ...(details ? { details } : {}) };
    await this.audit.record(manager, entry, now);
    announce(manager, {
      event: 'import.changed',
      id,
      leadId: null,
      created: action === 'import.uploaded',
    });
  }
}

/** A row as it is read for showing. */
export interface StoredRow {
  importId: string;
  row: number;
  state: ImportRowView['state'];
  facilityId: string | null;
  dataEnc: string | null;
  shown: RowShown;
  choices: Record<string, ImportSide>;
  /** Whose value counts for which the row does not say. */
  otherwise: ImportSide;
  left: string | null;
}

/** How many fields of a preview contradict what was said since, and how many of them the file wins. */
async function contradictionsOf(
  manager: EntityManager,
  { id, conflicts }: DirectoryImportEntity,
): Promise<{ fields: number; theirs: number }> {
  const [counted] = await manager.query<{ fields: number; theirs: number }[]>(
    `SELECT count(*)::int AS fields, count(*) FILTER (WHERE
       coalesce(r.choices ->> ((c ->> 'record') || ':' || (c ->> 'field')), $2) = 'theirs')::int AS theirs
     FROM directory_import_row r, jsonb_array_elements(r.shown -> 'conflicts') c
     WHERE r.import_id = $1 AND r.state = 'conflict'`,
    [id, conflicts],
  );
  return counted ?? { fields: 0, theirs: 0 };
}

/** Where the facility of a row is sealed to. */
export function rowRef(importId: string, row: number) {
  return { table: 'directory_import_row', column: 'data_enc', id: `${importId}:${row}` };
}

function nameRef(id: string) {
  return { table: 'directory_import', column: 'file_name_enc', id };
}

function partRef(id: string, part: number) {
  return { table: 'directory_import_part', column: 'content_enc', id: `${id}:${part}` };
}

function importError(
  code: ErrorCode,
  message: string,
  details?: Record<string, unknown>,
): DomainError {
  return new DomainError(code, {
    status: ERROR_STATUS[code],
    message,
    ...(details ? { details } : {}),
  });
}
