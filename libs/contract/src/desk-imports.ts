import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { moment } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** What a file turned out to be. */
export const IMPORT_KINDS = choices({
  findtreatment: 'FindTreatment.gov (JSON)',
  spreadsheet: 'Spreadsheet',
  csv: 'CSV table',
  hsds_json: 'HSDS feed (JSON)',
  hsds_csv: 'HSDS tables (CSV)',
});
export type ImportKind = (typeof IMPORT_KINDS)[number]['code'];

/** What a table's column can hold. */
export const IMPORT_FIELDS = choices({
  name: 'Name',
  otherName: 'Other name',
  organisation: 'Organization',
  addressLine: 'Street',
  addressLine2: 'Street, second line',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  phone: 'Phone',
  website: 'Website',
  npi: 'NPI',
  latitude: 'Latitude',
  longitude: 'Longitude',
  description: 'Description',
  ref: 'Their number for it',
  services: 'Services (codes or labels)',
  levelOfCare: 'Level of care',
});
export type ImportField = (typeof IMPORT_FIELDS)[number]['code'];

export const IMPORT_STATES = choices({
  reading: 'Being read',
  ready: 'Ready to look at',
  failed: 'Could not be read',
  running: 'Being taken in',
  done: 'Taken in',
  undoing: 'Being taken back',
  undone: 'Taken back',
});
export type ImportState = (typeof IMPORT_STATES)[number]['code'];

/** What a row of the file would do, or did. */
export const IMPORT_ROW_STATES = choices({
  new: 'New',
  update: 'Changes something',
  same: 'Known already',
  conflict: 'Contradicts what was said since',
  duplicate: 'Twice in the file',
  bad: 'Cannot be used',
});
export type ImportRowState = (typeof IMPORT_ROW_STATES)[number]['code'];

/** Whose value counts where a file contradicts what the facility or a colleague said since. */
export const IMPORT_SIDES = choices({ ours: 'Keep ours', theirs: 'Take theirs' });
export type ImportSide = (typeof IMPORT_SIDES)[number]['code'];

/** The largest file an import takes; bytes. */
export const MAX_IMPORT_BYTES = 96 * 1024 * 1024;

/** One run: a file, what it would do, what it did, what was taken back. */
export const ImportRunView = z.object({
  id,
  version: z.number().int(),
  fileName: z.string(),
  kind: z.enum(codesOf(IMPORT_KINDS)).nullable(),
  state: z.enum(codesOf(IMPORT_STATES)),
  /** The day its data stand for: what was said since then is not overwritten. */
  asOf: when,
  /** Of a table: its columns, what each is taken to hold, and its first values. */
  columns: z.array(
    z.object({
      name: z.string(),
      field: z.enum(codesOf(IMPORT_FIELDS)).nullable(),
      samples: z.array(z.string()),
    }),
  ),
  /** Whose value counts in every conflict for which a row does not say otherwise. */
  conflicts: z.enum(codesOf(IMPORT_SIDES)),
  /** Fields that contradict what was said since, and how many of them will be taken from the file; null in lists. */
  contradictions: z.object({ fields: z.number().int(), theirs: z.number().int() }).nullable(),
  /** Rows in all; null while that is not known. */
  total: z.number().int().nullable(),
  /** Rows that are done of what is going on now. */
  done: z.number().int(),
  /** Rows by what they come to. */
  counts: z.object({
    new: z.number().int(),
    update: z.number().int(),
    same: z.number().int(),
    conflict: z.number().int(),
    duplicate: z.number().int(),
    bad: z.number().int(),
  }),
  problem: z.string().nullable(),
  startedBy: id.nullable(),
  createdAt: when,
  finishedAt: when.nullable(),
  undone: z.object({ takenBack: z.number().int(), left: z.number().int() }).nullable(),
});
export type ImportRunView = z.infer<typeof ImportRunView>;

/** A row of a run. */
export const ImportRowView = z.object({
  id: z.string(),
  row: z.number().int(),
  state: z.enum(codesOf(IMPORT_ROW_STATES)),
  name: z.string().nullable(),
  place: z.string().nullable(),
  facilityId: id.nullable(),
  problems: z.array(z.string()),
  changes: z.array(
    z.object({ of: z.string(), field: z.string(), before: z.unknown(), after: z.unknown() }),
  ),
  conflicts: z.array(
    z.object({
      /** The facility or program, by id and by what a person calls it. */
      record: id,
      of: z.string(),
      field: z.string(),
      current: z.unknown(),
      found: z.unknown(),
      /** Whose word ours is, and since when. */
      saidBy: z.string(),
      saidAt: when,
      take: z.enum(codesOf(IMPORT_SIDES)),
    }),
  ),
  /** Why it was left when the run was taken back. */
  left: z.string().nullable(),
});
export type ImportRowView = z.infer<typeof ImportRowView>;

/** `POST /api/directory-imports?asOf=`: the file as application/octet-stream, its name in X-File-Name. 201. */
export const ImportUpload = z.object({ asOf: moment.optional() });
/** `PUT /api/directory-imports/:id`: what the columns hold; the preview is made anew. */
export const ImportEdit = z.object({
  version: z.number().int(),
  asOf: moment.optional(),
  mapping: z.record(z.string().max(200), z.enum(codesOf(IMPORT_FIELDS)).nullable()).optional(),
});
export type ImportEdit = z.infer<typeof ImportEdit>;
/** `POST /api/directory-imports/:id/conflicts`: whose value counts, for all of them; what rows say is forgotten. */
export const ImportConflicts = z.object({
  version: z.number().int(),
  take: z.enum(codesOf(IMPORT_SIDES)),
});
/** `POST /api/directory-imports/:id/rows/:row/conflicts`: the same for one field of a row; `version` is the import's. */
export const ImportConflict = ImportConflicts.extend({ record: id, field: z.string().max(60) });
export type ImportConflict = z.infer<typeof ImportConflict>;
/** `POST /api/directory-imports/:id/start`, `/undo` */
export const ImportStep = z.object({ version: z.number().int() });
