import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { clearableText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** A calendar month, `2026-03`. */
export const Month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, {
  error: 'Please give a month such as 2026-03.',
});
const cents = z
  .number({ error: 'Please give an amount in whole cents.' })
  .int({ error: 'Please give an amount in whole cents.' })
  .min(0, { error: 'Money that was spent is not below zero.' })
  .max(100_000_000_000, { error: 'This is more than anybody spends in a month.' });

/** What one source cost in one month, all of it or one campaign's part. For reports only (rule R13). */
export const SpendView = z.object({
  id,
  version: z.number().int(),
  sourceId: id,
  /** Null: of no campaign in particular. */
  campaign: z.string().nullable(),
  month: z.string(),
  cents: z.number().int(),
  /** The import it came with; null: entered by hand. */
  importId: id.nullable(),
  enteredBy: id.nullable(),
  updatedAt: when,
});
export type SpendView = z.infer<typeof SpendView>;

/** `POST /api/spend` */
export const SpendInput = z.object({
  sourceId: id,
  campaign: clearableText(200),
  month: Month,
  cents,
});
export type SpendInput = z.infer<typeof SpendInput>;

/** `PUT /api/spend/:id` */
export const SpendEdit = z.object({
  version: z.number().int(),
  sourceId: id.optional(),
  campaign: clearableText(200),
  month: Month.optional(),
  cents: cents.optional(),
});
export type SpendEdit = z.infer<typeof SpendEdit>;

/** `POST /api/spend/:id/removal` */
export const SpendRemoval = z.object({ version: z.number().int() });

/** What a column of a table of spend can hold. */
export const SPEND_FIELDS = choices({
  day: 'Day or month',
  source: 'Source',
  campaign: 'Campaign',
  amount: 'Amount',
  currency: 'Currency',
});
export type SpendField = (typeof SPEND_FIELDS)[number]['code'];

export const SPEND_IMPORT_STATES = choices({
  ready: 'Ready to look at',
  failed: 'Could not be read',
  done: 'Taken in',
  undone: 'Taken back',
});
export type SpendImportState = (typeof SPEND_IMPORT_STATES)[number]['code'];

/** What a line of the preview would do, or did. */
export const SPEND_LINE_STATES = choices({
  new: 'New',
  update: 'Replaces an amount',
  same: 'Known already',
  bad: 'Cannot be used',
});
export type SpendLineState = (typeof SPEND_LINE_STATES)[number]['code'];

/** The largest table of spend; bytes. */
export const MAX_SPEND_BYTES = 4 * 1024 * 1024;

/** A table of spend that is looked at, was taken in, or was taken back. */
export const SpendImportView = z.object({
  id,
  version: z.number().int(),
  fileName: z.string(),
  state: z.enum(codesOf(SPEND_IMPORT_STATES)),
  /** The source of every row that names none. */
  sourceId: id.nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      field: z.enum(codesOf(SPEND_FIELDS)).nullable(),
      samples: z.array(z.string()),
    }),
  ),
  counts: z.object({
    new: z.number().int(),
    update: z.number().int(),
    same: z.number().int(),
    bad: z.number().int(),
  }),
  /** Of the lines that can be used. */
  totalCents: z.number().int(),
  problem: z.string().nullable(),
  startedBy: id.nullable(),
  createdAt: when,
  finishedAt: when.nullable(),
  undone: z.object({ takenBack: z.number().int(), left: z.number().int() }).nullable(),
});
export type SpendImportView = z.infer<typeof SpendImportView>;

/** A line of the preview: the rows of one month, source and campaign together, or one row that cannot be used. */
export const SpendLineView = z.object({
  id: z.string(),
  line: z.number().int(),
  state: z.enum(codesOf(SPEND_LINE_STATES)),
  /** Which row of the file it begins with, and how many it is made of. */
  row: z.number().int(),
  rows: z.number().int(),
  month: z.string().nullable(),
  sourceId: id.nullable(),
  campaign: z.string().nullable(),
  cents: z.number().int().nullable(),
  /** What stood there before; null: nothing. */
  before: z.number().int().nullable(),
  problems: z.array(z.string()),
  /** Why it was left when the import was taken back. */
  left: z.string().nullable(),
});
export type SpendLineView = z.infer<typeof SpendLineView>;

/** `POST /api/spend-imports?sourceId=`: the table as application/octet-stream, its name in X-File-Name. 201. */
export const SpendUpload = z.object({ sourceId: id.optional() });
/** `PUT /api/spend-imports/:id`: what the columns hold; the preview is made anew. */
export const SpendImportEdit = z.object({
  version: z.number().int(),
  sourceId: id.nullish(),
  mapping: z.record(z.string().max(200), z.enum(codesOf(SPEND_FIELDS)).nullable()).optional(),
});
export type SpendImportEdit = z.infer<typeof SpendImportEdit>;
