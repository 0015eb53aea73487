import type { TaskKind } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Something to do, due and maybe owned; done, or dropped with a reason. */
@Entity('task')
@Index('task_once', { synchronize: false })
@Index('task_open', { synchronize: false })
@Index('task_promised', { synchronize: false })
@Index('task_owner', { synchronize: false })
@Index('task_lead', ['leadId', 'dueAt', 'id'])
@Index('task_due', ['dueAt', 'id'])
@Index('task_facility', { synchronize: false })
export class TaskEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'task_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  @ForeignKey('facility', { name: 'task_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId!: string | null;

  @Column('text')
  kind!: TaskKind;

  @Column('text', { name: 'title_enc' })
  titleEnc!: string;

  @ForeignKey('staff_user', { name: 'task_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { nullable: true })
  urgency!: string | null;

  /** The time promised to the person for their call back; moving the task leaves it. */
  @Column('timestamptz', { name: 'promised_at', nullable: true })
  promisedAt!: Date | null;

  /** Whoever does it is reminded this many minutes before it is due. */
  @Column('integer', { name: 'remind_minutes', default: 0 })
  remindMinutes!: number;

  /** What made it; a second task of the same origin is not made. */
  @Column('text', { name: 'origin_key', nullable: true })
  originKey!: string | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @ForeignKey('staff_user', { name: 'task_done_by_fkey' })
  @Column('uuid', { name: 'done_by', nullable: true })
  doneBy!: string | null;

  @Column('timestamptz', { name: 'dropped_at', nullable: true })
  droppedAt!: Date | null;

  @Column('text', { name: 'drop_reason_enc', nullable: true })
  dropReasonEnc!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
