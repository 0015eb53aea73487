import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { RingMember } from '#contract';

/** Whose phones ring together, or one after another, when a number is called. */
@Entity('ring_group')
@Index('ring_group_name', { synchronize: false })
@Index('ring_group_default', { synchronize: false })
export class RingGroupEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'in_turn', default: false })
  inTurn!: boolean;

  @Column('integer', { default: 20 })
  seconds!: number;

  /** In their order. */
  @Column('jsonb')
  members!: RingMember[];

  /** For every number without a group of its own. */
  @Column('boolean', { name: 'is_default', default: false })
  isDefault!: boolean;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
