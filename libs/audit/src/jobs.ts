import { z } from 'zod';
import { defineJob } from '#queue';

/** Sends the newest link of the chain by e-mail to whoever keeps it outside. */
export const MAIL_AUDIT_HEAD = defineJob({
  queue: 'audit',
  name: 'mail-audit-head',
  payload: z.object({}),
});

/** Links what was recorded since the last time; on a schedule of a few seconds. */
export const LINK_AUDIT = defineJob({
  queue: 'audit',
  name: 'link-audit',
  payload: z.object({}),
});
