import type {
  DisclosurePurpose,
  DisclosureWay,
  FinancialTie,
  Language,
  PacketSection,
  ReferralMover,
  ReferralState,
  ShownWay,
} from '#contract';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One step of a referral, or an answer that came too late to be one: written once. */
@Entity('referral_change')
@Index('referral_change_of', ['referralId', 'at', 'id'])
@Index('referral_change_once', { synchronize: false })
export class ReferralChangeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'referral_change_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text', { name: 'from_state' })
  fromState!: ReferralState;

  @Column('text', { name: 'to_state' })
  toState!: ReferralState;

  @Column('text', { name: 'wanted_state' })
  wantedState!: ReferralState;

  @Column('text')
  mover!: ReferralMover;

  @Column('text', { name: 'said_by' })
  saidBy!: ReferralMover;

  @ForeignKey('staff_user', { name: 'referral_change_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @ForeignKey('inquiry', { name: 'referral_change_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @Column('timestamptz')
  at!: Date;
}

/** A question of the facility, or our answer. */
@Entity('referral_note')
@Index('referral_note_of', ['referralId', 'at', 'id'])
@Index('referral_note_once', { synchronize: false })
export class ReferralNoteEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'referral_note_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text')
  sender!: 'facility' | 'staff';

  @ForeignKey('staff_user', { name: 'referral_note_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('text', { name: 'text_enc' })
  textEnc!: string;

  @ForeignKey('inquiry', { name: 'referral_note_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @Column('timestamptz')
  at!: Date;
}

/** That the patient was shown who we are and who pays, in exactly these words (rule R14). */
@Entity('referral_statement')
@Index('referral_statement_of', ['referralId', 'at', 'id'])
export class ReferralStatementEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'referral_statement_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text')
  how!: ShownWay;

  @Column('text')
  language!: Language;

  @Column('text')
  wording!: string;

  @Column('bytea', { name: 'wording_hash' })
  wordingHash!: Buffer;

  /** What was said of ownership and payment; null on those from before it was a fact of the directory. */
  @Column('text', { name: 'financial_tie', nullable: true })
  financialTie!: FinancialTie | null;

  @ForeignKey('staff_user', { name: 'referral_statement_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('timestamptz')
  at!: Date;
}

/** What was sent to whom under which consent: written once (42 CFR 2.25, accounting of disclosures). */
@Entity('disclosure')
@Index('disclosure_referral', { synchronize: false })
@Index('disclosure_facility', { synchronize: false })
export class DisclosureEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'disclosure_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @ForeignKey('facility', { name: 'disclosure_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text')
  way!: DisclosureWay;

  @Column('text')
  purpose!: DisclosurePurpose;

  @Column('text', { array: true })
  sections!: PacketSection[];

  @ForeignKey('consent_signature', { name: 'disclosure_consent_id_fkey' })
  @Column('uuid', { name: 'consent_id', nullable: true })
  consentId!: string | null;

  @ForeignKey('referral_link', { name: 'disclosure_link_id_fkey' })
  @Column('uuid', { name: 'link_id', nullable: true })
  linkId!: string | null;

  @Column('bytea', { name: 'packet_hash' })
  packetHash!: Buffer;

  @Column('text', { name: 'reason_enc', nullable: true })
  reasonEnc!: string | null;

  @ForeignKey('staff_user', { name: 'disclosure_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @ForeignKey('inquiry', { name: 'disclosure_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @Column('timestamptz')
  at!: Date;
}
