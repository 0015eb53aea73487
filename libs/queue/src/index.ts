export type { QueueBackend } from './backend.js';
export { openQueueBackend, type QueueBackendOptions } from './open-backend.js';
export { JobTimeoutError, PermanentJobError, reasonOf } from './failure.js';
export {
  defineJob,
  type GroupedJob,
  type JobContext,
  type JobDefinition,
  type JobHandler,
  type JobsHandler,
  jobKey,
} from './job.js';
export { migrateQueue } from './migrate.js';
export { type Nudger, nudger } from './nudge.js';
export { once, onceTogether } from './once.js';
export { OutboxEntity } from './outbox.entity.js';
export {
  cancel,
  claim,
  enqueue,
  enqueueJob,
  markDone,
  type NewJob,
  type OutboxState,
  outboxState,
  purgeDone,
  retry,
} from './outbox.js';
export { JobRegistry } from './registry.js';
export { Relay, type RelayOptions } from './relay.js';
export { JobRunner, type JobRunnerOptions } from './runner.js';
export { defineSchedule, lastSlot, nextSlot, type Schedule, Scheduler } from './schedule.js';
export type { Queryable } from './sql.js';
