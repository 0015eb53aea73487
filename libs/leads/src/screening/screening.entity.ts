import { Column, Entity, ForeignKey, PrimaryColumn, Unique, UpdateDateColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** What was asked and answered on the phone; its answers are encrypted as one. */
@Entity('screening')
@Unique('screening_lead_id_key', ['leadId'])
export class ScreeningEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'screening_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { name: 'answers_enc' })
  answersEnc!: string;

  /** SCREENER_VERSION of the questions that were asked. */
  @Column('integer', { name: 'screener_version' })
  screenerVersion!: number;

  @ForeignKey('staff_user', { name: 'screening_started_by_fkey' })
  @Column('uuid', { name: 'started_by', nullable: true })
  startedBy!: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
