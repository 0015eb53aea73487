import type { FactKind } from '#contract';
import type { FactRow, FactRows } from './fact-rows.js';

type Own<P extends FactKind> = Exclude<keyof FactRows[P], keyof FactRow>;

const SHARED = Object.keys({
  id: 0,
  lead_id: 0,
  day: 0,
  hour_of_week: 0,
  counted: 0,
  source_id: 0,
  campaign: 0,
  last_source_id: 0,
  last_campaign: 0,
  tracking_number_id: 0,
  agent_id: 0,
  team_id: 0,
  payer_id: 0,
  plan_type: 0,
  level_of_care: 0,
  state: 0,
  language: 0,
  urgency: 0,
} satisfies Record<keyof FactRow, 0>);

/** The columns of each population beyond the shared ones; the compiler holds them to the facts. */
const OWN: { [P in FactKind]: Record<Own<P>, 0> } = {
  lead: {
    lost_reason: 0,
    left_out_reason: 0,
    reached: 0,
    entered: 0,
    skipped: 0,
    attempt_seconds: 0,
    attempt_business_seconds: 0,
    contact_seconds: 0,
    contact_business_seconds: 0,
    response_business_seconds: 0,
    arrival_seconds: 0,
    arrival_business_seconds: 0,
    match_asked: 0,
    place_found: 0,
  },
  call: {
    inbound: 0,
    attempt: 0,
    missed: 0,
    abandoned: 0,
    recovered: 0,
    conversation: 0,
    talk_seconds: 0,
    outcome: 0,
  },
  check: {
    closed: 0,
    viable: 0,
    turnaround_seconds: 0,
    turnaround_business_seconds: 0,
    outcome: 0,
  },
  referral: {
    facility_id: 0,
    acknowledged: 0,
    acknowledged_seconds: 0,
    acknowledged_business_seconds: 0,
    accepted: 0,
    declined: 0,
    decline_reason: 0,
    scheduled: 0,
    arrived: 0,
    admitted: 0,
    outcome: 0,
  },
  stay: { facility_id: 0, retained_7: 0, retained_30: 0, open_7: 0, open_30: 0, outcome: 0 },
  pick: { facility_id: 0, overridden: 0 },
};

/** The columns of a population's table. */
export function columnsOf(population: FactKind): string[] {
  return [...SHARED, ...Object.keys(OWN[population])];
}
