import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { MessageChannel, MessageDirection, MessagePurpose, MessageState } from '#contract';

/** One SMS or e-mail, out or in. Its words are encrypted. */
@Entity('message')
@Index('message_intent', { synchronize: false })
@Index('message_provider', { synchronize: false })
@Index('message_retry', { synchronize: false })
@Index('message_state', { synchronize: false })
@Index('message_sending', { synchronize: false })
@Index('message_recent', { synchronize: false })
@Index('message_lead', { synchronize: false })
@Index('message_point', { synchronize: false })
@Index('message_unhandled', { synchronize: false })
@Index('message_returned', { synchronize: false })
export class MessageEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'message_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id', nullable: true })
  leadId!: string | null;

  @ForeignKey('person', { name: 'message_person_id_fkey' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId!: string | null;

  @ForeignKey('contact_point', { name: 'message_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id', nullable: true })
  contactPointId!: string | null;

  @Column('text')
  channel!: MessageChannel;

  @Column('text')
  direction!: MessageDirection;

  @Column('text', { default: 'conversation' })
  purpose!: MessagePurpose;

  @Column('text')
  state!: MessageState;

  @Column('text', { name: 'subject_enc', nullable: true })
  subjectEnc!: string | null;

  @Column('text', { name: 'body_enc' })
  bodyEnc!: string;

  /** JSON of `MessageMedia[]`. */
  @Column('text', { name: 'media_enc', nullable: true })
  mediaEnc!: string | null;

  /** JSON of `MailPart`: what an e-mail that came in has beside its words. */
  @Column('text', { name: 'mail_enc', nullable: true })
  mailEnc!: string | null;

  /** Whether our mail server vouches for the address; null: it is no e-mail that came in, or from before that was asked. */
  @Column('boolean', { name: 'sender_proven', nullable: true })
  senderProven!: boolean | null;

  /** When a colleague confirmed another way that it is from whom it says, where nobody vouches for its address. */
  @Column('timestamptz', { name: 'sender_confirmed_at', nullable: true })
  senderConfirmedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'message_sender_confirmed_by_fkey' })
  @Column('uuid', { name: 'sender_confirmed_by', nullable: true })
  senderConfirmedBy!: string | null;

  @Column('text', { default: 'en' })
  language!: string;

  @ForeignKey('template_text', { name: 'message_template_text_id_fkey' })
  @Column('uuid', { name: 'template_text_id', nullable: true })
  templateTextId!: string | null;

  /** Why it exists, where that must happen once: a planned step, a colleague's click. */
  @Column('text', { name: 'intent_key', nullable: true })
  intentKey!: string | null;

  /** When it was meant to be sent; holding it up does not change this. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  /** When it is to be sent, or tried again. */
  @Column('timestamptz', { name: 'send_at', nullable: true })
  sendAt!: Date | null;

  @Column('timestamptz', { name: 'sending_at', nullable: true })
  sendingAt!: Date | null;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column('timestamptz', { name: 'received_at', nullable: true })
  receivedAt!: Date | null;

  /** A key of CLOSED_BECAUSE. */
  @Column('text', { name: 'closed_because', nullable: true })
  closedBecause!: string | null;

  @Column('text', { nullable: true })
  provider!: string | null;

  @Column('text', { name: 'provider_message_id', nullable: true })
  providerMessageId!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @ForeignKey('message', { name: 'message_in_reply_to_fkey' })
  @Column('uuid', { name: 'in_reply_to', nullable: true })
  inReplyTo!: string | null;

  /** The failed message that this one repeats, by hand. */
  @ForeignKey('message', { name: 'message_retry_of_fkey' })
  @Column('uuid', { name: 'retry_of', nullable: true })
  retryOf!: string | null;

  @ForeignKey('inquiry', { name: 'message_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  @Column('timestamptz', { name: 'handled_at', nullable: true })
  handledAt!: Date | null;

  @ForeignKey('staff_user', { name: 'message_handled_by_fkey' })
  @Column('uuid', { name: 'handled_by', nullable: true })
  handledBy!: string | null;

  @ForeignKey('staff_user', { name: 'message_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
