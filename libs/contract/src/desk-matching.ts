import { z } from 'zod';
import {
  EXCLUSION_CODES,
  POPULATION_CODES,
  PROGRAM_LANGUAGES,
  SEXES,
} from './facility-picklists.js';
import { OVERRIDE_KINDS, TRAVEL } from './match-picklists.js';
import { codesOf } from './picklists.js';
import { optionalText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

const nullish = <S extends z.ZodType>(schema: S) => schema.nullish().transform((v) => v ?? null);

/**
 * What the matcher is asked with beside what the lead, its screening and its coverages say. Left out: as the screening
 * has it, or not known.
 */
export const MatchWishes = z.object({
  willing: nullish(z.enum(codesOf(TRAVEL))),
  /** Miles. */
  maxMiles: nullish(z.number().int().min(1, { error: 'At least one mile.' }).max(3000)),
  /** Search around this ZIP code instead of the patient's own. */
  nearZip: nullish(z.string().regex(/^\d{5}$/, { error: 'A ZIP code has five digits.' })),
  sex: nullish(z.enum(codesOf(SEXES))),
  /** Treatment in this language; null: as the lead has it. */
  language: nullish(z.enum(codesOf(PROGRAM_LANGUAGES))),
  /** Nothing else will do than that language. */
  languageNeeded: z.boolean().default(false),
  populations: z.array(z.enum(POPULATION_CODES)).max(30).default([]),
  /** What of the programs' exclusions is true of the patient. */
  conditions: z.array(z.enum(EXCLUSION_CODES)).max(30).default([]),
  /** The list of exclusions was gone through: what is not in `conditions` is not true. */
  conditionsAsked: z.boolean().default(false),
  preferredFacilityIds: z.array(id).max(20).default([]),
  refusedFacilityIds: z.array(id).max(50).default([]),
  /** The patient agrees to a program outside the network of their payer. */
  outOfNetwork: z.boolean().default(false),
});
export type MatchWishes = z.infer<typeof MatchWishes>;

/** `POST /api/matches`: asks for programs for a lead, and keeps the answer. */
export const MatchAsk = z.object({
  leadId: id,
  wishes: MatchWishes.prefault({}),
});
export type MatchAsk = z.infer<typeof MatchAsk>;

export const MatchReason = z.object({
  /** Of the rules in docs/matching.md. */
  rule: z.string(),
  is: z.enum(['for', 'against', 'unknown', 'excludes']),
  points: z.number().int(),
  because: z.string(),
  /** What would have to be different; only with `excludes`. */
  change: z.string().optional(),
});
export type MatchReason = z.infer<typeof MatchReason>;

export const JudgedProgram = z.object({
  programId: id,
  programName: z.string(),
  facilityId: id,
  facilityName: z.string(),
  /** fits: nothing is unknown that could exclude it; ask: something is; excluded. */
  standing: z.enum(['fits', 'ask', 'excluded']),
  score: z.number().int(),
  /** As the crow flies; null: cannot be said. */
  miles: z.number().nullable(),
  reasons: z.array(MatchReason),
});
export type JudgedProgram = z.infer<typeof JudgedProgram>;

export const RankedProgram = JudgedProgram.extend({ rank: z.number().int().min(1) });
export type RankedProgram = z.infer<typeof RankedProgram>;

/** How a program stands now compared with the match before. */
export const MatchChange = z.object({
  programId: id,
  programName: z.string(),
  facilityName: z.string(),
  what: z.enum(['new', 'gone', 'up', 'down', 'now_excluded', 'no_longer_excluded']),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  /** What is said of it now and was not before. */
  because: z.array(z.string()),
});
export type MatchChange = z.infer<typeof MatchChange>;

export const MatchPickView = z.object({
  id,
  programId: id,
  programName: z.string(),
  facilityName: z.string(),
  /** Its rank in the answer; null: it was excluded, or not in it. */
  rank: z.number().int().nullable(),
  /** Why not the first one; null: it was. */
  override: z.object({ kind: z.enum(codesOf(OVERRIDE_KINDS)), reason: z.string() }).nullable(),
  pickedBy: id.nullable(),
  pickedAt: when,
});
export type MatchPickView = z.infer<typeof MatchPickView>;

/** A row of `GET /api/matches`. */
export const MatchRow = z.object({
  id,
  leadId: id,
  askedBy: id.nullable(),
  askedAt: when,
  rulesVersion: z.number().int(),
  /** Programs looked at, and how many of them were not excluded. */
  considered: z.number().int(),
  open: z.number().int(),
  picks: z.number().int(),
});
export type MatchRow = z.infer<typeof MatchRow>;

/** Where a program is, for the list and the map; read when shown, not kept with the match. */
export const MatchPlace = z.object({
  facilityId: id,
  city: z.string().nullable(),
  state: z.string().nullable(),
  phone: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
export type MatchPlace = z.infer<typeof MatchPlace>;

/** `GET /api/matches/:id` */
export const MatchView = MatchRow.extend({
  /** What the rules say now is another version than they said then. */
  rulesChanged: z.boolean(),
  wishes: MatchWishes,
  /** What holds for every program: which level counts, what is not known of the patient. */
  notes: z.array(z.string()),
  /** Some programs were not looked at: there were too many, or they were far outside what was asked. */
  bounded: z.string().nullable(),
  ranked: z.array(RankedProgram),
  excluded: z.array(JudgedProgram),
  excludedBy: z.array(z.object({ rule: z.string(), title: z.string(), count: z.number().int() })),
  /** The middle of the ZIP code searched around; null: not known. */
  around: z.object({ zip: z.string(), latitude: z.number(), longitude: z.number() }).nullable(),
  places: z.array(MatchPlace),
  /** Against the match of this lead before this one; null: there was none. */
  changes: z.object({ since: when, list: z.array(MatchChange) }).nullable(),
  pickList: z.array(MatchPickView),
});
export type MatchView = z.infer<typeof MatchView>;

/** `POST /api/matches/:id/picks`: the program a referral is to be made to. */
export const MatchPickInput = z.object({
  programId: id,
  /** Needed unless it is the first of those not picked before. */
  kind: nullish(z.enum(codesOf(OVERRIDE_KINDS))),
  reason: optionalText(2000),
});
export type MatchPickInput = z.infer<typeof MatchPickInput>;

/** `GET /api/leads/:id/match-wishes`: what the board starts with. */
export const MatchStart = z.object({
  /** The lead's. */
  id,
  wishes: MatchWishes,
  latestMatchId: id.nullable(),
  /** What is known and not known of the patient, before anything is asked. */
  notes: z.array(z.string()),
});
export type MatchStart = z.infer<typeof MatchStart>;
