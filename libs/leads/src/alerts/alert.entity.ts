import type { AlertStep, Urgency } from '#contract';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** That somebody may be in danger and a human has to take it on now. One living at a time for a lead. */
@Entity('alert')
@Index('alert_one_living', { synchronize: false })
@Index('alert_recent', { synchronize: false })
export class AlertEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'alert_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text')
  urgency!: Urgency;

  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;

  @Column('text')
  step!: AlertStep;

  @Column('timestamptz', { name: 'step_at' })
  stepAt!: Date;

  @Column('text', { name: 'next_step', nullable: true })
  nextStep!: AlertStep | null;

  @Column('timestamptz', { name: 'next_step_at', nullable: true })
  nextStepAt!: Date | null;

  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;

  /** Null with a time: it was answered by what happened (a call, closing). */
  @ForeignKey('staff_user', { name: 'alert_acknowledged_by_fkey' })
  @Column('uuid', { name: 'acknowledged_by', nullable: true })
  acknowledgedBy!: string | null;
}
