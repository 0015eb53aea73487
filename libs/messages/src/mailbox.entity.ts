import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A mailbox that is read, and how far it has been. */
@Entity('mailbox')
export class MailboxEntity {
  /** `user@host/folder`; no secret in it. */
  @PrimaryColumn('text')
  name!: string;

  /** False: it was read once, and another is now, or none. */
  @Column('boolean', { default: true })
  active!: boolean;

  /** The server's word for "these numbers count anew" when it differs (RFC 3501, 2.3.1.1). */
  @Column('text', { name: 'uid_validity', nullable: true })
  uidValidity!: string | null;

  /** Everything below this number is taken in. */
  @Column('bigint', { name: 'next_uid', nullable: true })
  nextUid!: string | null;

  /** When it was last read to its end. */
  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;

  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  /** A key of MAILBOX_FAILURES. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
