import type { DataSource, DataSourceOptions } from 'typeorm';
import { preparedClient } from './prepared-client.js';

/** Classes TypeORM knows as entities. */
// oxlint-disable-next-line typescript/no-unsafe-function-type -- the type TypeORM itself takes
export type EntityClass = Function;

/** What a data source needs; `name` is shown in `pg_stat_activity`. */
export interface DatabaseOptions {
  url: string;
  entities: EntityClass[];
  name: string;
  /** Most connections at once; 8 unless said. */
  max?: number;
  /**
   * Never reads a table from end to end where an index would do, and plans a statement once, not each time
   * anew. For a process that only looks things up: with plans that are kept, those made while the tables were
   * empty would be the wrong ones, and planning costs it more than a quarter of the database's time.
   */
  byIndex?: boolean;
}

const BY_INDEX = '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan';

/** TypeORM's options as every process uses them: prepared statements, no schema changes by itself. */
export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    entities: options.entities,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    applicationName: `bridgeline-${options.name}`,
    connectTimeoutMS: 5000,
    // A broken idle connection is replaced by the pool; TypeORM would print it, values and all.
    poolErrorHandler: () => undefined,
    extra: {
      Client: preparedClient(),
      max: options.max ?? 8,
      ...(options.byIndex ? { options: BY_INDEX } : {}),
      statement_timeout: 15_000,
      keepAlive: true,
    },
  };
}

/** Opens a TypeORM data source; the caller destroys it. */
export async function createDataSource(options: DatabaseOptions): Promise<DataSource> {
  const { DataSource: Source } = await import('typeorm');
  return new Source(dataSourceOptions(options)).initialize();
}

/** PostgreSQL's five-character code of an error (`23505` unique violation), if it is one. */
export function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? databaseCode(error.driverError) : undefined;
}
