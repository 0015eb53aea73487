import { z } from 'zod';
import {
  codesOf,
  MOUD_MEDICINES,
  MOUD_STANCE_CODES,
  type MoudMedicine,
  PAYER_NETWORKS,
  SEXES,
  TRAVEL,
} from '#contract';

/**
 * What the matcher knows of a patient and of a program. These two are all that goes in: neither has a field that holds
 * money, nor one that says what anybody pays for a patient, a click or a place in a list (R13). Null always means that
 * nobody said; it is never read as yes or as no. They are kept with each match, so that it can be run again.
 */
export const MEDICATIONS: readonly MoudMedicine[] = MOUD_MEDICINES.map(({ code }) => code);

/** Degrees, WGS 84. */
const Coordinates = z.object({ latitude: z.number(), longitude: z.number() });

const yesNo = z.boolean().nullable();
const codes = z.array(z.string());

/** A payer that a policy of the patient names. Nothing of what it pays. */
const PatientPayer = z.object({
  id: z.string(),
  name: z.string(),
  /** The payer it belongs to, and the one that handles its behavioural health. */
  relatedIds: codes,
  /** Of PLAN_TYPES. */
  planType: z.string(),
});
export type PatientPayer = z.infer<typeof PatientPayer>;

const PAYMENTS = [
  'coverage',
  'self_pay',
  'sliding_scale',
  'state_funded',
  'scholarship',
  'unknown',
] as const;
export type Payment = (typeof PAYMENTS)[number];

export const PatientFacts = z.object({
  /** The lead: draws the order of programs that are equal in everything else. */
  leadId: z.string(),
  level: z.object({
    /** By a clinician: decides. Else the screening, else what was asked for. */
    assessed: z.string().nullable(),
    screened: z.string().nullable(),
    requested: z.string().nullable(),
  }),
  /** Years. */
  age: z.number().nullable(),
  sex: z.enum(codesOf(SEXES)).nullable(),
  pregnant: yesNo,
  /** What the law of the state says of a patient under 18; null for an adult. */
  minor: z.object({ alone: z.enum(['yes', 'no', 'ask']), rule: z.string() }).nullable(),
  guardianAgrees: yesNo,
  /** A policy, or one of the ways without one; null: nobody asked. */
  payment: z.enum(PAYMENTS).nullable(),
  /** In the order they pay. */
  payers: z.array(PatientPayer),
  substances: codes,
  /** Those they take now; null: not known. */
  medications: z.array(z.enum(codesOf(MOUD_MEDICINES))).nullable(),
  /** They want to stay on it; false: they ask to come off it. */
  keepsMedication: yesNo,
  /** What of the directory's exclusions is true of the patient, and what is not; a missing code is not known. */
  conditions: z.record(z.string(), z.boolean()),
  /** Of PROGRAM_LANGUAGES, or the words as typed. */
  language: z.string(),
  /** Treatment has to be in that language: an interpreter was asked for, or the patient said so. */
  languageNeeded: z.boolean(),
  place: Coordinates.nullable(),
  /** Two letters. */
  state: z.string().nullable(),
  travel: z.object({
    willing: z.enum(codesOf(TRAVEL)).nullable(),
    /** Miles from the patient's ZIP code; null: as far as `willing` says. */
    maxMiles: z.number().nullable(),
  }),
  wishes: z.object({
    /** Codes of the directory's populations. */
    populations: codes,
    /** Facilities the patient asked for by name. */
    preferredFacilityIds: codes,
    /** Facilities the patient will not go to. */
    refusedFacilityIds: codes,
    /** The patient agrees to a program outside the network of their payer. */
    outOfNetwork: z.boolean(),
  }),
});
export type PatientFacts = z.infer<typeof PatientFacts>;

/** What came of earlier referrals to a program; whole numbers. */
const ReferralCounts = z.object({
  accepted: z.number(),
  declined: z.number(),
  arrived: z.number(),
  noShow: z.number(),
});
export type ReferralCounts = z.infer<typeof ReferralCounts>;

const BedFacts = z.object({ open: z.number(), saidAt: z.coerce.date() });
export type BedFacts = z.infer<typeof BedFacts>;

const stance = z.enum(MOUD_STANCE_CODES);

export const ProgramFacts = z.object({
  id: z.string(),
  name: z.string(),
  facilityId: z.string(),
  facilityName: z.string(),
  /** Works, and takes referrals. */
  active: z.boolean(),
  state: z.string().nullable(),
  place: Coordinates.nullable(),
  /** The place is the middle of its ZIP code, not the address. */
  placeIsRough: z.boolean(),
  /** Of LEVELS_OF_CARE. */
  level: z.string(),
  minAge: z.number().nullable(),
  maxAge: z.number().nullable(),
  /** Whom it takes; empty: everybody. */
  sexes: codes,
  /** Whom it is made for; empty: adults in general. */
  populations: codes,
  /** Empty: nobody said. */
  languages: codes,
  moud: z.object({ methadone: stance, buprenorphine: stance, naltrexone: stance }),
  /** Payer's id → network, as somebody said. */
  payers: z.record(z.string(), z.enum(codesOf(PAYER_NETWORKS))),
  /** It takes private insurance, without having said whose. */
  privateInsurance: yesNo,
  selfPay: yesNo,
  slidingScale: yesNo,
  scholarship: yesNo,
  stateFunded: yesNo,
  requirements: codes,
  exclusions: codes,
  /** Of its facility: the state's licence that lasts longest; `validUntil` is its last day, as `YYYY-MM-DD`. */
  licence: z.object({ known: z.boolean(), validUntil: z.string().nullable() }),
  beds: BedFacts.nullable(),
  history: ReferralCounts,
  /** When somebody last said or confirmed anything of it. */
  saidAt: z.coerce.date().nullable(),
});
export type ProgramFacts = z.infer<typeof ProgramFacts>;
