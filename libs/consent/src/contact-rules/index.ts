export { nextContactHours, withinContactHours } from './contact-hours.js';
export {
  type CallPermission,
  type ContactBar,
  type ContactChannel,
  type ContactDecision,
  type ContactFacts,
  FOLLOW_UP_DAYS,
  mayContact,
  OWN_REQUEST_DAYS,
  PROMISE_MINUTES,
  REPLY_MINUTES,
} from './may-contact.js';
export { localTime, momentAt } from './local-time.js';
export { MAINLAND_ZONES, type Place, placeOf } from './place.js';
export { type ContactWish, contactWish } from './stop-words.js';
