import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { LeadEntity } from './lead.entity.js';

/** Somebody to speak with about a lead, and how they stand to the patient. */
@Entity('lead_contact')
@Unique('lead_contact_once', ['leadId', 'personId'])
@Index('lead_contact_person', ['personId'])
export class LeadContactEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_contact_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('person', { name: 'lead_contact_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  /** A code of RELATIONSHIPS: what this person is to the patient. */
  @Column('text')
  relationship!: string;

  /** No longer a contact since then. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

export type InquiryOutcome = 'opened_lead' | 'joined_lead' | 'quarantined' | 'noted' | 'failed';

/** What became of an inquiry. One row, so an inquiry has one effect. */
@Entity('lead_inquiry')
@Index('lead_inquiry_lead', { synchronize: false })
@Index('lead_inquiry_quarantined', { synchronize: false })
@Index('lead_inquiry_requester', { synchronize: false })
export class LeadInquiryEntity {
  @ForeignKey('inquiry', { name: 'lead_inquiry_inquiry_id_fkey' })
  @PrimaryColumn('uuid', { name: 'inquiry_id' })
  inquiryId!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_inquiry_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  @Column('text')
  outcome!: InquiryOutcome;

  /** Why it joined an open lead, in words without names. */
  @Column('text', { name: 'joined_because', nullable: true })
  joinedBecause!: string | null;

  /** Who asked. */
  @ForeignKey('person', { name: 'lead_inquiry_requester_id_fkey' })
  @Column('uuid', { name: 'requester_id', nullable: true })
  requesterId!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('timestamptz', { name: 'released_at', nullable: true })
  releasedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'lead_inquiry_released_by_fkey' })
  @Column('uuid', { name: 'released_by', nullable: true })
  releasedBy!: string | null;
}

/** Two leads that may be of the same patient; a human decides. */
@Entity('possible_match')
@Unique('possible_match_once', ['leadId', 'otherLeadId'])
@Index('possible_match_other', ['otherLeadId'])
export class PossibleMatchEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'possible_match_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey(() => LeadEntity, { name: 'possible_match_other_lead_id_fkey' })
  @Column('uuid', { name: 'other_lead_id' })
  otherLeadId!: string;

  @Column('text')
  because!: string;

  @Column('text', { nullable: true })
  decision!: 'same' | 'different' | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'possible_match_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
