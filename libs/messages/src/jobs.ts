import { z } from 'zod';
import { defineJob } from '#queue';

const message = z.object({ messageId: z.uuid() });

/**
 * Sends a message that waits. What it does outside happens once: the message leaves `queued` before the provider is
 * asked, so no attempt of the job can ask twice.
 */
export const SEND_MESSAGE = defineJob({
  queue: 'messages',
  name: 'send-message',
  payload: message,
  timeoutMs: 30_000,
});

/** Asks the provider what became of a message whose answer was lost. */
export const RECONCILE_MESSAGE = defineJob({
  queue: 'messages',
  name: 'reconcile-message',
  payload: message,
  attempts: 6,
  backoffMs: 10_000,
});
