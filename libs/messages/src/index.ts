export { ChannelQueries } from './channels.queries.js';
export { ConfirmedSenders } from './confirmed-senders.js';
export { RECONCILE_MESSAGE, SEND_MESSAGE } from './jobs.js';
export { failureSentence, saysWrongNumber } from './message-errors.js';
export { MessageEventEntity, UnsubscribeLinkEntity } from './message-history.entity.js';
export { MessageSteps, whyFailed } from './message-steps.js';
export { type MailPart, MessageWords } from './message-words.js';
export { MessageEntity } from './message.entity.js';
export { MailboxEntity } from './mailbox.entity.js';
export { type MailboxFailure, mailboxView } from './mailbox-view.js';
export { MessageQueries } from './message.queries.js';
export { MessageService, type NewMessage, type ReceivedMessage } from './message.service.js';
export { MessagesModule } from './messages.module.js';
export { ourNumber } from './our-number.js';
export { composeMail, type MailSender } from './providers/compose-mail.js';
export { mailSender } from './mail-sender.js';
export {
  ImapMailbox,
  type Mailbox,
  MailboxError,
  type MailboxMail,
  mailboxOf,
} from './providers/imap-mailbox.js';
export {
  type ListedSms,
  type MailAttachment,
  type MailOut,
  MailPort,
  type SendOutcome,
  type SmsOut,
  SmsPort,
} from './providers/ports.js';
export { type MailServer, SmtpMail } from './providers/smtp-mail.js';
export { type TwilioAccount, TwilioSms } from './providers/twilio-sms.js';
export { closedSentence } from './sending/closed-sentence.js';
export { ContactFactsQueries, type ContactSubject } from './sending/contact-facts.js';
export { type ProviderReport, SendOutcomes, type Settled } from './sending/send-outcome.js';
export {
  CONFIRM_MINUTES,
  HOLD_HOURS,
  type Outgoing,
  SendStart,
  type SendStarted,
} from './sending/send-start.js';
export { type UnprocessedInbound, UnprocessedInbounds } from './sending/unprocessed-inbound.js';
export {
  checkMessageTransitions,
  mayBecome,
  MESSAGE_TRANSITIONS,
} from './states/message-states.js';
export { SHIPPED_TEMPLATES, type ShippedTemplate } from './templates/shipped-templates.js';
export { TemplateEntity, TemplateTextEntity } from './templates/template.entity.js';
export { refuseText, templateNotFound, TemplateService } from './templates/template.service.js';
export { type TemplateValues, TemplateValuesQueries } from './templates/template-values.js';
