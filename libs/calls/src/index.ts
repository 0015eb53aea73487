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
export { SETTLE_AFTER_MS, SETTLE_CALL } from './jobs.js';
