import { z } from 'zod';
import { ClockView } from './desk-leads.js';
import { codesOf, LANGUAGES } from './picklists.js';
import {
  CONSENT_REQUEST_STATES,
  DECLINE_REASONS,
  DISCLOSURE_PURPOSES,
  DISCLOSURE_WAYS,
  PACKET_SECTIONS,
  REFERRAL_MOVERS,
  REFERRAL_POLICIES,
  REFERRAL_STATE_CODES,
  REFERRAL_WAYS,
  SHOWN_WAYS,
  TRANSPORT_PAYERS,
  TRANSPORT_WAYS,
  TRAVEL_ANSWERS,
} from './referrals.js';
import { moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const state = z.enum(REFERRAL_STATE_CODES);
const version = z.number().int();
const section = z.enum(codesOf(PACKET_SECTIONS));

/** A row of the referral list and a card of its board. `patientName` is decrypted for readers who hold `referral.read`. */
export const ReferralRow = z.object({
  id,
  version,
  leadId: id,
  leadNumber: z.number().int(),
  patientName: z.string().nullable(),
  ownerId: id.nullable(),
  programId: id,
  programName: z.string(),
  levelOfCare: z.string(),
  facilityId: id,
  facilityName: z.string(),
  facilityPlace: z.string().nullable(),
  state,
  /** The clock of its acknowledgement, or of the agreed arrival; null when none ever ran. */
  clock: ClockView.nullable(),
  sentAt: when.nullable(),
  acknowledgedAt: when.nullable(),
  /** What the facility offered, or what is agreed once it is scheduled. */
  arrivalAt: when.nullable(),
  declineReason: z.enum(codesOf(DECLINE_REASONS)).nullable(),
  /** Proposed by the system because of what came of this other referral. */
  proposedAfterId: id.nullable(),
  proposedBecause: z.enum(['declined', 'not_acknowledged', 'turned_away']).nullable(),
  /** Questions of the facility nobody has answered. */
  openQuestions: z.number().int(),
  createdAt: when,
  updatedAt: when,
});
export type ReferralRow = z.infer<typeof ReferralRow>;

/** One step of a referral, or an answer that came too late to be one (`from` and `to` are alike then). */
export const ReferralChangeView = z.object({
  id,
  from: state,
  to: state,
  /** What was asked for; differs from `to` only for an answer that came too late. */
  wanted: state,
  by: z.enum(REFERRAL_MOVERS),
  staffId: id.nullable(),
  /** On whose word: staff may write down what a facility or the person said. */
  saidBy: z.enum(REFERRAL_MOVERS),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  at: when,
});
export type ReferralChangeView = z.infer<typeof ReferralChangeView>;

export const ReferralNoteView = z.object({
  id,
  from: z.enum(['facility', 'staff']),
  staffId: id.nullable(),
  text: z.string(),
  at: when,
});
export type ReferralNoteView = z.infer<typeof ReferralNoteView>;

export const ReferralLinkView = z.object({
  id,
  createdAt: when,
  expiresAt: when,
  revokedAt: when.nullable(),
  /** Where it was sent, or null when it was handed over by hand. */
  sentTo: z.string().nullable(),
  usedAt: when.nullable(),
  openedAt: when.nullable(),
  usable: z.boolean(),
});
export type ReferralLinkView = z.infer<typeof ReferralLinkView>;

/** A message to a facility. It never names a patient. */
export const FacilityNoticeView = z.object({
  id,
  kind: z.enum(['referral', 'nudge', 'answer', 'code', 'withdrawn']),
  channel: z.enum(['email', 'sms']),
  to: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown']),
  errorSentence: z.string().nullable(),
  createdAt: when,
  sentAt: when.nullable(),
});
export type FacilityNoticeView = z.infer<typeof FacilityNoticeView>;

/** What was sent to whom under which consent: a row of the accounting of disclosures. */
export const DisclosureView = z.object({
  id,
  referralId: id,
  facilityId: id,
  facilityName: z.string(),
  way: z.enum(codesOf(DISCLOSURE_WAYS)),
  purpose: z.enum(codesOf(DISCLOSURE_PURPOSES)),
  sections: z.array(section),
  consentId: id.nullable(),
  staffId: id.nullable(),
  reason: z.string().nullable(),
  at: when,
});
export type DisclosureView = z.infer<typeof DisclosureView>;

export const TransportPlan = z.object({
  way: z.enum(codesOf(TRANSPORT_WAYS)).nullable(),
  paidBy: z.enum(codesOf(TRANSPORT_PAYERS)).nullable(),
  leavesAt: moment.nullable(),
  fitToTravel: z.enum(codesOf(TRAVEL_ANSWERS)),
  escortNeeded: z.enum(codesOf(TRAVEL_ANSWERS)),
  escort: z.string().max(200).nullable(),
  medicinesPacked: z.enum(codesOf(TRAVEL_ANSWERS)),
  idAtHand: z.enum(codesOf(TRAVEL_ANSWERS)),
  note: z.string().max(1000).nullable(),
});
export type TransportPlan = z.infer<typeof TransportPlan>;

/** What staff may do with a referral now: a move, with who may be named as having said so. */
export const ReferralMove = z.object({
  to: state,
  needs: z.array(z.enum(['reason', 'arrivalAt'])),
});
export type ReferralMove = z.infer<typeof ReferralMove>;

/** A consent asked for: by a link the patient signs at, or signed on paper. */
export const ConsentRequestView = z.object({
  id,
  version,
  leadId: id,
  state: z.enum(codesOf(CONSENT_REQUEST_STATES)),
  facilities: z.array(z.object({ id, name: z.string() })),
  sections: z.array(section),
  purpose: z.enum(codesOf(DISCLOSURE_PURPOSES)),
  language: z.enum(codesOf(LANGUAGES)),
  /** The exact words that were, or are to be, signed. */
  wording: z.string(),
  /** SHA-256 of the words, hexadecimal. */
  wordingHash: z.string(),
  expiresOn: when,
  linkExpiresAt: when.nullable(),
  signedName: z.string().nullable(),
  signedAt: when.nullable(),
  signedBy: z.enum(['link', 'paper']).nullable(),
  /** Stands now: signed, not withdrawn, not expired. */
  stands: z.boolean(),
  createdAt: when,
});
export type ConsentRequestView = z.infer<typeof ConsentRequestView>;

/** The whole of one referral. */
export const ReferralDetail = ReferralRow.extend({
  matchId: id.nullable(),
  moves: z.array(ReferralMove),
  /** What is missing before it can be sent; empty: it can. */
  sendNeeds: z.array(z.string()),
  /** The consent that covers this facility now. */
  consentId: id.nullable(),
  /** The sections that consent lets out. */
  sections: z.array(section),
  shown: z.object({ at: when, how: z.enum(codesOf(SHOWN_WAYS)) }).nullable(),
  /** Who we are and who pays, as the patient is shown it in their language. */
  statement: z.string(),
  contact: z.object({ email: z.string().nullable(), phone: z.string().nullable() }),
  transport: TransportPlan,
  transportIsFacilityPaid: z.boolean(),
  handOver: z.object({ at: when, callId: id.nullable(), note: z.string().nullable() }).nullable(),
  arrivalSaidBy: z.enum(REFERRAL_MOVERS).nullable(),
  changes: z.array(ReferralChangeView),
  notes: z.array(ReferralNoteView),
  links: z.array(ReferralLinkView),
  notices: z.array(FacilityNoticeView),
  disclosures: z.array(DisclosureView),
});
export type ReferralDetail = z.infer<typeof ReferralDetail>;

/** Everything about the referrals of one lead. */
export const LeadReferrals = z.object({
  policy: z.enum(codesOf(REFERRAL_POLICIES)),
  referrals: z.array(ReferralRow),
  consents: z.array(ConsentRequestView),
  disclosures: z.array(DisclosureView),
});
export type LeadReferrals = z.infer<typeof LeadReferrals>;

/** `POST /api/leads/:id/referrals`: a draft for one program. */
export const ReferralCreate = z.object({ programId: id, matchId: id.nullish() });
export type ReferralCreate = z.infer<typeof ReferralCreate>;

/** `POST /api/leads/:id/consent-requests`. */
export const ConsentRequestCreate = z.object({
  facilityIds: z.array(id).min(1, { error: 'Please choose a facility.' }).max(10),
  sections: z.array(section).min(1, { error: 'Please choose what may be told.' }),
  language: z.enum(codesOf(LANGUAGES)).default('en'),
  /** The consent ends after so many days; a year unless said. */
  days: z.number().int().min(1).max(730).default(365),
});
export type ConsentRequestCreate = z.infer<typeof ConsentRequestCreate>;

/** `POST /api/consent-requests/:id/links`: sends the link to a contact point of the patient's, or gives it. */
export const ConsentLinkCreate = z.object({ version, contactPointId: id.nullish() });
export type ConsentLinkCreate = z.infer<typeof ConsentLinkCreate>;

/** A link that is shown once: what is stored of it cannot open it. */
export const GivenLink = z.object({ url: z.string().nullable(), expiresAt: when.nullable() });
export type GivenLink = z.infer<typeof GivenLink>;

/** `POST /api/consent-requests/:id/paper-signature`: the signed paper is a file of the lead. */
export const PaperSignature = z.object({
  version,
  fileId: id,
  signedName: typedText(200).refine((name) => name !== '', { error: 'Please give the name.' }),
  signedAt: moment,
});
export type PaperSignature = z.infer<typeof PaperSignature>;

/** `POST /api/consent-requests/:id/withdrawal`: the patient takes it back, or it is called off unsigned. */
export const ConsentWithdrawal = z.object({ version, reason: optionalText(500) });
export type ConsentWithdrawal = z.infer<typeof ConsentWithdrawal>;

/** `POST /api/referrals/:id/statement`: the patient was shown who we are and who pays. */
export const StatementShown = z.object({ how: z.enum(['read_aloud', 'on_screen']) });
export type StatementShown = z.infer<typeof StatementShown>;

/** `POST /api/referrals/:id/sending`. An e-mail or a text needs an address; it names no patient. */
export const ReferralSending = z
  .object({
    version,
    way: z.enum(codesOf(REFERRAL_WAYS)),
    to: optionalText(254),
    /** The patient agreed to this facility being asked now. */
    patientAgreed: z.literal(true, { error: 'Ask the patient first: nothing is sent without it.' }),
    /** A medical emergency sends without consent; say why. */
    emergencyReason: optionalText(1000),
  })
  .refine(({ way, to }) => (way !== 'email' && way !== 'sms') || to !== undefined, {
    path: ['to'],
    error: 'Please give the address it is sent to.',
  });
export type ReferralSending = z.infer<typeof ReferralSending>;

/** `POST /api/referrals/:id/links`: another link, sent or handed over; the ones before can be revoked. */
export const ReferralLinkCreate = z.object({
  way: z.enum(['email', 'sms', 'hand']),
  to: optionalText(254),
  revokeOthers: z.boolean().default(false),
});
export type ReferralLinkCreate = z.infer<typeof ReferralLinkCreate>;

/** `POST /api/referrals/:id/changes`: moves it, on whose word. */
export const ReferralChangeCreate = z.object({
  version,
  to: state,
  saidBy: z.enum(['staff', 'facility', 'person']).default('staff'),
  reason: z.enum(codesOf(DECLINE_REASONS)).nullish(),
  note: optionalText(2000),
  arrivalAt: moment.nullish(),
});
export type ReferralChangeCreate = z.infer<typeof ReferralChangeCreate>;

/** `POST /api/referrals/:id/notes`: an answer to the facility's question; it is read behind the code only. */
export const ReferralNoteCreate = z.object({
  text: typedText(2000).refine((text) => text !== '', { error: 'Please write an answer.' }),
});
export type ReferralNoteCreate = z.infer<typeof ReferralNoteCreate>;

/** `PUT /api/referrals/:id/transport`. */
export const TransportEdit = z.object({
  version,
  way: z.enum(codesOf(TRANSPORT_WAYS)).nullish(),
  paidBy: z.enum(codesOf(TRANSPORT_PAYERS)).nullish(),
  leavesAt: moment.nullish(),
  fitToTravel: z.enum(codesOf(TRAVEL_ANSWERS)).optional(),
  escortNeeded: z.enum(codesOf(TRAVEL_ANSWERS)).optional(),
  escort: optionalText(200),
  medicinesPacked: z.enum(codesOf(TRAVEL_ANSWERS)).optional(),
  idAtHand: z.enum(codesOf(TRAVEL_ANSWERS)).optional(),
  note: optionalText(1000),
});
export type TransportEdit = z.infer<typeof TransportEdit>;

/** `POST /api/referrals/:id/hand-over`: the patient was handed over in a call with all three. */
export const HandOverCreate = z.object({ callId: id.nullish(), note: optionalText(1000) });
export type HandOverCreate = z.infer<typeof HandOverCreate>;

/** Which referrals a board shows. */
export const ReferralBoardFilter = z.strictObject({
  facilityId: z.uuid().optional(),
  ownerId: z.union([z.uuid(), z.literal('me'), z.literal('none')]).optional(),
  /** A clock of theirs has run out. */
  late: z.boolean().optional(),
  /** The facility waits for an answer. */
  question: z.boolean().optional(),
});
export type ReferralBoardFilter = z.infer<typeof ReferralBoardFilter>;

/** `GET /api/referrals/board`: how many referrals stand in each state, and the first of them. */
export const ReferralBoard = z.object({
  columns: z.array(z.object({ state, count: z.number().int(), rows: z.array(ReferralRow) })),
});
export type ReferralBoard = z.infer<typeof ReferralBoard>;
