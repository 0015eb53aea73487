import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** That a lead was set aside until a time, by whom and why. */
@Entity('snooze')
@Index('snooze_one_living', { synchronize: false })
export class SnoozeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'snooze_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('timestamptz')
  until!: Date;

  @Column('text', { name: 'reason_enc' })
  reasonEnc!: string;

  @ForeignKey('staff_user', { name: 'snooze_snoozed_by_fkey' })
  @Column('uuid', { name: 'snoozed_by', nullable: true })
  snoozedBy!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
