import type { Role } from '#contract';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { StaffUserEntity } from './staff-user.entity.js';
import { TeamEntity } from './team.entity.js';

/** A one-time link to become staff. The token itself is never stored, only its SHA-256. */
@Entity('staff_invitation')
@Index('staff_invitation_token', ['tokenDigest'], { unique: true })
export class StaffInvitationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'token_digest', type: 'bytea' })
  tokenDigest!: Buffer;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text' })
  role!: Role;

  @ForeignKey(() => TeamEntity, { name: 'staff_invitation_team_id_fkey' })
  @Column({ name: 'team_id', type: 'uuid', nullable: true })
  teamId!: string | null;

  @ForeignKey(() => StaffUserEntity, { name: 'staff_invitation_invited_by_fkey' })
  @Column({ name: 'invited_by', type: 'uuid', nullable: true })
  invitedBy!: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
