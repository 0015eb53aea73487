import { z } from 'zod';
import { defineJob } from '#queue';

/** Writes the public holidays of this year and the next into the calendar. */
export const ADD_HOLIDAYS = defineJob({
  queue: 'duty',
  name: 'add-holidays',
  payload: z.object({}),
});
