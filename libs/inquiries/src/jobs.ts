import { z } from 'zod';
import { defineJob } from '#queue';

const inquiry = z.object({ inquiryId: z.uuid() });

/** Makes of an inquiry what it is: a lead, part of one, or a row to be looked at. Written by `take_inquiry`. */
export const TAKE_IN_INQUIRY = defineJob({
  queue: 'intake',
  name: 'take-in-inquiry',
  payload: inquiry,
  timeoutMs: 20_000,
  attempts: 8,
  backoffMs: 500,
  together: 256,
  atOnce: true,
});

/** The same of what a machine doubts: in a queue of its own, so that however many they are, nobody waits behind them. */
export const TAKE_IN_DOUBTED = defineJob({ ...TAKE_IN_INQUIRY, queue: 'doubted' });

/** Writes anew what the visitor's own status page says. */
export const RENDER_STATUS = defineJob({
  queue: 'status',
  name: 'render-status',
  payload: inquiry,
});
