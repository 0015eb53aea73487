import type { EntityManager } from 'typeorm';
import { addDays, daysOfPeriod, NOT_KNOWN, type ReportPeriod, type Slice } from '#contract';
import type { Cut } from './ask.js';
import type { Bar } from './counting.js';
import { cutTo, endOfBucket, startOfBucket } from './period.js';

/** Money for one source, or one campaign of it, in one month. */
export interface Spend {
  sourceId: string;
  campaign: string | null;
  /** First day of the month. */
  month: string;
  cents: number;
}

/** What was spent in the months a period touches. */
export async function readSpend(
  manager: EntityManager,
  { from, to }: ReportPeriod,
): Promise<Spend[]> {
  const rows = await manager.query<
    { source_id: string; campaign: string | null; month: string; cents: string }[]
  >(
    `SELECT source_id, campaign, to_char(month, 'YYYY-MM-DD') AS month, cents FROM spend
     WHERE month BETWEEN $1::date AND $2::date ORDER BY month, source_id, campaign`,
    [startOfBucket(from, 'month'), to],
  );
  return rows.map((row) => ({
    sourceId: row.source_id,
    campaign: row.campaign,
    month: row.month,
    cents: Number(row.cents),
  }));
}

/**
 * Adds to each bar what was spent for it: of a month as much as its days lie in the period. What was spent without a
 * single lead has a bar of its own, or the money would be lost.
 */
export function withSpend(bars: readonly Bar[], cut: Cut, spend: readonly Spend[]): Bar[] {
  const kept = spend.filter((one) => letsThrough(cut, one));
  const found = new Map<string, number>();
  const shapes = new Map<string, Pick<Bar, 'bucket' | 'keys'>>();
  for (const one of kept) {
    const keys = cut.by.map((slice) => keyIn(slice, one));
    for (const part of partsOf(one, cut)) {
      const bar = { bucket: part.bucket, keys };
      const name = nameOf(bar);
      found.set(name, (found.get(name) ?? 0) + part.cents);
      shapes.set(name, bar);
    }
  }
  const known = new Set(bars.map(nameOf));
  const without = [...shapes].filter(([name]) => !known.has(name));
  return [
    ...bars.map((bar) => spentOn(bar, found.get(nameOf(bar)) ?? 0)),
    ...without.map(([name, bar]) => spentOn({ ...bar, counted: NOBODY }, found.get(name) ?? 0)),
  ];
}

const NOBODY: Bar['counted'] = {
  counted: 0,
  of: null,
  leftOut: 0,
  all: 0,
  added: null,
  business: null,
  wall: null,
  spentCents: null,
};

function spentOn(bar: Bar, cents: number): Bar {
  return { ...bar, counted: { ...bar.counted, spentCents: Math.round(cents) } };
}

/** Campaigns are the same whatever the case of their letters, as spend itself has it. */
function nameOf({ bucket, keys }: Pick<Bar, 'bucket' | 'keys'>): string {
  return JSON.stringify([bucket, ...keys.map((key) => key.toLowerCase())]);
}

function keyIn(slice: Slice, { sourceId, campaign }: Spend): string {
  const isSource = slice === 'source' || slice === 'lastSource';
  return (isSource ? sourceId : campaign) ?? NOT_KNOWN;
}

function letsThrough({ filter }: Cut, spend: Spend): boolean {
  return Object.entries(filter).every(([slice, keys]) => {
    const key = keyIn(slice as Slice, spend).toLowerCase();
    return keys.some((wanted) => wanted.toLowerCase() === key);
  });
}

/** The money of a month by the buckets of the cut, as much of each as its days lie in the period. */
function partsOf({ month, cents }: Spend, cut: Cut): { bucket: string | null; cents: number }[] {
  const whole = { from: month, to: endOfBucket(month, 'month') };
  const days = daysOfPeriod(whole);
  const { grain } = cut;
  const parts: { bucket: string | null; cents: number }[] = [];
  const inside = overlap(whole, cut);
  if (!inside) return [];
  if (!grain) return [{ bucket: null, cents: (cents * daysOfPeriod(inside)) / days }];
  for (let bucket = startOfBucket(inside.from, grain); bucket <= inside.to; ) {
    const end = endOfBucket(bucket, grain);
    const part = overlap(inside, { from: bucket, to: end });
    if (part) parts.push({ bucket, cents: (cents * daysOfPeriod(part)) / days });
    bucket = addDays(end, 1);
  }
  return parts;
}

function overlap(one: ReportPeriod, other: ReportPeriod): ReportPeriod | null {
  const both = cutTo(one, other);
  return both.from <= both.to ? both : null;
}
