import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who did or read what, when, from where and why. Inserted, never changed. */
@Entity('audit_event')
@Index('audit_event_recent', { synchronize: false })
@Index('audit_event_actor', { synchronize: false })
@Index('audit_event_lead', { synchronize: false })
@Index('audit_event_person', { synchronize: false })
@Index('audit_event_record', { synchronize: false })
export class AuditEventEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: string;

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  /** Dotted, past tense: `lead.assigned`, `lead.read`. */
  @Column('text')
  action!: string;

  @Column('text')
  resource!: string;

  @Column('text', { name: 'resource_id', nullable: true })
  resourceId!: string | null;

  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('text', { name: 'reason_enc', nullable: true })
  reasonEnc!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text', { nullable: true })
  ip!: string | null;

  /** Ids, codes and field names; never anything personal. */
  @Column('jsonb', { default: {} })
  details!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}

/** One link of the chain: the hash of its event and of the link before it. */
@Entity('audit_link')
export class AuditLinkEntity {
  /** Counts up by one from 1. */
  @PrimaryColumn('bigint')
  seq!: string;

  @ForeignKey(() => AuditEventEntity, { name: 'audit_link_event_id_fkey' })
  @Column('uuid', { name: 'event_id', unique: true })
  eventId!: string;

  @Column('bytea', { name: 'previous_hash' })
  previousHash!: Buffer;

  @Column('bytea')
  hash!: Buffer;

  @Column('timestamptz', { name: 'linked_at', default: () => 'now()' })
  linkedAt!: Date;
}
