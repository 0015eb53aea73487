import type { ClockView, ReferralRow } from '#contract';

/** The clock of a referral while it runs, or is overdue; null once it is over. */
export function running({ clock }: Pick<ReferralRow, 'clock'>): ClockView | null {
  if (!clock || clock.metAt || clock.cancelledAt) return null;
  return clock;
}
