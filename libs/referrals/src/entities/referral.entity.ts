import type { DeclineReason, ReferralMover, ReferralState, TransportPayer } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Why the system proposed a referral. */
export type ProposedBecause = 'declined' | 'not_acknowledged' | 'turned_away';

/** One hand-over of a patient to one program. Its state changes only by `ReferralMoves`, its history is in the ledger beside it. */
@Entity('referral')
@Index('referral_living', { synchronize: false })
@Index('referral_proposal', { synchronize: false })
@Index('referral_lead', { synchronize: false })
@Index('referral_state', { synchronize: false })
@Index('referral_recent', { synchronize: false })
@Index('referral_program', { synchronize: false })
@Index('referral_facility', { synchronize: false })
export class ReferralEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'referral_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('program', { name: 'referral_program_id_fkey' })
  @Column('uuid', { name: 'program_id' })
  programId!: string;

  @ForeignKey('facility', { name: 'referral_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @ForeignKey('match', { name: 'referral_match_id_fkey' })
  @Column('uuid', { name: 'match_id', nullable: true })
  matchId!: string | null;

  @Column('text', { default: 'draft' })
  state!: ReferralState;

  @Column('text', { name: 'decline_reason', nullable: true })
  declineReason!: DeclineReason | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('timestamptz', { name: 'arrival_at', nullable: true })
  arrivalAt!: Date | null;

  @Column('uuid', { name: 'arrival_promise_id', nullable: true })
  arrivalPromiseId!: string | null;

  @Column('timestamptz', { name: 'arrived_at', nullable: true })
  arrivedAt!: Date | null;

  @Column('text', { name: 'arrival_said_by', nullable: true })
  arrivalSaidBy!: ReferralMover | null;

  @Column('timestamptz', { name: 'admitted_at', nullable: true })
  admittedAt!: Date | null;

  @ForeignKey('consent_signature', { name: 'referral_consent_id_fkey' })
  @Column('uuid', { name: 'consent_id', nullable: true })
  consentId!: string | null;

  @Column('text', { name: 'emergency_reason_enc', nullable: true })
  emergencyReasonEnc!: string | null;

  @Column('text', { name: 'transport_enc', nullable: true })
  transportEnc!: string | null;

  @Column('text', { name: 'transport_paid_by', nullable: true })
  transportPaidBy!: TransportPayer | null;

  @Column('timestamptz', { name: 'hand_over_at', nullable: true })
  handOverAt!: Date | null;

  @ForeignKey('call', { name: 'referral_hand_over_call_id_fkey' })
  @Column('uuid', { name: 'hand_over_call_id', nullable: true })
  handOverCallId!: string | null;

  @Column('text', { name: 'hand_over_note_enc', nullable: true })
  handOverNoteEnc!: string | null;

  @ForeignKey('referral', { name: 'referral_proposed_after_id_fkey' })
  @Column('uuid', { name: 'proposed_after_id', nullable: true })
  proposedAfterId!: string | null;

  @Column('text', { name: 'proposed_because', nullable: true })
  proposedBecause!: ProposedBecause | null;

  @ForeignKey('staff_user', { name: 'referral_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
