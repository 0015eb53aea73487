import type { Organisation, Ring } from '../routing/routing.js';

/** What the phone needs to answer a call. */
export type Answering = Pick<
  Organisation,
  'greetingEn' | 'dutyPhone' | 'backupPhone' | 'recordCalls'
> & {
  /** The group of the number that was called. */
  ring: Ring | null;
};

/** Answers a call even where no routing was ever read: says what this is, and takes a message. */
export const BUILT_IN_ANSWERING: Answering = {
  greetingEn:
    'Thank you for calling. This is a referral service, not a treatment facility. ' +
    'If you or someone with you is in danger, hang up and dial 9 1 1. For a crisis line, dial 9 8 8.',
  dutyPhone: null,
  backupPhone: null,
  recordCalls: false,
  ring: null,
};
