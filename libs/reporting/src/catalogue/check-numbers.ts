import { define, type Definition, type Written } from './definition.js';
import { POPULATION_SLICES } from './slices.js';

const COUNTED = 'Checks of leads closed as duplicate, spam, wrong number, vendor or job seeker.';
const SLICES = POPULATION_SLICES.check;

function ofChecks(written: Omit<Written<'check'>, 'population' | 'slices'>): Definition {
  return define<'check'>({ ...written, population: 'check', slices: SLICES });
}

/** By agent: whoever closed the check, else whoever has it. */
export const CHECK_NUMBERS: readonly Definition[] = [
  ofChecks({
    name: 'benefit_checks',
    label: 'Benefit checks',
    sentence: 'Benefit checks that were asked for.',
    formula: 'benefit checks requested in the period',
    unit: 'count',
    exclusions: [COUNTED],
    sources: ['benefit_check.requested_at'],
    version: 1,
  }),
  ofChecks({
    name: 'benefit_check_turnaround',
    label: 'Benefit-check turnaround',
    sentence: 'How long a benefit check took.',
    formula: 'closed − requested; median and 90th percentile',
    unit: 'duration',
    of: [],
    having: [{ column: 'turnaround_business_seconds', known: true }],
    measured: { business: 'turnaround_business_seconds', wall: 'turnaround_seconds' },
    exclusions: [COUNTED, 'Checks that are still open.'],
    sources: ['benefit_check.requested_at', 'benefit_check.closed_at'],
    version: 1,
  }),
  ofChecks({
    name: 'checks_viable',
    label: 'Checks found viable',
    sentence: 'The share of closed benefit checks that found a viable benefit.',
    formula: 'benefit checks closed as viable ÷ benefit checks closed',
    unit: 'share',
    of: [{ column: 'closed', is: true }],
    having: [{ column: 'viable', is: true }],
    exclusions: [COUNTED, 'Checks that are still open.'],
    sources: ['benefit_check.verdict', 'benefit_check.closed_at'],
    version: 1,
  }),
];
