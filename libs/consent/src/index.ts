export {
  CONSENT_SCOPES,
  type ConsentDecision,
  ConsentEntity,
  type ConsentScope,
} from './consent.entity.js';
export { ConsentModule } from './consent.module.js';
export { type ConsentGiven, ConsentService, Standing } from './consent.service.js';
export { ANSWER_BY_TEXT, type LedgerRow, stands } from './standing.js';
export * from './contact-rules/index.js';
export {
  type BringInBasis,
  type BringInDecision,
  mayBringIn,
  type ThirdPartyConsents,
} from './third-party.js';
