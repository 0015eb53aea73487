export { databaseIsAway } from './database-away.js';
export {
  type Arrival,
  type DoorOptions,
  type DoorOutcome,
  InquiryDoor,
  type SealedArrival,
  type Taken,
} from './door.js';
export {
  Envelope,
  envelopeBytes,
  HelpRequestEnvelope,
  type Opener,
  openEnvelope,
  WebhookEnvelope,
} from './envelope.js';
export { Spool, type SpoolOptions } from './spool.js';
