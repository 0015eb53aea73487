import type { LoadDefinition } from './definition.js';

/** What a colleague has on their hands: as it is now, by owner. Their lists are the leads' own. */
export const LOAD_NUMBERS: readonly LoadDefinition[] = [
  {
    name: 'open_leads',
    label: 'Open leads',
    sentence: 'Leads that a colleague has and that are not closed.',
    formula: 'open leads by owner, now',
    unit: 'count',
    exclusions: [],
    sources: ['lead.owner_id', 'lead.closed_at'],
    version: 1,
  },
  {
    name: 'overdue_clocks',
    label: 'Overdue',
    sentence: 'Open leads of a colleague with a promise past its time that nobody has made up for.',
    formula: 'open leads by owner with an overdue clock, now',
    unit: 'count',
    exclusions: [],
    sources: ['clock.due_at', 'clock.met_at', 'clock.missed_at', 'clock.cancelled_at'],
    version: 1,
  },
  {
    name: 'attempts_per_hour',
    label: 'Attempts per hour',
    sentence: 'Calls out for each hour in which a colleague was on the phone at all.',
    formula: 'attempts ÷ hours with at least one call',
    unit: 'per_hour',
    exclusions: ['Calls that were only typed in.'],
    sources: ['call.started_at', 'call.staff_id', 'call.provider'],
    version: 1,
  },
];
