import { z } from 'zod';
import { defineJob } from '#queue';

/**
 * Decides what became of a call that has ended without a word on whether a human took it (the
 * caller hung up in the greeting, or the event that says so is lost). Due a little after the end,
 * so that events still on their way are heard first.
 */
export const SETTLE_CALL = defineJob({
  queue: 'calls',
  name: 'settle-call',
  payload: z.object({ callId: z.uuid() }),
});

/** Writes down how a call with somebody on hold, or with others brought in, ended for them; and what follows from it. */
export const SETTLE_CONFERENCE = defineJob({
  queue: 'calls',
  name: 'settle-conference',
  payload: z.object({ conferenceId: z.uuid() }),
});

/** How long after the end of a conference late reports are waited for, in milliseconds. */
export const SETTLE_CONFERENCE_AFTER_MS = 8000;

/** How long after the end of a call late events are waited for, in milliseconds. */
export const SETTLE_AFTER_MS = 20_000;

/** Fetches the recording of a call from the phone company; a company that is away is asked for some hours. */
export const FETCH_RECORDING = defineJob({
  queue: 'calls',
  name: 'fetch-recording',
  payload: z.object({ callId: z.uuid() }),
  timeoutMs: 120_000,
  attempts: 12,
  backoffMs: 5000,
});
