import { z } from 'zod';
import { defineJob } from '#queue';

/** Looks at a clock when it is due: it was met, or is missed now. */
export const CHECK_CLOCK = defineJob({
  queue: 'clocks',
  name: 'check-clock',
  payload: z.object({ clockId: z.uuid() }),
});
