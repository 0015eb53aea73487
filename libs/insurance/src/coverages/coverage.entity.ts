import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import { PayerEntity } from '../payers/payer.entity.js';

/** A policy as it was told to us; nothing of it is verified here. */
@Entity('coverage')
@Index('coverage_lead', ['leadId', 'priority', 'id'])
@Index('coverage_once', { synchronize: false })
export class CoverageEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'coverage_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  /** 1 pays first. */
  @Column('integer', { default: 1 })
  priority!: number;

  @ForeignKey(() => PayerEntity, { name: 'coverage_payer_id_fkey' })
  @Column('uuid', { name: 'payer_id', nullable: true })
  payerId!: string | null;

  /** The payer in the person's own words. */
  @Column('text', { name: 'payer_text_enc', nullable: true })
  payerTextEnc!: string | null;

  @Column('text', { name: 'plan_type', default: 'unknown' })
  planType!: string;

  @Column('text', { name: 'member_id_enc', nullable: true })
  memberIdEnc!: string | null;

  @Column('text', { name: 'group_number_enc', nullable: true })
  groupNumberEnc!: string | null;

  @Column('text', { name: 'subscriber_name_enc', nullable: true })
  subscriberNameEnc!: string | null;

  @Column('text', { name: 'subscriber_relationship', nullable: true })
  subscriberRelationship!: string | null;

  /** ISO date. */
  @Column('text', { name: 'subscriber_born_enc', nullable: true })
  subscriberBornEnc!: string | null;

  /** ISO date, where the patient is not the subscriber. */
  @Column('text', { name: 'patient_born_enc', nullable: true })
  patientBornEnc!: string | null;

  @ForeignKey('inquiry', { name: 'coverage_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
