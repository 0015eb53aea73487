import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { InquiryEntity } from './inquiry.entity.js';

/** What the holder of a token may see of their request now, sealed to that token. */
@Entity('inquiry_rendering')
export class InquiryRenderingEntity {
  @PrimaryColumn('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  @Column('uuid', { name: 'inquiry_id' })
  @ForeignKey(() => InquiryEntity, { name: 'inquiry_rendering_inquiry_id_fkey' })
  inquiryId!: string;

  @Column('bytea')
  sealed!: Buffer;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
