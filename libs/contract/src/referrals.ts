import { choices, codesOf } from './picklists.js';
import type { Stage } from './stages.js';

/** Where one hand-over to one program stands (source: docs/domain.md, "Referral states"). */
export const REFERRAL_STATES = choices({
  draft: 'Draft',
  sent: 'Sent',
  acknowledged: 'Acknowledged',
  waitlisted: 'Waitlisted',
  accepted: 'Accepted',
  pre_admission_screen: 'Pre-admission screen',
  medically_cleared: 'Medically cleared',
  scheduled: 'Scheduled',
  no_show: 'No-show',
  arrived: 'Arrived',
  admitted: 'Admitted',
  in_care_7: 'In care (7 days)',
  in_care_30: 'In care (30 days)',
  completed: 'Completed',
  stepped_down: 'Stepped down',
  left: 'Left',
  turned_away: 'Turned away',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
});
export type ReferralState = (typeof REFERRAL_STATES)[number]['code'];
export const REFERRAL_STATE_CODES = codesOf(REFERRAL_STATES);

/** Which stage of its lead a referral in this state stands for; null: it is not living (any more, or yet). */
export const STAGE_OF_REFERRAL: Readonly<Record<ReferralState, Stage | null>> = {
  draft: null,
  sent: 'referred',
  acknowledged: 'referred',
  waitlisted: 'referred',
  accepted: 'accepted',
  pre_admission_screen: 'accepted',
  medically_cleared: 'accepted',
  scheduled: 'scheduled',
  // Who did not come was scheduled all the same: the show rate counts them.
  no_show: 'scheduled',
  arrived: 'scheduled',
  admitted: 'admitted',
  in_care_7: 'admitted',
  in_care_30: 'admitted',
  completed: 'admitted',
  stepped_down: 'admitted',
  left: 'admitted',
  turned_away: null,
  declined: null,
  withdrawn: null,
};

/** A facility knows of it, and the patient does not stand at its door yet. */
export const REFERRAL_ON_THE_WAY = [
  'sent',
  'acknowledged',
  'waitlisted',
  'accepted',
  'pre_admission_screen',
  'medically_cleared',
  'scheduled',
  'no_show',
] as const satisfies readonly ReferralState[];

/** States nothing follows on. */
export const ENDED_REFERRAL_STATES = [
  'completed',
  'stepped_down',
  'left',
  'turned_away',
  'declined',
  'withdrawn',
] as const satisfies readonly ReferralState[];

/** Who moves a referral along. */
export const REFERRAL_MOVERS = ['staff', 'facility', 'person', 'system'] as const;
export type ReferralMover = (typeof REFERRAL_MOVERS)[number];

/** Why a facility says no. */
export const DECLINE_REASONS = choices({
  capacity: 'No bed or place',
  level_of_care: 'Needs another level of care',
  payer: 'Payer not taken',
  medical_acuity: 'Medical acuity',
  missing_documents: 'Documents are missing',
  outside_area: 'Outside our area',
  not_eligible: 'Not eligible',
  other: 'Other',
});
export type DeclineReason = (typeof DECLINE_REASONS)[number]['code'];

/** What a packet may hold: nothing else leaves the house (minimum necessary). */
export const PACKET_SECTIONS = choices({
  identity: 'Name and date of birth',
  contact: 'How to reach the patient',
  needs: 'What help is sought: substances, level of care, when',
  safety: 'What bears on safe admission: age, pregnancy, urgency',
  coverage: 'Insurance or other way of paying',
  travel: 'How and when they travel, escort, medicines, ID',
});
export type PacketSection = (typeof PACKET_SECTIONS)[number]['code'];

/** In an emergency what a treating place needs at once (42 CFR 2.51). */
export const EMERGENCY_SECTIONS: readonly PacketSection[] = [
  'identity',
  'contact',
  'needs',
  'safety',
];

/** What a disclosure is for; a consent names one. */
export const DISCLOSURE_PURPOSES = choices({
  treatment: 'To arrange admission to treatment',
  emergency: 'Medical emergency (42 CFR 2.51)',
});
export type DisclosurePurpose = (typeof DISCLOSURE_PURPOSES)[number]['code'];

/** By which way a packet reached a facility. */
export const DISCLOSURE_WAYS = choices({
  link: 'Opened through the encrypted link',
  fax: 'Fax',
  fhir: 'FHIR export',
});
export type DisclosureWay = (typeof DISCLOSURE_WAYS)[number]['code'];

/** By which way a facility is told of a referral. */
export const REFERRAL_WAYS = choices({
  email: 'E-mail with a link',
  sms: 'Text with a link',
  hand: 'Link handed over by hand',
  fax: 'Fax-ready PDF',
});
export type ReferralWay = (typeof REFERRAL_WAYS)[number]['code'];

/** How the patient was shown who we are and who pays. */
export const SHOWN_WAYS = choices({
  read_aloud: 'Read aloud on the phone',
  on_screen: 'Shown in person',
  consent_page: 'On the page they signed',
});
export type ShownWay = (typeof SHOWN_WAYS)[number]['code'];

/** Who pays for the way there. */
export const TRANSPORT_PAYERS = choices({
  patient: 'Patient or family',
  facility: 'The facility',
  payer: 'Insurance',
  public: 'Public programme',
  charity: 'Charity',
  nobody: 'Costs nothing',
});
export type TransportPayer = (typeof TRANSPORT_PAYERS)[number]['code'];

export const TRANSPORT_WAYS = choices({
  own: 'Own car or on foot',
  family: 'Family or friend drives',
  facility_van: 'Facility picks up',
  ride: 'Taxi or ride service',
  public: 'Bus or train',
  plane: 'Plane',
  ambulance: 'Medical transport',
});
export type TransportWay = (typeof TRANSPORT_WAYS)[number]['code'];

/** Yes, no, or nobody asked yet. */
export const TRAVEL_ANSWERS = choices({ yes: 'Yes', no: 'No', unknown: 'Not asked yet' });
export type TravelAnswer = (typeof TRAVEL_ANSWERS)[number]['code'];

/** Whether several facilities may be asked at once. */
export const REFERRAL_POLICIES = choices({
  one_by_one: 'One facility at a time',
  several: 'Several at once',
});
export type ReferralPolicy = (typeof REFERRAL_POLICIES)[number]['code'];

/** What came of a consent that was asked for. */
export const CONSENT_REQUEST_STATES = choices({
  asked: 'Waiting for the signature',
  signed: 'Signed',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  cancelled: 'Called off',
});
export type ConsentRequestState = (typeof CONSENT_REQUEST_STATES)[number]['code'];

/** What a facility may do behind its link. */
export const FACILITY_ACTS = [
  'acknowledge',
  'ask',
  'accept',
  'decline',
  'waitlist',
  'request_code',
  'open_packet',
  'arrived',
  'no_show',
  'admitted',
  'turned_away',
] as const;
export type FacilityAct = (typeof FACILITY_ACTS)[number];
