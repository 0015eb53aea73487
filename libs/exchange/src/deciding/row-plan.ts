import type { ImportRowState, ImportSide, SaidBy } from '#contract';
import { type Fact, staleAt } from '#facilities';
import type { FoundFacility, FoundProgram } from '../reading/found-facility.js';

/** What a person sees of a row beside its data. */
export interface RowShown {
  problems?: string[];
  changes?: { of: string; field: string; before: unknown; after: unknown }[];
  conflicts?: Conflict[];
}

/** What a source says against what somebody said since, who that was, and when. */
export interface Conflict {
  record: string;
  of: string;
  field: string;
  current: unknown;
  found: unknown;
  saidBy: SaidBy;
  saidAt: string;
}

/** What names a conflict within its row. */
export function conflictKey({ record, field }: Pick<Conflict, 'record' | 'field'>): string {
  return `${record}:${field}`;
}

/** Whose value counts in a conflict: as the row says, else as the import says. */
export function sideOf(
  conflict: Pick<Conflict, 'record' | 'field'>,
  choices: Readonly<Record<string, ImportSide>>,
  otherwise: ImportSide,
): ImportSide {
  return choices[conflictKey(conflict)] ?? otherwise;
}

/** The word behind a field as it was before a run spoke about it. */
export interface FormerFact {
  saidBy: string;
  who: string | null;
  saidAt: string;
}

/** A field that a run changed: what it was, what it is, and who stood behind it before. */
export interface DidChange {
  kind: 'facility' | 'program';
  id: string;
  field: string;
  before: unknown;
  after: unknown;
  former: FormerFact | null;
}

/** What a run did with a row, so that it can be taken back exactly. */
export interface RowDid {
  created?: boolean;
  programs?: string[];
  licences?: string[];
  changes?: DidChange[];
  payers?: { programId: string; payerId: string }[];
}

/** A record of the directory as an import meets it. */
export interface Known {
  kind: 'facility' | 'program';
  id: string;
  /** What a person calls it. */
  label: string;
  values: Readonly<Record<string, unknown>>;
  facts: ReadonlyMap<string, Fact>;
}

/** A field with two values. */
export interface Difference {
  kind: Known['kind'];
  id: string;
  of: string;
  field: string;
  current: unknown;
  found: unknown;
}

/** What an import may do to one record. */
export interface RecordPlan {
  changes: Difference[];
  conflicts: Difference[];
  /** Fields that hold what was found and whose word gets newer by it. */
  repeated: string[];
}

/** Fields of a facility that imports speak about; what names it is added, never replaced. */
export const IMPORTED_FACILITY_FIELDS = [
  'addressLine',
  'city',
  'state',
  'zip',
  'phone',
  'website',
  'npi',
  'latitude',
  'longitude',
  'description',
] as const satisfies readonly (keyof FoundFacility)[];

export const IMPORTED_PROGRAM_FIELDS = [
  'minAge',
  'maxAge',
  'sexes',
  'populations',
  'languages',
  'methadone',
  'buprenorphine',
  'naltrexone',
  'selfPay',
  'slidingScale',
  'stateFunded',
  'privateInsurance',
  'requirements',
  'description',
] as const satisfies readonly (keyof FoundProgram)[];

/**
 * Compares what was found with what is known, field by field. What nobody stands behind, or an older import does, is
 * replaced. What the facility or a colleague said stays: a difference is a conflict for a person, except where their
 * word is too old to rely on and the source is newer. A source that says nothing never takes anything away.
 */
export function planRecord(
  known: Known,
  found: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  { asOf, now }: { asOf: Date; now: Date },
): RecordPlan {
  const plan: RecordPlan = { changes: [], conflicts: [], repeated: [] };
  for (const field of fields) {
    const value = found[field];
    if (saysNothing(value)) continue;
    const current = known.values[field] ?? null;
    const fact = known.facts.get(field);
    if (alike(current, value)) {
      if (!fact || (isImported(fact) && fact.saidAt < asOf)) plan.repeated.push(field);
      continue;
    }
    const difference = {
      kind: known.kind,
      id: known.id,
      of: known.label,
      field,
      current,
      found: value,
    };
    const standing = standingOf(fact, current, asOf, now);
    if (standing === 'open') plan.changes.push(difference);
    else if (standing === 'held') plan.conflicts.push(difference);
  }
  return plan;
}

/**
 * Moves what a colleague decided for the source from the conflicts to the changes. Only what they saw: where either value
 * is another by now, ours stays and is a conflict once more.
 */
export function settle<P extends RecordPlan>(
  plan: P,
  isTaken: (difference: Difference) => boolean,
): P {
  const taken = plan.conflicts.filter(isTaken);
  if (taken.length === 0) return plan;
  return {
    ...plan,
    changes: [...plan.changes, ...taken],
    conflicts: plan.conflicts.filter((one) => !taken.includes(one)),
  };
}

/** Which conflicts of a row are settled for the source: those that were seen so, and chosen. */
export function takenOf(
  seen: readonly Conflict[],
  choices: Readonly<Record<string, ImportSide>>,
  otherwise: ImportSide,
): (difference: Difference) => boolean {
  return ({ id, field, current, found }) =>
    seen.some(
      (one) =>
        one.record === id &&
        one.field === field &&
        alike(one.current, current) &&
        alike(one.found, found) &&
        sideOf(one, choices, otherwise) === 'theirs',
    );
}

/** What kind of row it is, from all of its plans. */
export function rowStateOf(plans: readonly RecordPlan[], added: boolean): ImportRowState {
  if (plans.some((plan) => plan.conflicts.length > 0)) return 'conflict';
  return added || plans.some((plan) => plan.changes.length > 0) ? 'update' : 'same';
}

/** `open`: may be replaced; `held`: somebody's newer or living word; `newer`: an import with later data stands. */
function standingOf(
  fact: Fact | undefined,
  current: unknown,
  asOf: Date,
  now: Date,
): 'open' | 'held' | 'newer' {
  // What nobody is on record for was typed by somebody all the same: only a gap is filled.
  if (!fact) return saysNothing(current) ? 'open' : 'newer';
  if (isImported(fact)) return fact.saidAt < asOf || saysNothing(current) ? 'open' : 'newer';
  if (fact.saidAt >= asOf) return 'held';
  const stale = staleAt(fact);
  return stale !== null && stale <= now ? 'open' : 'held';
}

function isImported(fact: Fact): boolean {
  return fact.saidBy === 'import' || fact.saidBy === 'public_directory';
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 'unknown') return true;
  return value === false || (Array.isArray(value) && value.length === 0);
}

function alike(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item) => other.includes(item));
  }
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
