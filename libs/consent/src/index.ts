export {
  CONSENT_SCOPES,
  type ConsentDecision,
  ConsentEntity,
  type ConsentScope,
} from './consent.entity.js';
