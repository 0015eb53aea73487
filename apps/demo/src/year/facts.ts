import type { ClientBase } from 'pg';
import { FACT_KINDS } from '#contract';
import { columnsOf, FACT_TABLES, FactMaker, type Facts, type ReportTime } from '#reporting';
import type { Centre } from './centre.js';
import type { CopyText } from './copying.js';
import { factRecordsOf } from './fact-records.js';
import { LocalTime } from './local-time.js';
import type { Records } from './tables.js';

/** Makes the facts of the numbers while histories are at hand, by the house's own rules. */
export class FactsOfHistories {
  readonly #local: LocalTime;
  readonly #maker: FactMaker;

  constructor(
    private readonly centre: Centre,
    reportTime: ReportTime,
    until: Date,
  ) {
    this.#local = new LocalTime(reportTime.timeZone);
    this.#maker = new FactMaker(reportTime, until);
  }

  of(records: Records): Facts {
    return this.#maker.of(factRecordsOf(records, this.centre, this.#local));
  }
}

/** Puts facts to what is written; their days are marked when all are there. */
export function addFacts(
  written: CopyText,
  { lead, call, check, referral, stay, pick }: Facts,
): void {
  written.add(FACT_TABLES.lead, columnsOf('lead'), lead);
  written.add(FACT_TABLES.call, columnsOf('call'), call);
  written.add(FACT_TABLES.check, columnsOf('check'), check);
  written.add(FACT_TABLES.referral, columnsOf('referral'), referral);
  written.add(FACT_TABLES.stay, columnsOf('stay'), stay);
  written.add(FACT_TABLES.pick, columnsOf('pick'), pick);
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
