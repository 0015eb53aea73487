import type { ActivityKind, Stage } from '#contract';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from './lead.entity.js';

export type AssignmentCause = 'rule' | 'hand' | 'take_back';

/** That a lead was given to somebody, to a team, or back to the queue. */
@Entity('assignment')
@Index('assignment_lead', { synchronize: false })
export class AssignmentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'assignment_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('staff_user', { name: 'assignment_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @ForeignKey('team', { name: 'assignment_team_id_fkey' })
  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @Column('text')
  because!: AssignmentCause;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @ForeignKey('staff_user', { name: 'assignment_assigned_by_fkey' })
  @Column('uuid', { name: 'assigned_by', nullable: true })
  assignedBy!: string | null;

  @Column('timestamptz')
  at!: Date;
}

/** That a lead moved between stages. `undoneAt` says that it went back behind this step later. */
@Entity('stage_change')
@Index('stage_change_lead', { synchronize: false })
export class StageChangeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'stage_change_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { name: 'from_stage' })
  fromStage!: Stage;

  @Column('text', { name: 'to_stage' })
  toStage!: Stage;

  /** A code of CLOSED_REASONS when it was closed. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @ForeignKey('staff_user', { name: 'stage_change_changed_by_fkey' })
  @Column('uuid', { name: 'changed_by', nullable: true })
  changedBy!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}

/** One row of the timeline. Its payload has the shape of its kind in ACTIVITY_PAYLOADS, encrypted. */
@Entity('activity')
@Index('activity_lead', { synchronize: false })
@Index('activity_once', { synchronize: false })
export class ActivityEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'activity_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text')
  kind!: ActivityKind;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: string;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text', { name: 'payload_enc' })
  payloadEnc!: string;

  /** What it is about; a second row of the same kind and subject is not written. */
  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
