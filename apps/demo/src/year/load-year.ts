import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { AuditService, SYSTEM } from '#audit';
import { databaseCode, inTransaction } from '#platform';
import { FactService } from '#reporting';
import { type KeyRing, ringToJson, Vault } from '#vault';
import { bedReports } from './beds.js';
import type { Centre } from './centre.js';
import { copyRecords } from './copying.js';
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

/** Leads whose facts are made in one go, for the bar. */
const FACTS_TOGETHER = 1000;

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
    await db.query('VACUUM ANALYZE');
  } finally {
    await db.end();
  }
  await finish(target, options, centre, told);
}

async function writeHistories(
  { databaseUrl, ring }: YearTarget,
  options: YearOptions,
  centre: Centre,
  unchecked: boolean,
  lanes: Lanes,
  told: Told,
): Promise<void> {
  const shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const work = { databaseUrl, ring: ringToJson(ring), options, centre, shared, unchecked };
  await lanes(work, (done) => told('Telling the year', done, options.leads));
}

async function finish(
  { source, ring }: YearTarget,
  options: YearOptions,
  centre: Centre,
  told: Told,
): Promise<void> {
  const vault = new Vault(ring);
  await makeFacts(source, options, told);
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

/** Numbers are made of records; what was written unchecked marked nothing. */
async function makeFacts(
  source: DataSource,
  { leads, until }: YearOptions,
  told: Told,
): Promise<void> {
  const facts = new FactService();
  await source.query("INSERT INTO report_rebuild (because) VALUES ('year')");
  for (let done = 0, more = true; more; ) {
    more = await inTransaction(source, (manager) => facts.rebuildMore(manager, until));
    done = more ? Math.min(done + FACTS_TOGETHER, leads) : leads;
    told('Making the facts', done, leads);
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
