import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { SpendImportEdit, SpendImportView, SpendLineState, SpendLineView } from '#contract';
import { isId, newId } from '#platform';
import { Vault } from '#vault';
import { spendError } from './spend-error.js';
import { SpendImportEntity, SpendImportLineEntity } from './spend-import.entity.js';
import { type KeptLine, type Target, takeBack, takeIn } from './take-in.js';
import {
  guessSpendMapping,
  type KnownSource,
  readSpendTable,
  type SpendLine,
  spendLines,
  type SpendMapping,
  type SpendTable,
  UnreadableSpend,
} from './read-spend.js';

/** More lines than these are no table of spend by month. */
const MOST_LINES = 5000;
const SAMPLES = 3;

/** Takes tables of spend: looked at first, then taken in, and taken back where nobody changed the amount since. */
@Injectable()
export class SpendImportService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** Keeps a file and makes its preview; nothing is spent yet. Throws `source.not_found`. */
  async upload(
    manager: EntityManager,
    file: { name: string; content: Buffer; sourceId: string | null },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const id = newId();
    await checkSource(manager, file.sourceId);
    await manager.insert(SpendImportEntity, {
      id,
      fileNameEnc: this.vault.encrypt(nameRef(id), file.name),
      contentEnc: this.vault.encryptBytes(contentRef(id), file.content),
      state: 'failed',
      sourceId: file.sourceId,
      startedBy: staffIdOf(actor),
      createdAt: now,
      updatedAt: now,
    });
    await this.#preview(manager, id, file.content, { mapping: null, sourceId: file.sourceId });
    await this.#recorded(manager, 'spend_import.uploaded', id, {}, actor, now);
    return id;
  }

  /** Says what columns hold, or whose the rows are, and makes the preview anew. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: SpendImportEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, edit.version, ['ready', 'failed']);
    const sourceId = edit.sourceId === undefined ? run.sourceId : edit.sourceId;
    await checkSource(manager, sourceId);
    const content = await this.#content(manager, id);
    await manager.update(
      SpendImportEntity,
      { id },
      {
        sourceId,
        version: run.version + 1,
        updatedAt: now,
      },
    );
    await this.#preview(manager, id, content, { mapping: edit.mapping ?? run.mapping, sourceId });
    await this.#recorded(manager, 'spend_import.edited', id, {}, actor, now);
  }

  /**
   * Takes the lines in. An amount that is there already is replaced, so a file may be sent again. What others changed since
   * the preview was made is a `record.version_conflict`: the preview is made anew, to be looked at once more.
   */
  async start(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, version, ['ready']);
    const lines = await manager.findBy(SpendImportLineEntity, { importId: id });
    const wanted = lines.flatMap((stored) => {
      const { target, before } = this.#line(stored);
      const changes = stored.state === 'new' || stored.state === 'update';
      return changes && target ? [{ line: stored.line, target, before }] : [];
    });
    await takeIn(manager, id, wanted, actor, now);
    await this.#moved(manager, run, { state: 'done', finishedAt: now }, now);
    await this.#recorded(
      manager,
      'spend_import.taken_in',
      id,
      { lines: wanted.length },
      actor,
      now,
    );
  }

  /** Takes back what the import did, unless somebody changed the amount since. */
  async undo(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const run = await this.#locked(manager, id, version, ['done']);
    const lines = await manager.findBy(SpendImportLineEntity, { importId: id });
    const done = lines.flatMap(({ line, did }) => (did ? [{ line, did }] : []));
    const left = await takeBack(manager, id, done, now);
    await manager.update(
      SpendImportLineEntity,
      { importId: id, line: In(left) },
      { leftBecause: 'This amount was changed since.' },
    );
    const undone = { takenBack: done.length - left.length, left: left.length };
    await this.#moved(manager, run, { state: 'undone', undone }, now);
    await this.#recorded(manager, 'spend_import.taken_back', id, undone, actor, now);
  }

  /** Throws `import.not_found`. */
  async get(manager: EntityManager, id: string): Promise<SpendImportView> {
    const run = isId(id) ? await manager.findOneBy(SpendImportEntity, { id }) : null;
    if (!run) throw spendError('import.not_found', 'There is no such import.');
    return this.view(run);
  }

  /** An import as the desk shows it. */
  view(run: SpendImportEntity): SpendImportView {
    const { id, version, state, sourceId, mapping, counts, totalCents, problem, undone } = run;
    const columns = run.columnsEnc
      ? (this.vault.decryptJson(columnsRef(id), run.columnsEnc) as {
          name: string;
          samples: string[];
        }[])
      : [];
    return {
      id,
      version,
      state,
      fileName: this.vault.decrypt(nameRef(id), run.fileNameEnc),
      sourceId,
      columns: columns.map((column) => ({ ...column, field: mapping[column.name] ?? null })),
      counts: { new: 0, update: 0, same: 0, bad: 0, ...counts },
      totalCents,
      problem,
      startedBy: run.startedBy,
      createdAt: run.createdAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
      undone,
    };
  }

  /** A line as the desk shows it. */
  lineView(stored: SpendImportLineEntity): SpendLineView {
    const { row, rows, target, problems, before } = this.#line(stored);
    return {
      id: `${stored.importId}:${stored.line}`,
      line: stored.line,
      state: stored.state,
      row,
      rows,
      month: target?.month ?? null,
      sourceId: target?.sourceId ?? null,
      campaign: target?.campaign ?? null,
      cents: target?.cents ?? null,
      before,
      problems,
      left: stored.leftBecause,
    };
  }

  /** Reads the table and says of each line what it would do; what cannot be read is said in a sentence. */
  async #preview(
    manager: EntityManager,
    id: string,
    content: Buffer,
    given: { mapping: SpendMapping | null; sourceId: string | null },
  ): Promise<void> {
    await manager.delete(SpendImportLineEntity, { importId: id });
    let table: SpendTable | undefined;
    let mapping: SpendMapping = {};
    try {
      table = readSpendTable(content);
      const known = given.mapping && Object.keys(given.mapping).length > 0;
      mapping = known ? (given.mapping as SpendMapping) : guessSpendMapping(table.columns);
      const sources = await manager.query<KnownSource[]>(
        'SELECT id, code, name FROM source ORDER BY code LIMIT 1000',
      );
      const lines = spendLines(table, mapping, sources, given.sourceId);
      if (lines.length > MOST_LINES) {
        throw new UnreadableSpend(
          `It comes to more than ${MOST_LINES} lines. Is the right column the day?`,
        );
      }
      await this.#keep(manager, id, lines);
    } catch (error) {
      if (!(error instanceof UnreadableSpend)) throw error;
      const change = {
        state: 'failed',
        problem: error.message,
        counts: {},
        totalCents: 0,
      } as const;
      await manager.update(SpendImportEntity, { id }, change);
    }
    const columns = (table?.columns ?? []).map((name, at) => ({
      name,
      samples: (table?.rows ?? [])
        .slice(0, SAMPLES)
        .map(({ cells }) => (cells[at] ?? '').toWellFormed().replaceAll('\u0000', '').slice(0, 80)),
    }));
    await manager.update(
      SpendImportEntity,
      { id },
      { mapping, columnsEnc: this.vault.encryptJson(columnsRef(id), columns) },
    );
  }

  async #keep(manager: EntityManager, id: string, lines: readonly SpendLine[]): Promise<void> {
    const counts: Record<SpendLineState, number> = { new: 0, update: 0, same: 0, bad: 0 };
    let totalCents = 0;
    const amounts = await amountsNow(manager);
    const rows = lines.map((line, index) => {
      const before = line.target ? (amounts.get(keyOf(line.target)) ?? null) : null;
      const state = stateOf(line, before);
      counts[state] += 1;
      totalCents += line.target?.cents ?? 0;
      const ref = lineRef(id, index + 1);
      return {
        importId: id,
        line: index + 1,
        state,
        dataEnc: this.vault.encryptJson(ref, { ...line, before } satisfies KeptLine),
      };
    });
    for (let from = 0; from < rows.length; from += 500) {
      await manager.insert(SpendImportLineEntity, rows.slice(from, from + 500));
    }
    const change = { state: 'ready', problem: null, counts, totalCents } as const;
    await manager.update(SpendImportEntity, { id }, change);
  }

  async #content(manager: EntityManager, id: string): Promise<Buffer> {
    const { contentEnc } = await manager.findOneOrFail(SpendImportEntity, {
      select: { id: true, contentEnc: true },
      where: { id },
    });
    return this.vault.decryptBytes(contentRef(id), contentEnc);
  }

  #line({ importId, line, dataEnc }: SpendImportLineEntity): KeptLine {
    return this.vault.decryptJson(lineRef(importId, line), dataEnc) as KeptLine;
  }

  async #locked(
    manager: EntityManager,
    id: string,
    version: number,
    from: readonly SpendImportEntity['state'][],
  ): Promise<SpendImportEntity> {
    const run = isId(id)
      ? await manager.findOne(SpendImportEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!run) throw spendError('import.not_found', 'There is no such import.');
    if (run.version !== version) {
      throw spendError('record.version_conflict', 'This import has moved on. Look again.', {
        details: { current: { state: run.state, version: run.version }, yours: { version } },
      });
    }
    if (!from.includes(run.state)) {
      throw spendError('import.not_possible', 'This import does not stand where this can be done.');
    }
    return run;
  }

  async #moved(
    manager: EntityManager,
    run: SpendImportEntity,
    change: Partial<Pick<SpendImportEntity, 'state' | 'finishedAt' | 'undone'>>,
    now: Date,
  ): Promise<void> {
    const moved = { ...change, version: run.version + 1, updatedAt: now };
    await manager.update(SpendImportEntity, { id: run.id }, moved);
  }

  #recorded(
    manager: EntityManager,
    action: string,
    id: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ) {
    const entry = { actor, action, resource: 'spend_import', resourceId: id, details };
    return this.audit.record(manager, entry, now);
  }
}

const keyOf = ({ month, sourceId, campaign }: Omit<Target, 'cents'>) =>
  `${month} ${sourceId} ${campaign?.toLowerCase() ?? ''}`;

function stateOf({ target }: SpendLine, before: number | null): SpendLineState {
  if (!target) return 'bad';
  if (before === null) return 'new';
  return before === target.cents ? 'same' : 'update';
}

/** Every amount there is, by month, source and campaign. */
async function amountsNow(manager: EntityManager): Promise<Map<string, number>> {
  const rows = await manager.query<(Omit<Target, 'cents'> & { cents: number })[]>(
    `SELECT to_char(month, 'YYYY-MM') AS month, source_id AS "sourceId", campaign, cents::float8 AS cents
     FROM spend`,
  );
  return new Map(rows.map((row) => [keyOf(row), row.cents]));
}

async function checkSource(manager: EntityManager, id: string | null): Promise<void> {
  if (id === null) return;
  const found = await manager.query<unknown[]>('SELECT 1 FROM source WHERE id = $1', [id]);
  if (found.length === 0) {
    throw spendError('source.not_found', 'There is no such source.', {
      errors: { sourceId: 'There is no such source.' },
    });
  }
}

const nameRef = (id: string) => ({ table: 'spend_import', column: 'file_name_enc', id });
const contentRef = (id: string) => ({ table: 'spend_import', column: 'content_enc', id });
const columnsRef = (id: string) => ({ table: 'spend_import', column: 'columns_enc', id });
const lineRef = (id: string, line: number) => ({
  table: 'spend_import_line',
  column: 'data_enc',
  id: `${id}:${line}`,
});
