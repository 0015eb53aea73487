import type { ReferralPolicy } from '#contract';
import { Check, Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Who this organisation is: one row. */
@Entity('organisation')
@Check('organisation_id_check', 'id = 1')
export class OrganisationEntity {
  @PrimaryColumn('smallint', { default: 1 })
  id!: number;

  @Column('text')
  name!: string;

  @Column('text', { name: 'legal_name' })
  legalName!: string;

  @Column('text', { name: 'who_answers' })
  whoAnswers!: string;

  @Column('text', { name: 'who_pays' })
  whoPays!: string;

  /** In Spanish; empty: the English ones are shown. */
  @Column('text', { name: 'who_answers_es', default: '' })
  whoAnswersEs!: string;

  @Column('text', { name: 'who_pays_es', default: '' })
  whoPaysEs!: string;

  /** Colours and logo of the site; what is missing is Bridgeline's own. */
  @Column('jsonb', { default: {} })
  look!: { brand?: string | null; call?: string | null; logoId?: string | null };

  /** Ends every e-mail; empty: e-mail is not sent. Lines as on an envelope. */
  @Column('text', { name: 'postal_address', default: '' })
  postalAddress!: string;

  /** IANA name. */
  @Column('text', { name: 'time_zone', default: 'America/New_York' })
  timeZone!: string;

  /** Weekday → intervals of local time: `{"mon": [["08:00", "20:00"]]}`; optional `holidays`: ISO dates. */
  @Column('jsonb', { name: 'business_hours' })
  businessHours!: Record<string, unknown>;

  @Column('text', { name: 'duty_phone', nullable: true })
  dutyPhone!: string | null;

  @Column('text', { name: 'backup_phone', nullable: true })
  backupPhone!: string | null;

  @Column('boolean', { name: 'record_calls', default: false })
  recordCalls!: boolean;

  /** What one colleague on duty keeps; 0: the site offers no times. */
  @Column('integer', { name: 'call_backs_per_half_hour', default: 2 })
  callBacksPerHalfHour!: number;

  /** Whether several facilities may be asked about one patient at once. */
  @Column('text', { name: 'referral_policy', default: 'one_by_one' })
  referralPolicy!: ReferralPolicy;

  @Column('text', { name: 'greeting_en' })
  greetingEn!: string;

  @Column('text', { name: 'greeting_es' })
  greetingEs!: string;

  @Column('integer', { default: 1 })
  version!: number;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
