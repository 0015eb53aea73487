import type { EntityManager } from 'typeorm';
import { MAX_REPORT_EXPORT, type RecordsFilter, type ReportRecord } from '#contract';
import type { Definition } from '../catalogue/definition.js';
import { tooManyRecords } from '../reporting.errors.js';
import type { BehindQueries, RecordsPage } from './behind.queries.js';
import { csvRow } from './csv.js';

/** Records that are read at once. */
const CHUNK = 1000;

const COLUMNS: readonly [string, (record: ReportRecord) => string | number | null][] = [
  ['day', (record) => record.day],
  ['lead', (record) => record.leadNumber],
  ['patient', (record) => record.patientName],
  ['stage', (record) => record.stage],
  ['urgency', (record) => record.urgency],
  ['source', (record) => record.source],
  ['agent', (record) => record.agent],
  ['detail', (record) => record.detail],
  ['business seconds', (record) => record.businessSeconds],
  ['wall-clock seconds', (record) => record.wallSeconds],
  ['id', (record) => record.id],
];

/**
 * The records behind a number as CSV, walking by key, so that the list is exactly the one that is counted, without leads
 * that are protected from who asks. `onPage` puts on record which ones each part names, before it is given.
 * Throws `report.too_many_records` beyond `MAX_REPORT_EXPORT`.
 */
export async function exportRecords(
  manager: EntityManager,
  behind: BehindQueries,
  definition: Definition,
  filter: RecordsFilter,
  {
    hidden,
    onPage,
  }: { hidden: ReadonlySet<string>; onPage: (page: readonly ReportRecord[]) => Promise<void> },
): Promise<string> {
  if ((await behind.count(manager, definition, filter, hidden)) > MAX_REPORT_EXPORT) {
    throw tooManyRecords(MAX_REPORT_EXPORT);
  }
  const lines = [csvRow(COLUMNS.map(([heading]) => heading))];
  let after: { day: string; id: string } | null = null;
  for (;;) {
    const part: RecordsPage = { after, limit: CHUNK };
    const page: ReportRecord[] = await behind.records(manager, definition, filter, part, hidden);
    await onPage(page);
    for (const record of page) lines.push(csvRow(COLUMNS.map(([, read]) => read(record))));
    after = page.at(-1) ?? null;
    if (page.length < CHUNK) return lines.join('');
  }
}
