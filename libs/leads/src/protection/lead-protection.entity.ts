import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** That a lead is seen by its own people only: a colleague or their family, somebody publicly known. */
@Entity('lead_protection')
@Check('lead_protection_lifted', '(lifted_at IS NULL) = (lifted_by IS NULL)')
@Index('lead_protection_standing', { synchronize: false })
export class LeadProtectionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_protection_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { name: 'reason_enc' })
  reasonEnc!: string;

  @ForeignKey('staff_user', { name: 'lead_protection_protected_by_fkey' })
  @Column('uuid', { name: 'protected_by' })
  protectedBy!: string;

  @Column('timestamptz', { name: 'protected_at' })
  protectedAt!: Date;

  @ForeignKey('staff_user', { name: 'lead_protection_lifted_by_fkey' })
  @Column('uuid', { name: 'lifted_by', nullable: true })
  liftedBy!: string | null;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;
}
