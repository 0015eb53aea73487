/** What every fact can be looked at by, as its columns are called. */
export interface SliceColumns {
  source_id: string | null;
  campaign: string | null;
  /** How they came the last time before they asked; source and campaign are how they came first. */
  last_source_id: string | null;
  last_campaign: string | null;
  tracking_number_id: string | null;
  agent_id: string | null;
  team_id: string | null;
  payer_id: string | null;
  plan_type: string | null;
  level_of_care: string | null;
  state: string | null;
  language: string | null;
  urgency: string | null;
}

/** What every fact has. `id` is that of the record it was made of. */
export interface FactRow extends SliceColumns {
  id: string;
  lead_id: string | null;
  /** ISO date in the organisation's zone. */
  day: string;
  /** 0: Monday from midnight to one; 167: Sunday, the last hour. Local time. */
  hour_of_week: number;
  /** False: its lead is a duplicate, spam and the like, and stays out of the numbers. */
  counted: boolean;
}

/** One lead, by the day it was received. Durations are seconds. */
export interface LeadFact extends FactRow {
  lost_reason: string | null;
  left_out_reason: string | null;
  /** Bits of STEPS. */
  reached: number;
  entered: number;
  skipped: number;
  /** The first call out that telephony knows of. */
  attempt_seconds: number | null;
  attempt_business_seconds: number | null;
  /** The first conversation. */
  contact_seconds: number | null;
  contact_business_seconds: number | null;
  /** The first of both. */
  response_business_seconds: number | null;
  arrival_seconds: number | null;
  arrival_business_seconds: number | null;
  match_asked: boolean;
  /** A facility accepted, at least once. */
  place_found: boolean;
}

/** One call, by the day it began. */
export interface CallFact extends FactRow {
  inbound: boolean;
  /** A call out that telephony knows of. */
  attempt: boolean;
  /** Of those in: no human within 30 seconds, abandoned, or voicemail. */
  missed: boolean;
  abandoned: boolean;
  /** A live conversation with the lead within 15 minutes after it. */
  recovered: boolean;
  conversation: boolean;
  talk_seconds: number;
  outcome: string | null;
}

/** One benefit check, by the day it was asked for. */
export interface CheckFact extends FactRow {
  closed: boolean;
  viable: boolean;
  turnaround_seconds: number | null;
  turnaround_business_seconds: number | null;
  outcome: string | null;
}

/** One referral, by the day it was sent. */
export interface ReferralFact extends FactRow {
  facility_id: string;
  acknowledged: boolean;
  acknowledged_seconds: number | null;
  acknowledged_business_seconds: number | null;
  accepted: boolean;
  declined: boolean;
  decline_reason: string | null;
  scheduled: boolean;
  arrived: boolean;
  admitted: boolean;
  outcome: string | null;
}

/** One patient who arrived, by the day they did. */
export interface StayFact extends FactRow {
  facility_id: string;
  retained_7: boolean;
  retained_30: boolean;
  /** Nobody knows yet where they are at day 7, at day 30. */
  open_7: boolean;
  open_30: boolean;
  outcome: string | null;
}

/** One program that was picked out of a match, by the day it was. */
export interface PickFact extends FactRow {
  facility_id: string;
  overridden: boolean;
}

/** The facts of each kind of record. */
export interface FactRows {
  lead: LeadFact;
  call: CallFact;
  check: CheckFact;
  referral: ReferralFact;
  stay: StayFact;
  pick: PickFact;
}
