import { z } from 'zod';
import {
  BED_HOLD_STATES,
  BED_SOURCES,
  BED_TRUST,
  DIRECTORY_SOURCES,
  EXCLUSION_CODES,
  FACILITY_CONTACT_ROLES,
  FINANCIAL_TIE_CODES,
  LICENCE_KINDS,
  MOUD_STANCE_CODES,
  PAYER_NETWORKS,
  POPULATION_CODES,
  PROGRAM_LANGUAGES,
  REQUIREMENT_CODES,
  SAID_BY,
  SEXES,
} from './facility-picklists.js';
import { codesOf, LEVELS_OF_CARE } from './picklists.js';
import { clearableText, moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const level = z.enum(codesOf(LEVELS_OF_CARE));
const stance = z.enum(MOUD_STANCE_CODES);
const version = z.number().int();

/** Who stands behind what is written: the facility itself, asked by a colleague, or the colleague. */
export const SAYING_STAFF = ['staff', 'facility'] as const;
const saidBy = z.enum(SAYING_STAFF).default('staff');

const stateCode = z.preprocess(
  (value) =>
    typeof value === 'string' && value.trim() === ''
      ? null
      : typeof value === 'string'
        ? value.trim().toUpperCase()
        : value,
  z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'A state has two letters, such as MA.' })
    .nullish(),
);
const zipCode = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() || null : value),
  z
    .string()
    .regex(/^\d{5}(-\d{4})?$/, { error: 'A ZIP code has five digits. Does it begin with a zero?' })
    .transform((zip) => zip.slice(0, 5))
    .nullish(),
);
const webAddress = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() || null : value),
  z
    .string()
    .max(300, { error: 'Please use at most 300 characters.' })
    .regex(/^https?:\/\/[^\s<>"]+$/i, { error: 'Please begin with https:// and leave no spaces.' })
    .nullish(),
);
const emailAddress = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() || null : value),
  z.email({ error: 'Please give an e-mail address.' }).max(254).nullish(),
);
const day = z.preprocess(
  (value) => (value === '' ? null : value),
  z.iso
    .date({ error: 'Please give a date such as 2026-12-31.' })
    .refine((text) => text >= '1900' && text < '2200', {
      error: 'Please give a date between 1900 and 2199.',
    })
    .nullish(),
);
const age = z
  .number()
  .int({ error: 'Please give whole years.' })
  .min(0, { error: 'Please give years from 0 to 120.' })
  .max(120, { error: 'Please give years from 0 to 120.' })
  .nullish();
const several = <C extends string>(codes: readonly [C, ...C[]]) => z.array(z.enum(codes)).max(60);

/** Who said what a field holds, since when, and until when that counts. */
export const FieldFactView = z.object({
  recordKind: z.enum(['facility', 'program']),
  recordId: id,
  field: z.string(),
  saidBy: z.enum(codesOf(SAID_BY)),
  /** The colleague behind it, if one is. */
  staffId: id.nullable(),
  /** The name of what was imported, if it came so. */
  from: z.string().nullable(),
  saidAt: when,
  /** Null: it does not age. */
  staleAt: when.nullable(),
  stale: z.boolean(),
});
export type FieldFactView = z.infer<typeof FieldFactView>;

/** Open beds of a program as they were last reported; null on a program that nobody ever reported. */
export const BedsView = z.object({
  bedsOpen: z.number().int(),
  bedsInAll: z.number().int().nullable(),
  source: z.enum(codesOf(BED_SOURCES)),
  staffId: id.nullable(),
  saidAt: when,
  trust: z.enum(codesOf(BED_TRUST)),
});
export type BedsView = z.infer<typeof BedsView>;

export const BedHoldView = z.object({
  id,
  version,
  programId: id,
  leadId: id,
  leadNumber: z.number().int(),
  state: z.enum(codesOf(BED_HOLD_STATES)),
  askedBy: id.nullable(),
  askedAt: when,
  expiresAt: when,
  answeredBy: id.nullable(),
  answeredAt: when.nullable(),
});
export type BedHoldView = z.infer<typeof BedHoldView>;

export const ProgramPayerView = z.object({
  payerId: id,
  payerName: z.string(),
  network: z.enum(codesOf(PAYER_NETWORKS)),
  saidBy: z.enum(codesOf(SAID_BY)),
  saidAt: when,
});
export type ProgramPayerView = z.infer<typeof ProgramPayerView>;

/** One level of care that a facility offers. Codes are of the contract's picklists; local ones may appear. */
export const ProgramView = z.object({
  id,
  version,
  facilityId: id,
  facilityName: z.string(),
  name: z.string(),
  levelOfCare: z.string(),
  minAge: z.number().int().nullable(),
  maxAge: z.number().int().nullable(),
  sexes: z.array(z.string()),
  populations: z.array(z.string()),
  languages: z.array(z.string()),
  methadone: stance,
  buprenorphine: stance,
  naltrexone: stance,
  selfPay: z.boolean(),
  slidingScale: z.boolean(),
  scholarship: z.boolean(),
  stateFunded: z.boolean(),
  privateInsurance: z.boolean(),
  requirements: z.array(z.string()),
  exclusions: z.array(z.string()),
  lengthOfStayDays: z.number().int().nullable(),
  description: z.string().nullable(),
  active: z.boolean(),
  payers: z.array(ProgramPayerView),
  beds: BedsView.nullable(),
  createdAt: when,
  updatedAt: when,
});
export type ProgramView = z.infer<typeof ProgramView>;

/** A row of the facilities list. */
export const FacilityRow = z.object({
  id,
  version,
  name: z.string(),
  organisationName: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  zip: z.string().nullable(),
  phone: z.string().nullable(),
  /** Levels of care of its active programs. */
  levels: z.array(z.string()),
  /** Miles from the ZIP code that was asked for, as the crow flies. */
  distanceMiles: z.number().nullable(),
  bedsOpen: z.number().int().nullable(),
  bedsSaidAt: when.nullable(),
  relationshipOwnerId: id.nullable(),
  listed: z.boolean(),
  active: z.boolean(),
  source: z.enum(codesOf(DIRECTORY_SOURCES)),
  /** When its first field becomes stale. */
  staleFrom: when.nullable(),
  stale: z.boolean(),
  updatedAt: when,
});
export type FacilityRow = z.infer<typeof FacilityRow>;

export const FacilityContactView = z.object({
  id,
  version,
  role: z.enum(codesOf(FACILITY_CONTACT_ROLES)),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
});
export type FacilityContactView = z.infer<typeof FacilityContactView>;

/** How near a licence is to its end. */
export const LICENCE_STANDINGS = ['valid', 'ends_soon', 'ended', 'unknown'] as const;
export const FacilityLicenceView = z.object({
  id,
  version,
  kind: z.enum(codesOf(LICENCE_KINDS)),
  number: z.string().nullable(),
  issuedBy: z.string().nullable(),
  validUntil: z.string().nullable(),
  standing: z.enum(LICENCE_STANDINGS),
  active: z.boolean(),
});
export type FacilityLicenceView = z.infer<typeof FacilityLicenceView>;

export const FacilityNoteView = z.object({
  id,
  body: z.string(),
  writtenBy: id.nullable(),
  createdAt: when,
});
export type FacilityNoteView = z.infer<typeof FacilityNoteView>;

/** A link or key with which the facility reports beds; what opens it is shown once, when it is made. */
export const FacilityAccessView = z.object({
  id,
  kind: z.enum(['link', 'key']),
  label: z.string().nullable(),
  createdBy: id.nullable(),
  createdAt: when,
  expiresAt: when.nullable(),
  revokedAt: when.nullable(),
  lastUsedAt: when.nullable(),
});
export type FacilityAccessView = z.infer<typeof FacilityAccessView>;

/** `GET /api/facilities/:id` */
export const FacilityDetail = FacilityRow.extend({
  organisationId: id.nullable(),
  otherNames: z.array(z.string()),
  addressLine: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  website: z.string().nullable(),
  npi: z.string().nullable(),
  description: z.string().nullable(),
  sourceRef: z.string().nullable(),
  /** Asked for its beds by e-mail when their counts are stale. */
  bedMails: z.boolean(),
  financialTie: z.enum(FINANCIAL_TIE_CODES),
  programs: z.array(ProgramView),
  contacts: z.array(FacilityContactView),
  licences: z.array(FacilityLicenceView),
  /** The latest 100. */
  notes: z.array(FacilityNoteView),
  facts: z.array(FieldFactView),
  /** Asked and confirmed ones, and the latest others. */
  holds: z.array(BedHoldView),
  access: z.array(FacilityAccessView),
  createdAt: when,
});
export type FacilityDetail = z.infer<typeof FacilityDetail>;

const facilityFields = {
  /** Found by its name, else made. */
  organisationName: clearableText(200),
  otherNames: z.array(typedText(200).min(1)).max(20).optional(),
  addressLine: clearableText(200),
  city: clearableText(100),
  state: stateCode,
  zip: zipCode,
  phone: clearableText(40),
  website: webAddress,
  npi: clearableText(20),
  description: clearableText(4000),
  relationshipOwnerId: id.nullish(),
  listed: z.boolean().optional(),
  /** Asked for its beds by e-mail when their counts are stale. */
  bedMails: z.boolean().optional(),
  active: z.boolean().optional(),
  /** Whether it is owned by or pays the organisation; named on the site and before a referral (rule R14). */
  financialTie: z.enum(FINANCIAL_TIE_CODES).optional(),
  saidBy,
};
/** `POST /api/facilities` (201) */
export const FacilityCreate = z.object({
  name: typedText(200).min(1, { error: 'Please give the facility’s name.' }),
  ...facilityFields,
});
export type FacilityCreate = z.infer<typeof FacilityCreate>;
/** `PUT /api/facilities/:id` */
export const FacilityEdit = z.object({ version, name: optionalText(200), ...facilityFields });
export type FacilityEdit = z.infer<typeof FacilityEdit>;

const programFields = {
  minAge: age,
  maxAge: age,
  sexes: several(codesOf(SEXES)).optional(),
  populations: several(POPULATION_CODES).optional(),
  languages: several(codesOf(PROGRAM_LANGUAGES)).optional(),
  methadone: stance.optional(),
  buprenorphine: stance.optional(),
  naltrexone: stance.optional(),
  selfPay: z.boolean().optional(),
  slidingScale: z.boolean().optional(),
  scholarship: z.boolean().optional(),
  stateFunded: z.boolean().optional(),
  privateInsurance: z.boolean().optional(),
  requirements: several(REQUIREMENT_CODES).optional(),
  exclusions: several(EXCLUSION_CODES).optional(),
  lengthOfStayDays: z.number().int().min(0).max(2000).nullish(),
  description: clearableText(4000),
  active: z.boolean().optional(),
  /** All of them: those left out are taken no more. */
  payers: z
    .array(z.object({ payerId: id, network: z.enum(codesOf(PAYER_NETWORKS)) }))
    .max(300, { error: 'Please name at most 300 payers.' })
    .optional(),
  saidBy,
};
/** `POST /api/facilities/:id/programs` (201) */
export const ProgramCreate = z.object({
  name: typedText(200).min(1, { error: 'Please give the program a name.' }),
  levelOfCare: level,
  ...programFields,
});
export type ProgramCreate = z.infer<typeof ProgramCreate>;
/** `PUT /api/programs/:id` */
export const ProgramEdit = z.object({
  version,
  name: optionalText(200),
  levelOfCare: level.optional(),
  ...programFields,
});
export type ProgramEdit = z.infer<typeof ProgramEdit>;

/**
 * `POST /api/facilities/:id/confirmation`: what is written is still true, all of it or the fields of one record.
 * Its re-verification tasks are done with it.
 */
export const FactConfirmation = z.object({
  saidBy: z.enum(SAYING_STAFF).default('facility'),
  /** A program's id, or the facility's own; left out: the facility and all its programs. */
  recordId: id.optional(),
  fields: z.array(z.string().max(60)).min(1).max(60).optional(),
});
export type FactConfirmation = z.infer<typeof FactConfirmation>;

/** `POST /api/facilities/:id/contacts` (201) */
export const FacilityContactCreate = z.object({
  role: z.enum(codesOf(FACILITY_CONTACT_ROLES)).default('admissions'),
  name: typedText(120).min(1, { error: 'Please give a name.' }),
  phone: clearableText(40),
  email: emailAddress,
});
export type FacilityContactCreate = z.infer<typeof FacilityContactCreate>;
/** `PUT /api/facility-contacts/:id` */
export const FacilityContactEdit = z.object({
  version,
  role: z.enum(codesOf(FACILITY_CONTACT_ROLES)).optional(),
  name: optionalText(120),
  phone: clearableText(40),
  email: emailAddress,
  active: z.boolean().optional(),
});
export type FacilityContactEdit = z.infer<typeof FacilityContactEdit>;

/** `POST /api/facilities/:id/licences` (201) */
export const FacilityLicenceCreate = z.object({
  kind: z.enum(codesOf(LICENCE_KINDS)).default('state_licence'),
  number: clearableText(80),
  issuedBy: clearableText(120),
  validUntil: day,
});
export type FacilityLicenceCreate = z.infer<typeof FacilityLicenceCreate>;
/** `PUT /api/facility-licences/:id` */
export const FacilityLicenceEdit = z.object({
  version,
  kind: z.enum(codesOf(LICENCE_KINDS)).optional(),
  number: clearableText(80),
  issuedBy: clearableText(120),
  validUntil: day,
  active: z.boolean().optional(),
});
export type FacilityLicenceEdit = z.infer<typeof FacilityLicenceEdit>;

/** `POST /api/facilities/:id/notes` (201) */
export const FacilityNoteCreate = z.object({
  body: typedText(4000).min(1, { error: 'Please write something.' }),
});

/** `GET /api/facilities/:id/history`: what was done to it, newest first. */
export const FacilityHistoryRow = z.object({
  id,
  at: when,
  action: z.string(),
  actorKind: z.string(),
  actorId: id.nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type FacilityHistoryRow = z.infer<typeof FacilityHistoryRow>;

// ---------------------------------------------------------------- beds

const beds = z
  .number({ error: 'Please give a number of beds.' })
  .int({ error: 'Please give whole beds.' })
  .min(0, { error: 'Please give 0 or more.' })
  .max(10_000, { error: 'Please give at most 10,000 beds.' });
const openWithinAll = {
  error: 'There cannot be more open beds than beds in all.',
  path: ['bedsOpen'],
};

/** `POST /api/programs/:id/bed-reports` (201) */
export const BedReportInput = z
  .object({
    bedsOpen: beds,
    bedsInAll: beds.nullish(),
    saidBy: z.enum(SAYING_STAFF).default('staff'),
  })
  .refine(({ bedsOpen, bedsInAll }) => bedsInAll == null || bedsOpen <= bedsInAll, openWithinAll);
export type BedReportInput = z.infer<typeof BedReportInput>;

/**
 * `POST /api/bed-reports` at the site, by the facility's own system: `Authorization: Bearer <key>`, `Idempotency-Key`.
 * Programs are named by their id, or by the level of care when the facility has one such program.
 */
export const BedReportBody = z.object({
  reports: z
    .array(
      z
        .object({
          programId: id.optional(),
          levelOfCare: z.string().max(60).optional(),
          bedsOpen: beds,
          bedsInAll: beds.nullish(),
          saidAt: moment.optional(),
        })
        .refine(({ programId, levelOfCare }) => programId ?? levelOfCare, {
          error: 'Please name the program by programId or levelOfCare.',
          path: ['programId'],
        })
        .refine(
          ({ bedsOpen, bedsInAll }) => bedsInAll == null || bedsOpen <= bedsInAll,
          openWithinAll,
        ),
    )
    .min(1, { error: 'Please report at least one program.' })
    .max(50, { error: 'Please report at most 50 programs at once.' }),
});
export type BedReportBody = z.infer<typeof BedReportBody>;
/** 202 */
export const BedReportAnswer = z.object({ taken: z.number().int() });

/** `POST /api/programs/:id/bed-holds` (201): asks the facility to keep a bed. Minutes until nobody waits any more. */
export const BedHoldCreate = z.object({
  leadId: id,
  minutes: z.number().int().min(15).max(10_080).default(240),
});
export type BedHoldCreate = z.infer<typeof BedHoldCreate>;
/** `POST /api/bed-holds/:id/answer`: what the facility said; a confirmed one is kept until `until`. */
export const BedHoldAnswer = z.object({
  version,
  state: z.enum(['confirmed', 'declined']),
  until: moment.optional(),
});
export type BedHoldAnswer = z.infer<typeof BedHoldAnswer>;
/** `POST /api/bed-holds/:id/release` */
export const BedHoldRelease = z.object({ version });

/** `POST /api/facilities/:id/bed-links` (201) */
export const BedLinkCreate = z.object({ days: z.number().int().min(1).max(365).default(30) });
/** `POST /api/facilities/:id/api-keys` (201) */
export const FacilityKeyCreate = z.object({ label: typedText(80).min(1) });
/** What opens it, this once. */
export const FacilityAccessMade = z.object({ access: FacilityAccessView, secret: z.string() });
export type FacilityAccessMade = z.infer<typeof FacilityAccessMade>;
