import { z } from 'zod';
import { defineJob } from '#queue';

/**
 * Sends one delivery. Ten attempts, half a minute after the first and twice as long each time: over four hours in all.
 * The receiver tells repeats by `webhook-id`.
 */
export const SEND_WEBHOOK = defineJob({
  queue: 'upkeep',
  name: 'send-webhook',
  payload: z.object({ deliveryId: z.uuid() }),
  timeoutMs: 20_000,
  attempts: 10,
  backoffMs: 30_000,
});
