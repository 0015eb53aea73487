import type { FactKind, Slice } from '#contract';
import { define, type Definition, EKRA, type Written } from './definition.js';
import { POPULATION_SLICES } from './slices.js';

const COUNTED = 'Leads closed as duplicate, spam, wrong number, vendor or job seeker.';
const DRAFTS = 'Drafts: nobody was asked yet.';
/** Within so many seconds of being sent. */
const HALF_AN_HOUR = 1800;

/** Those of the population's slices that are not another number's own, and may be. */
function slicesFor(
  population: FactKind,
  { neverByAgent }: { neverByAgent?: string | null },
  without: readonly Slice[] = [],
): Slice[] {
  return POPULATION_SLICES[population].filter(
    (slice) => !without.includes(slice) && !(neverByAgent && slice === 'agent'),
  );
}

const SENT = ['referral.sent_at', 'referral.lead_id'];
const OWN: readonly Slice[] = ['declineReason', 'outcome'];

function ofReferrals(
  written: Omit<Written<'referral'>, 'population' | 'slices'>,
  own: readonly Slice[] = [],
): Definition {
  const without = OWN.filter((slice) => !own.includes(slice));
  const slices = slicesFor('referral', written, without);
  return define<'referral'>({ ...written, population: 'referral', slices });
}

const REFERRALS = [
  ofReferrals(
    {
      name: 'referrals',
      label: 'Referrals sent',
      sentence: 'Referrals that were sent to a facility.',
      formula: 'referrals sent in the period',
      unit: 'count',
      exclusions: [COUNTED, DRAFTS],
      sources: SENT,
      version: 1,
    },
    ['outcome'],
  ),
  ofReferrals({
    name: 'acknowledged_30_min',
    label: 'Acknowledged in 30 minutes',
    sentence: 'The share of referrals that the facility said it had read within 30 minutes.',
    formula: 'referrals acknowledged within 30 min ÷ referrals sent',
    unit: 'share',
    of: [],
    having: [{ column: 'acknowledged_seconds', atMost: HALF_AN_HOUR }],
    exclusions: [COUNTED, DRAFTS],
    sources: [...SENT, 'referral.acknowledged_at', 'referral.answered_at'],
    version: 1,
  }),
  ofReferrals({
    name: 'time_to_acknowledge',
    label: 'Time to acknowledge',
    sentence: 'How long facilities took to say that they had read a referral.',
    formula: 'acknowledged − sent; median and 90th percentile',
    unit: 'duration',
    of: [],
    having: [{ column: 'acknowledged_business_seconds', known: true }],
    measured: { business: 'acknowledged_business_seconds', wall: 'acknowledged_seconds' },
    exclusions: [COUNTED, DRAFTS, 'Referrals that nobody has acknowledged.'],
    sources: [...SENT, 'referral.acknowledged_at', 'referral.answered_at'],
    version: 1,
  }),
  ofReferrals({
    name: 'referrals_accepted',
    label: 'Referrals accepted',
    sentence: 'The share of referrals that the facility accepted, and did not take back.',
    formula: 'referrals accepted ÷ referrals sent',
    unit: 'share',
    of: [],
    having: [{ column: 'accepted', is: true }],
    exclusions: [COUNTED, DRAFTS],
    sources: [...SENT, 'referral_change.to_state'],
    version: 1,
  }),
  ofReferrals({
    name: 'referrals_arrived',
    label: 'Referrals that arrived',
    sentence: 'The share of referrals with a date of arrival whose patient came.',
    formula: 'referrals arrived ÷ referrals scheduled',
    unit: 'share',
    of: [{ column: 'scheduled', is: true }],
    having: [{ column: 'arrived', is: true }],
    exclusions: [COUNTED, DRAFTS],
    sources: [...SENT, 'referral_change.to_state', 'referral.arrived_at'],
    neverByAgent: EKRA,
    version: 1,
  }),
  ofReferrals(
    {
      name: 'declined_referrals',
      label: 'Declined, by reason',
      sentence: 'Referrals that the facility declined, and why.',
      formula: 'referrals sent in the period and declined',
      unit: 'count',
      having: [{ column: 'declined', is: true }],
      exclusions: [COUNTED, DRAFTS],
      sources: [...SENT, 'referral.state', 'referral.decline_reason'],
      version: 1,
    },
    ['declineReason'],
  ),
];

const ARRIVED = ['referral.arrived_at', 'referral.state'];

function ofStays(
  written: Omit<Written<'stay'>, 'population' | 'slices' | 'exclusions' | 'neverByAgent'>,
): Definition {
  return define<'stay'>({
    ...written,
    population: 'stay',
    exclusions: [COUNTED, 'Patients who were turned away at the door.'],
    neverByAgent: EKRA,
    slices: slicesFor('stay', { neverByAgent: EKRA }),
  });
}

const STAYS = [
  ofStays({
    name: 'arrivals',
    label: 'Arrivals',
    sentence: 'Patients who arrived at a facility.',
    formula: 'referrals whose patient arrived in the period',
    unit: 'count',
    sources: ARRIVED,
    version: 1,
  }),
  ...([7, 30] as const).flatMap((day) => [
    ofStays({
      name: `retained_${day}`,
      label: `Retained at ${day} days`,
      sentence: `The share of patients who arrived and were in care at day ${day}. Completed and stepped down count as retained.`,
      formula: `in care at day ${day} ÷ arrived`,
      unit: 'share',
      of: [],
      having: [{ column: day === 7 ? 'retained_7' : 'retained_30', is: true }],
      sources: [...ARRIVED, 'referral_change.to_state', 'referral_change.at'],
      version: 1,
    }),
    ofStays({
      name: `retention_unknown_${day}`,
      label: `Not known yet at ${day} days`,
      sentence: `The share of patients who arrived of whom nobody has said yet where they are at day ${day}: so much may still be added to “retained at ${day} days”.`,
      formula: `arrived, and neither in care at day ${day} nor left ÷ arrived`,
      unit: 'share',
      of: [],
      having: [{ column: day === 7 ? 'open_7' : 'open_30', is: true }],
      sources: [...ARRIVED, 'referral_change.to_state', 'referral_change.at'],
      version: 1,
    }),
  ]),
];

const PICKS = [
  define<'pick'>({
    population: 'pick',
    slices: slicesFor('pick', {}),
    name: 'override_rate',
    label: 'Override rate',
    sentence: 'The share of picked programs that were not the first one the matcher left open.',
    formula: 'matches overridden ÷ programs picked, by agent × facility',
    unit: 'share',
    of: [],
    having: [{ column: 'overridden', is: true }],
    exclusions: [COUNTED],
    sources: ['match_pick.picked_at', 'match_pick.picked_by', 'match_override.pick_id'],
    version: 1,
  }),
];

export const REFERRAL_NUMBERS: readonly Definition[] = [...REFERRALS, ...STAYS, ...PICKS];
