import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { ViewResource } from '#contract';
import { StaffUserEntity } from '../staff-user.entity.js';

/** A list as somebody likes to see it. Its settings are encrypted: a filter may hold a name or a number. */
@Entity('saved_view')
@Index('saved_view_owner', ['ownerId', 'resource'])
@Index('saved_view_shared', { synchronize: false })
export class SavedViewEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => StaffUserEntity, { name: 'saved_view_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('text')
  resource!: ViewResource;

  @Column('text')
  name!: string;

  @Column('text', { name: 'settings_enc' })
  settingsEnc!: string;

  /** True: every colleague who may see the list may use it. */
  @Column('boolean', { default: false })
  shared!: boolean;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
