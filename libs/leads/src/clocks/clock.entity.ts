import type { ClockKind } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** A promise with a due time. Over when one of met, missed and cancelled is set. */
@Entity('clock')
@Unique('clock_once', ['leadId', 'kind', 'subjectId'])
@Index('clock_running', { synchronize: false })
@Index('clock_waiting', { synchronize: false })
@Index('clock_lead', ['leadId', 'kind'])
export class ClockEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'clock_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text')
  kind!: ClockKind;

  /** What was promised about: an inquiry, a call. One clock of a kind for each. */
  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'met_at', nullable: true })
  metAt!: Date | null;

  @Column('timestamptz', { name: 'missed_at', nullable: true })
  missedAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  /** Its time stood still from here; the due time has moved along already. */
  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('text', { name: 'paused_because', nullable: true })
  pausedBecause!: string | null;

  @Column('timestamptz', { name: 'resumes_at', nullable: true })
  resumesAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
