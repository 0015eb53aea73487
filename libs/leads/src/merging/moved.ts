import type { MergeMove } from '#contract';

/** What a merge moved, by ids alone: what undoing it moves back. */
export interface Moved {
  /** `table.column` → ids of the rows whose reference was turned to the kept lead, or its patient. */
  rows: Record<string, string[]>;
  /** Tags that the kept lead was given. */
  tags: string[];
  /** Enrolments that were ended because the kept lead has a living one. */
  enrolments: { id: string; nextAt: string | null }[];
  /** The possible match of the two that this merge decided. */
  possibleMatches: string[];
  /** The patient who was found to be the kept lead's; null when it was the same person. */
  personId: string | null;
  /** True: the patient's date of birth was not known and came from them. */
  birthDate: boolean;
  /** How many of each, as it was shown. */
  counts: Partial<Record<MergeMove, number>>;
}
