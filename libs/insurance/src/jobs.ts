import { z } from 'zod';
import { defineJob } from '#queue';
import { ASK_DEADLINE_MS } from './clearinghouse/clearinghouse-port.js';

/** Draws the photos of a card that came with an inquiry anew, and keeps them with the coverage they belong to. */
export const KEEP_CARDS = defineJob({
  queue: 'benefits',
  name: 'keep-cards',
  payload: z.object({ inquiryId: z.uuid() }),
  timeoutMs: 60_000,
});

/**
 * Asks a payer for one service type. A repeat is the same question under the same key; how often and when it is
 * asked again is decided from what came of it, so the queue's own repeats are for a worker that died.
 */
export const ASK_PAYER = defineJob({
  queue: 'benefits',
  name: 'ask-payer',
  payload: z.object({ inquiryId: z.uuid() }),
  timeoutMs: ASK_DEADLINE_MS + 15_000,
  attempts: 5,
  backoffMs: 5000,
});

/** A verified benefit is no longer to be relied on: asks again where it still matters. */
export const RECHECK_BENEFITS = defineJob({
  queue: 'benefits',
  name: 'recheck-benefits',
  payload: z.object({ checkId: z.uuid() }),
});

/** An insurance was checked for somebody who asked on the site: tells them, the way they chose. */
export const TELL_COVERAGE_ANSWER = defineJob({
  queue: 'benefits',
  name: 'tell-coverage-answer',
  payload: z.object({ inquiryId: z.uuid() }),
});
