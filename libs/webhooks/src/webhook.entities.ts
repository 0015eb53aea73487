import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { DeliveryState, WebhookEvent } from '#contract';

/** Somebody outside who is told of what happens. */
@Entity('webhook_endpoint')
export class WebhookEndpointEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  url!: string;

  @Column('text', { array: true })
  events!: WebhookEvent[];

  /** The secrets that sign, as JSON, encrypted. */
  @Column('text', { name: 'secrets_enc' })
  secretsEnc!: string;

  @Column('boolean')
  active!: boolean;

  @ForeignKey('staff_user', { name: 'webhook_endpoint_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

/** One thing that happened, for one endpoint. Its payload holds ids alone. */
@Entity('webhook_delivery')
@Index('webhook_delivery_recent', { synchronize: false })
@Index('webhook_delivery_once', ['endpointId', 'eventId'], { unique: true })
export class WebhookDeliveryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('webhook_endpoint', { name: 'webhook_delivery_endpoint_id_fkey' })
  @Column('uuid', { name: 'endpoint_id' })
  endpointId!: string;

  /** The audit's row of it. */
  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('text')
  event!: WebhookEvent;

  @Column('jsonb')
  payload!: Record<string, unknown>;

  @Column('text')
  state!: DeliveryState;

  @Column('integer', { default: 0 })
  attempts!: number;

  /** The status that was answered, or why nothing was. */
  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'tried_at', nullable: true })
  triedAt!: Date | null;
}
