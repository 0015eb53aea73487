import { z } from 'zod';
import { choices, codesOf } from './picklists.js';

const when = z.iso.datetime();

/** Where a job stands. */
export const JOB_STATES = choices({
  failed: 'Failed for good',
  late: 'Due, and not begun',
  running: 'Handed over',
});
export type JobState = (typeof JOB_STATES)[number]['code'];

/** `GET /api/jobs`, filters: `state`, `queue`. Ids and codes alone. */
export const JobView = z.object({
  id: z.uuid(),
  queue: z.string(),
  name: z.string(),
  state: z.enum(codesOf(JOB_STATES)),
  /** What it is about: names of ids with the ids. */
  payload: z.record(z.string(), z.unknown()),
  dueAt: when,
  failedAt: when.nullable(),
  /** A code or the name of an error. */
  lastError: z.string().nullable(),
  /** A send of which nobody knows whether it went out is never put up again by hand. */
  retriable: z.boolean(),
});
export type JobView = z.infer<typeof JobView>;

/** `POST /api/jobs/:id/retry` */
export const JobRetried = z.object({ id: z.uuid() });
