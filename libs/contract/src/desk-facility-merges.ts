import { z } from 'zod';
import { codesOf } from './picklists.js';
import { SAID_BY } from './facility-picklists.js';

const when = z.iso.datetime();
const id = z.uuid();

/** What of two facilities may differ so that one has to choose. An address is one choice. */
export const FACILITY_MERGE_FIELDS = {
  name: 'Name',
  address: 'Address',
  phone: 'Phone',
  website: 'Website',
  npi: 'NPI',
  description: 'Description',
  organisationId: 'Organization',
  relationshipOwnerId: 'Looked after by',
  financialTie: 'Ownership and payment',
} as const;
export type FacilityMergeField = keyof typeof FACILITY_MERGE_FIELDS;
const FIELDS = Object.keys(FACILITY_MERGE_FIELDS) as [FacilityMergeField, ...FacilityMergeField[]];

/** What follows to the facility that is kept. */
export const FACILITY_MERGE_MOVES = {
  programs: 'programs',
  referrals: 'referrals',
  holds: 'beds that are kept',
  contacts: 'contacts',
  licences: 'licenses',
  notes: 'notes',
  links: 'links for beds',
  keys: 'keys of their system',
  tasks: 'tasks',
  merged: 'facilities merged into it before',
} as const;
export type FacilityMergeMove = keyof typeof FACILITY_MERGE_MOVES;
const MOVES = Object.keys(FACILITY_MERGE_MOVES) as [FacilityMergeMove, ...FacilityMergeMove[]];

const side = z.enum(['kept', 'merged']);
const Brief = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  place: z.string().nullable(),
  phone: z.string().nullable(),
  active: z.boolean(),
});
const Said = z.object({ saidBy: z.enum(codesOf(SAID_BY)), saidAt: when }).nullable();

/** `GET /api/facilities/:id/merge-preview?otherId=`: what merging the other one into this would do. */
export const FacilityMergePreview = z.object({
  kept: Brief,
  merged: Brief,
  /** Why they cannot be merged. */
  refusal: z.string().nullable(),
  /** Both hold something, and not the same; `words` are what is shown, with whose word each is. */
  fields: z.array(
    z.object({
      field: z.enum(FIELDS),
      kept: z.string(),
      merged: z.string(),
      keptSaid: Said,
      mergedSaid: Said,
    }),
  ),
  /** What the kept one does not know and the other one does: taken over. */
  filled: z.array(z.object({ field: z.enum(FIELDS), merged: z.string() })),
  moves: z.array(z.object({ what: z.enum(MOVES), count: z.number().int() })),
  /** Programs of the other one for which the kept one has a program of the same level: switched off. */
  twins: z.array(z.object({ id, name: z.string(), levelOfCare: z.string() })),
});
export type FacilityMergePreview = z.infer<typeof FacilityMergePreview>;

export const FacilityMergeQuery = z.object({ otherId: id });

/** `POST /api/facilities/:id/merges`: the other one becomes part of this; for each field whose value counts (ours unless said). */
export const FacilityMergeInput = z.object({
  version: z.number().int(),
  otherId: id,
  otherVersion: z.number().int(),
  fields: z.partialRecord(z.enum(FIELDS), side).default({}),
});
export type FacilityMergeInput = z.infer<typeof FacilityMergeInput>;

/** A merge of a facility, undone or not. */
export const FacilityMergeView = z.object({
  id,
  kept: z.object({ id, name: z.string() }),
  merged: z.object({ id, name: z.string() }),
  by: id.nullable(),
  at: when,
  undoneBy: id.nullable(),
  undoneAt: when.nullable(),
  /** Fields that stayed as they were when it was undone: somebody changed them since. */
  stayed: z.array(z.string()),
});
export type FacilityMergeView = z.infer<typeof FacilityMergeView>;
