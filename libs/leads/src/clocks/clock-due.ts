import type { ClockKind, Urgency } from '#contract';
import type { WorkingTime } from '#content';
import { addBusinessMinutes, endOfBusinessDay } from './business-time.js';

const MINUTE_MS = 60_000;

/** Minutes each promise gives us. */
export const PROMISED_MINUTES = {
  first_attempt: 5,
  call_back: 15,
  benefit_check: 120,
  referral_acknowledged: 30,
} as const;

/**
 * When a promise is due. P0 and P1 are kept day and night; a first attempt at a P3 may take until
 * the end of the business day; everything else runs in business time.
 * @param kind not `scheduled_arrival`, whose time is agreed with the person
 */
export function clockDue(
  kind: Exclude<ClockKind, 'scheduled_arrival'>,
  urgency: Urgency,
  from: Date,
  working: WorkingTime,
): Date {
  const minutes = PROMISED_MINUTES[kind];
  if (runsDayAndNight(kind, urgency)) {
    return new Date(from.getTime() + minutes * MINUTE_MS);
  }
  if (kind === 'first_attempt' && urgency === 'P3') {
    return endOfBusinessDay(from, working.hours, working.timeZone);
  }
  return addBusinessMinutes(from, minutes, working.hours, working.timeZone);
}

/** Whether a promise runs day and night rather than in business time. */
export function runsDayAndNight(kind: ClockKind, urgency: Urgency): boolean {
  if (kind === 'scheduled_arrival') return true;
  const urgent = urgency === 'P0' || urgency === 'P1';
  return urgent && (kind === 'first_attempt' || kind === 'call_back');
}
