import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { NoticeChannel } from './facility-notice.entity.js';

/** A facility’s way in. What is kept finds it and seals to its holder; it cannot open it. */
@Entity('referral_link')
@Index('referral_link_token', ['tokenDigest'], { unique: true })
@Index('referral_link_of', { synchronize: false })
export class ReferralLinkEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('referral', { name: 'referral_link_referral_id_fkey' })
  @Column('uuid', { name: 'referral_id' })
  referralId!: string;

  @Column('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  @Column('bytea', { name: 'public_key' })
  publicKey!: Buffer;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { nullable: true })
  channel!: NoticeChannel | null;

  @Column('text', { name: 'sent_to_enc', nullable: true })
  sentToEnc!: string | null;

  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz', { name: 'sealed_at', nullable: true })
  sealedAt!: Date | null;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;

  @Column('bytea', { name: 'code_hash', nullable: true })
  codeHash!: Buffer | null;

  @Column('timestamptz', { name: 'code_expires_at', nullable: true })
  codeExpiresAt!: Date | null;

  @Column('integer', { name: 'code_tries', default: 0 })
  codeTries!: number;

  @Column('timestamptz', { name: 'code_times', array: true, default: '{}' })
  codeTimes!: Date[];

  @ForeignKey('staff_user', { name: 'referral_link_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A packet as one browser may read it for a while, sealed to a token that it alone holds. */
@Entity('referral_opening')
@Index('referral_opening_end', ['expiresAt'])
export class ReferralOpeningEntity {
  @PrimaryColumn('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  @ForeignKey('referral_link', { name: 'referral_opening_link_id_fkey' })
  @Column('uuid', { name: 'link_id' })
  linkId!: string;

  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
