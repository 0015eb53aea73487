import { type Step, STEP_BEFORE, bitOf } from '../facts/steps.js';
import { define, type Definition, EKRA, type FactColumn, type Written } from './definition.js';
import type { Condition } from './predicate.js';
import { POPULATION_SLICES } from './slices.js';

type Lead = FactColumn<'lead'>;

const COUNTED = 'Leads closed as duplicate, spam, wrong number, vendor or job seeker.';
/** What else is a slice of one number only. */
const OWN = new Set<string>(['lostReason', 'leftOutReason']);
const SLICES = POPULATION_SLICES.lead.filter((slice) => !OWN.has(slice));
const WITHOUT_AGENT = SLICES.filter((slice) => slice !== 'agent');

const RECEIVED = 'lead.received_at';
const STAGES = ['stage_change.to_stage', 'stage_change.undone_at', 'lead.payment'];
const ATTEMPTS = ['call.direction', 'call.provider', 'call.started_at'];
const CONVERSATIONS = ['call.outcome', 'call.disposition', 'call.voicemail', 'call.answered_at'];
/** Within so many business seconds somebody was to try. */
const FIVE_MINUTES = 300;

const reached = (step: Step): Condition<Lead> => ({ column: 'reached', hasBit: bitOf(step) });
const entered = (step: Step): Condition<Lead> => ({ column: 'entered', hasBit: bitOf(step) });
const known = (column: Lead): Condition<Lead> => ({ column, known: true });

type WrittenOfLeads = Omit<Written<'lead'>, 'population' | 'slices'> &
  Partial<Pick<Definition, 'slices'>>;

function ofLeads(written: WrittenOfLeads): Definition {
  const slices = written.slices ?? (written.neverByAgent ? WITHOUT_AGENT : SLICES);
  return define<'lead'>({ ...written, population: 'lead', slices });
}

const LEADS = ofLeads({
  name: 'leads',
  label: 'Leads',
  sentence: 'People who asked for help in the period.',
  formula: 'counted leads received in the period',
  unit: 'count',
  exclusions: [COUNTED],
  sources: [RECEIVED, 'lead.closed_reason'],
  version: 1,
});

const LEFT_OUT = ofLeads({
  name: 'left_out_leads',
  label: 'Left out',
  sentence: 'Leads that stay out of every other number. A second person looks at a sample of them.',
  formula:
    'leads received in the period and closed as duplicate, spam, wrong number, vendor or job seeker',
  unit: 'count',
  ofLeftOut: true,
  exclusions: [],
  sources: [RECEIVED, 'lead.closed_reason'],
  slices: [...SLICES, 'leftOutReason'],
  version: 1,
});

const LOST = ofLeads({
  name: 'lost_leads',
  label: 'Lost, by reason',
  sentence: 'Leads that were closed without an admission, and why.',
  formula: 'counted leads received in the period that are closed now',
  unit: 'count',
  having: [known('lost_reason')],
  exclusions: [COUNTED],
  sources: [RECEIVED, 'lead.closed_reason'],
  slices: [...SLICES, 'lostReason'],
  version: 1,
});

const TIMES = [
  ofLeads({
    name: 'time_to_first_attempt',
    label: 'Time to first attempt',
    sentence: 'How long it took until somebody first tried to reach the person by phone.',
    formula: 'first outbound call − inquiry received; median and 90th percentile',
    unit: 'duration',
    of: [],
    having: [known('attempt_business_seconds')],
    measured: { business: 'attempt_business_seconds', wall: 'attempt_seconds' },
    exclusions: [COUNTED, 'Leads that nobody called; calls that were only typed in.'],
    sources: [RECEIVED, ...ATTEMPTS],
    version: 1,
  }),
  ofLeads({
    name: 'speed_to_contact',
    label: 'Speed to contact',
    sentence: 'How long it took until somebody spoke with the person.',
    formula: 'first live conversation − inquiry received; median and 90th percentile',
    unit: 'duration',
    of: [],
    having: [known('contact_business_seconds')],
    measured: { business: 'contact_business_seconds', wall: 'contact_seconds' },
    exclusions: [COUNTED, 'Leads that nobody has spoken with.'],
    sources: [RECEIVED, ...CONVERSATIONS],
    version: 1,
  }),
  ofLeads({
    name: 'time_to_admit',
    label: 'Time to admit',
    sentence: 'How long it took from the request until the patient arrived at the facility.',
    formula: 'arrived − inquiry received; median and 90th percentile',
    unit: 'duration',
    of: [],
    having: [known('arrival_business_seconds')],
    measured: { business: 'arrival_business_seconds', wall: 'arrival_seconds' },
    exclusions: [COUNTED, 'Patients who have not arrived, or were turned away at the door.'],
    sources: [RECEIVED, 'referral.arrived_at', 'referral.state'],
    neverByAgent: EKRA,
    version: 1,
  }),
];

const REACHING = [
  ofLeads({
    name: 'attempt_rate_5_min',
    label: 'Attempt within 5 minutes',
    sentence:
      'The share of leads that somebody tried to reach, or spoke with, within 5 business minutes.',
    formula: 'leads with an outbound call or a live conversation within 5 business minutes ÷ leads',
    unit: 'share',
    of: [],
    having: [{ column: 'response_business_seconds', atMost: FIVE_MINUTES }],
    exclusions: [COUNTED, 'Calls that were only typed in are no attempts.'],
    sources: [RECEIVED, ...ATTEMPTS, ...CONVERSATIONS],
    version: 1,
  }),
  ofLeads({
    name: 'contact_rate',
    label: 'Contact rate',
    sentence: 'The share of leads with whom somebody had a live conversation.',
    formula: 'leads with a live conversation ÷ leads',
    unit: 'share',
    of: [],
    having: [known('contact_seconds')],
    exclusions: [COUNTED],
    sources: [RECEIVED, ...CONVERSATIONS],
    version: 1,
  }),
];

interface StepWords {
  step: Step;
  name: string;
  label: string;
  did: string;
  /** Whoever reached the step before. */
  before: string;
  sources: readonly string[];
}

const ON_THE_WAY: readonly StepWords[] = [
  {
    step: 'qualified',
    name: 'qualified',
    label: 'Qualified',
    did: 'were qualified',
    before: 'contacted',
    sources: STAGES,
  },
  {
    step: 'verifying',
    name: 'check',
    label: 'Checked',
    did: 'had their benefits checked',
    before: 'qualified',
    sources: STAGES,
  },
  {
    step: 'viable',
    name: 'viable',
    label: 'Viable',
    did: 'have a benefit that is viable',
    before: 'checked',
    sources: [...STAGES, 'benefit_check.verdict', 'benefit_check.closed_at'],
  },
  {
    step: 'matched',
    name: 'match',
    label: 'Matched',
    did: 'were matched',
    before: 'checked (or qualified, where no check was needed)',
    sources: STAGES,
  },
  {
    step: 'referred',
    name: 'referral',
    label: 'Referred',
    did: 'were referred',
    before: 'matched',
    sources: STAGES,
  },
  {
    step: 'accepted',
    name: 'acceptance',
    label: 'Accepted',
    did: 'were accepted by a facility',
    before: 'referred',
    sources: STAGES,
  },
  {
    step: 'scheduled',
    name: 'scheduled',
    label: 'Scheduled',
    did: 'had a date of arrival, be it one that nobody came on',
    before: 'accepted',
    sources: [...STAGES, 'referral_change.to_state'],
  },
  {
    step: 'arrived',
    name: 'show',
    label: 'Shown up',
    did: 'arrived at the facility',
    before: 'scheduled (those who missed their date among them)',
    sources: [...STAGES, 'referral_change.to_state', 'referral.arrived_at', 'referral.state'],
  },
  {
    step: 'admitted',
    name: 'admit',
    label: 'Admitted',
    did: 'were admitted',
    before: 'arrived',
    sources: STAGES,
  },
];
const NEVER_BY_AGENT = new Set<Step>(['arrived', 'admitted']);

/** Each step twice: of those who reached the step before, and of all leads. */
const FUNNEL = ON_THE_WAY.flatMap((words): Definition[] => {
  const { step, label, did, before, sources } = words;
  const skips = 'Leads that skipped this step on their way.';
  const shared = {
    unit: 'share' as const,
    having: [reached(step)],
    sources: [RECEIVED, ...sources],
    neverByAgent: NEVER_BY_AGENT.has(step) ? EKRA : null,
    version: 1,
  };
  return [
    ofLeads({
      ...shared,
      name: `${words.name}_rate`,
      label: `${label}, of the step before`,
      sentence: `The share of those ${before} who ${did}. A step that was undone is not reached.`,
      formula: `leads that reached “${step}” ÷ leads that reached “${STEP_BEFORE[step] ?? 'new'}”`,
      of: [entered(step)],
      exclusions: [COUNTED, skips],
    }),
    ofLeads({
      ...shared,
      name: `${words.name}_of_leads`,
      label: `${label}, of all leads`,
      sentence: `The share of all leads who ${did}. A step that was undone is not reached.`,
      formula: `leads that reached “${step}” ÷ leads that did not skip it`,
      of: [{ column: 'skipped', lacksBit: bitOf(step) }],
      exclusions: [COUNTED, skips],
    }),
  ];
});

const GAP = ofLeads({
  name: 'service_gap',
  label: 'Service gap',
  sentence:
    'The share of leads for whom a match was asked and no facility ever accepted: what is missing, where.',
  formula: 'leads with a match asked and no referral accepted ÷ leads with a match asked',
  unit: 'share',
  scope: [{ column: 'match_asked', is: true }],
  of: [],
  having: [{ column: 'place_found', is: false }],
  exclusions: [COUNTED],
  sources: ['match.lead_id', 'referral_change.to_state', 'lead.state', 'coverage.payer_id'],
  version: 2,
});

const SPEND_SLICES = ['source', 'campaign', 'lastSource', 'lastCampaign'] as const;
const COSTS = [
  { name: 'cost_per_lead', label: 'Cost per lead', what: 'leads', having: [] },
  {
    name: 'cost_per_contact',
    label: 'Cost per contact',
    what: 'leads with a live conversation',
    having: [known('contact_seconds')],
  },
  {
    name: 'cost_per_admit',
    label: 'Cost per admit',
    what: 'admitted leads',
    having: [reached('admitted')],
  },
].map(({ name, label, what, having }) =>
  ofLeads({
    name,
    label,
    sentence: `What was spent on a source in the period, for each of its ${what}.`,
    formula: `spend of the source ÷ ${what}; spend of a month counts by the day`,
    unit: 'cents',
    having,
    exclusions: [COUNTED],
    sources: ['spend.cents', 'spend.month', RECEIVED],
    slices: [...SPEND_SLICES],
    neverByAgent: EKRA,
    version: 1,
  }),
);

export const LEAD_NUMBERS: readonly Definition[] = [
  LEADS,
  ...TIMES,
  ...REACHING,
  ...FUNNEL,
  GAP,
  ...COSTS,
  LOST,
  LEFT_OUT,
];
