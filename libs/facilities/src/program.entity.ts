import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { MoudStance, PayerNetwork, SaidBy } from '#contract';
import { FacilityEntity } from './facility.entity.js';

/** One level of care that a facility offers: for whom, paid how, asking what. Codes are those of the contract's picklists. */
@Entity('program')
@Index('program_facility', ['facilityId', 'id'])
@Index('program_level', { synchronize: false })
export class ProgramEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'program_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'level_of_care' })
  levelOfCare!: string;

  /** In years, both included; null: no limit. */
  @Column('integer', { name: 'min_age', nullable: true })
  minAge!: number | null;

  @Column('integer', { name: 'max_age', nullable: true })
  maxAge!: number | null;

  /** Empty: everybody. */
  @Column('text', { array: true, default: '{}' })
  sexes!: string[];

  @Column('text', { array: true, default: '{}' })
  populations!: string[];

  @Column('text', { array: true, default: '{en}' })
  languages!: string[];

  @Column('text', { default: 'unknown' })
  methadone!: MoudStance;

  @Column('text', { default: 'unknown' })
  buprenorphine!: MoudStance;

  @Column('text', { default: 'unknown' })
  naltrexone!: MoudStance;

  @Column('boolean', { name: 'self_pay', default: false })
  selfPay!: boolean;

  @Column('boolean', { name: 'sliding_scale', default: false })
  slidingScale!: boolean;

  @Column('boolean', { default: false })
  scholarship!: boolean;

  @Column('boolean', { name: 'state_funded', default: false })
  stateFunded!: boolean;

  /** It takes private insurance, without having said whose: `program_payer` knows those it named. */
  @Column('boolean', { name: 'private_insurance', default: false })
  privateInsurance!: boolean;

  @Column('text', { array: true, default: '{}' })
  requirements!: string[];

  @Column('text', { array: true, default: '{}' })
  exclusions!: string[];

  @Column('integer', { name: 'length_of_stay_days', nullable: true })
  lengthOfStayDays!: number | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('timestamptz', { name: 'taken_back_at', nullable: true })
  takenBackAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A payer that a program takes, in or out of network, as somebody said. */
@Entity('program_payer')
@Index('program_payer_payer', ['payerId', 'programId'])
export class ProgramPayerEntity {
  @ForeignKey(() => ProgramEntity, { name: 'program_payer_program_id_fkey' })
  @PrimaryColumn('uuid', { name: 'program_id' })
  programId!: string;

  @ForeignKey('payer', { name: 'program_payer_payer_id_fkey' })
  @PrimaryColumn('uuid', { name: 'payer_id' })
  payerId!: string;

  @Column('text')
  network!: PayerNetwork;

  @Column('text', { name: 'said_by' })
  saidBy!: SaidBy;

  @Column('timestamptz', { name: 'said_at' })
  saidAt!: Date;
}
