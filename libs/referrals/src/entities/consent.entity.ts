import type { DisclosurePurpose, Language, PacketSection } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A consent that was asked for, in exactly these words. Whether it was signed is in `consent_signature`. */
@Entity('consent_request')
@Index('consent_request_token', { synchronize: false })
@Index('consent_request_lead', { synchronize: false })
@Index('consent_request_person', { synchronize: false })
export class ConsentRequestEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'consent_request_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('person', { name: 'consent_request_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('uuid', { name: 'facility_ids', array: true })
  facilityIds!: string[];

  @Column('text', { array: true })
  sections!: PacketSection[];

  @Column('text')
  purpose!: DisclosurePurpose;

  @Column('text')
  language!: Language;

  @Column('text')
  discloser!: string;

  @Column('text', { name: 'patient_name_enc' })
  patientNameEnc!: string;

  @Column('text', { name: 'wording_enc' })
  wordingEnc!: string;

  @Column('bytea', { name: 'wording_hash' })
  wordingHash!: Buffer;

  @Column('text')
  statement!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('bytea', { name: 'token_digest', nullable: true })
  tokenDigest!: Buffer | null;

  @Column('bytea', { name: 'public_key', nullable: true })
  publicKey!: Buffer | null;

  @Column('timestamptz', { name: 'link_expires_at', nullable: true })
  linkExpiresAt!: Date | null;

  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz', { name: 'sealed_at', nullable: true })
  sealedAt!: Date | null;

  @Column('timestamptz', { name: 'refused_at', nullable: true })
  refusedAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  @ForeignKey('staff_user', { name: 'consent_request_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A signature, or that it was taken back: written once. */
@Entity('consent_signature')
@Index('consent_signature_once', ['requestId', 'decision'], { unique: true })
@Index('consent_signature_person', ['personId', 'at', 'id'])
export class ConsentSignatureEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('consent_request', { name: 'consent_signature_request_id_fkey' })
  @Column('uuid', { name: 'request_id' })
  requestId!: string;

  @ForeignKey('person', { name: 'consent_signature_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  decision!: 'given' | 'revoked';

  @Column('text')
  way!: 'link' | 'paper' | 'desk';

  @Column('bytea', { name: 'wording_hash' })
  wordingHash!: Buffer;

  @Column('text', { name: 'name_enc', nullable: true })
  nameEnc!: string | null;

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt!: Date | null;

  @Column('bytea', { name: 'ip_digest', nullable: true })
  ipDigest!: Buffer | null;

  @ForeignKey('lead_file', { name: 'consent_signature_file_id_fkey' })
  @Column('uuid', { name: 'file_id', nullable: true })
  fileId!: string | null;

  @Column('text', { name: 'reason_enc', nullable: true })
  reasonEnc!: string | null;

  @ForeignKey('inquiry', { name: 'consent_signature_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @ForeignKey('staff_user', { name: 'consent_signature_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column('timestamptz')
  at!: Date;
}
