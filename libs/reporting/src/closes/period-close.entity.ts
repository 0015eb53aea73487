import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { NumberValue } from '#contract';

/** What a number was when its month was closed, and which version of it. */
export interface ClosedNumber {
  version: number;
  value: NumberValue;
}

/** A month as its numbers were when it was closed: written once. */
@Entity('report_close')
@Check('report_close_first', 'EXTRACT(day FROM month) = 1')
@Unique('report_close_month_key', ['month'])
export class PeriodCloseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** First day of the month. */
  @Column('date')
  month!: string;

  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date;

  @Column('integer', { name: 'catalogue_version' })
  catalogueVersion!: number;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** Name → value. */
  @Column('jsonb')
  numbers!: Record<string, ClosedNumber>;
}
