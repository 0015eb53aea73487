import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Until when calls ring in a colleague's browser; their page says so again and again. */
@Entity('phone_line')
export class PhoneLineEntity {
  @ForeignKey('staff_user', { name: 'phone_line_staff_id_fkey' })
  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('timestamptz', { name: 'ready_until' })
  readyUntil!: Date;
}
