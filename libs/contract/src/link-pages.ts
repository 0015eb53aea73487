import { z } from 'zod';
import { codesOf, LANGUAGES } from './picklists.js';
import { DECLINE_REASONS, FACILITY_ACTS, REFERRAL_STATE_CODES } from './referrals.js';
import { typedText } from './text.js';

const when = z.iso.datetime();

/** What came of what a facility last sent. */
export const ACT_OUTCOMES = [
  'taken',
  'repeated',
  'late',
  'code_sent',
  'code_wrong',
  'code_expired',
  'code_too_many',
  'opened',
  'nobody_to_send_to',
] as const;
export type ActOutcome = (typeof ACT_OUTCOMES)[number];

/** What the page behind a facility's link shows, sealed to its token. Nothing in it tells of a patient. */
export const FacilityPage = z.object({
  state: z.enum(REFERRAL_STATE_CODES),
  programName: z.string(),
  facilityName: z.string(),
  sentAt: when.nullable(),
  arrivalAt: when.nullable(),
  expiresAt: when,
  acts: z.array(z.enum(FACILITY_ACTS)),
  /** What came of the last thing that was sent from this page. */
  latest: z
    .object({ act: z.enum(FACILITY_ACTS), outcome: z.enum(ACT_OUTCOMES), at: when })
    .nullable(),
  /** Where the one-time code goes, most of it hidden; null: nowhere is known. */
  codeGoesTo: z.string().nullable(),
  codeWaiting: z.boolean(),
  /** We have answered a question; the answer is behind the code. */
  answered: z.boolean(),
  timeZone: z.string(),
  updatedAt: when,
});
export type FacilityPage = z.infer<typeof FacilityPage>;

/** What one browser may read after the code, sealed to a token that it alone holds. */
export const OpenedPacket = z.object({
  parts: z.array(
    z.object({
      title: z.string(),
      lines: z.array(z.object({ label: z.string(), value: z.string() })),
    }),
  ),
  notes: z.array(z.object({ from: z.enum(['facility', 'staff']), text: z.string(), at: when })),
  notice: z.array(z.string()),
  /** What the patient's consent covers and until when, in words (42 CFR 2.32(b)). */
  consent: z.string(),
  /** Base64. */
  pdf: z.string(),
  openUntil: when,
});
export type OpenedPacket = z.infer<typeof OpenedPacket>;

/** What the page shows at which a patient signs, sealed to its token. */
export const ConsentPage = z.object({
  state: z.enum(['asked', 'signed', 'refused', 'withdrawn']),
  language: z.enum(codesOf(LANGUAGES)),
  wording: z.string(),
  /** Hexadecimal; what is signed has to carry it. */
  wordingHash: z.string(),
  /** Who we are and who pays. */
  statement: z.string(),
  signedName: z.string().nullable(),
  decidedAt: when.nullable(),
  expiresAt: when,
  updatedAt: when,
});
export type ConsentPage = z.infer<typeof ConsentPage>;

/** What a facility sends from its page, as the form has it. */
export const FacilityAnswer = z.discriminatedUnion('act', [
  z.object({ act: z.literal('acknowledge') }),
  z.object({
    act: z.literal('ask'),
    text: typedText(2000).refine((text) => text !== '', { error: 'Please write your question.' }),
  }),
  z.object({
    act: z.literal('accept'),
    /** The day they can come; local to the facility as typed, kept as a moment. */
    arrivalAt: when.nullable(),
    note: typedText(2000),
  }),
  z.object({
    act: z.literal('decline'),
    reason: z.enum(codesOf(DECLINE_REASONS), { error: 'Please choose a reason.' }),
    note: typedText(2000),
  }),
  z.object({ act: z.literal('waitlist'), note: typedText(2000) }),
  z.object({ act: z.literal('request_code') }),
  z.object({
    act: z.literal('open_packet'),
    code: z.string().regex(/^\d{6}$/, { error: 'The code has six digits.' }),
    /** Of the token that this browser alone holds: base64url. */
    openingDigest: z.string(),
    openingKey: z.string(),
  }),
  z.object({ act: z.literal('arrived') }),
  z.object({ act: z.literal('no_show') }),
  z.object({ act: z.literal('admitted') }),
  z.object({ act: z.literal('turned_away'), note: typedText(2000) }),
]);
export type FacilityAnswer = z.infer<typeof FacilityAnswer>;

/** What a patient sends from the page at which they sign. */
export const ConsentAnswer = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('sign'),
    name: typedText(200).refine((name) => name !== '', { error: 'Please type your name.' }),
    wordingHash: z.string(),
  }),
  z.object({ act: z.literal('refuse') }),
  z.object({ act: z.literal('withdraw') }),
]);
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;
