import type { PatientFacts } from '../facts.js';
import {
  con,
  type Found,
  graded,
  type Miles,
  NOTHING,
  open,
  type Rule,
  shut,
  weighing,
  type Words,
} from './rule.js';

/** What "near home" means where nobody gave a number. Miles. */
export const NEAR_MILES = 50;
/** Where half of the points for nearness are left, if there is no limit. */
const HALF_MILES = 100;
/** Farther than this speaks against a program while nobody asked how far the patient would go. */
const UNASKED_MILES = 250;
const POINTS = 25;

/** The limit in miles, or null when there is none. */
export function limitOf({ travel }: PatientFacts): number | null {
  return travel.maxMiles ?? (travel.willing === 'near' ? NEAR_MILES : null);
}

export const travelRule: Rule = {
  id: 'travel',
  kind: 'hard',
  title: 'Distance and willingness to travel',
  says: `Farther than the patient is willing to go is excluded ("near home" is ${NEAR_MILES} miles unless a number was said), and so is another state for who wants to stay in theirs. Nearer counts more, up to ${POINTS} points; over ${UNASKED_MILES} miles counts against it while nobody asked how far. Miles are as the crow flies from the middle of the ZIP code.`,
  asking(patient) {
    const { state, place, travel } = patient;
    const limit = limitOf(patient);
    const otherState = shut(
      (program) => `Is in ${program.state}; the patient wants to stay in ${state}.`,
      () => 'The patient is willing to go to another state.',
    );
    const tooFar = shut(
      (_program, miles) => `${milesWords(miles)} away; the patient goes up to ${limit} miles.`,
      (_program, miles) => `The patient is willing to go ${Math.ceil(miles ?? 0)} miles.`,
    );
    // Said once for all, by travelNote, where it is the patient's place that is not known.
    const unmeasured =
      place === null ? (limit === null ? NOTHING : CANNOT_BE_SAID) : placeNotKnown(limit);
    const staysIn = travel.willing === 'state' ? state : null;
    const near = graded(POINTS, weighing(awayWords));
    const nobodyAsked = travel.willing === null && limit === null;
    // Half of the points are left at a quarter of the limit, or at 100 miles where there is none.
    const half = limit === null ? HALF_MILES : limit / 4;
    return (program, miles) => {
      if (staysIn !== null && program.state !== null && program.state !== staysIn) {
        return otherState;
      }
      if (miles === null) return unmeasured;
      if (limit !== null && miles > limit) return tooFar;
      if (nobodyAsked && miles > UNASKED_MILES) return VERY_FAR;
      return near(Math.round((POINTS * half) / (half + miles)));
    };
  },
};

const awayWords: Words = ({ placeIsRough }, miles) =>
  placeIsRough
    ? `About ${milesWords(miles)} away, from the middle of its ZIP code.`
    : `${milesWords(miles)} away.`;
const VERY_FAR = con(
  10,
  (program, miles) =>
    `${awayWords(program, miles)} Nobody asked whether the patient would go so far.`,
);
const CANNOT_BE_SAID = open(0, () => 'How far it is cannot be said.');

function placeNotKnown(limit: number | null): Found {
  return open(
    limit === null ? 3 : 8,
    () => 'Its place is not known: how far it is cannot be said.',
  );
}

export function milesWords(miles: Miles): string {
  if (miles === null) return 'Not known how far';
  // From tenths, which is how an answer keeps it: the head of a program and its reasons say the same number.
  const whole = Math.round(Math.round(miles * 10) / 10);
  return whole === 1 ? '1 mile' : whole < 1 ? 'Less than a mile' : `${whole} miles`;
}

/** What has to be said of the patient's place, whatever the program; null when all is known. */
export function travelNote(patient: PatientFacts): string | null {
  if (patient.place === null) {
    return 'The ZIP code of the patient is not known to us: nothing can be said of distances.';
  }
  return patient.travel.willing === null && patient.travel.maxMiles === null
    ? 'Nobody asked how far the patient would travel: no program is excluded for its distance.'
    : null;
}
