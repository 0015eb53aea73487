import { z } from 'zod';
import { defineJob } from '#queue';

/** Erases what was decided to be erased. */
export const ERASE_PERSON = defineJob({
  queue: 'upkeep',
  name: 'erase-person',
  payload: z.object({ requestId: z.uuid() }),
  timeoutMs: 120_000,
});

/** Looks for what has been kept long enough, once a night. */
export const KEEP_RETENTION = defineJob({
  queue: 'upkeep',
  name: 'keep-retention',
  payload: z.object({}),
  timeoutMs: 600_000,
  attempts: 3,
});
