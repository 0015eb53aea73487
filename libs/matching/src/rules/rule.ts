import type { PatientFacts, ProgramFacts } from '../facts.js';
import type { LevelNeeded } from '../levels.js';

/** For the program, against it, not known (which is neither), or it shuts the program out. */
export type Bearing = 'for' | 'against' | 'unknown' | 'excludes';

/**
 * What one rule finds. Points are whole numbers added up into the score; a finding that excludes has none. Words are
 * made only for programs that are shown.
 */
export interface Finding {
  readonly is: Bearing;
  readonly points: number;
  readonly because: () => string;
  /** What would have to be different, for one that excludes. */
  readonly change?: () => string;
}

/** What is the same for every program of one answer, and what was measured for this one. */
export interface Given {
  readonly needed: LevelNeeded | null;
  readonly miles: number | null;
  readonly now: Date;
  /** The day it is now where a day of the United States ends last, and the day 30 days on; `YYYY-MM-DD`. */
  readonly today: string;
  readonly soon: string;
}

/** One rule. Hard ones may exclude; soft ones only weigh. */
export interface Rule {
  readonly id: string;
  readonly kind: 'hard' | 'soft';
  readonly title: string;
  /** What it looks at and what comes of it, for people: becomes docs/matching.md. */
  readonly says: string;
  judge(patient: PatientFacts, program: ProgramFacts, given: Given): readonly Finding[];
}

export const NOTHING: readonly Finding[] = [];

/** Speaks for the program. */
export function pro(points: number, because: () => string): Finding {
  return { is: 'for', points, because };
}

/** Speaks against it (0 - points: there is no negative zero in JSON); `points` above zero are taken away. */
export function con(points: number, because: () => string): Finding {
  return { is: 'against', points: 0 - points, because };
}

/** Nobody said: has to be asked; `points` above zero are taken away. */
export function open(points: number, because: () => string): Finding {
  return { is: 'unknown', points: 0 - points, because };
}

/** Shuts the program out, with what would have to change. */
export function shut(because: () => string, change: () => string): Finding {
  return { is: 'excludes', points: 0, because, change };
}
