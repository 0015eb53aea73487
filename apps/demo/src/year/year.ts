import type { Random } from '../story/random.js';
import { arrivalsOf } from './calendar.js';
import type { Agent, Centre } from './centre.js';
import type { Ids } from './ids.js';
import type { LeadPen } from './lead-pen.js';
import { LocalTime } from './local-time.js';
import type { YearOptions } from './options.js';
import type { Records } from './tables.js';
import type { Who } from './who.js';

/** A year that is to be told: who works there, and when people come. */
export interface Year {
  options: YearOptions;
  centre: Centre;
  /** Milliseconds since 1970, in order; the place in it is a request's serial. */
  arrivals: Float64Array;
  time: LocalTime;
}

export function newYear(options: YearOptions, centre: Centre): Year {
  return { options, centre, arrivals: arrivalsOf(options), time: new LocalTime(options.zone) };
}

/** One request being told: what is written so far, and who takes part. */
export interface Telling {
  year: Year;
  serial: number;
  at: number;
  /** After this nothing is known any more. */
  until: number;
  random: Random;
  ids: Ids;
  records: Records;
  lead: LeadPen;
  who: Who;
  /** How far people of this source get; 0 to 1. */
  quality: number;
  agent: Agent;
  patientId: string;
  callerId: string;
  phonePointId: string;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
