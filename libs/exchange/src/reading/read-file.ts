import { Readable } from 'node:stream';
import { JSONParser } from '@streamparser/json';
import { parse as parseCsv } from 'csv-parse';
import { parse as parseCsvAtOnce } from 'csv-parse/sync';
import { Unzip, UnzipInflate, type UnzipFileInfo, unzipSync } from 'fflate';
import type { ImportKind } from '#contract';
import { findTreatmentFacility } from './findtreatment.js';
import type { FoundFacility } from './found-facility.js';
import { hsdsFacilities, hsdsServices, servicesOfTables } from './hsds.js';
import { guessMapping, type Mapping, tableFacility } from './table.js';

/** A source that cannot be read, with a sentence for whoever sent it. */
export class UnreadableSource extends Error {}

/** What comes out of a file: what it is, its columns if it is a table, and its facilities one after the other. */
export interface SourceReading {
  kind: ImportKind;
  /** Of a table: its columns, what each is taken to hold, and its first values. */
  columns: { name: string; samples: string[] }[];
  mapping: Record<string, NonNullable<Mapping[string]> | null>;
  /** Null: a row without a name. */
  facilities: AsyncIterable<FoundFacility | null>;
}

const SAMPLES = 3;
/** No more rows are read of one file. */
export const MOST_ROWS = 100_000;
/** An archive may not grow to more than this when it is opened. */
const MOST_UNZIPPED = 200 * 1024 * 1024;
/** What is opened at once while it is counted; bytes. */
const PIECE = 16 * 1024;

/**
 * Recognises a file and reads it. `mapping` overrides what a table's columns are taken to hold. Throws
 * {@link UnreadableSource}, also while its facilities are read.
 */
export async function readSource(content: Buffer, mapping: Mapping | null): Promise<SourceReading> {
  if (content.subarray(0, 2).toString('latin1') === 'PK') return archive(content, mapping);
  const start = content
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return json(content);
  return csv(content, mapping);
}

function json(content: Buffer): SourceReading {
  const head = content.subarray(0, 4000).toString('utf8');
  const kind: ImportKind = /"(name1|_irow|frid)"/.test(head) ? 'findtreatment' : 'hsds_json';
  return { kind, columns: [], mapping: {}, facilities: facilitiesOfJson(content, kind) };
}

async function* facilitiesOfJson(
  content: Buffer,
  kind: ImportKind,
): AsyncIterable<FoundFacility | null> {
  let row = 0;
  for await (const value of recordsOfJson(content)) {
    if (kind === 'findtreatment') {
      row += 1;
      yield findTreatmentFacility(value, row);
      continue;
    }
    for (const service of hsdsServices(value)) {
      row += 1;
      yield* hsdsFacilities(service, row);
    }
  }
}

/** The records of a file, wherever they stand: a list, `rows`, `contents`, or the one object that it is. */
async function* recordsOfJson(content: Buffer): AsyncIterable<unknown> {
  const found: unknown[] = [];
  const paths = ['$.rows.*', '$.contents.*', '$.*', '$'];
  const start = content
    .subarray(0, 4000)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  const path = start.startsWith('[')
    ? paths[2]
    : start.includes('"rows"')
      ? paths[0]
      : start.includes('"contents"')
        ? paths[1]
        : paths[3];
  const parser = new JSONParser({ paths: [path as string], keepStack: false });
  parser.onValue = ({ value }) => {
    found.push(value);
  };
  const STEP = 256 * 1024;
  const from = content.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  for (let at = from; at < content.length; at += STEP) {
    try {
      parser.write(content.subarray(at, at + STEP));
    } catch (error) {
      throw unreadable('This is no valid JSON', error);
    }
    yield* found.splice(0);
  }
  if (!parser.isEnded) throw new UnreadableSource('This JSON ends too early: the file is cut off.');
}

async function csv(content: Buffer, mapping: Mapping | null): Promise<SourceReading> {
  const options = {
    bom: true,
    columns: true,
    relax_column_count: true,
    skip_empty_lines: true,
  } as const;
  let head: Record<string, string>[];
  try {
    head = parseCsvAtOnce(content, { ...options, to: SAMPLES });
  } catch (error) {
    throw unreadable('This is no table with commas', error);
  }
  const columns = Object.keys(head[0] ?? {});
  return table('csv', columns, head, mapping, new Map(), async function* rows() {
    const parser = Readable.from(chunksOf(content)).pipe(parseCsv(options));
    try {
      for await (const row of parser) yield row as Record<string, string>;
    } catch (error) {
      throw unreadable('This table is broken', error);
    }
  });
}

async function archive(content: Buffer, mapping: Mapping | null): Promise<SourceReading> {
  const names: string[] = [];
  let size = 0;
  const opened = guarded(() =>
    unzipSync(content, {
      filter: (file: UnzipFileInfo) => {
        names.push(file.name);
        size += file.originalSize;
        if (size > MOST_UNZIPPED)
          throw new UnreadableSource('This archive is too large when opened.');
        return file.name.toLowerCase().endsWith('.csv');
      },
    }),
  );
  if (names.includes('xl/workbook.xml')) return workbook(content, mapping);
  const tables = Object.fromEntries(
    Object.entries(opened).map(([name, bytes]) => [
      (name.split('/').at(-1) ?? '').replace(/\.csv$/i, ''),
      guarded(() =>
        parseCsvAtOnce<Record<string, string>>(Buffer.from(bytes), {
          bom: true,
          columns: true,
          relax_column_count: true,
          skip_empty_lines: true,
        }),
      ),
    ]),
  );
  if (!tables.services) {
    throw new UnreadableSource('This archive holds neither a workbook nor HSDS tables.');
  }
  const services = servicesOfTables(tables);
  return {
    kind: 'hsds_csv',
    columns: [],
    mapping: {},
    facilities: (async function* facilities() {
      let row = 0;
      for (const service of services.flatMap(hsdsServices)) {
        row += 1;
        yield* hsdsFacilities(service, row);
      }
    })(),
  };
}

/** What an archive says of its sizes may be a lie: it is opened once piece by piece, and only counted. */
function refuseGrowth(content: Buffer): void {
  let size = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, piece) => {
      if (error) throw error;
      size += piece.length;
      if (size > MOST_UNZIPPED)
        throw new UnreadableSource('This archive is too large when opened.');
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < content.length; at += PIECE) {
    unzip.push(content.subarray(at, at + PIECE), at + PIECE >= content.length);
  }
}

/** The sheet with names is the directory; one with category and service codes says what codes mean. */
async function workbook(content: Buffer, mapping: Mapping | null): Promise<SourceReading> {
  guarded(() => refuseGrowth(content));
  // Loaded with the first workbook: most files are tables or JSON.
  const { default: readExcelFile } = await import('read-excel-file/node');
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = (await readExcelFile(content)) as typeof sheets;
  } catch (error) {
    throw unreadable('This workbook cannot be read', error);
  }
  const headed = sheets.flatMap(({ data }) => {
    const at = data.findIndex((row) => row.filter((cell) => cell !== null).length > 1);
    return at < 0
      ? []
      : [
          {
            columns: (data[at] ?? []).map((cell) => (cell === null ? '' : cellText(cell))),
            rows: data.slice(at + 1),
          },
        ];
  });
  const has = (columns: string[], field: string) =>
    Object.values(guessMapping(columns)).includes(field as never);
  const reference = headed.find(
    ({ columns }) => columns.includes('service_code') && columns.includes('category_code'),
  );
  const directory =
    headed.find(
      (one) =>
        one !== reference &&
        has(one.columns, 'name') &&
        (has(one.columns, 'city') || has(one.columns, 'zip')),
    ) ?? headed.find((one) => one !== reference);
  if (!directory) throw new UnreadableSource('This workbook has no sheet with a table.');
  const { columns } = directory;
  const records = directory.rows.map((row) =>
    Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
  );
  return table(
    'spreadsheet',
    columns.filter(Boolean),
    records.slice(0, SAMPLES),
    mapping,
    referenceOf(reference),
    async function* rows() {
      yield* records;
    },
  );
}

function referenceOf(
  sheet: { columns: string[]; rows: unknown[][] } | undefined,
): Map<string, Set<string>> {
  const reference = new Map<string, Set<string>>();
  if (!sheet) return reference;
  const [category, code] = [
    sheet.columns.indexOf('category_code'),
    sheet.columns.indexOf('service_code'),
  ];
  for (const row of sheet.rows) {
    const [one, other] = [row[category], row[code]];
    if (typeof one !== 'string' || typeof other !== 'string') continue;
    reference.set(other, (reference.get(other) ?? new Set()).add(one));
  }
  return reference;
}

function table(
  kind: ImportKind,
  columns: string[],
  head: readonly Readonly<Record<string, unknown>>[],
  given: Mapping | null,
  reference: ReadonlyMap<string, ReadonlySet<string>>,
  rows: () => AsyncIterable<Readonly<Record<string, unknown>>>,
): SourceReading {
  const guessed = guessMapping(columns);
  const mapping = Object.fromEntries(
    columns.map((column) => [column, given ? (given[column] ?? null) : (guessed[column] ?? null)]),
  );
  return {
    kind,
    columns: columns.map((name) => ({
      name,
      samples: head.flatMap((row) => {
        const cell = row[name];
        return cell === null || cell === undefined || cell === ''
          ? []
          : [cellText(cell).slice(0, 80)];
      }),
    })),
    mapping,
    facilities: (async function* facilities() {
      let row = 0;
      for await (const cells of rows()) {
        row += 1;
        yield tableFacility(cells, row, { mapping, reference });
      }
    })(),
  };
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell)
    : '';
}

function* chunksOf(content: Buffer): Iterable<Buffer> {
  const STEP = 256 * 1024;
  for (let at = 0; at < content.length; at += STEP) yield content.subarray(at, at + STEP);
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnreadableSource) throw error;
    throw unreadable('This archive cannot be read', error);
  }
}

function unreadable(sentence: string, error: unknown): UnreadableSource {
  const why = error instanceof Error ? error.message.slice(0, 160) : '';
  return new UnreadableSource(`${sentence}: ${why}`, { cause: error });
}
