import { Column, Entity, PrimaryColumn } from 'typeorm';
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
}

/** Counts of one day for one key of a slice, in the order of the shape's measures. */
@Entity('report_cell')
export class ReportCellEntity {
  @PrimaryColumn('text')
  population!: string;

  /** A slice, or `all`. */
  @PrimaryColumn('text')
  slice!: string;

  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('bigint', { array: true })
  counts!: string[];
}

/** Durations of one day for one key of a slice: buckets, and how many in each. */
@Entity('report_times')
export class ReportTimesEntity {
  @PrimaryColumn('text')
  population!: string;

  /** The number's name, with `wall` or `business`. */
  @PrimaryColumn('text')
  measure!: string;

  @PrimaryColumn('text')
  slice!: string;

  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('smallint', { array: true })
  buckets!: number[];

  @Column('integer', { array: true })
  counts!: number[];
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
  ReportCellEntity,
  ReportTimesEntity,
  SavedReportEntity,
  ReportTargetEntity,
  ReportMailEntity,
  PeriodCloseEntity,
];
