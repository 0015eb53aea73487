import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MessageState } from '#contract';
import { MessageEntity } from './message.entity.js';

/** One step of a message, with the provider's code. Written once. */
@Entity('message_event')
@Index('message_event_message', ['messageId', 'at'])
export class MessageEventEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => MessageEntity, { name: 'message_event_message_id_fkey' })
  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  state!: MessageState;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('timestamptz')
  at!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** What the link at the end of an e-mail takes back: whose, and where. The token itself is in the e-mail alone. */
@Entity('unsubscribe_link')
@Index('unsubscribe_link_person', ['personId'])
export class UnsubscribeLinkEntity {
  @PrimaryColumn('bytea', { name: 'token_digest' })
  tokenDigest!: Buffer;

  @ForeignKey(() => MessageEntity, { name: 'unsubscribe_link_message_id_fkey' })
  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  @ForeignKey('person', { name: 'unsubscribe_link_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @ForeignKey('contact_point', { name: 'unsubscribe_link_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id' })
  contactPointId!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
