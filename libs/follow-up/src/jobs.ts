import { z } from 'zod';
import { defineJob } from '#queue';

/** Reminds the desk of a task when it is due; nothing when it is done, dropped or put off by then. */
export const REMIND_TASK = defineJob({
  queue: 'tasks',
  name: 'remind-task',
  payload: z.object({ taskId: z.uuid() }),
  together: 32,
});

/** Looks at a plan at its time and does what comes next; nothing when it has moved on since. */
export const RUN_ENROLMENT = defineJob({
  queue: 'cadences',
  name: 'run-enrolment',
  payload: z.object({ enrolmentId: z.uuid(), version: z.number().int() }),
  together: 32,
});
