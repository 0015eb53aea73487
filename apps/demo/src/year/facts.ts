import type { ClientBase } from 'pg';
import { FACT_KINDS, type FactKind } from '#contract';
import { columnsOf, FACT_TABLES, factsOf, type ReportTime } from '#reporting';
import type { Centre } from './centre.js';
import { copyRows } from './copying.js';
import { factRecordsOf } from './fact-records.js';
import { LocalTime } from './local-time.js';
import type { Records, Row } from './tables.js';

/** Facts to be written, by population. */
export type FactsOfRows = Readonly<Record<FactKind, readonly Row[]>>;

/** Makes the facts of the numbers while histories are at hand, by the house's own rules. */
export class Facts {
  readonly #time: LocalTime;

  constructor(
    private readonly centre: Centre,
    private readonly reportTime: ReportTime,
    private readonly until: Date,
  ) {
    this.#time = new LocalTime(reportTime.timeZone);
  }

  of(records: Records): FactsOfRows {
    const read = factRecordsOf(records, this.centre, this.#time);
    const { lead, call, check, referral, stay, pick } = factsOf(read, this.reportTime, this.until);
    return {
      lead: lead.map((row) => ({ ...row })),
      call: call.map((row) => ({ ...row })),
      check: check.map((row) => ({ ...row })),
      referral: referral.map((row) => ({ ...row })),
      stay: stay.map((row) => ({ ...row })),
      pick: pick.map((row) => ({ ...row })),
    };
  }

  /** Into their tables, with COPY; the caller's transaction. Their days are marked when all are there. */
  async copy(db: ClientBase, facts: FactsOfRows): Promise<void> {
    for (const kind of FACT_KINDS) {
      if (facts[kind].length > 0)
        await copyRows(db, FACT_TABLES[kind], columnsOf(kind), facts[kind]);
    }
  }
}

/** Days of facts that were written aside are to be rolled up; those that are marked already keep their mark. */
export async function markDays(db: ClientBase, at: Date): Promise<void> {
  for (const kind of FACT_KINDS) {
    await db.query(
      `INSERT INTO report_day (population, day, dirty_at)
       SELECT $1, day, $2 FROM (SELECT DISTINCT day FROM ${FACT_TABLES[kind]}) AS days ORDER BY day
       ON CONFLICT (population, day) DO UPDATE SET dirty_at = COALESCE(report_day.dirty_at, EXCLUDED.dirty_at)`,
      [kind, at],
    );
  }
}
