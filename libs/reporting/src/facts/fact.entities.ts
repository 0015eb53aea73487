import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Facts are made of records and hold nothing that is not in them: they name no keys of other tables, and may be thrown
 * away and built anew at any time.
 */
abstract class FactColumns {
  @PrimaryColumn('uuid')
  id!: string;

  /** ISO date in the organisation's zone. */
  @Column('date')
  day!: string;

  @Column('smallint', { name: 'hour_of_week' })
  hourOfWeek!: number;

  @Column('boolean')
  counted!: boolean;

  @Column('uuid', { name: 'source_id', nullable: true })
  sourceId!: string | null;

  @Column('text', { nullable: true })
  campaign!: string | null;

  /** How they came the last time before they asked; source and campaign are how they came first. */
  @Column('uuid', { name: 'last_source_id', nullable: true })
  lastSourceId!: string | null;

  @Column('text', { name: 'last_campaign', nullable: true })
  lastCampaign!: string | null;

  @Column('uuid', { name: 'tracking_number_id', nullable: true })
  trackingNumberId!: string | null;

  @Column('uuid', { name: 'agent_id', nullable: true })
  agentId!: string | null;

  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @Column('uuid', { name: 'payer_id', nullable: true })
  payerId!: string | null;

  @Column('text', { name: 'plan_type', nullable: true })
  planType!: string | null;

  @Column('text', { name: 'level_of_care', nullable: true })
  levelOfCare!: string | null;

  @Column('text', { nullable: true })
  state!: string | null;

  @Column('text', { nullable: true })
  language!: string | null;

  @Column('text', { nullable: true })
  urgency!: string | null;

  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;
}

/** One lead, by the day it was received. Durations are seconds. */
@Entity('lead_fact')
@Index('lead_fact_day', ['day', 'id'])
export class LeadFactEntity extends FactColumns {
  @Column('text', { name: 'lost_reason', nullable: true })
  lostReason!: string | null;

  @Column('text', { name: 'left_out_reason', nullable: true })
  leftOutReason!: string | null;

  @Column('integer')
  reached!: number;

  @Column('integer')
  entered!: number;

  @Column('integer')
  skipped!: number;

  @Column('integer', { name: 'attempt_seconds', nullable: true })
  attemptSeconds!: number | null;

  @Column('integer', { name: 'attempt_business_seconds', nullable: true })
  attemptBusinessSeconds!: number | null;

  @Column('integer', { name: 'contact_seconds', nullable: true })
  contactSeconds!: number | null;

  @Column('integer', { name: 'contact_business_seconds', nullable: true })
  contactBusinessSeconds!: number | null;

  @Column('integer', { name: 'response_business_seconds', nullable: true })
  responseBusinessSeconds!: number | null;

  @Column('integer', { name: 'arrival_seconds', nullable: true })
  arrivalSeconds!: number | null;

  @Column('integer', { name: 'arrival_business_seconds', nullable: true })
  arrivalBusinessSeconds!: number | null;

  @Column('boolean', { name: 'match_asked' })
  matchAsked!: boolean;

  @Column('boolean', { name: 'place_found' })
  placeFound!: boolean;
}

/** One call, by the day it began. */
@Entity('call_fact')
@Index('call_fact_day', ['day', 'id'])
@Index('call_fact_lead', ['leadId'])
export class CallFactEntity extends FactColumns {
  @Column('boolean')
  inbound!: boolean;

  @Column('boolean')
  attempt!: boolean;

  @Column('boolean')
  missed!: boolean;

  @Column('boolean')
  abandoned!: boolean;

  @Column('boolean')
  recovered!: boolean;

  @Column('boolean')
  conversation!: boolean;

  @Column('integer', { name: 'talk_seconds' })
  talkSeconds!: number;

  @Column('text', { nullable: true })
  outcome!: string | null;
}

/** One benefit check, by the day it was asked for. */
@Entity('check_fact')
@Index('check_fact_day', ['day', 'id'])
@Index('check_fact_lead', ['leadId'])
export class CheckFactEntity extends FactColumns {
  @Column('boolean')
  closed!: boolean;

  @Column('boolean')
  viable!: boolean;

  @Column('integer', { name: 'turnaround_seconds', nullable: true })
  turnaroundSeconds!: number | null;

  @Column('integer', { name: 'turnaround_business_seconds', nullable: true })
  turnaroundBusinessSeconds!: number | null;

  @Column('text', { nullable: true })
  outcome!: string | null;
}

/** One referral, by the day it was sent. */
@Entity('referral_fact')
@Index('referral_fact_day', ['day', 'id'])
@Index('referral_fact_lead', ['leadId'])
export class ReferralFactEntity extends FactColumns {
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('boolean')
  acknowledged!: boolean;

  @Column('integer', { name: 'acknowledged_seconds', nullable: true })
  acknowledgedSeconds!: number | null;

  @Column('integer', { name: 'acknowledged_business_seconds', nullable: true })
  acknowledgedBusinessSeconds!: number | null;

  @Column('boolean')
  accepted!: boolean;

  @Column('boolean')
  declined!: boolean;

  @Column('text', { name: 'decline_reason', nullable: true })
  declineReason!: string | null;

  @Column('boolean')
  scheduled!: boolean;

  @Column('boolean')
  arrived!: boolean;

  @Column('boolean')
  admitted!: boolean;

  @Column('text', { nullable: true })
  outcome!: string | null;
}

/** One patient who arrived, by the day they did. */
@Entity('stay_fact')
@Index('stay_fact_day', ['day', 'id'])
@Index('stay_fact_lead', ['leadId'])
export class StayFactEntity extends FactColumns {
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('boolean', { name: 'retained_7' })
  retained7!: boolean;

  @Column('boolean', { name: 'retained_30' })
  retained30!: boolean;

  @Column('boolean', { name: 'open_7' })
  open7!: boolean;

  @Column('boolean', { name: 'open_30' })
  open30!: boolean;

  @Column('text', { nullable: true })
  outcome!: string | null;
}

/** One program that was picked out of a match, by the day it was. */
@Entity('pick_fact')
@Index('pick_fact_day', ['day', 'id'])
@Index('pick_fact_lead', ['leadId'])
export class PickFactEntity extends FactColumns {
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('boolean')
  overridden!: boolean;
}
