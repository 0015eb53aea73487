export { databaseIsAway } from './database-away.js';
export {
  type Arrival,
  type DoorOptions,
  type DoorOutcome,
  InquiryDoor,
  type Taken,
} from './door.js';
export {
  ConsentAnswerEnvelope,
  DirectoryReportEnvelope,
  EmailEnvelope,
  Envelope,
  envelopeBytes,
  HelpRequestEnvelope,
  type Opener,
  openEnvelope,
  ReferralAnswerEnvelope,
  StatusAnswerEnvelope,
  UnsubscribeEnvelope,
  WebhookEnvelope,
} from './envelope.js';
export { inboundLock, inLockOrder } from './inbound-lock.js';
export type { DeliveryReport, MailNature } from './mail/automatic-mail.js';
export { mailHead } from './mail/mail-head.js';
export {
  BEGINNING_BYTES,
  type IncomingMail,
  type MailFile,
  MAX_MAIL_BYTES,
  readMail,
} from './mail/read-mail.js';
export { withoutSignature } from './mail/written-part.js';
export { Spool, type SpoolOptions } from './spool.js';
export { InquiriesModule } from './inquiries.module.js';
export type { InquiryFilter } from './inquiry-filter.js';
export { InquiryRenderingEntity } from './inquiry-rendering.entity.js';
export { InquiryEntity } from './inquiry.entity.js';
export { type InquiryPage, InquiryQueries } from './inquiry.queries.js';
export { InquiryService, type OpenInquiry } from './inquiry.service.js';
export { RENDER_STATUS, TAKE_IN_DOUBTED, TAKE_IN_INQUIRY } from './jobs.js';
export {
  QuarantineDecisionEntity,
  SuspicionLessonEntity,
} from './quarantine/quarantine.entities.js';
export { type Judged, QuarantineService, type Suspected } from './quarantine/quarantine.service.js';
export { type Releaser, releaseInquiry } from './release.js';
export { StatusAnswerEntity } from './status-answer.entity.js';
export {
  StatusRendering,
  StatusTexts,
  VISITOR_STATES,
  type VisitorState,
} from './status-rendering.js';
