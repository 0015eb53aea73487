import { z } from 'zod';
import { defineJob } from '#queue';

const payload = z.object({ importId: z.uuid() });
/** Minutes that a large file may take; a repeat goes on where the last attempt stopped. */
const TEN_MINUTES = 600_000;

/** Reads a file and says, row by row, what it would do. */
export const PREVIEW_IMPORT = defineJob({
  queue: 'imports',
  name: 'preview-import',
  payload,
  timeoutMs: TEN_MINUTES,
  attempts: 3,
});

/** Takes the rows of a file in. */
export const RUN_IMPORT = defineJob({
  queue: 'imports',
  name: 'run-import',
  payload,
  timeoutMs: TEN_MINUTES,
});

/** Takes back what a run did. */
export const UNDO_IMPORT = defineJob({
  queue: 'imports',
  name: 'undo-import',
  payload,
  timeoutMs: TEN_MINUTES,
});
