import type { DynamicModule } from '@nestjs/common';
import { type DatabaseOptions, dataSourceOptions } from './data-source.js';

/**
 * The database of a Nest process. TypeORM is loaded only by a process that asks for it, so the
 * site, which speaks plain SQL, does not carry it in memory.
 */
export class DatabaseModule {
  /** Makes `DataSource` and the repositories of `entities` injectable everywhere. */
  static async forRoot(options: DatabaseOptions): Promise<DynamicModule> {
    const { TypeOrmModule } = await import('@nestjs/typeorm');
    const connection = TypeOrmModule.forRoot({
      ...dataSourceOptions(options),
      retryAttempts: 10,
      retryDelay: 500,
    });
    const repositories = TypeOrmModule.forFeature(
      options.entities as Parameters<typeof TypeOrmModule.forFeature>[0],
    );
    return {
      module: DatabaseModule,
      global: true,
      imports: [connection, repositories],
      exports: [repositories],
    };
  }
}
