import { z } from 'zod';
import { defineJob } from '#queue';

/** Ends a hold whose time is over. */
export const EXPIRE_BED_HOLD = defineJob({
  queue: 'directory',
  name: 'expire-bed-hold',
  payload: z.object({ holdId: z.uuid() }),
});

/** Beds were reported at the site: on record, told to the desk, and nobody has to ask any more. */
export const NOTE_BED_REPORTS = defineJob({
  queue: 'directory',
  name: 'note-bed-reports',
  payload: z.object({
    facilityId: z.uuid(),
    programIds: z.array(z.uuid()),
    source: z.enum(['facility_link', 'api']),
    accessId: z.uuid(),
  }),
});

/** Sends an e-mail that asks a facility for its beds. */
export const SEND_BED_REQUEST = defineJob({
  queue: 'directory',
  name: 'send-bed-request',
  payload: z.object({ requestId: z.uuid() }),
  timeoutMs: 60_000,
});

/** A facility ended those e-mails at the site: on record. */
export const NOTE_BED_MAIL_STOP = defineJob({
  queue: 'directory',
  name: 'note-bed-mail-stop',
  payload: z.object({ facilityId: z.uuid() }),
});

/** Makes the day's tasks: stale facts to be verified, old bed counts to be asked for again. */
export const ASK_FACILITIES = defineJob({
  queue: 'directory',
  name: 'ask-facilities',
  payload: z.object({}),
  timeoutMs: 60_000,
});
