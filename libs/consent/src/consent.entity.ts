import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What a consent is for. `relative`: somebody who asked for the patient may follow how it stands; the contact point of the
 * row is where that somebody is reached.
 */
export const CONSENT_SCOPES = ['call', 'sms', 'email', 'disclosure', 'payer', 'relative'] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];
export type ConsentDecision = 'given' | 'revoked';

/** One row of the consent ledger: written once; what stands now is worked out from all of them. */
@Entity('consent')
@Index('consent_person', { synchronize: false })
@Index('consent_once', { synchronize: false })
export class ConsentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('person', { name: 'consent_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  /** Null: for every contact point of the person. */
  @ForeignKey('contact_point', { name: 'consent_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id', nullable: true })
  contactPointId!: string | null;

  @Column('text')
  scope!: ConsentScope;

  @Column('text')
  decision!: ConsentDecision;

  /** The words the person agreed to, as they saw or heard them. */
  @Column('text')
  wording!: string;

  /** SHA-256 of `wording`. */
  @Column('bytea', { name: 'wording_hash' })
  wordingHash!: Buffer;

  @Column('timestamptz')
  at!: Date;

  /** Where it was given: `get_started`, `sms`, `call`, `desk`. */
  @Column('text')
  origin!: string;

  @ForeignKey('inquiry', { name: 'consent_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @ForeignKey('staff_user', { name: 'consent_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
