import { z } from 'zod';
import { ROLES } from './roles.js';
import { moment, optionalText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** Longest stretch one question to the audit may span; days. */
export const AUDIT_DAYS = 400;
/** Most rows an answer names. */
export const AUDIT_ROWS = 500;

const stretch = { from: moment, to: moment };

/** `GET /api/audit-events/seen-by`: of one lead (number or id) or one person (id). */
export const SeenByQuery = z.object({ of: z.string().trim().min(1).max(60), ...stretch });

/** What one colleague did with a record: opened it, saw it in a list, changed it; counts of audit rows. */
const Looks = z.object({
  opened: z.number().int(),
  listed: z.number().int(),
  changed: z.number().int(),
  /** Readings outside their rights, in an emergency. */
  emergency: z.number().int(),
  first: when,
  last: when,
});

/** Who saw somebody: everything of theirs counts, their leads and what hangs on them. */
export const SeenBy = z.object({
  /** What was asked about, as ids: the leads and the persons that are one person. */
  leadIds: z.array(id),
  personIds: z.array(id),
  from: when,
  to: when,
  by: z.array(
    Looks.extend({
      staffId: id.nullable(),
      name: z.string(),
      role: z.enum(ROLES).nullable(),
    }),
  ),
});
export type SeenBy = z.infer<typeof SeenBy>;

/** `GET /api/audit-events/seen`: what one colleague saw. */
export const SeenQuery = z.object({ actorId: id, ...stretch });

/** The leads a colleague saw, the most opened first; at most {@link AUDIT_ROWS}. A lead is named by its number. */
export const Seen = z.object({
  staffId: id,
  from: when,
  to: when,
  leads: z.array(Looks.extend({ leadId: id, leadNumber: z.number().int() })),
  /** How many leads there are in all. */
  total: z.number().int(),
});
export type Seen = z.infer<typeof Seen>;

/** `POST /api/audit-events/export`: rows as CSV, oldest first; the export is itself on the audit. */
export const AuditExportInput = z.object({
  ...stretch,
  actorId: id.nullish(),
  leadId: id.nullish(),
  personId: id.nullish(),
});
export type AuditExportInput = z.infer<typeof AuditExportInput>;

export const READING_RULES = ['many_records', 'strangers', 'one_person'] as const;

/** `GET /api/reading-alerts`: reading that was unusual, latest first. */
export const ReadingAlertView = z.object({
  id,
  version: z.number().int(),
  staffId: id,
  staffName: z.string(),
  rule: z.enum(READING_RULES),
  sentence: z.string(),
  raisedAt: when,
  reviewedAt: when.nullable(),
  reviewedBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type ReadingAlertView = z.infer<typeof ReadingAlertView>;
export const ReadingAlertReview = z.object({
  version: z.number().int(),
  note: optionalText(1000),
});
export type ReadingAlertReview = z.infer<typeof ReadingAlertReview>;

/** Who was told of a patient. */
export const DISCLOSURE_KINDS = ['facility', 'payer', 'emergency_call'] as const;

/** One line of the accounting of disclosures. */
export const AccountedDisclosure = z.object({
  at: when,
  kind: z.enum(DISCLOSURE_KINDS),
  /** Whom: the facility, the payer, or what kind of helper was called in an emergency. */
  to: z.string(),
  address: z.string().nullable(),
  /** What was told, in words. */
  what: z.string(),
  /** Why, and what allows it: the consent by its date, or the emergency with its reason. */
  basis: z.string(),
  by: z.string().nullable(),
});
export type AccountedDisclosure = z.infer<typeof AccountedDisclosure>;

/** `GET /api/people/:id/disclosures`: everything told of a patient within three years (42 CFR 2.25, 45 CFR 164.528). */
export const DisclosureAccount = z.object({
  personId: id,
  name: z.string().nullable(),
  from: when,
  to: when,
  disclosures: z.array(AccountedDisclosure),
});
export type DisclosureAccount = z.infer<typeof DisclosureAccount>;
