import { choices, codesOf } from './picklists.js';

/** What a number can be looked at by. */
export const REPORT_SLICES = choices({
  source: 'Source',
  campaign: 'Campaign',
  lastSource: 'Source, last touch',
  lastCampaign: 'Campaign, last touch',
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

const LAST_TOUCH: ReadonlySet<Slice> = new Set(['lastSource', 'lastCampaign']);
const FIRST_TOUCH: ReadonlySet<Slice> = new Set(['source', 'campaign']);

/** Whether some are of the first touch and others of the last: money spent on a source belongs to one of the two. */
export function mixesTouches(slices: readonly Slice[]): boolean {
  const some = (touch: ReadonlySet<Slice>) => slices.some((slice) => touch.has(slice));
  return some(LAST_TOUCH) && some(FIRST_TOUCH);
}

/** The key of records of which a slice is not known. */
export const NOT_KNOWN = 'none';
