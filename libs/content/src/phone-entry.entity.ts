import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { PhoneEntryView } from '#contract';

/** A number that calls are handed to: a crisis line, a 911 centre, an interpreter, a facility's admissions. */
@Entity('phone_entry')
@Index('phone_entry_name', { synchronize: false })
export class PhoneEntryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: PhoneEntryView['kind'];

  @Column('text')
  name!: string;

  /** E.164. */
  @Column('text')
  phone!: string;

  @Column('text', { default: '' })
  note!: string;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
