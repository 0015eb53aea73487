import type { DataSource, EntityManager } from 'typeorm';
import { databaseIsAway } from '../http/error-answer.js';
import type { Logger } from '../logger.js';
import { databaseCode, dataSourceOptions, type EntityClass } from './data-source.js';

/** Where a replica is, and how far behind it may be. */
export interface ReplicaOptions {
  /** Undefined: there is none, and every reading is the primary's. */
  url: string | undefined;
  entities: EntityClass[];
  /** Shown in `pg_stat_activity`. */
  name: string;
  logger: Logger;
  /** Seconds; one that is farther behind is not asked. 60 unless said. */
  mostBehind?: number;
  /** How often it is looked at whether it is there and near enough, and when one that is not is tried again; milliseconds. */
  every?: { look: number; tryAgain: number };
}

/** Which of the two is asked now. */
type Standing = { ask: true } | { ask: false; because: string };

const EVERY = { look: 2000, tryAgain: 10_000 };
const CONNECT_WITHIN = 1500;
const MOST_BEHIND = 60;

/**
 * Seconds behind. One that has replayed all it received is level while it is connected; else as long behind as its last
 * replayed commit is ago. A server that is no standby is never behind.
 */
const BEHIND = `SELECT CASE WHEN NOT pg_is_in_recovery() THEN 0
  WHEN EXISTS (SELECT 1 FROM pg_stat_wal_receiver) AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
  ELSE extract(epoch FROM clock_timestamp() - coalesce(pg_last_xact_replay_timestamp(), 'epoch')) END::float8 AS behind`;

/** The replica stopped the reading because of what it had to replay. */
const CONFLICT = '40001';

/**
 * Readings that may be some seconds old, from a streaming replica where there is one. A replica that is away, or too far
 * behind, is no error: the primary answers, and the log says so once, and once when the replica is back.
 */
export class ReadReplica {
  #replica: DataSource | undefined;
  #opening: Promise<Standing> | undefined;
  #standing: Standing = { ask: false, because: 'it was not looked at yet' };
  #lookAt = 0;
  #said: string | undefined;

  constructor(
    private readonly primary: DataSource,
    private readonly options: ReplicaOptions,
  ) {}

  /**
   * Runs a reading in a snapshot of its own. What breaks off at the replica is read once more from the primary; `work` may
   * therefore run twice, and must not write.
   */
  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const replica = await this.#usable();
    if (!replica) return snapshot(this.primary, work);
    try {
      return await snapshot(replica, work);
    } catch (error) {
      if (!brokeOff(error)) throw error;
      this.#fallBack('it broke off while it was read from');
      return snapshot(this.primary, work);
    }
  }

  /** Nest calls it at the end. */
  async onModuleDestroy(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    if (this.#replica?.isInitialized) await this.#replica.destroy();
  }

  async #usable(): Promise<DataSource | undefined> {
    if (!this.options.url) return undefined;
    if (performance.now() >= this.#lookAt) {
      this.#opening ??= this.#look().finally(() => {
        this.#opening = undefined;
      });
      this.#keep(await this.#opening);
    }
    return this.#standing.ask ? this.#replica : undefined;
  }

  async #look(): Promise<Standing> {
    try {
      this.#replica ??= await this.#source();
      if (!this.#replica.isInitialized) await this.#replica.initialize();
      const [row] = await this.#replica.query<{ behind: number }[]>(BEHIND);
      const behind = row?.behind ?? Number.POSITIVE_INFINITY;
      const most = this.options.mostBehind ?? MOST_BEHIND;
      if (behind <= most) return { ask: true };
      return { ask: false, because: `it is more than ${most} seconds behind` };
    } catch (error) {
      return {
        ask: false,
        because: `it cannot be asked (${databaseCode(error) ?? nameOf(error)})`,
      };
    }
  }

  async #source(): Promise<DataSource> {
    const { url = '', entities, name } = this.options;
    const { DataSource: Source } = await import('typeorm');
    const options = dataSourceOptions({ url, entities, name });
    return new Source({ ...options, connectTimeoutMS: CONNECT_WITHIN } as typeof options);
  }

  #keep(standing: Standing): void {
    if (!standing.ask) return this.#fallBack(standing.because);
    this.#standing = standing;
    this.#lookAt = performance.now() + (this.options.every ?? EVERY).look;
    if (this.#said !== undefined)
      this.options.logger.info('reports are read from the replica again');
    this.#said = undefined;
  }

  #fallBack(because: string): void {
    this.#standing = { ask: false, because };
    this.#lookAt = performance.now() + (this.options.every ?? EVERY).tryAgain;
    if (this.#said === because) return;
    this.#said = because;
    this.options.logger.warn(
      { because },
      'reports are read from the primary: the replica is left out',
    );
  }
}

function snapshot<T>(source: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  return source.transaction('REPEATABLE READ', work);
}

function brokeOff(error: unknown): boolean {
  return databaseCode(error) === CONFLICT || databaseIsAway(error);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
