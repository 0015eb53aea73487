import type { PatientFacts } from '../facts.js';
import { NOTHING, open, pro, type Rule, shut } from './rule.js';

/** What "near home" means where nobody gave a number. Miles. */
export const NEAR_MILES = 50;
/** At this many miles nearness counts nothing, where there is no limit. */
const FAR_MILES = 500;
const STATE_MILES = 200;
const POINTS = 25;

/** The limit in miles, or null when there is none. */
export function limitOf({ travel }: PatientFacts): number | null {
  return travel.maxMiles ?? (travel.willing === 'near' ? NEAR_MILES : null);
}

export const travelRule: Rule = {
  id: 'travel',
  kind: 'hard',
  title: 'Distance and willingness to travel',
  says: `Farther than the patient is willing to go is excluded ("near home" is ${NEAR_MILES} miles unless a number was said), and so is another state for who wants to stay in theirs. Nearer counts more, up to ${POINTS} points. Miles are as the crow flies from the middle of the ZIP code.`,
  judge(patient, program, { miles }) {
    const { willing } = patient.travel;
    if (
      willing === 'state' &&
      patient.state !== null &&
      program.state !== null &&
      program.state !== patient.state
    ) {
      return [
        shut(
          () => `Is in ${program.state}; the patient wants to stay in ${patient.state}.`,
          () => 'The patient is willing to go to another state.',
        ),
      ];
    }
    const limit = limitOf(patient);
    if (miles === null) return unmeasured(patient, limit);
    if (limit !== null && miles > limit) {
      return [
        shut(
          () => `${milesWords(miles)} away; the patient goes up to ${limit} miles.`,
          () => `The patient is willing to go ${Math.ceil(miles)} miles.`,
        ),
      ];
    }
    const scale = limit ?? (willing === 'state' ? STATE_MILES : FAR_MILES);
    const points = Math.round(POINTS * Math.max(0, 1 - miles / Math.max(scale, 1)));
    return [
      pro(points, () =>
        program.placeIsRough
          ? `About ${milesWords(miles)} away, from the middle of its ZIP code.`
          : `${milesWords(miles)} away.`,
      ),
    ];
  },
};

function unmeasured(patient: PatientFacts, limit: number | null) {
  // Said once for all, by travelNote, where it is the patient's place that is not known.
  if (patient.place === null)
    return limit === null ? NOTHING : [open(0, () => 'How far it is cannot be said.')];
  return [
    open(limit === null ? 3 : 8, () => 'Its place is not known: how far it is cannot be said.'),
  ];
}

export function milesWords(miles: number): string {
  const whole = Math.round(miles);
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
