import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { ActivityEntity } from '../lead-history.entity.js';
import { LeadEntity } from '../lead.entity.js';

/** That a note names a colleague, and whether they have read it. */
@Entity('mention')
@Unique('mention_once', ['activityId', 'staffId'])
@Index('mention_unread', { synchronize: false })
@Index('mention_mine', { synchronize: false })
export class MentionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ActivityEntity, { name: 'mention_activity_id_fkey' })
  @Column('uuid', { name: 'activity_id' })
  activityId!: string;

  @ForeignKey(() => LeadEntity, { name: 'mention_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('staff_user', { name: 'mention_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
