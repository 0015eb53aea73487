import { z } from 'zod';
import { LeadRow } from './desk-leads.js';
import { MAX_BULK } from './limits.js';
import { codesOf, URGENCIES } from './picklists.js';
import { OPEN_STAGES, STAGES } from './stages.js';
import { optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const stage = z.enum(STAGES);

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
