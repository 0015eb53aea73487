import type { CadencePlan } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** A follow-up plan people know by name; its steps are in its plans. */
@Entity('cadence')
@Unique('cadence_code_key', ['code'])
@Index('cadence_default', { synchronize: false })
@Index('cadence_name', { synchronize: false })
export class CadenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  code!: string;

  @Column('text')
  name!: string;

  /** A retired one takes nobody new; who is on it stays. */
  @Column('boolean', { default: true })
  active!: boolean;

  /** Leads that open are enrolled in it. */
  @Column('boolean', { name: 'is_default', default: false })
  isDefault!: boolean;

  /** Only for people who asked to hear from us. */
  @Column('boolean', { name: 'on_request', default: false })
  onRequest!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** The steps of a cadence as they were written once; never changed, the next one has the next number. */
@Entity('cadence_plan')
@Unique('cadence_plan_once', ['cadenceId', 'number'])
export class CadencePlanEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('cadence', { name: 'cadence_plan_cadence_id_fkey' })
  @Column('uuid', { name: 'cadence_id' })
  cadenceId!: string;

  @Column('integer')
  number!: number;

  @Column('jsonb')
  steps!: CadencePlan;

  @ForeignKey('staff_user', { name: 'cadence_plan_written_by_fkey' })
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
