import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { AuditService, SYSTEM } from '#audit';
import { databaseCode, inTransaction } from '#platform';
import { readReportTime, RollUpService } from '#reporting';
import { type KeyRing, ringToJson, Vault } from '#vault';
import { bedReports } from './beds.js';
import type { Centre } from './centre.js';
import { copyRecords } from './copying.js';
import { markDays } from './facts.js';
import { makeIndexes, takeIndexes, WORTH_IT } from './indexes.js';
import { type LaneWork, runLanes } from './lanes.js';
import type { YearOptions } from './options.js';
import { writeSpend } from './spending.js';
import { putInQueue } from './standing-work.js';
import { newYear } from './year.js';

/** Where a year goes. */
export interface YearTarget {
  /** Of the owner. */
  databaseUrl: string;
  source: DataSource;
  ring: KeyRing;
}

/** How far it is: what is done now, and of how many. */
export type Told = (what: string, done: number, all: number) => void;

/** What writes the histories; threads, unless a test brings its own. */
export type Lanes = (work: LaneWork, told: (done: number) => void) => Promise<void>;

/**
 * Writes a whole year into a database: histories by as many lanes as there are cores, then beds, money, the queue.
 * `empty`: nobody works with this database yet, so its indexes may be made afterwards.
 */
export async function loadYear(
  target: YearTarget,
  { options, centre, empty }: { options: YearOptions; centre: Centre; empty: boolean },
  told: Told,
  lanes: Lanes = runLanes,
): Promise<void> {
  const db = new Client({
    connectionString: target.databaseUrl,
    application_name: 'bridgeline-demo-year',
  });
  await db.connect();
  try {
    const indexes = empty && options.leads >= WORTH_IT ? await takeIndexes(db) : [];
    try {
      await writeHistories(target, options, centre, await mayGoUnchecked(db), lanes, told);
    } finally {
      // Also when it broke off: a database without its indexes would be of no use to anybody.
      await makeIndexes(db, indexes, (done) => told('Making the indexes', done, indexes.length));
    }
    await copyRecords(db, { bed_report: [...bedReports(newYear(options, centre))] });
    await db.query(
      "SELECT setval(pg_get_serial_sequence('lead', 'number'), (SELECT max(number) FROM lead))",
    );
    await markDays(db, options.until);
    told('Tidying up', 0, 1);
    await db.query('VACUUM ANALYZE');
  } finally {
    await db.end();
  }
  await finish(target, options, centre, told);
}

async function writeHistories(
  { databaseUrl, source, ring }: YearTarget,
  options: YearOptions,
  centre: Centre,
  unchecked: boolean,
  lanes: Lanes,
  told: Told,
): Promise<void> {
  const shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const reportTime = await readReportTime(source.manager);
  const work = {
    databaseUrl,
    ring: ringToJson(ring),
    options,
    centre,
    reportTime,
    shared,
    unchecked,
  };
  await lanes(work, (done) => told('Telling the year', done, options.leads));
}

async function finish(
  { source, ring }: YearTarget,
  options: YearOptions,
  centre: Centre,
  told: Told,
): Promise<void> {
  const vault = new Vault(ring);
  await rollUp(source, options.until, told);
  await writeSpend(source.manager, newYear(options, centre));
  await putInQueue(source, vault, options.until, (done, all) =>
    told('Filling the queue', done, all),
  );
  const { leads, days, seed, zone } = options;
  const details = { leads, days, seed, zone, until: options.until.toISOString() };
  await inTransaction(source, async (manager) => {
    const entry = { actor: SYSTEM, action: 'demo_year.loaded', resource: 'lead', details };
    await new AuditService(vault).record(manager, entry, new Date());
  });
}

/** Adds the days up, so that the first who opens a report need not wait for the worker to do so. */
async function rollUp(source: DataSource, until: Date, told: Told): Promise<void> {
  const service = new RollUpService();
  // A year may end in days to come; its facts became dirty at its end.
  const now = new Date(Math.max(Date.now(), until.getTime()));
  const [{ days } = { days: '0' }] = await source.query<{ days: string }[]>(
    'SELECT count(*) AS days FROM report_day WHERE dirty_at IS NOT NULL',
  );
  const all = Number(days);
  let done = 0;
  const addUp = async () => {
    for (let more = 1; more > 0; done += more) {
      told('Rolling up the days', Math.min(done, all), all);
      more = await inTransaction(source, async (manager) => {
        await manager.query('SET LOCAL statement_timeout = 0');
        await manager.query('SET LOCAL synchronous_commit = off');
        return service.rollUp(manager, now, now);
      });
    }
  };
  // Days that one has taken the other passes over.
  await Promise.all([addUp(), addUp()]);
  for (let more = true; more; ) {
    more = await inTransaction(source, async (manager) => {
      await manager.query('SET LOCAL statement_timeout = 0');
      return service.addUpMonth(manager, now);
    });
  }
}

/** A superuser may leave out the checks of each row; who may not is only slower. */
async function mayGoUnchecked(db: Client): Promise<boolean> {
  try {
    await db.query('SET session_replication_role = replica');
    await db.query('RESET session_replication_role');
    return true;
  } catch (error) {
    if (databaseCode(error) === '42501') return false;
    throw error;
  }
}
