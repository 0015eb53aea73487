export { BrowserCallService, type Dialling } from './browser/browser-calls.service.js';
export { DialPermitEntity } from './browser/dial-permit.entity.js';
export { PhoneLineEntity } from './browser/phone-line.entity.js';
export { CallEntity } from './call.entity.js';
export { type CallChange, type CallIdentity, CallService } from './call.service.js';
export {
  CALL_STATE_RANK,
  type CallDirection,
  type CallEvent,
  type CallFacts,
  callOutcome,
  type CallOutcome,
  type CallRecording,
  type CallState,
  countsAsMissed,
  factsOf,
  HUMAN_WITHIN_MS,
  mergeCall,
  settledState,
} from './call-states.js';
export { CallsModule } from './calls.module.js';
export {
  ConferenceEntity,
  ConferenceEventEntity,
  ConferencePartyEntity,
} from './conference/conference.entity.js';
export {
  type AskedParty,
  ConferenceService,
  type SettledConference,
} from './conference/conference.service.js';
export {
  type CompanyLeg,
  ConferencePort,
  type Participant,
  PhoneCompanyError,
} from './conference/conference-port.js';
export type { KnownConference, KnownParty } from './conference/conference-rows.js';
export { ConferenceDriver, type DriverParts } from './conference/conference-driver.js';
export type { ConferenceFact } from './conference/conference-state.js';
export { conferenceView, isOver } from './conference/conference-view.js';
export { TwilioConferences } from './conference/twilio-conferences.js';
export { CoachingNoteEntity } from './coaching/coaching-note.entity.js';
export { CoachingService } from './coaching/coaching.service.js';
export { FETCH_RECORDING, SETTLE_AFTER_MS, SETTLE_CALL, SETTLE_CONFERENCE } from './jobs.js';
export { madeUpAudio, MadeUpRecordings } from './recordings/made-up-recordings.js';
export { CallRecordingEntity, CallRecordingPartEntity } from './recordings/recording.entity.js';
export { type KeptRecording, RecordingService } from './recordings/recording.service.js';
export {
  type FetchedRecording,
  MAX_RECORDING_BYTES,
  mediaTypeOf,
  RecordingPort,
  type RecordingSource,
} from './recordings/recording-port.js';
export { SimulatedExchange, UnknownLeg } from './simulated/simulated-exchange.js';
export { type Verb, verbsOf } from './simulated/twiml.js';
export { TwilioRecordings } from './recordings/twilio-recordings.js';
