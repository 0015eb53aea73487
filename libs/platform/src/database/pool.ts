import { Pool } from 'pg';
import type { Logger } from '../logger.js';
import { preparedClient } from './prepared-client.js';

/** How a pool behaves; times in milliseconds. */
export interface PoolOptions {
  /** Most connections at once; 8 unless said, which is where two cores stop gaining. */
  max?: number;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** A statement running longer is ended by the server; 15,000 unless said. */
  statementTimeout?: number;
  /** Waiting longer for a connection fails; 5,000 unless said. */
  connectTimeout?: number;
  logger?: Logger;
}

/**
 * A pool of plain `pg` connections that prepare what comes more than once (see `preparedClient`). It survives
 * the server going away, where `pg` without a listener would end the process: a broken idle connection is
 * logged and replaced, and one that breaks in somebody's hands fails their next statement.
 */
export function createPool(url: string, options: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    Client: preparedClient(),
    max: options.max ?? 8,
    application_name: `bridgeline-${options.name}`,
    statement_timeout: options.statementTimeout ?? 15_000,
    connectionTimeoutMillis: options.connectTimeout ?? 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on('error', (error) => {
    options.logger?.warn({ err: error }, 'an idle database connection was lost');
  });
  failNextStatementOnly(pool);
  return pool;
}

/** Keeps a connection that breaks while it is taken, and nothing is asked of it, from ending the process. */
export function failNextStatementOnly(pool: Pool): void {
  pool.on('connect', (client) => client.on('error', () => undefined));
}
