import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Leave to call one number of a lead once, soon. Neither its token nor the number is stored. */
@Entity('dial_permit')
@Unique('dial_permit_digest_key', ['digest'])
export class DialPermitEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** SHA-256, in hex, of token, name at the phone company and number, a line each. */
  @Column('text')
  digest!: string;

  @ForeignKey('lead', { name: 'dial_permit_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('contact_point', { name: 'dial_permit_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id' })
  contactPointId!: string;

  @ForeignKey('staff_user', { name: 'dial_permit_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  /** The number of ours that they see, E.164. */
  @Column('text', { name: 'from_phone' })
  fromPhone!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('text', { name: 'provider_call_id', nullable: true })
  providerCallId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
