import { z } from 'zod';
import { defineJob } from '#queue';

/** Tells a facility something by e-mail or text; never about whom. One attempt at the provider (rule R12). */
export const SEND_FACILITY_NOTICE = defineJob({
  queue: 'messages',
  name: 'send-facility-notice',
  payload: z.object({ noticeId: z.uuid() }),
});

/** Proposes the next best program when a facility stayed silent after a nudge; nothing when it has answered by then. */
export const PROPOSE_NEXT = defineJob({
  queue: 'referrals',
  name: 'propose-next',
  payload: z.object({ referralId: z.uuid() }),
});
