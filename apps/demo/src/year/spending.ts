import type { EntityManager } from 'typeorm';
import type { SourceCode } from '#contract';
import { seeded } from '../story/random.js';
import { Ids, streamSeed } from './ids.js';
import { SOURCE_SHAPES } from './shape.js';
import { DAY, type Year } from './year.js';

/** Money that went to a source in a month; for reports alone. */
export interface Spent {
  id: string;
  sourceId: string;
  campaign: string | null;
  /** The first of the month, `YYYY-MM-DD`. */
  month: string;
  cents: number;
}

/** What each source cost month by month: what a request costs there, times how many came, dearer after the new year. */
export function spendOf(year: Year): Spent[] {
  const months = requestsByMonth(year);
  const random = seeded(streamSeed(year.options.seed, 0, 5));
  const ids = new Ids(year.options.seed, 0xfff0_0000);
  const whole = Object.values(SOURCE_SHAPES).reduce((sum, { weight }) => sum + weight, 0);
  const spent: Spent[] = [];
  for (const [month, requests] of months) {
    for (const [code, shape] of Object.entries(SOURCE_SHAPES)) {
      const sourceId = year.centre.sources[code as SourceCode]?.id;
      if (!sourceId || shape.centsEach === 0) continue;
      const dear = month.slice(5, 7) === '01' ? 1.25 : 1;
      const cents =
        requests * (shape.weight / whole) * shape.centsEach * dear * (0.85 + random.next() * 0.3);
      const campaigns = Object.entries(shape.campaigns);
      const shares = campaigns.reduce((sum, [, share]) => sum + share, 0);
      const parts = campaigns.length > 0 ? campaigns : [[null, shares || 1] as const];
      for (const [campaign, share] of parts) {
        const part = Math.round((cents * share) / (shares || 1));
        spent.push({ id: ids.at(Date.parse(month)), sourceId, campaign, month, cents: part });
      }
    }
  }
  return spent;
}

/** Puts it into the table of spend; the demo's own days have amounts for the same campaigns. */
export async function writeSpend(manager: EntityManager, year: Year): Promise<void> {
  const rows = spendOf(year);
  await manager.query(
    `INSERT INTO spend (id, source_id, campaign, month, cents)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::bigint[])
     ON CONFLICT (source_id, month, lower(COALESCE(campaign, ''))) DO UPDATE
       SET cents = spend.cents + EXCLUDED.cents, updated_at = now()`,
    [
      rows.map(({ id }) => id),
      rows.map(({ sourceId }) => sourceId),
      rows.map(({ campaign }) => campaign),
      rows.map(({ month }) => month),
      rows.map(({ cents }) => cents),
    ],
  );
}

function requestsByMonth({ arrivals, time }: Year): Map<string, number> {
  const months = new Map<string, number>();
  for (const at of arrivals) {
    const year = new Date(at - DAY / 2).getUTCFullYear();
    const key = `${year}-${String(time.month(at) + 1).padStart(2, '0')}-01`;
    months.set(key, (months.get(key) ?? 0) + 1);
  }
  return months;
}
