import type { CheckState, DeclineReason, ReferralState, Stage, Verdict } from '#contract';

/** When something was, where this organisation is. */
interface Placed {
  /** ISO date. */
  day: string;
  /** 0 to 167, Monday first. */
  hour_of_week: number;
}

/** What is read of a lead. */
export interface LeadRecord extends Placed {
  id: string;
  received_at: Date;
  closed_reason: string | null;
  first_contact_at: Date | null;
  source_id: string | null;
  campaign: string | null;
  last_source_id: string | null;
  last_campaign: string | null;
  tracking_number_id: string | null;
  team_id: string | null;
  state: string | null;
  language: string | null;
  urgency: string | null;
  level_of_care: string | null;
  payment: string | null;
  payer_id: string | null;
  plan_type: string | null;
  /** Entered and not undone. */
  stages: Stage[];
  match_asked: boolean;
}

export interface CallRecord extends Placed {
  id: string;
  lead_id: string | null;
  provider: string;
  direction: 'inbound' | 'outbound';
  outcome: string | null;
  voicemail: boolean;
  started_at: Date;
  answered_at: Date | null;
  talk_seconds: number | null;
  disposition: string | null;
  staff_id: string | null;
  tracking_number_id: string | null;
}

export interface CheckRecord extends Placed {
  id: string;
  lead_id: string;
  coverage_id: string;
  state: CheckState;
  requested_at: Date;
  closed_at: Date | null;
  verdict: Verdict | null;
  closed_by: string | null;
  taken_by: string | null;
}

export interface ReferralRecord extends Placed {
  id: string;
  lead_id: string;
  facility_id: string;
  state: ReferralState;
  decline_reason: DeclineReason | null;
  sent_at: Date;
  acknowledged_at: Date | null;
  answered_at: Date | null;
  arrived_at: Date | null;
  /** Where the day and hour of the arrival fall. */
  arrival_day: string | null;
  arrival_hour_of_week: number | null;
  /** States it went into, in order. */
  course: ReferralState[];
  /** When the patient left; null: they did not, or nobody said so. */
  left_at: Date | null;
}

export interface PickRecord extends Placed {
  id: string;
  lead_id: string;
  facility_id: string;
  picked_by: string | null;
  overridden: boolean;
}

/** Everything that the facts of some leads are made of. */
export interface Records {
  leads: readonly LeadRecord[];
  calls: readonly CallRecord[];
  checks: readonly CheckRecord[];
  referrals: readonly ReferralRecord[];
  picks: readonly PickRecord[];
}
