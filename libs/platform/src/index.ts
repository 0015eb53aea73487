export { type Clock, fixedClock, systemClock } from './clock.js';
export { dateFormat } from './date-format.js';
export { DomainError, type DomainErrorOptions, versionConflict } from './domain-error.js';
export { freshBytes } from './fresh-bytes.js';
export { isId, newId } from './ids.js';
export { createLogger, type Logger } from './logger.js';
export {
  type DeskSettings,
  deskSettings,
  type MigrateSettings,
  migrateSettings,
  SettingsError,
  type SiteSettings,
  siteSettings,
  type WorkerSettings,
  workerSettings,
} from './settings/settings.js';
export { createPool, failNextStatementOnly, type PoolOptions } from './database/pool.js';
export {
  createDataSource,
  databaseCode,
  type DatabaseOptions,
  dataSourceOptions,
  type EntityClass,
} from './database/data-source.js';
export { afterCommit, beforeCommit, inSavepoint, inTransaction } from './database/transaction.js';
export { preparedClient } from './database/prepared-client.js';
export { ReadReplica, type ReplicaOptions } from './database/read-replica.js';
export { gather, readOnce, settle } from './database/gathering.js';
export { insertRow, type NewRow, rowsAsJson } from './database/insert-rows.js';
export { allEnded, together } from './database/together.js';
export { groupBy } from './group-by.js';
export { DatabaseModule } from './database/database.module.js';
export {
  databaseIsAway,
  type ErrorAnswer,
  errorAnswer,
  invalidRequest,
  type Issue,
} from './http/error-answer.js';
export { type HealthCheck, registerHealth } from './http/health.js';
export { createHttpApp, type HttpAppOptions } from './http/http-app.js';
export { isStorable, refuseUnstorable } from './http/storable-text.js';
export { type Running, runProcess } from './lifecycle.js';
export { currentRequest, inRequest } from './request-trail.js';
export { refuseOldSchema } from './database/schema.js';
export { openTracing, type Tracing } from './tracing/tracing.js';
