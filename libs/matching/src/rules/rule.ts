import type { PatientFacts, ProgramFacts } from '../facts.js';
import type { LevelNeeded } from '../levels.js';

/** For the program, against it, not known (which is neither), or it shuts the program out. */
export type Bearing = 'for' | 'against' | 'unknown' | 'excludes';

/** Miles from the patient to the program; null: cannot be measured. */
export type Miles = number | null;

/** A sentence about one program. Made only for programs that are shown. */
export type Words = (program: ProgramFacts, miles: Miles) => string;

/**
 * What one rule finds. Points are whole numbers added up into the score; a finding that excludes has none. It holds
 * nothing of the program, so that one serves for thousands: what is said of each is made of the program by its words.
 */
export interface Finding {
  readonly is: Bearing;
  readonly points: number;
  readonly because: Words;
  /** What would have to be different, for one that excludes. */
  readonly change?: Words;
}

export type Found = readonly Finding[];

/** What a rule finds of one program, for the patient it was made for. */
export type Judge = (program: ProgramFacts, miles: Miles) => Found;

/** What is the same for every program of one answer. */
export interface Given {
  readonly needed: LevelNeeded | null;
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
  /**
   * Works out what depends on the patient alone, once; what comes back judges ten thousand programs, and makes nothing
   * anew for each if it can: what it makes has to be collected, and that was half of the time of an answer.
   */
  asking(patient: PatientFacts, given: Given): Judge;
}

export const NOTHING: Found = [];
export const FINDS_NOTHING: Judge = () => NOTHING;

/** Speaks for the program. */
export function pro(points: number, because: Words): Found {
  return [{ is: 'for', points, because }];
}

/** Speaks against it (0 - points: there is no negative zero in JSON); `points` above zero are taken away. */
export function con(points: number, because: Words): Found {
  return [{ is: 'against', points: 0 - points, because }];
}

/** Nobody said: has to be asked; `points` above zero are taken away. */
export function open(points: number, because: Words): Found {
  return [{ is: 'unknown', points: 0 - points, because }];
}

/** Shuts the program out, with what would have to change. */
export function shut(because: Words, change: Words): Found {
  return [{ is: 'excludes', points: 0, because, change }];
}

/** One finding for each whole number of points from `-most` to `most`, made once. */
export function graded(most: number, make: (points: number) => Found): (points: number) => Found {
  const made = Array.from({ length: 2 * most + 1 }, (_, index) => make(index - most));
  return (points) => made[points + most] ?? make(points);
}

/** For the program by so many points, or against it where they are below zero. */
export function weighing(because: Words): (points: number) => Found {
  return (points) => (points < 0 ? con(-points, because) : pro(points, because));
}

/** All that several judges find, in their order. */
export function together(judges: readonly Judge[]): Judge {
  const [first, ...others] = judges;
  if (!first) return FINDS_NOTHING;
  if (others.length === 0) return first;
  return (program, miles) => judges.flatMap((judge) => judge(program, miles));
}
