import type { ShiftKind } from '#contract';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A stretch in the duty calendar: on duty, on call or out of office. */
@Entity('shift')
@Index('shift_when', { synchronize: false })
@Index('shift_staff', ['staffId', 'startsAt'])
@Check('shift_ends_after_start', 'ends_at > starts_at')
export class ShiftEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('staff_user', { name: 'shift_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  kind!: ShiftKind;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  /** E.164: where somebody on call is rung while it runs. */
  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
