import { z } from 'zod';
import { defineJob } from '#queue';

/** Links what was recorded since the last time; on a schedule of a few seconds. */
export const LINK_AUDIT = defineJob({
  queue: 'audit',
  name: 'link-audit',
  payload: z.object({}),
});
