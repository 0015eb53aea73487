import { choices, codesOf } from './picklists.js';

/** What a number can be looked at by. */
export const REPORT_SLICES = choices({
  source: 'Source',
  campaign: 'Campaign',
  trackingNumber: 'Tracking number',
  agent: 'Agent',
  team: 'Team',
  payer: 'Payer',
  planType: 'Plan type',
  levelOfCare: 'Level of care',
  state: 'State',
  language: 'Language',
  urgency: 'Urgency',
  hourOfWeek: 'Hour of the week',
  lostReason: 'Reason it was lost',
  leftOutReason: 'Reason it is left out',
  facility: 'Facility',
  declineReason: 'Reason it was declined',
  outcome: 'Outcome',
});
export type Slice = (typeof REPORT_SLICES)[number]['code'];
export const SLICES = codesOf(REPORT_SLICES);

/** The key of records of which a slice is not known. */
export const NOT_KNOWN = 'none';
