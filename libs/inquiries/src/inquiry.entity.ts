import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * One contact that came in, as it came: written by `take_inquiry` only, never changed, its payload
 * sealed to a key that the public process does not hold. What became of it is a row of its own.
 */
@Entity('inquiry')
@Unique('inquiry_once', ['provider', 'providerEventId'])
@Index('inquiry_recent', { synchronize: false })
@Index('inquiry_by_reference', ['reference'])
@Index('inquiry_by_token', ['tokenDigest'])
export class InquiryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** A code of INQUIRY_KINDS. */
  @Column('text')
  kind!: string;

  /** Who vouches for `providerEventId`: `form`, `api`, or a provider of calls, texts or ads. */
  @Column('text')
  provider!: string;

  @Column('text', { name: 'provider_event_id' })
  providerEventId!: string;

  /** The event of the same provider that this one continues (a later state of a call); null: stands alone. */
  @Column('text', { nullable: true })
  follows!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** What the person can read out: `XXXX-XXXX`. Not quite unique. */
  @Column('text')
  reference!: string;

  @Column('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  /** Public half of the key pair that the visitor's token seeds: renderings are sealed to it. */
  @Column('bytea', { name: 'capability_key' })
  capabilityKey!: Buffer;

  @Column('bytea', { name: 'body_digest' })
  bodyDigest!: Buffer;

  @Column('text', { name: 'seal_key_id' })
  sealKeyId!: string;

  @Column('bytea')
  sealed!: Buffer;

  /** Why a machine doubts that a person wrote this; empty: it doesn't. */
  @Column('text', { array: true, default: '{}' })
  suspicion!: string[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
