import type { FactKind, Slice } from '#contract';

/** The column a slice is read from. */
export const SLICE_COLUMNS: Readonly<Record<Slice, string>> = {
  source: 'source_id',
  campaign: 'campaign',
  lastSource: 'last_source_id',
  lastCampaign: 'last_campaign',
  trackingNumber: 'tracking_number_id',
  agent: 'agent_id',
  team: 'team_id',
  payer: 'payer_id',
  planType: 'plan_type',
  levelOfCare: 'level_of_care',
  state: 'state',
  language: 'language',
  urgency: 'urgency',
  hourOfWeek: 'hour_of_week',
  lostReason: 'lost_reason',
  leftOutReason: 'left_out_reason',
  facility: 'facility_id',
  declineReason: 'decline_reason',
  outcome: 'outcome',
};

const EVERY: readonly Slice[] = [
  'source',
  'campaign',
  'lastSource',
  'lastCampaign',
  'trackingNumber',
  'agent',
  'team',
  'payer',
  'planType',
  'levelOfCare',
  'state',
  'language',
  'urgency',
  'hourOfWeek',
];

/** What the facts of a population know. */
export const POPULATION_SLICES: Readonly<Record<FactKind, readonly Slice[]>> = {
  lead: [...EVERY, 'lostReason', 'leftOutReason'],
  call: [...EVERY, 'outcome'],
  check: [...EVERY, 'outcome'],
  referral: [...EVERY, 'facility', 'declineReason', 'outcome'],
  stay: [...EVERY, 'facility', 'outcome'],
  pick: [...EVERY, 'facility'],
};

/** The table of a population's facts. */
export const FACT_TABLES: Readonly<Record<FactKind, string>> = {
  lead: 'lead_fact',
  call: 'call_fact',
  check: 'check_fact',
  referral: 'referral_fact',
  stay: 'stay_fact',
  pick: 'pick_fact',
};

/** The column with the lead of a fact. Of a lead it is the key itself, and that one has the index. */
export const LEAD_COLUMNS: Readonly<Record<FactKind, string>> = {
  lead: 'id',
  call: 'lead_id',
  check: 'lead_id',
  referral: 'lead_id',
  stay: 'lead_id',
  pick: 'lead_id',
};

/** Which day a record counts for. */
export const COHORTS: Readonly<Record<FactKind, string>> = {
  lead: 'the day the lead was received',
  call: 'the day the call began',
  check: 'the day the check was asked for',
  referral: 'the day the referral was sent',
  stay: 'the day the patient arrived',
  pick: 'the day the program was picked',
};
