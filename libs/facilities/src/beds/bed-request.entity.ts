import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FacilityEntity } from '../facility.entity.js';
import { FacilityLinkEntity } from './bed.entity.js';

/** `unknown`: the mail server may have taken it; no machine sends it again (rule R12). `over`: no longer wanted. */
type BedRequestState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'over';

/** An e-mail that asks a facility for its open beds, once for each time its counts became stale. */
@Entity('bed_request')
@Index('bed_request_once', ['facilityId', 'staleSince'], { unique: true })
export class BedRequestEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'bed_request_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  /** When the oldest of its newest counts was said. */
  @Column('timestamptz', { name: 'stale_since' })
  staleSince!: Date;

  @Column('text', { default: 'queued' })
  state!: BedRequestState;

  @ForeignKey(() => FacilityLinkEntity, { name: 'bed_request_link_id_fkey' })
  @Column('uuid', { name: 'link_id', nullable: true })
  linkId!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'provider_message_id', nullable: true })
  providerMessageId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'sending_at', nullable: true })
  sendingAt!: Date | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
