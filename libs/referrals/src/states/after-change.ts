import type { ReferralState } from '#contract';

/** What is to happen once a referral has got somewhere. */
export type Consequence =
  | 'start_acknowledge_clock'
  | 'end_acknowledge_clock'
  | 'start_arrival_clock'
  | 'end_arrival_clock'
  | 'propose_next'
  | 'revoke_links'
  | 'tell_facility'
  | 'recover_no_show'
  | 'follow_up_day_7'
  | 'follow_up_day_30';

const AFTER: Readonly<Partial<Record<ReferralState, readonly Consequence[]>>> = {
  sent: ['start_acknowledge_clock'],
  acknowledged: ['end_acknowledge_clock'],
  accepted: ['end_acknowledge_clock'],
  waitlisted: ['end_acknowledge_clock'],
  declined: ['end_acknowledge_clock', 'end_arrival_clock', 'revoke_links', 'propose_next'],
  scheduled: ['start_arrival_clock'],
  arrived: ['end_arrival_clock'],
  no_show: ['end_arrival_clock', 'recover_no_show'],
  admitted: ['follow_up_day_7', 'follow_up_day_30'],
  turned_away: ['revoke_links', 'propose_next'],
  withdrawn: ['end_acknowledge_clock', 'end_arrival_clock', 'revoke_links', 'tell_facility'],
};

/** What follows a move. A draft that is withdrawn was never known to anybody: nothing follows it. */
export function consequencesOf(from: ReferralState, to: ReferralState): readonly Consequence[] {
  return from === 'draft' && to === 'withdrawn' ? [] : (AFTER[to] ?? []);
}

const DAY_MS = 86_400_000;

/** When the follow-ups after an admission are due. */
export function followUpDue(admittedAt: Date): { day7: Date; day30: Date } {
  return {
    day7: new Date(admittedAt.getTime() + 7 * DAY_MS),
    day30: new Date(admittedAt.getTime() + 30 * DAY_MS),
  };
}
