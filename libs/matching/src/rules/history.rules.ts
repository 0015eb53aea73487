import type { ReferralCounts } from '../facts.js';
import { graded, NOTHING, type Rule, weighing } from './rule.js';

/** What is taken for the share of a program nobody has referred to yet. */
export const USUAL_ACCEPTANCE = 0.6;
export const USUAL_SHOWING = 0.7;
/** How many answers that belief is worth: so many real ones and it counts half. */
export const BELIEF = 10;
const POINTS = 20;

/**
 * A share pulled towards the usual one: `(yes + usual · 10) / (yes + no + 10)`, the mean of a beta distribution with that
 * prior. A new program has the usual share, not zero; one refusal among one is no verdict; many are.
 */
export function shrunkShare(yes: number, no: number, usual: number): number {
  return (yes + usual * BELIEF) / (yes + no + BELIEF);
}

/** Points for what came of earlier referrals: 0 where there were none, at most some 20 either way in all. */
export function historyPoints(counts: ReferralCounts): { acceptance: number; showing: number } {
  const accepted = shrunkShare(counts.accepted, counts.declined, USUAL_ACCEPTANCE);
  const shown = shrunkShare(counts.arrived, counts.noShow, USUAL_SHOWING);
  return {
    acceptance: whole(POINTS * (accepted - USUAL_ACCEPTANCE)),
    showing: whole(POINTS * (shown - USUAL_SHOWING)),
  };
}

const ACCEPTED = graded(
  POINTS,
  weighing(
    ({ history: { accepted, declined } }) =>
      `Accepted ${accepted} of ${accepted + declined} referrals.`,
  ),
);
const ARRIVED = graded(
  POINTS,
  weighing(
    ({ history: { arrived, noShow } }) =>
      `${arrived} of ${arrived + noShow} who were expected arrived.`,
  ),
);

export const historyRule: Rule = {
  id: 'history',
  kind: 'soft',
  title: 'Acceptance and arrival',
  says: `How many of our referrals it accepted, and how many of those arrived. Both are pulled towards the usual share (${USUAL_ACCEPTANCE * 100} % and ${USUAL_SHOWING * 100} %) as if there were ${BELIEF} more, so that a new program is not buried and one refusal is no verdict.`,
  asking() {
    return ({ history }) => {
      const { accepted, declined, arrived, noShow } = history;
      const answered = accepted + declined > 0;
      const expected = arrived + noShow > 0;
      if (!answered && !expected) return NOTHING;
      const { acceptance, showing } = historyPoints(history);
      if (!expected) return ACCEPTED(acceptance);
      return answered ? [...ACCEPTED(acceptance), ...ARRIVED(showing)] : ARRIVED(showing);
    };
  },
};

/** Rounded, without the negative zero. */
function whole(points: number): number {
  return Math.round(points) + 0;
}
