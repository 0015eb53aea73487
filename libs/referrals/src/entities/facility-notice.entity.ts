import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type NoticeKind = 'referral' | 'nudge' | 'answer' | 'code' | 'withdrawn';
export type NoticeChannel = 'email' | 'sms';
/** `unknown`: the provider may have taken it; no machine sends it again (rule R12). */
export type NoticeState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';

/** An e-mail or a text to a facility. It never names a patient. */
@Entity('facility_notice')
@Index('facility_notice_sending', { synchronize: false })
@Index('facility_notice_of', { synchronize: false })
export class FacilityNoticeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'facility_notice_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('text')
  kind!: NoticeKind;

  @Column('text')
  channel!: NoticeChannel;

  @Column('text', { name: 'to_enc' })
  toEnc!: string;

  @Column('text', { default: 'queued' })
  state!: NoticeState;

  @ForeignKey('referral_link', { name: 'facility_notice_link_id_fkey' })
  @Column('uuid', { name: 'link_id', nullable: true })
  linkId!: string | null;

  @Column('text', { name: 'code_enc', nullable: true })
  codeEnc!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'provider_message_id', nullable: true })
  providerMessageId!: string | null;

  @ForeignKey('staff_user', { name: 'facility_notice_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'sending_at', nullable: true })
  sendingAt!: Date | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
