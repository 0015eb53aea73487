import type { Role } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import { TeamEntity } from './team.entity.js';

/** Somebody who works here. Its id is also the id of the sign-in account. */
@Entity('staff_user')
@Index('staff_user_email', { synchronize: false })
export class StaffUserEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  role!: Role;

  @ForeignKey(() => TeamEntity, { name: 'staff_user_team_id_fkey' })
  @Column({ name: 'team_id', type: 'uuid', nullable: true })
  teamId!: string | null;

  @Column({ type: 'text', default: 'active' })
  status!: 'active' | 'disabled';

  @Column({ name: 'on_duty', type: 'boolean', default: false })
  onDuty!: boolean;

  @Column({ type: 'text', array: true, default: '{en}' })
  languages!: string[];

  /** Open leads they may hold; null: no limit. */
  @Column({ type: 'integer', nullable: true })
  capacity!: number | null;

  @Column({ name: 'last_assigned_at', type: 'timestamptz', nullable: true })
  lastAssignedAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
