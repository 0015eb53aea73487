import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { StaffUserEntity } from './staff-user.entity.js';

/** One setting of one colleague's screens, such as the theme; kept here so that browsers keep nothing. */
@Entity('staff_preference')
export class StaffPreferenceEntity {
  @ForeignKey(() => StaffUserEntity, { name: 'staff_preference_staff_id_fkey' })
  @PrimaryColumn({ name: 'staff_id', type: 'uuid' })
  staffId!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'jsonb' })
  value!: unknown;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
