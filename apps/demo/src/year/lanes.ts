import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import type { ReportTime } from '#reporting';
import { ringFromJson, Vault } from '#vault';
import type { Centre } from './centre.js';
import { CopyText } from './copying.js';
import { addFacts, FactsOfHistories } from './facts.js';
import { historyOf } from './history.js';
import type { YearOptions } from './options.js';
import { Sealing } from './sealing.js';
import type { Records, Row, Table } from './tables.js';
import { newYear, type Year } from './year.js';

/** What a lane is told; it travels between threads. */
export interface LaneWork {
  databaseUrl: string;
  /** The key ring, as JSON. */
  ring: string;
  options: YearOptions;
  centre: Centre;
  /** By which the numbers' days and working hours go. */
  reportTime: ReportTime;
  /** Shared by all lanes: the place of the next batch, and how many requests are in. */
  shared: Int32Array;
  /** Constraints and triggers are looked at by nobody: it is right by the way it is made. */
  unchecked: boolean;
}

/** Places in what lanes share. */
const NEXT = 0;
const DONE = 1;

/** Requests written together. */
export const BATCH = 400;
/** Requests told together: so few that their rows are gone before anybody moves them to where old things are kept. */
const PIECE = 25;
const MOST_LANES = 8;

const TOLD_EVERY_MS = 250;

/** Writes the whole year, with as many threads as there are cores; `told` hears how many requests are in. */
export async function runLanes(work: LaneWork, told: (done: number) => void): Promise<void> {
  const batches = Math.ceil(work.options.leads / BATCH);
  const lanes = Math.max(1, Math.min(availableParallelism(), MOST_LANES, batches));
  const tell = () => told(Atomics.load(work.shared, DONE));
  const telling = setInterval(tell, TOLD_EVERY_MS);
  try {
    await Promise.all(Array.from({ length: lanes }, () => runLane(work)));
    tell();
  } finally {
    clearInterval(telling);
  }
}

function runLane(work: LaneWork): Promise<void> {
  return new Promise((resolve, reject) => {
    const lane = new Worker(new URL('lane.js', import.meta.url), {
      workerData: work,
      // Rows live for a batch: with room for one, few of them are moved to where old things are kept.
      resourceLimits: { maxYoungGenerationSizeMb: 96 },
    });
    lane.once('error', reject);
    lane.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A lane of the loader ended with ${code}.`));
    });
  });
}

/** One lane: takes the next batch until there is none. */
export async function workLane(work: LaneWork): Promise<void> {
  const db = new Client({
    connectionString: work.databaseUrl,
    application_name: 'bridgeline-demo-year',
  });
  await db.connect();
  try {
    await db.query('SET synchronous_commit = off');
    if (work.unchecked) await db.query('SET session_replication_role = replica');
    const year = newYear(work.options, work.centre);
    const sealing = new Sealing(new Vault(ringFromJson(work.ring, 'the loader')));
    const facts = new FactsOfHistories(work.centre, work.reportTime, work.options.until);
    const { leads } = work.options;
    for (;;) {
      const first = Atomics.add(work.shared, NEXT, 1) * BATCH;
      if (first >= leads) return;
      const last = Math.min(first + BATCH, leads);
      const written = new CopyText();
      for (let from = first; from < last; from += PIECE) {
        const records = tell(year, from, Math.min(from + PIECE, last));
        const made = facts.of(records);
        sealing.seal(records);
        written.addRecords(records);
        addFacts(written, made);
      }
      await db.query('BEGIN');
      await written.write(db);
      await db.query('COMMIT');
      Atomics.add(work.shared, DONE, last - first);
    }
  } finally {
    await db.end();
  }
}

/** The histories of a stretch of the year, put together by table. */
export function tell(year: Year, first: number, last: number): Records {
  const all: Records = {};
  for (let serial = first; serial < last; serial += 1) {
    for (const [table, rows] of Object.entries(historyOf(year, serial)) as [Table, Row[]][]) {
      const known = all[table];
      if (known) for (const row of rows) known.push(row);
      else all[table] = rows;
    }
  }
  return all;
}
