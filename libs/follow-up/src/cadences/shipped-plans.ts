import type { CadencePlan } from '#contract';

/** A cadence every installation begins with. */
export interface ShippedCadence {
  code: string;
  name: string;
  isDefault: boolean;
  onRequest: boolean;
  steps: CadencePlan;
}

/**
 * The shipped default (docs/domain.md): call now; a text 2 minutes after a call nobody took; call within
 * the hour; calls on days 2, 3, 5 and 7 at other parts of the day; e-mails where consented. What says
 * "we tried to call you" goes out only when somebody did.
 */
const FIRST_CONTACT: CadencePlan = [
  { kind: 'call', key: 'call-now', title: 'Call now' },
  { kind: 'branch', key: 'after-first', reached: 'next', notReached: 'next', notTried: 'one-hour' },
  { kind: 'wait', key: 'two-minutes', amount: 2, unit: 'minutes' },
  { kind: 'sms', key: 'missed-you', template: 'missed_call' },
  { kind: 'wait', key: 'one-hour', amount: 45, unit: 'minutes' },
  { kind: 'call', key: 'call-within-the-hour', title: 'Second call, within the hour' },
  { kind: 'day', key: 'day-2', day: 2, part: 'another' },
  { kind: 'call', key: 'call-day-2', title: 'Day 2: call at another part of the day' },
  {
    kind: 'branch',
    key: 'tried-day-2',
    reached: 'next',
    notReached: 'next',
    notTried: 'day-3',
  },
  { kind: 'wait', key: 'after-day-2', amount: 30, unit: 'minutes' },
  { kind: 'email', key: 'email-day-2', template: 'follow_up_email' },
  { kind: 'day', key: 'day-3', day: 3, part: 'another' },
  { kind: 'call', key: 'call-day-3', title: 'Day 3: call at another part of the day' },
  { kind: 'day', key: 'day-5', day: 5, part: 'another' },
  { kind: 'call', key: 'call-day-5', title: 'Day 5: call at another part of the day' },
  { kind: 'day', key: 'day-7', day: 7, part: 'another' },
  { kind: 'call', key: 'call-day-7', title: 'Day 7: last call of this plan' },
  {
    kind: 'branch',
    key: 'tried-day-7',
    reached: 'next',
    notReached: 'next',
    notTried: 'end',
  },
  { kind: 'wait', key: 'after-day-7', amount: 30, unit: 'minutes' },
  { kind: 'email', key: 'email-day-7', template: 'follow_up_email' },
];

/** For people who asked to hear from us later: a few e-mails and a call, over within 90 days. */
const STAY_IN_TOUCH: CadencePlan = [
  { kind: 'day', key: 'week-2', day: 14, part: 'morning' },
  { kind: 'email', key: 'email-week-2', template: 'staying_in_touch' },
  { kind: 'day', key: 'month-1', day: 30, part: 'morning' },
  { kind: 'call', key: 'call-month-1', title: 'They asked to hear from us: call after a month' },
  { kind: 'wait', key: 'after-month-1', amount: 30, unit: 'minutes' },
  { kind: 'email', key: 'email-month-1', template: 'staying_in_touch' },
  { kind: 'day', key: 'month-2', day: 60, part: 'morning' },
  { kind: 'email', key: 'email-month-2', template: 'staying_in_touch' },
  { kind: 'day', key: 'month-3', day: 88, part: 'morning' },
  { kind: 'email', key: 'email-month-3', template: 'staying_in_touch' },
];

/** For somebody who was expected and did not come: they may be in danger, or ashamed; the place may still wait. */
const NO_SHOW: CadencePlan = [
  { kind: 'call', key: 'call-now', title: 'They did not arrive: call now' },
  { kind: 'wait', key: 'one-hour', amount: 60, unit: 'minutes' },
  { kind: 'call', key: 'call-again', title: 'They did not arrive: second call' },
  { kind: 'day', key: 'day-2', day: 2, part: 'another' },
  { kind: 'call', key: 'call-day-2', title: 'Day 2 after not arriving: call at another time' },
  { kind: 'day', key: 'day-4', day: 4, part: 'another' },
  { kind: 'call', key: 'call-day-4', title: 'Day 4 after not arriving: last call of this plan' },
];

export const SHIPPED_CADENCES: readonly ShippedCadence[] = [
  {
    code: 'first_contact',
    name: 'First contact',
    isDefault: true,
    onRequest: false,
    steps: FIRST_CONTACT,
  },
  {
    code: 'stay_in_touch',
    name: 'Stay in touch (only when asked for)',
    isDefault: false,
    onRequest: true,
    steps: STAY_IN_TOUCH,
  },
  {
    code: 'no_show',
    name: 'Did not arrive',
    isDefault: false,
    onRequest: false,
    steps: NO_SHOW,
  },
];
