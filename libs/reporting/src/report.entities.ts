import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EntityClass } from '#platform';
import { PeriodCloseEntity } from './closes/period-close.entity.js';
import {
  CallFactEntity,
  CheckFactEntity,
  LeadFactEntity,
  PickFactEntity,
  ReferralFactEntity,
  StayFactEntity,
} from './facts/fact.entities.js';
import {
  ReportMailEntity,
  ReportTargetEntity,
  SavedReportEntity,
} from './questions/question.entities.js';
import { SecondLookEntity } from './second-look/second-look.entity.js';

/** That the facts of a lead, or of a call without one, are to be made anew. Written by triggers, in the change's transaction. */
@Entity('report_stale')
export class ReportStaleEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' } as object)
  id!: string;

  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  @Column('uuid', { name: 'call_id', nullable: true })
  callId!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}

/** That all facts are to be made anew: the hours, the zone or a closed day of the past are other ones. */
@Entity('report_rebuild')
export class ReportRebuildEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' } as object)
  id!: string;

  @Column('text')
  because!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** The last lead that is done; null: not begun. */
  @Column('uuid', { name: 'done_to', nullable: true })
  doneTo!: string | null;
}

/** A day of one kind of facts: whether what is rolled up of it still holds. */
@Entity('report_day')
export class ReportDayEntity {
  @PrimaryColumn('text')
  population!: string;

  @PrimaryColumn('date')
  day!: string;

  /** Since when a fact of it is another one than was rolled up; null: it is rolled up. */
  @Column('timestamptz', { name: 'dirty_at', nullable: true })
  dirtyAt!: Date | null;

  /** Which numbers it was rolled up for (`shapeOf`). */
  @Column('text', { nullable: true })
  shape!: string | null;

  /** How often it was rolled up. */
  @Column('bigint', { default: 0 })
  version!: string;

  @Column('timestamptz', { name: 'rolled_at', nullable: true })
  rolledAt!: Date | null;
}

/** A month of one kind of facts that was added up: it holds while its days are those it was made of. */
@Entity('report_month')
export class ReportMonthEntity {
  @PrimaryColumn('text')
  population!: string;

  /** Its first day. */
  @PrimaryColumn('date')
  month!: string;

  @Column('text')
  shape!: string;

  /** The versions of its days, added up: they only rise. */
  @Column('bigint')
  version!: string;
}

/** Counts of one day or month for one key of a slice, in the order of the shape's measures. */
@Entity('report_cell')
export class ReportCellEntity {
  @PrimaryColumn('text')
  population!: string;

  /** A slice, or `all`. */
  @PrimaryColumn('text')
  slice!: string;

  @PrimaryColumn('text')
  span!: 'day' | 'month';

  /** The day, or the month's first. */
  @PrimaryColumn('date')
  start!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('bigint', { array: true })
  counts!: string[];
}

/** Durations of one day or month for one key of a slice: which bucket has how many (`digits`). */
@Entity('report_times')
export class ReportTimesEntity {
  @PrimaryColumn('text')
  population!: string;

  @PrimaryColumn('text')
  slice!: string;

  @PrimaryColumn('text')
  span!: 'day' | 'month';

  /** The number's name, with `wall` or `business`. */
  @PrimaryColumn('text')
  measure!: string;

  @PrimaryColumn('date')
  start!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  histogram!: string;
}

/** A key of a slice by its number in blocks. */
@Entity('report_key')
@Index('report_key_code', ['slice', 'code'], { unique: true })
export class ReportKeyEntity {
  @PrimaryColumn('text')
  slice!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('integer')
  code!: number;
}

/** One column of a day's facts, in the order of their ids: a slice's keys, what they count for, or durations. */
@Entity('report_block')
export class ReportBlockEntity {
  @PrimaryColumn('text')
  population!: string;

  @PrimaryColumn('text')
  name!: string;

  @PrimaryColumn('date')
  day!: string;

  @Column('text')
  cells!: string;
}

/** Every entity of reporting. */
export const reportEntities: EntityClass[] = [
  LeadFactEntity,
  CallFactEntity,
  CheckFactEntity,
  ReferralFactEntity,
  StayFactEntity,
  PickFactEntity,
  ReportStaleEntity,
  ReportRebuildEntity,
  ReportDayEntity,
  ReportMonthEntity,
  ReportCellEntity,
  ReportTimesEntity,
  ReportKeyEntity,
  ReportBlockEntity,
  SavedReportEntity,
  ReportTargetEntity,
  ReportMailEntity,
  PeriodCloseEntity,
  SecondLookEntity,
];
