import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One job, from the transaction that wanted it to the transaction that did it. */
@Entity('outbox')
@Index('outbox_once', { synchronize: false })
@Index('outbox_due', { synchronize: false })
@Index('outbox_intake', { synchronize: false })
@Index('outbox_handed', { synchronize: false })
@Index('outbox_wishes', { synchronize: false })
export class OutboxEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  queue!: string;

  @Column('text')
  name!: string;

  /** Ids only; never anything personal. */
  @Column('jsonb', { default: {} })
  payload!: Record<string, unknown>;

  @Column('text', { name: 'dedupe_key', nullable: true })
  dedupeKey!: string | null;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'handed_at', nullable: true })
  handedAt!: Date | null;

  /** The group it was taken in by a lane; null: the queue's job has its own id. */
  @Column('uuid', { name: 'handed_as', nullable: true })
  handedAs!: string | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt!: Date | null;

  /** A code or the name of an error class, never its message. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  /** The web request whose change wanted it, also through other jobs; null: its own id begins the chain. */
  @Column('text', {
    name: 'request_id',
    nullable: true,
    default: () => "NULLIF(current_setting('bridgeline.request', true), '')",
  })
  requestId!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
