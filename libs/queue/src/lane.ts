import { newId, type Clock, type Logger } from '#platform';
import { type JobDefinition, jobKey } from './job.js';
import { type Queryable, rowsOf } from './sql.js';

/** A row of the outbox that was taken to be done here. */
export interface TakenRow {
  id: string;
  payload: unknown;
  /** The web request that wanted it; its own id where none did. */
  requestId: string;
}

/** How a lane does its jobs. */
export interface LaneOptions {
  database: Queryable;
  definition: Pick<JobDefinition, 'queue' | 'name' | 'together' | 'atOnce'>;
  clock: Clock;
  logger: Logger;
  /** Does several, and gives those it has done. Never throws. */
  together: (rows: readonly TakenRow[]) => Promise<ReadonlySet<TakenRow>>;
  /** Does one, and keeps what it failed with. Never throws. */
  alone: (row: TakenRow) => Promise<void>;
}

/** Groups of one kind at work at the same time, while one thinks the other waits for the database. */
const AT_ONCE = 2;

/**
 * Does jobs of one kind in groups, straight from the table. A job that comes alone begins at once; those that come
 * while a group is at work make the next one, so that groups grow with the load and nothing waits for company. A second
 * group goes beside the first only when that is as large as may be: smaller ones would share less. What could not be
 * done together is done alone.
 *
 * Any number of workers may have a lane for one kind: a row is taken by one of them (SKIP LOCKED). Rows of a group whose
 * worker dies are found by `recoverLost`.
 */
export class Lane {
  readonly #ends = new Set<Promise<void>>();
  #walking = 0;
  #woken = false;
  #stopped = false;

  constructor(private readonly options: LaneOptions) {}

  /** There may be rows that are due. */
  wake(): void {
    this.#woken = true;
    if (this.#walking === 0) this.#begin();
  }

  /** Takes no more; resolves when the groups at work have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#ends);
  }

  #begin(): void {
    const end = this.#walk().finally(() => this.#ends.delete(end));
    this.#ends.add(end);
  }

  /** Group after group until nothing is due. */
  async #walk(): Promise<void> {
    const { definition, database, clock, logger } = this.options;
    this.#walking += 1;
    try {
      while (this.#woken && !this.#stopped) {
        this.#woken = false;
        const rows = await takeDue(database, definition, clock.now());
        if (rows.length === definition.together) {
          this.#woken = true;
          if (this.#walking < AT_ONCE) this.#begin();
        }
        await this.#do(rows);
      }
    } catch (error) {
      // They stay in the table, and the relay's next look at it wakes this lane.
      logger.error({ err: error, job: jobKey(definition) }, 'due jobs could not be taken');
    } finally {
      this.#walking -= 1;
    }
  }

  async #do(rows: readonly TakenRow[]): Promise<void> {
    if (rows.length === 0) return;
    const done = await this.options.together(rows);
    for (const row of rows) if (!done.has(row)) await this.options.alone(row);
  }
}

/**
 * Takes due rows of one kind that have not failed before, the earliest first, as one group. Losing this commit in a
 * crash leaves them to be taken again, so it doesn't wait for the disk.
 */
async function takeDue(
  on: Queryable,
  { queue, name, together, atOnce }: LaneOptions['definition'],
  now: Date,
): Promise<TakenRow[]> {
  return rowsOf<TakenRow>(
    on,
    `WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)),
     due AS (SELECT o.id FROM outbox o, quick
       WHERE o.queue = $1 AND o.name = $2 AND o.last_error IS NULL
         AND o.handed_at IS NULL AND o.done_at IS NULL ${atOnce ? '' : 'AND o.due_at <= $3'}
       ORDER BY o.due_at, o.id LIMIT $4 FOR UPDATE OF o SKIP LOCKED)
     UPDATE outbox o SET handed_at = $3, handed_as = $5 FROM due WHERE o.id = due.id
     RETURNING o.id, o.payload, coalesce(o.request_id, o.id::text) AS "requestId"`,
    [queue, name, now, together, newId()],
  );
}
