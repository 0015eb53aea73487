import { type ReferralState, STAGE_OF_REFERRAL } from '#contract';

/** How far a referral got, by the states it went into. */
export interface ReferralCourse {
  /** The facility said yes and did not take it back; that the patient stepped back later takes nothing from it. */
  accepted: boolean;
  /** There was a date of arrival, and it was not called off before it came. */
  scheduled: boolean;
  /** Nobody came on the date: whatever follows, the show rate counts them. */
  missedDate: boolean;
  admitted: boolean;
}

/** Facilities that decline, or put on a list whom they had accepted, take their word back. */
const TAKES_BACK = new Set<ReferralState>(['declined', 'waitlisted']);
const CALLS_OFF = new Set<ReferralState>(['declined', 'waitlisted', 'withdrawn']);

/** Reads the states in order, the present one last. */
export function referralCourse(
  states: readonly ReferralState[],
  present: ReferralState,
): ReferralCourse {
  const course: ReferralCourse = {
    accepted: false,
    scheduled: false,
    missedDate: false,
    admitted: false,
  };
  for (const state of [...states, present]) {
    const stage = STAGE_OF_REFERRAL[state];
    if (stage === 'accepted' || stage === 'scheduled' || stage === 'admitted')
      course.accepted = true;
    if (stage === 'scheduled' || stage === 'admitted') course.scheduled = true;
    if (stage === 'admitted') course.admitted = true;
    if (state === 'no_show') course.missedDate = true;
    if (TAKES_BACK.has(state)) course.accepted = false;
    if (CALLS_OFF.has(state)) course.scheduled = course.missedDate;
  }
  return course;
}
