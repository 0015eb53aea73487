import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { CallDirection, CallOutcome, CallState } from './call-states.js';

/** One phone call, put together from whatever its provider said about it. */
@Entity('call')
@Unique('call_once', ['provider', 'providerCallId'])
@Index('call_recent', { synchronize: false })
@Index('call_lead', { synchronize: false })
@Index('call_contact', { synchronize: false })
@Index('call_tracking_number', { synchronize: false })
export class CallEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'call_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  /** `twilio`, `callrail`, `ctm`, or `desk` for a call typed by hand. */
  @Column('text')
  provider!: string;

  @Column('text', { name: 'provider_call_id' })
  providerCallId!: string;

  @Column('text')
  direction!: CallDirection;

  @Column('text')
  state!: CallState;

  /** Rank of `state`; it never falls. */
  @Column('integer', { name: 'state_rank' })
  stateRank!: number;

  /** Null while the call goes on. */
  @Column('text', { nullable: true })
  outcome!: CallOutcome | null;

  /** The other side's number; null when it was withheld. */
  @ForeignKey('contact_point', { name: 'call_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id', nullable: true })
  contactPointId!: string | null;

  @ForeignKey('tracking_number', { name: 'call_tracking_number_id_fkey' })
  @Column('uuid', { name: 'tracking_number_id', nullable: true })
  trackingNumberId!: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('integer', { name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  /** Conversation with a human, by the telephone company's count. */
  @Column('integer', { name: 'talk_seconds', nullable: true })
  talkSeconds!: number | null;

  @Column('boolean', { default: false })
  voicemail!: boolean;

  /** Address of the recording, encrypted. */
  @Column('text', { name: 'recording_enc', nullable: true })
  recordingEnc!: string | null;

  @Column('integer', { name: 'recording_seconds', nullable: true })
  recordingSeconds!: number | null;

  @Column('text', { nullable: true })
  disposition!: string | null;

  @ForeignKey('staff_user', { name: 'call_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
