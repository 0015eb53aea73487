import { z } from 'zod';
import { LeadRow } from './desk-leads.js';
import { MAX_BULK } from './limits.js';
import { codesOf, RELATIONSHIPS, URGENCIES } from './picklists.js';
import { OPEN_STAGES, STAGES } from './stages.js';
import { clearableText, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const stage = z.enum(STAGES);

/** What a lead is, as far as another page mentions it. */
export const LeadBrief = z.object({
  id,
  number: z.number().int(),
  patientName: z.string().nullable(),
  stage,
  urgency: z.enum(codesOf(URGENCIES)),
  ownerId: id.nullable(),
  receivedAt: when,
  closedAt: when.nullable(),
  closedReason: z.string().nullable(),
});
export type LeadBrief = z.infer<typeof LeadBrief>;

// ---------------------------------------------------------------- merging

/** The fields of a lead where two leads may differ, in the order they are shown. */
export const MERGE_FIELDS = {
  patientName: 'Patient’s name',
  forWhom: 'For whom',
  language: 'Language',
  zip: 'ZIP code',
  age: 'Age',
  pregnant: 'Pregnant',
  whenWanted: 'When',
  substances: 'Substances',
  levelRequested: 'Level of care asked for',
  levelScreened: 'Level of care screened',
  payment: 'Who pays',
  ownerId: 'Owner',
  teamId: 'Team',
  sourceId: 'Source',
} as const;
export type MergeField = keyof typeof MERGE_FIELDS;
export const MERGE_FIELD_CODES = Object.keys(MERGE_FIELDS) as [MergeField, ...MergeField[]];

/** What follows when two leads become one. */
export const MERGE_MOVES = {
  activities: 'Timeline entries',
  tasks: 'Tasks',
  calls: 'Calls',
  inquiries: 'Inquiries',
  coverages: 'Coverages',
  contacts: 'Contacts',
  tags: 'Tags',
  files: 'Files',
  messages: 'Messages',
  clocks: 'Clocks',
  other: 'Other',
} as const;
export type MergeMove = keyof typeof MERGE_MOVES;

/**
 * `GET /api/leads/:id/merge-preview?otherLeadId=`: what would happen if the other lead went into this one.
 * `fields` has those that differ only. `refusal` says in a sentence why it cannot be done (null: it can).
 */
export const MergePreview = z.object({
  kept: LeadBrief.extend({ version: z.number().int() }),
  merged: LeadBrief.extend({ version: z.number().int() }),
  /** False: two persons are on record, and they become one. */
  samePerson: z.boolean(),
  fields: z.array(
    z.object({
      field: z.enum(MERGE_FIELD_CODES),
      kept: z.unknown(),
      merged: z.unknown(),
      /** What is taken when nothing is chosen: the kept lead's value, or the other's where it has none. */
      suggested: z.enum(['kept', 'merged']),
    }),
  ),
  moves: z.array(
    z.object({
      what: z.enum(Object.keys(MERGE_MOVES) as [MergeMove, ...MergeMove[]]),
      count: z.number().int(),
    }),
  ),
  refusal: z.string().nullable(),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** `POST /api/leads/:id/merges`: takes the other lead into this one. Answers with this lead's page (201). */
export const MergeInput = z.object({
  version: z.number().int(),
  otherLeadId: id,
  /** The version of the other lead that was seen. */
  otherVersion: z.number().int(),
  /** Which value wins, for each field that was chosen; the rest as the preview suggests. */
  fields: z.partialRecord(z.enum(MERGE_FIELD_CODES), z.enum(['kept', 'merged'])).default({}),
  reason: optionalText(2000),
});
export type MergeInput = z.infer<typeof MergeInput>;

/**
 * `GET /api/leads/:id/merges`: merges this lead was part of, latest first, undone ones too.
 * `POST /api/merges/:id/undo` (no body) answers with this.
 */
export const MergeView = z.object({
  id,
  kept: LeadBrief,
  merged: LeadBrief,
  reason: z.string().nullable(),
  moves: MergePreview.shape.moves,
  by: id.nullable(),
  at: when,
  undoneAt: when.nullable(),
  undoneBy: id.nullable(),
});
export type MergeView = z.infer<typeof MergeView>;

// ---------------------------------------------------------------- duplicates and episodes

/** `POST /api/leads/duplicates`: asked while somebody types. Parts that are not finished yet find nothing. */
export const DuplicateQuery = z.object({
  phone: optionalText(40),
  email: optionalText(254),
  name: optionalText(200),
  dateOfBirth: optionalText(10),
  zip: optionalText(10),
  /** The lead being worked on, which is no duplicate of itself. */
  exceptLeadId: id.optional(),
});
export type DuplicateQuery = z.infer<typeof DuplicateQuery>;

/** Why two may be the same: one code each, and the sentence people read. */
export const DUPLICATE_REASONS = {
  phone: 'The same phone number',
  email: 'The same e-mail address',
  name_and_birth: 'The same name and date of birth',
  name_and_zip: 'The same name in the same ZIP code',
  name: 'The same name',
  taken_in: 'Noticed when the request came in',
} as const;
export type DuplicateReason = keyof typeof DUPLICATE_REASONS;

/** A lead that may be of the same patient. At most 10, the strongest first. */
export const DuplicateCandidate = z.object({
  lead: LeadBrief,
  /** exact: the same contact; likely: name with birth or ZIP; possible: the name alone. */
  strength: z.enum(['exact', 'likely', 'possible']),
  reasons: z.array(
    z.object({
      code: z.enum(Object.keys(DUPLICATE_REASONS) as [DuplicateReason, ...DuplicateReason[]]),
      because: z.string(),
    }),
  ),
});
export type DuplicateCandidate = z.infer<typeof DuplicateCandidate>;

/**
 * `GET /api/leads/:id/possible-matches`: what intake noticed, decided ones too.
 * `POST /api/possible-matches/:id/dismissal` (no body): they are two people. Merging decides "same".
 */
export const PossibleMatchView = z.object({
  id,
  leadId: id,
  other: LeadBrief,
  because: z.string(),
  decision: z.enum(['same', 'different']).nullable(),
  decidedAt: when.nullable(),
  decidedBy: id.nullable(),
  createdAt: when,
});
export type PossibleMatchView = z.infer<typeof PossibleMatchView>;

/** `GET /api/leads/:id/episodes`: every lead of this patient, latest first; `current` is the one asked about. */
export const EpisodeView = LeadBrief.extend({
  current: z.boolean(),
  /** The lead it was merged into, when it was. */
  mergedInto: z.object({ id, number: z.number().int() }).nullable(),
});
export type EpisodeView = z.infer<typeof EpisodeView>;

// ---------------------------------------------------------------- contacts of a lead

const wishes = {
  safeToVoicemail: z.boolean().nullish(),
  safeToText: z.boolean().nullish(),
  preferredTime: clearableText(200),
};

/**
 * `POST /api/leads/:id/contacts` (201): somebody to speak with about the lead: a person on record
 * (`personId`), or a new one by name. Answers with the lead's page, as all changes of contacts do.
 */
export const LeadContactAdd = z
  .object({
    personId: id.optional(),
    name: optionalText(200),
    relationship: z.enum(codesOf(RELATIONSHIPS)),
    language: z.enum(['en', 'es']).default('en'),
    phone: optionalText(40),
    email: optionalText(254),
    ...wishes,
  })
  .refine(({ personId, name, phone, email }) => [personId, name, phone, email].some(Boolean), {
    path: ['name'],
    error: 'Please give a name, a phone number or an e-mail address.',
  });
export type LeadContactAdd = z.infer<typeof LeadContactAdd>;

/** `PUT /api/leads/:id/contacts/:personId`: how they stand to the patient, or what they are called. */
export const LeadContactEdit = z.object({
  name: clearableText(200),
  relationship: z.enum(codesOf(RELATIONSHIPS)).optional(),
});
export type LeadContactEdit = z.infer<typeof LeadContactEdit>;

/** `POST /api/leads/:id/contacts/:personId/end`: no longer a contact of this lead. The row is kept. */
export const LeadContactEnd = z.object({ reason: optionalText(2000) });

/** `POST /api/leads/:id/contacts/:personId/points` (201): another number or address of theirs. */
export const ContactPointAdd = z.object({
  kind: z.enum(['phone', 'email']),
  value: typedText(254).min(1, { error: 'Please give the number or address.' }),
  ...wishes,
});
export type ContactPointAdd = z.infer<typeof ContactPointAdd>;

/** `PUT /api/leads/:id/contacts/:personId/points/:pointId`: what they wish there; null: they were not asked. */
export const ContactPointEdit = z.object(wishes);
export type ContactPointEdit = z.infer<typeof ContactPointEdit>;

// ---------------------------------------------------------------- files

/** The largest file of a lead, bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** What a file of a lead may be. Its content says what it is, not its name. */
export const FILE_TYPES = {
  'image/png': 'PNG picture',
  'image/jpeg': 'JPEG picture',
  'application/pdf': 'PDF',
  'text/plain': 'Text',
} as const;
export type FileType = keyof typeof FILE_TYPES;

/**
 * `POST /api/leads/:id/files`: the bytes are the body (`Content-Type: application/octet-stream`), the name
 * is in the header `X-File-Name`, percent-encoded (`encodeURIComponent`). Answers 201 with this;
 * `GET /api/leads/:id/files` with all that are not removed, latest first;
 * `GET /api/leads/:id/files/:fileId` downloads; `POST /api/leads/:id/files/:fileId/removal` (no body) hides.
 */
export const LeadFileView = z.object({
  id,
  leadId: id,
  name: z.string(),
  mediaType: z.enum(Object.keys(FILE_TYPES) as [FileType, ...FileType[]]),
  bytes: z.number().int(),
  uploadedBy: id.nullable(),
  createdAt: when,
  removedAt: when.nullable(),
});
export type LeadFileView = z.infer<typeof LeadFileView>;

// ---------------------------------------------------------------- tags

export const TAG_COLOURS = [
  'grey',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'purple',
  'pink',
] as const;

/** `GET /api/tags` (a list like every other, `filter={"active":true}`). */
export const TagView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  colour: z.enum(TAG_COLOURS),
  /** False: retired. It stays where it is, and is not given any more. */
  active: z.boolean(),
  createdAt: when,
});
export type TagView = z.infer<typeof TagView>;
/** `POST /api/tags` (201) */
export const TagCreate = z.object({
  name: typedText(60).min(1, { error: 'Please give the tag a name.' }),
  colour: z.enum(TAG_COLOURS).default('grey'),
});
/** `PUT /api/tags/:id`: renames, recolours, retires (`active: false`) or brings back. */
export const TagEdit = z.object({
  version: z.number().int(),
  name: optionalText(60),
  colour: z.enum(TAG_COLOURS).optional(),
  active: z.boolean().optional(),
});
/**
 * `GET /api/leads/:id/tags` → `TagView[]`; `POST /api/leads/:id/tags` (201) and
 * `POST /api/leads/:id/tags/:tagId/removal` (no body) answer with the lead's tags as they are then.
 * Leads are filtered by `filter={"tagId":[…]}`: those that have each of them.
 */
export const LeadTagInput = z.object({ tagId: id });

// ---------------------------------------------------------------- saved views

/** What a view remembers of a list. Encrypted at rest: a filter may hold a name or a number. */
export const SavedViewSettings = z.object({
  filter: z.record(z.string().max(60), z.unknown()).default({}),
  sort: z
    .tuple([z.string().max(60), z.enum(['ASC', 'DESC'])])
    .nullable()
    .default(null),
  /** Columns shown, in order; null: the list's own. */
  columns: z.array(z.string().max(60)).max(60).nullable().default(null),
});
export type SavedViewSettings = z.infer<typeof SavedViewSettings>;

/** Lists that have saved views. */
export const VIEW_RESOURCES = [
  'leads',
  'people',
  'inquiries',
  'calls',
  'tasks',
  'messages',
  'coverages',
] as const;
export type ViewResource = (typeof VIEW_RESOURCES)[number];

/**
 * `GET /api/saved-views?filter={"resource":"leads"}`: one's own and the shared ones, by name.
 * `POST /api/saved-views/:id/removal` (no body) takes one's own away.
 */
export const SavedViewView = z.object({
  id,
  version: z.number().int(),
  resource: z.enum(VIEW_RESOURCES),
  name: z.string(),
  settings: SavedViewSettings,
  shared: z.boolean(),
  ownerId: id,
  /** True: it is one's own, and may be changed. */
  mine: z.boolean(),
  createdAt: when,
  updatedAt: when,
});
export type SavedViewView = z.infer<typeof SavedViewView>;
/** `POST /api/saved-views` (201) */
export const SavedViewCreate = z.object({
  resource: z.enum(VIEW_RESOURCES),
  name: typedText(80).min(1, { error: 'Please give the view a name.' }),
  settings: SavedViewSettings,
  shared: z.boolean().default(false),
});
/** `PUT /api/saved-views/:id` */
export const SavedViewEdit = z.object({
  version: z.number().int(),
  name: optionalText(80),
  settings: SavedViewSettings.optional(),
  shared: z.boolean().optional(),
});

// ---------------------------------------------------------------- bulk changes

/**
 * `POST /api/leads/bulk-changes` (201). `what` by `kind`:
 * assign `{ownerId, teamId}`, stage `{stage, reason}`, tag `{tagId, add}`.
 */
export const BulkChangeInput = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('assign'),
      what: z.object({ ownerId: id.nullable(), teamId: id.nullish(), note: optionalText(2000) }),
    }),
    z.object({
      kind: z.literal('stage'),
      what: z.object({ stage, reason: optionalText(60), note: optionalText(2000) }),
    }),
    z.object({
      kind: z.literal('tag'),
      what: z.object({ tagId: id, add: z.boolean().default(true) }),
    }),
  ])
  .and(
    z.object({
      ids: z
        .array(id)
        .min(1, { error: 'Please choose at least one lead.' })
        .max(MAX_BULK, { error: `Please choose at most ${MAX_BULK} leads.` }),
    }),
  );
export type BulkChangeInput = z.infer<typeof BulkChangeInput>;

/** What came of a bulk change: each lead is done, refused (with the sentence why) or as it should be already. */
export const BulkChangeResult = z.object({
  id,
  kind: z.enum(['assign', 'stage', 'tag']),
  done: z.array(id),
  unchanged: z.array(id),
  refused: z.array(
    z.object({ id, number: z.number().int().nullable(), code: z.string(), because: z.string() }),
  ),
  by: id.nullable(),
  at: when,
  undoneAt: when.nullable(),
});
export type BulkChangeResult = z.infer<typeof BulkChangeResult>;

/** `POST /api/bulk-changes/:id/undo` (no body): those nobody has changed since are as they were; the others are named. */
export const BulkUndoResult = z.object({
  id,
  restored: z.array(id),
  left: z.array(z.object({ id, number: z.number().int().nullable(), because: z.string() })),
  undoneAt: when,
});
export type BulkUndoResult = z.infer<typeof BulkUndoResult>;

// ---------------------------------------------------------------- mentions

/** In a note, a colleague is named by `@[<their id>]`; the screen shows their name. */
export const MENTION_PATTERN = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;

/** The colleagues a note names, each once. */
export function mentionedIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(MENTION_PATTERN)].map((found) => (found[1] ?? '').toLowerCase())),
  ];
}

/**
 * `GET /api/mentions` (a list; mine only; `filter={"unread":true}`), latest first.
 * `POST /api/mentions/:id/reading` (no body) marks one read, `POST /api/mentions/readings` all of mine.
 * The event `mention.changed` (with the mention's id) goes to the one who was mentioned.
 */
export const MentionView = z.object({
  id,
  activityId: id,
  lead: LeadBrief,
  text: z.string(),
  by: z.object({ id: id.nullable(), name: z.string().nullable() }),
  at: when,
  readAt: when.nullable(),
});
export type MentionView = z.infer<typeof MentionView>;
export const MentionsRead = z.object({ read: z.number().int() });

// ---------------------------------------------------------------- search

/** `GET /api/search?q=`: a phone number, an e-mail address, a lead's number, or words (beginnings from three letters) of a name. */
export const SearchQuery = z.object({
  q: typedText(200).min(1, { error: 'Please type what to look for.' }),
});
export const SearchHit = z.object({
  kind: z.enum(['lead', 'person']),
  id,
  /** The lead's number; null for a person. */
  number: z.number().int().nullable(),
  name: z.string().nullable(),
  stage: stage.nullable(),
  urgency: z.enum(codesOf(URGENCIES)).nullable(),
  closedAt: when.nullable(),
  /** What was found: the number, or a name or contact, and whose. */
  matched: z.array(
    z.object({ what: z.enum(['number', 'phone', 'email', 'name']), value: z.string() }),
  ),
  /** A lead found by the number of one that was merged into it says so. */
  mergedNumber: z.number().int().nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;
/** At most 20; open leads first, then the latest. `more`: there are others, so narrow it. */
export const SearchAnswer = z.object({ hits: z.array(SearchHit), more: z.boolean() });
export type SearchAnswer = z.infer<typeof SearchAnswer>;

// ---------------------------------------------------------------- board

/**
 * `GET /api/leads/board?filter={"ownerId":"me","teamId":…}`: open leads by stage, those to act on first at
 * the top. With `"stage"` that stage alone, and as much of it as `range` asks for.
 */
export const BoardFilter = z.strictObject({
  stage: z.enum(OPEN_STAGES).optional(),
  ownerId: z.union([id, z.literal('me'), z.literal('none')]).optional(),
  teamId: z.union([id, z.literal('none')]).optional(),
});
export type BoardFilter = z.infer<typeof BoardFilter>;
/** Cards of a stage that a board of all stages shows. */
export const BOARD_CARDS = 25;
export const BoardAnswer = z.object({
  stages: z.array(
    z.object({
      stage,
      /** How many there are, counted up to COUNT_CAP. */
      total: z.number().int(),
      leads: z.array(LeadRow),
    }),
  ),
});
export type BoardAnswer = z.infer<typeof BoardAnswer>;
