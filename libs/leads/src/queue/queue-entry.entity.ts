import type { HoldReason, QueueReason } from '#contract';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';
import type { QueueDetail } from './queue-reasons.js';

/** A lead's place in the one queue: derived from the facts, and who has it open just now. */
@Entity('queue_entry')
@Index('queue_entry_order', ['band', 'dueAt', 'leadId'])
@Index('queue_entry_owner', ['ownerId', 'band', 'dueAt', 'leadId'])
@Index('queue_entry_recheck', { synchronize: false })
@Index('queue_entry_checked', ['checkedAt'])
export class QueueEntryEntity {
  @ForeignKey(() => LeadEntity, { name: 'queue_entry_lead_id_fkey' })
  @PrimaryColumn('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('smallint')
  band!: number;

  @Column('text')
  because!: QueueReason;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('jsonb', { default: {} })
  detail!: QueueDetail;

  @Column('timestamptz', { name: 'hold_until', nullable: true })
  holdUntil!: Date | null;

  @Column('text', { name: 'held_because', nullable: true })
  heldBecause!: HoldReason | null;

  /** When it has to be worked out again though nothing happened. */
  @Column('timestamptz', { name: 'recheck_at', nullable: true })
  recheckAt!: Date | null;

  @ForeignKey('staff_user', { name: 'queue_entry_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @ForeignKey('team', { name: 'queue_entry_team_id_fkey' })
  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @ForeignKey('staff_user', { name: 'queue_entry_taken_by_fkey' })
  @Column('uuid', { name: 'taken_by', nullable: true })
  takenBy!: string | null;

  @Column('timestamptz', { name: 'taken_until', nullable: true })
  takenUntil!: Date | null;

  @Column('timestamptz', { name: 'checked_at' })
  checkedAt!: Date;
}
