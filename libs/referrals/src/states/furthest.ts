import { type ReferralState, type Stage, STAGE_OF_REFERRAL, STAGES } from '#contract';

/**
 * The stage of a lead as its referrals have it: that of the furthest living one; null when none is living, so that the
 * lead is still to be matched (source: docs/domain.md, "Lead stages").
 */
export function stageOfReferrals(states: readonly ReferralState[]): Stage | null {
  const stages = states.flatMap((state) => STAGE_OF_REFERRAL[state] ?? []);
  return stages.reduce<Stage | null>(
    (furthest, stage) =>
      furthest === null || STAGES.indexOf(stage) > STAGES.indexOf(furthest) ? stage : furthest,
    null,
  );
}
