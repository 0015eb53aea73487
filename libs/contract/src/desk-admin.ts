import { z } from 'zod';
import { lookProblems } from './look.js';
import { choices, codesOf } from './picklists.js';
import { REFERRAL_POLICIES } from './referrals.js';
import { PERMISSIONS, ROLES } from './roles.js';
import { clearableText, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** A row of the inquiries list. `detail` (the unsealed request) is in the single-record answer only, and that reading is audited. */
export const InquiryRow = z.object({
  id,
  kind: z.string(),
  provider: z.string(),
  receivedAt: when,
  reference: z.string(),
  suspicion: z.array(z.string()),
  /** waiting (not yet taken in), opened_lead, joined_lead, quarantined, noted (belongs to a call), failed */
  outcome: z.string(),
  leadId: id.nullable(),
});
export type InquiryRow = z.infer<typeof InquiryRow>;
export const InquiryDetail = InquiryRow.extend({
  detail: z.record(z.string(), z.unknown()).nullable(),
});
export type InquiryDetail = z.infer<typeof InquiryDetail>;

export const StaffView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  teamId: id.nullable(),
  status: z.enum(['active', 'disabled']),
  onDuty: z.boolean(),
  languages: z.array(z.string()),
  twoFactor: z.boolean(),
  createdAt: when,
});
export type StaffView = z.infer<typeof StaffView>;
export const StaffEdit = z.object({
  version: z.number().int(),
  name: optionalText(120),
  role: z.enum(ROLES).optional(),
  teamId: id.nullish(),
  onDuty: z.boolean().optional(),
  languages: z.array(z.string().max(10)).max(10).optional(),
});
/** `POST /api/users` invites; the answer carries the one-time link to hand over. */
export const InvitationInput = z.object({
  name: typedText(120).min(1),
  email: z.email({ error: 'Please give an e-mail address.' }).max(254),
  role: z.enum(ROLES),
  teamId: id.nullish(),
});
export const InvitationView = z.object({
  id,
  email: z.string().nullable(),
  role: z.enum(ROLES),
  expiresAt: when,
  link: z.string(),
});
/** `POST /api/invitations/:token/acceptance` (no session): the new colleague chooses a password. */
export const InvitationAcceptance = z.object({
  name: typedText(120).min(1),
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});

/** `GET /api/me`: who is signed in and what they may do. */
export const Me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  teamId: id.nullable(),
  onDuty: z.boolean(),
  twoFactor: z.boolean(),
  /** Nothing but one's own account is reached until a second factor is set up. */
  secondFactorDue: z.boolean(),
  preferences: z.record(z.string(), z.unknown()),
  demo: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const TeamView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  createdAt: when,
});
export const TeamInput = z.object({ name: typedText(80).min(1) });

export const SourceView = z.object({
  id,
  version: z.number().int(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  active: z.boolean(),
});
export const SourceInput = z.object({
  name: typedText(120).min(1),
  kind: typedText(60),
  active: z.boolean().default(true),
});

/** How a number is used: shown on the site by a rule, printed elsewhere, free to be given away, or no longer ours to show. */
export const NUMBER_USES = choices({
  usual: 'The usual number',
  site: 'Shown on the site',
  elsewhere: 'Printed elsewhere',
  pool: 'Free in the pool',
  resting: 'Not in use',
});

export const TrackingNumberView = z.object({
  id,
  version: z.number().int(),
  phone: z.string(),
  label: z.string(),
  sourceId: id,
  campaign: z.string().nullable(),
  /** Whom the site shows it to; see shownNumber. */
  utmSource: z.string().nullable(),
  utmCampaign: z.string().nullable(),
  referrerHost: z.string().nullable(),
  pathPrefix: z.string().nullable(),
  /** Where it stands outside the site: a card, a listing, a billboard. */
  places: z.string().nullable(),
  active: z.boolean(),
  isDefault: z.boolean(),
  use: z.enum(codesOf(NUMBER_USES)),
  /** Calls that came in by it in the last 30 days, and when the last one ever did. */
  calls30: z.number().int(),
  lastCallAt: when.nullable(),
  /** Whose phones ring when it is called; null: the usual ones. */
  ringGroupId: id.nullable(),
});
export const TrackingNumberInput = z.object({
  phone: z.string().regex(/^\+1\d{10}$/, { error: 'A US number in the form +18005550100.' }),
  label: typedText(120).min(1),
  sourceId: id,
  campaign: clearableText(120),
  utmSource: clearableText(120),
  utmCampaign: clearableText(120),
  referrerHost: z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
    z
      .string()
      .trim()
      .toLowerCase()
      .max(120)
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'A site’s name looks like google.com.' })
      .nullish(),
  ),
  pathPrefix: z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
    z
      .string()
      .trim()
      .max(200)
      .regex(/^\/[\w./-]*$/, { error: 'A page’s path begins with / and has no spaces.' })
      .nullish(),
  ),
  places: clearableText(500),
  ringGroupId: id.nullish(),
  active: z.boolean().default(true),
});

export const AuditEventView = z.object({
  id,
  at: when,
  actorKind: z.string(),
  actorId: id.nullable(),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string().nullable(),
  leadId: id.nullable(),
  personId: id.nullable(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});

/** `GET /api/reports/today`: the start page's numbers, each with the filter that opens its records. */
export const NumberView = z.object({
  name: z.string(),
  label: z.string(),
  sentence: z.string(),
  value: z.number().nullable(),
  unit: z.enum(['count', 'minutes', 'share']),
  /** The resource and filter whose record count equals `value` (counts only). */
  opens: z.object({ resource: z.string(), filter: z.record(z.string(), z.unknown()) }).nullable(),
});
export type NumberView = z.infer<typeof NumberView>;
export const TodayReport = z.object({
  asOf: when,
  timeZone: z.string(),
  numbers: z.array(NumberView),
});
export type TodayReport = z.infer<typeof TodayReport>;

/** `GET /api/reports/leads-by-day?days=30`: counted leads by day (organisation's zone) and source. */
export const LeadsByDay = z.object({
  timeZone: z.string(),
  sources: z.array(z.object({ id, name: z.string() })),
  days: z.array(z.object({ day: z.iso.date(), counts: z.record(z.string(), z.number().int()) })),
});
export type LeadsByDay = z.infer<typeof LeadsByDay>;

/** What travels over `/api/events`: ids only; the reader fetches, and rights are checked there. */
export const DeskEvent = z.object({
  event: z.enum([
    'lead.changed',
    'task.changed',
    'inquiry.changed',
    'call.changed',
    'message.changed',
    'mention.changed',
    /** A task is due now, or its reminder came. */
    'task.due',
    'enrolment.changed',
    /** A facility, its programs, its beds or what is known of it. */
    'facility.changed',
    /** A run of an import: how far it is. */
    'import.changed',
    /** Somebody may be in danger: shown to everyone on duty at once, again with each step. */
    'alert.raised',
    'alert.acknowledged',
    'benefit_check.changed',
    'referral.changed',
    /** Somebody looked outside their rights, or it was reviewed. */
    'emergency.changed',
  ]),
  id,
  leadId: id.nullable(),
  /** The one colleague it is for; without it, everybody hears. */
  staffId: id.optional(),
  /** True when the event is about a new record. */
  created: z.boolean(),
});
export type DeskEvent = z.infer<typeof DeskEvent>;

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'A time of day looks like 08:00.' });
const openHours = z
  .array(
    z.tuple([clockTime, clockTime]).refine(([from, to]) => from < to, {
      error: 'Hours end later than they begin.',
    }),
  )
  .max(6)
  .optional();
/** null or an empty field: there is no such number. */
const servicePhone = z.preprocess(
  (value) => (value === '' ? null : value),
  z
    .string()
    .regex(/^\+1\d{10}$/, { error: 'A US number in the form +18005550100.' })
    .nullish(),
);

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, { error: 'A colour looks like #0d4742.' })
  .nullable()
  .default(null);
/** How the site looks: two colours whose contrast is checked, and a logo among the pictures; null: Bridgeline's own. */
const Look = z
  .object({ brand: colour, call: colour, logoId: id.nullable().default(null) })
  .check((context) => {
    for (const [field, message] of Object.entries(lookProblems(context.value))) {
      context.issues.push({ code: 'custom', message, path: [field], input: context.value });
    }
  });

/** `GET /api/organisation`: who this is, when it works and which phone rings. There is one. */
export const OrganisationView = z.object({
  id: z.number().int(),
  version: z.number().int(),
  name: z.string(),
  legalName: z.string(),
  whoAnswers: z.string(),
  whoPays: z.string(),
  /** Their words in Spanish; empty: the English ones are shown as what they are. */
  whoAnswersEs: z.string(),
  whoPaysEs: z.string(),
  look: Look,
  /** Ends every e-mail; empty: e-mail is not sent. */
  postalAddress: z.string(),
  timeZone: z.string(),
  businessHours: z.record(z.string(), z.unknown()),
  dutyPhone: z.string().nullable(),
  backupPhone: z.string().nullable(),
  recordCalls: z.boolean(),
  /** Calls at a time of the visitor's choice that one colleague on duty keeps in half an hour; 0: none are offered. */
  callBacksPerHalfHour: z.number().int(),
  greetingEn: z.string(),
  greetingEs: z.string(),
  /** Whether several facilities may be asked about one patient at once. */
  referralPolicy: z.enum(codesOf(REFERRAL_POLICIES)),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

/** `PUT /api/organisation` */
export const OrganisationEdit = z.object({
  version: z.number().int(),
  name: optionalText(120),
  legalName: optionalText(200),
  whoAnswers: optionalText(2000),
  whoPays: optionalText(2000),
  whoAnswersEs: typedText(2000).optional(),
  whoPaysEs: typedText(2000).optional(),
  look: Look.optional(),
  postalAddress: optionalText(300),
  timeZone: optionalText(60),
  businessHours: z
    .strictObject({
      mon: openHours,
      tue: openHours,
      wed: openHours,
      thu: openHours,
      fri: openHours,
      sat: openHours,
      sun: openHours,
      holidays: z.array(z.iso.date()).max(400).optional(),
    })
    .optional(),
  dutyPhone: servicePhone,
  backupPhone: servicePhone,
  recordCalls: z.boolean().optional(),
  callBacksPerHalfHour: z
    .number({ error: 'Please give a number from 0 to 10.' })
    .int({ error: 'Please give a whole number.' })
    .min(0, { error: 'Please give a number from 0 to 10.' })
    .max(10, { error: 'Please give a number from 0 to 10.' })
    .optional(),
  referralPolicy: z.enum(codesOf(REFERRAL_POLICIES)).optional(),
  greetingEn: optionalText(1000),
  greetingEs: optionalText(1000),
});
export type OrganisationEdit = z.infer<typeof OrganisationEdit>;

/** `GET /api/me/sessions`: where one is signed in, and `here` for the browser that asks. */
export const OwnSessionView = z.object({
  id: z.string(),
  startedAt: when,
  usedAt: when,
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  here: z.boolean(),
});
export type OwnSessionView = z.infer<typeof OwnSessionView>;
/** `POST /api/me/sessions/ending`: all others; with `here` this one too. */
export const EndOtherSessions = z.object({ here: z.boolean().default(false) });
export type EndOtherSessions = z.infer<typeof EndOtherSessions>;

/** `GET /api/sign-in-ways` (no session): what the organisation's own sign-in is called; null: there is none. */
export const SignInWays = z.object({ sso: z.string().nullable() });
export type SignInWays = z.infer<typeof SignInWays>;
