import { choices } from './picklists.js';

/** How far the patient would go. */
export const TRAVEL = choices({
  near: 'Near home',
  state: 'In their state',
  anywhere: 'Anywhere',
});
export type Travel = (typeof TRAVEL)[number]['code'];

/** Why another program was chosen than the first one. Code → what it says of the choice. */
export const OVERRIDE_KINDS = choices({
  patient_choice: 'The patient chose it',
  facility_said: 'The facility told us something the directory does not know',
  first_full: 'Those before it cannot take the patient now',
  clinical: 'A clinician asked for it',
  other: 'Another reason',
});
export type OverrideKind = (typeof OVERRIDE_KINDS)[number]['code'];
