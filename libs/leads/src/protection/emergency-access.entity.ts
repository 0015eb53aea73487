import type { EmergencyVerdict } from '#contract';
import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** A reading outside one's rights, for an emergency: of one lead, for half an hour, reviewed afterwards. */
@Entity('emergency_access')
@Check(
  'emergency_access_short',
  "ends_at > opened_at AND ends_at <= opened_at + interval '60 minutes'",
)
@Check('emergency_access_by_another', 'reviewed_by IS DISTINCT FROM staff_id')
@Check(
  'emergency_access_verdict',
  "(reviewed_at IS NULL) = (verdict IS NULL) AND (verdict IS NULL OR verdict IN ('justified', 'not_justified'))",
)
@Index('emergency_access_mine', { synchronize: false })
@Index('emergency_access_recent', { synchronize: false })
@Index('emergency_access_waiting', { synchronize: false })
export class EmergencyAccessEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('staff_user', { name: 'emergency_access_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @ForeignKey(() => LeadEntity, { name: 'emergency_access_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { name: 'reason_enc' })
  reasonEnc!: string;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  /** Ended before its time, by its owner. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'emergency_access_reviewed_by_fkey' })
  @Column('uuid', { name: 'reviewed_by', nullable: true })
  reviewedBy!: string | null;

  @Column('timestamptz', { name: 'reviewed_at', nullable: true })
  reviewedAt!: Date | null;

  @Column('text', { nullable: true })
  verdict!: EmergencyVerdict | null;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
