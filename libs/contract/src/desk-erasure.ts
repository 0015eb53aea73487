import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const version = z.number().int();

/** Where an erasure stands. */
export const ERASURE_STATES = choices({
  asked: 'To be decided',
  approved: 'Being erased',
  refused: 'Refused',
  done: 'Erased',
});
export type ErasureState = (typeof ERASURE_STATES)[number]['code'];

/** Who wanted it. */
export const ERASURE_ORIGINS = choices({
  person: 'The person asked us',
  status_page: 'By their own link',
  retention: 'Kept long enough',
});
export type ErasureOrigin = (typeof ERASURE_ORIGINS)[number]['code'];

/** What was done, for whoever asked: counts and sentences, nothing that names anybody. */
export const ErasureReceipt = z.object({
  /** Table → rows that were deleted or emptied. */
  erased: z.record(z.string(), z.number().int()),
  kept: z.array(z.string()),
  elsewhere: z.array(z.string()),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

/** `GET /api/erasure-requests`, filters: `state`, `personId`. */
export const ErasureView = z.object({
  id,
  version,
  state: z.enum(codesOf(ERASURE_STATES)),
  origin: z.enum(codesOf(ERASURE_ORIGINS)),
  personId: id,
  /** Null once erased, or never known. */
  personName: z.string().nullable(),
  /** Numbers of this person's leads as a patient. */
  leads: z.array(z.object({ id, number: z.number().int(), open: z.boolean() })),
  /** A legal hold stands in the way. */
  held: z.boolean(),
  reason: z.string().nullable(),
  askedAt: when,
  askedBy: id.nullable(),
  decidedAt: when.nullable(),
  decidedBy: id.nullable(),
  decision: z.string().nullable(),
  doneAt: when.nullable(),
  receipt: ErasureReceipt.nullable(),
});
export type ErasureView = z.infer<typeof ErasureView>;

const ofPerson = {
  /** Whose data. */
  personId: id.optional(),
  /** Or the number of a lead: the data of its patient. */
  leadNumber: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
};
const onePerson = {
  error: 'Say whose data: the number of a lead, or a person.',
  path: ['leadNumber'],
};

/** `POST /api/erasure-requests` */
export const ErasureInput = z
  .object({ ...ofPerson, reason: optionalText(1000) })
  .refine((input) => input.personId !== undefined || input.leadNumber !== undefined, onePerson);
export type ErasureInput = z.infer<typeof ErasureInput>;

/** `POST /api/erasure-requests/:id/approval` */
export const ErasureApproval = z.object({ version });
/** `POST /api/erasure-requests/:id/refusal` */
export const ErasureRefusal = z.object({
  version,
  reason: typedText(1000).min(1, { error: 'Say why, so that the person can be told.' }),
});
export type ErasureRefusal = z.infer<typeof ErasureRefusal>;

/** `GET /api/legal-holds`, filters: `personId`, `standing`. */
export const LegalHoldView = z.object({
  id,
  version,
  personId: id,
  personName: z.string().nullable(),
  leads: ErasureView.shape.leads,
  reason: z.string(),
  placedAt: when,
  placedBy: id.nullable(),
  liftedAt: when.nullable(),
  liftedBy: id.nullable(),
});
export type LegalHoldView = z.infer<typeof LegalHoldView>;

/** `POST /api/legal-holds` */
export const LegalHoldInput = z
  .object({
    ...ofPerson,
    reason: typedText(1000).min(1, { error: 'Say why it has to be kept.' }),
  })
  .refine((input) => input.personId !== undefined || input.leadNumber !== undefined, onePerson);
export type LegalHoldInput = z.infer<typeof LegalHoldInput>;

/** `POST /api/legal-holds/:id/lifting` */
export const LegalHoldLifting = z.object({ version });

/** What is kept for a time of its own. */
export const RETENTION_KINDS = choices({
  closed_lead: 'People whose leads are all closed',
  discarded_lead: 'Spam, wrong numbers, vendors, job seekers',
  quarantined_inquiry: 'Inquiries held back and never let in',
  sealed_original: 'Sealed originals of inquiries whose lead is closed',
  call_recording: 'Recordings of calls and voicemails',
});
export type RetentionKind = (typeof RETENTION_KINDS)[number]['code'];

/** `GET /api/retention-rules` */
export const RetentionRuleView = z.object({
  /** The kind. */
  id: z.enum(codesOf(RETENTION_KINDS)),
  version,
  /** Null: kept until somebody asks. */
  keepDays: z.number().int().nullable(),
});
export type RetentionRuleView = z.infer<typeof RetentionRuleView>;

/** `PUT /api/retention-rules/:kind` */
export const RetentionRuleEdit = z.object({
  version,
  keepDays: z
    .number({ error: 'A number of days, or nothing.' })
    .int({ error: 'Whole days, please.' })
    .min(30, { error: 'At least 30 days.' })
    .max(36_500, { error: 'At most 36,500 days.' })
    .nullable(),
});
export type RetentionRuleEdit = z.infer<typeof RetentionRuleEdit>;
