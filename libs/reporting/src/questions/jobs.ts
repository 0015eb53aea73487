import { z } from 'zod';
import { defineJob } from '#queue';

/** Sends one colleague a saved report, or word of a target that is missed. One attempt at the mail server (rule R12). */
export const SEND_REPORT_MAIL = defineJob({
  queue: 'reports',
  name: 'send-report-mail',
  payload: z.object({ mailId: z.uuid() }),
  timeoutMs: 120_000,
});
