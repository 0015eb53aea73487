import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A holiday, or another day decided on: closed, or (`closed` false) open all the same. */
@Entity('closed_day')
export class ClosedDayEntity {
  /** ISO date in the organisation's zone. */
  @PrimaryColumn('date')
  day!: string;

  @Column('text')
  name!: string;

  @Column('boolean', { default: true })
  closed!: boolean;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
