export { ClockEntity } from './clock.entity.js';
export { LeadEntity } from './lead.entity.js';
export {
  ActivityEntity,
  type AssignmentCause,
  AssignmentEntity,
  StageChangeEntity,
} from './lead-history.entity.js';
export {
  type InquiryOutcome,
  LeadContactEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
} from './lead-links.entity.js';
