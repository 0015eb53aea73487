import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** How many records of patients a colleague opened within one hour. */
@Entity('reading_hour')
export class ReadingHourEntity {
  @ForeignKey('staff_user', { name: 'reading_hour_staff_id_fkey' })
  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId!: string;

  @PrimaryColumn('timestamptz')
  hour!: Date;

  @Column('integer')
  opened!: number;
}

/** Reading that was unusual, by which rule, and what came of looking into it. */
@Entity('reading_alert')
@Unique('reading_alert_once', ['staffId', 'rule', 'day'])
@Index('reading_alert_recent', { synchronize: false })
export class ReadingAlertEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('staff_user', { name: 'reading_alert_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  rule!: string;

  @Column('date')
  day!: string;

  /** Says what was unusual, with its numbers; names no patient. */
  @Column('text')
  sentence!: string;

  @Column('jsonb')
  facts!: Record<string, unknown>;

  @Column('timestamptz', { name: 'raised_at' })
  raisedAt!: Date;

  @ForeignKey('staff_user', { name: 'reading_alert_reviewed_by_fkey' })
  @Column('uuid', { name: 'reviewed_by', nullable: true })
  reviewedBy!: string | null;

  @Column('timestamptz', { name: 'reviewed_at', nullable: true })
  reviewedAt!: Date | null;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @Column('integer', { default: 1 })
  version!: number;
}
