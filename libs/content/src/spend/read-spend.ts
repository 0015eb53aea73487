import { parse } from 'csv-parse/sync';
import { labelOf, SPEND_FIELDS, type SpendField } from '#contract';

/** A table that cannot be read, with a sentence for whoever sent it. */
export class UnreadableSpend extends Error {}

export type SpendMapping = Readonly<Record<string, SpendField | null>>;

/** A table as it stands in the file. */
export interface SpendTable {
  columns: string[];
  /** Each with the number of its row in the file, counted from 1. */
  rows: { row: number; cells: readonly string[] }[];
}

/** More rows are no month of anybody's spend. */
const MOST_ROWS = 50_000;
const LONGEST_CELL = 500;
/** Exports begin with a title and a date range; the head of the table is among the first of them. */
const HEAD_WITHIN = 15;

/** Names under which columns are known, compared without spaces, signs and case. */
const KNOWN: Readonly<Record<SpendField, readonly string[]>> = {
  day: ['day', 'date', 'month', 'week', 'reportingstarts', 'reportdate', 'period', 'datestart'],
  amount: [
    'cost',
    'spend',
    'spent',
    'amount',
    'amountspent',
    'amountspentusd',
    'costusd',
    'spendusd',
    'total',
    'totalcost',
  ],
  campaign: ['campaign', 'campaignname', 'utmcampaign'],
  source: ['source', 'utmsource', 'channel', 'platform', 'network', 'medium'],
  currency: ['currency', 'currencycode'],
};

/** What each column most likely holds; nothing is meant twice, the first one counts. */
export function guessSpendMapping(columns: readonly string[]): Record<string, SpendField | null> {
  const taken = new Set<SpendField>();
  return Object.fromEntries(
    columns.map((column) => {
      const key = column.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
      const field = SPEND_FIELDS.find(
        ({ code }) => !taken.has(code) && KNOWN[code].includes(key),
      )?.code;
      if (field) taken.add(field);
      return [column, field ?? null];
    }),
  );
}

/**
 * Reads a table with commas, semicolons or tabs, in UTF-8 or UTF-16 as advertising networks export it, with lines of
 * title above its head. Throws {@link UnreadableSpend}.
 */
export function readSpendTable(content: Buffer): SpendTable {
  const text = textOf(content);
  if (text.trim() === '') throw new UnreadableSpend('This file is empty.');
  let lines: string[][];
  try {
    lines = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: MOST_ROWS + HEAD_WITHIN + 1,
    });
  } catch (error) {
    throw new UnreadableSpend('This is no table with commas, semicolons or tabs.', {
      cause: error,
    });
  }
  const head = lines.slice(0, HEAD_WITHIN).findIndex(isHead);
  const at = Math.max(head, 0);
  const columns = uniqueNames(lines[at] ?? []);
  if (columns.length < 2) {
    throw new UnreadableSpend('This table has one column: a month and an amount need two.');
  }
  const rows = lines
    .slice(at + 1)
    .map((cells, index) => ({ row: at + index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) throw new UnreadableSpend('This table has a head and no rows.');
  if (rows.length > MOST_ROWS) {
    throw new UnreadableSpend(`A table of spend has at most ${MOST_ROWS} rows; send it in parts.`);
  }
  return { columns, rows };
}

/** A head names at least two things that we know. */
function isHead(cells: readonly string[]): boolean {
  return Object.values(guessSpendMapping(cells)).filter((field) => field !== null).length >= 2;
}

function textOf(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return content.subarray(2).toString('utf16le');
  if (content[0] === 0xfe && content[1] === 0xff) {
    const even = content.subarray(2, content.length - (content.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  if (content.includes(0)) {
    throw new UnreadableSpend(
      'This is no text. Please export the table as CSV; a spreadsheet (XLSX) is not read here.',
    );
  }
  return content.toString('utf8').replace(/^\uFEFF/, '');
}

/** What stands most often in the first lines. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 4000);
  const count = (sign: string) => start.split(sign).length;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Columns are told apart by their names; an empty one is called by its place. */
function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, at) => {
    const base = tidy(cell).slice(0, 100) || `Column ${at + 1}`;
    let name = base;
    for (let n = 2; seen.has(name); n += 1) name = `${base} (${n})`;
    seen.add(name);
    return name;
  });
}

function tidy(cell: string): string {
  return cell.toWellFormed().replaceAll('\u0000', '').replaceAll(/\s+/g, ' ').trim();
}

/** Where spend belongs. */
export interface KnownSource {
  id: string;
  code: string;
  name: string;
}

/** Rows of one month, source and campaign together, or a row that cannot be used. */
export interface SpendLine {
  row: number;
  rows: number;
  /** Null in what cannot be used. */
  target: { month: string; sourceId: string; campaign: string | null; cents: number } | null;
  problems: string[];
}

/** What the networks call themselves → our sources. */
const NETWORKS: readonly (readonly [RegExp, string])[] = [
  [/google|adwords|bing|microsoft|yahoo|cpc|ppc|paid search|search/i, 'paid_search'],
  [/facebook|meta|instagram|tiktok|linkedin|reddit|snapchat|twitter|^x$|social/i, 'social'],
  [/directory|yelp|psychology today/i, 'directory'],
];

/**
 * The lines of a table: each month, source and campaign once, its rows summed, and each row that cannot be used with the
 * reasons. A row without a source of its own is the given one's.
 */
export function spendLines(
  table: SpendTable,
  mapping: SpendMapping,
  sources: readonly KnownSource[],
  usualSourceId: string | null,
): SpendLine[] {
  const at = (field: SpendField) => table.columns.findIndex((name) => mapping[name] === field);
  const places = {
    day: at('day'),
    amount: at('amount'),
    source: at('source'),
    campaign: at('campaign'),
    currency: at('currency'),
  };
  const missing = (['day', 'amount'] as const).filter((field) => places[field] < 0);
  if (missing.length > 0) {
    const names = missing.map((field) => `“${labelOf(SPEND_FIELDS, field)}”`).join(' and ');
    throw new UnreadableSpend(`No column is said to be ${names}. Please choose below.`);
  }
  const lines = new Map<string, SpendLine>();
  for (const { row, cells } of table.rows) {
    const read = readRow(cells, places, sources, usualSourceId);
    if ('problems' in read) {
      lines.set(`row ${row}`, { row, rows: 1, target: null, problems: read.problems });
      continue;
    }
    const key = `${read.month} ${read.sourceId} ${read.campaign?.toLowerCase() ?? ''}`;
    const known = lines.get(key);
    if (known?.target) {
      known.target.cents += read.cents;
      known.rows += 1;
    } else lines.set(key, { row, rows: 1, target: read, problems: [] });
  }
  return [...lines.values()];
}

type Places = Record<SpendField, number>;

function readRow(
  cells: readonly string[],
  places: Places,
  sources: readonly KnownSource[],
  usualSourceId: string | null,
): NonNullable<SpendLine['target']> | { problems: string[] } {
  const cell = (field: SpendField) => (places[field] < 0 ? '' : tidy(cells[places[field]] ?? ''));
  if (/^total\b/i.test(tidy(cells[0] ?? ''))) {
    return { problems: ['A row of totals: its parts are counted already.'] };
  }
  const long = cells.findIndex((text) => text.length > LONGEST_CELL);
  if (long >= 0) return { problems: [`A cell is longer than ${LONGEST_CELL} characters.`] };
  const problems: string[] = [];
  const month = monthOf(cell('day'));
  if (month === null) problems.push(`“${short(cell('day'))}” is no day or month.`);
  const cents = centsOf(cell('amount'));
  if (typeof cents === 'string') problems.push(cents);
  const currency = cell('currency');
  if (currency !== '' && !/^(us\s*dollars?|usd|us\$|\$)$/i.test(currency)) {
    problems.push(`“${short(currency)}” are no US dollars.`);
  }
  const named = cell('source');
  const sourceId = named === '' ? usualSourceId : (sourceOf(named, sources)?.id ?? null);
  if (sourceId === null) {
    problems.push(
      named === ''
        ? 'It names no source. Choose the source of the file.'
        : `“${short(named)}” is no source of ours.`,
    );
  }
  if (month === null || typeof cents === 'string' || sourceId === null || problems.length > 0) {
    return { problems };
  }
  const campaign = cell('campaign').slice(0, 200);
  return { month, cents, sourceId, campaign: campaign === '' ? null : campaign };
}

function sourceOf(named: string, sources: readonly KnownSource[]): KnownSource | undefined {
  const wanted = named.toLowerCase();
  const code = wanted.replaceAll(/[\s-]+/g, '_');
  const own = sources.find((one) => one.name.toLowerCase() === wanted || one.code === code);
  if (own) return own;
  const network = NETWORKS.find(([pattern]) => pattern.test(named))?.[1];
  return sources.find((one) => one.code === network);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-03` of the ways Americans and their exports write a day or a month; null for anything else. */
export function monthOf(text: string): string | null {
  const iso = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[T ].*)?$/.exec(text);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1));
  const american = /^(\d{1,2})\/(?:(\d{1,2})\/)?(\d{4}|\d{2})$/.exec(text);
  if (american) {
    const year = Number(american[3]);
    return dated(
      year < 100 ? 2000 + year : year,
      Number(american[1]),
      american[2] ? Number(american[2]) : 1,
    );
  }
  const worded = /^([a-z]{3,9})\.? +(?:(\d{1,2}),? +)?(\d{4})$/i.exec(text);
  if (!worded) return null;
  const word = (worded[1] ?? '').toLowerCase();
  const month = MONTHS.findIndex((each) => word.startsWith(each));
  return dated(Number(worded[3]), month + 1, worded[2] ? Number(worded[2]) : 1);
}

function dated(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1;
  if (!real || year < 2000 || year > 2199) return null;
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Whole cents of an amount in dollars, or a sentence on why it is none. Parts of a cent are rounded. */
export function centsOf(text: string): number | string {
  if (text === '' || /^[-–—]{1,2}$/.test(text)) return 0;
  if (/[€£¥]|\b(eur|gbp|cad|aud|mxn)\b/i.test(text)) return `“${short(text)}” are no US dollars.`;
  const plain = text
    .replace(/^(us)?\$\s*/i, '')
    .replace(/(usd|us\$|\$)$/i, '')
    .trimEnd();
  if (/^(-|\(|−)/.test(plain) && /\d/.test(plain)) {
    return `“${short(text)}” is below zero. Enter a credit as a smaller amount of its month.`;
  }
  const parts = /^(\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.(\d+))?$/.exec(plain);
  if (!parts) return `“${short(text)}” is no amount.`;
  const fraction = `${parts[2] ?? ''}000`;
  const rounded = Number(fraction.slice(0, 2)) + (Number(fraction[2]) >= 5 ? 1 : 0);
  const cents = Number((parts[1] ?? '').replaceAll(',', '')) * 100 + rounded;
  return cents <= 100_000_000_000 ? cents : `“${short(text)}” is more than anybody spends.`;
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
