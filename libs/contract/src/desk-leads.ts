import { z } from 'zod';
import {
  CALL_DISPOSITIONS,
  CLOCK_KINDS,
  codesOf,
  LEVELS_OF_CARE,
  PLAN_TYPES,
  RELATIONSHIPS,
  TASK_KINDS,
  URGENCIES,
} from './picklists.js';
import { STAGES } from './stages.js';
import { birthDate, clearableText, moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** One reason an urgency was given: the rule that fired, in words a person can check. */
export const UrgencyReason = z.object({ rule: z.string(), because: z.string() });
export type UrgencyReason = z.infer<typeof UrgencyReason>;

/** A running promise on a lead. Exactly one of metAt, missedAt, cancelledAt is set once it is over. */
export const ClockView = z.object({
  id,
  kind: z.enum(codesOf(CLOCK_KINDS)),
  startedAt: when,
  dueAt: when,
  metAt: when.nullable(),
  missedAt: when.nullable(),
  cancelledAt: when.nullable(),
  /** Its time does not run: we are closed, or the lead is set aside. Null while it runs, and once it is over. */
  pausedBecause: z.enum(['closed', 'snoozed']).nullable(),
  resumesAt: when.nullable(),
  /** The promise was broken: its due time passed before it was kept. */
  breached: z.boolean(),
});
export type ClockView = z.infer<typeof ClockView>;

/** A row of the lead list. `patientName` and `phone` are decrypted for readers who hold `lead.read`. */
export const LeadRow = z.object({
  id,
  number: z.number().int(),
  version: z.number().int(),
  patientName: z.string().nullable(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  forWhom: z.enum(['self', 'other']),
  stage: z.enum(STAGES),
  urgency: z.enum(codesOf(URGENCIES)),
  ownerId: id.nullable(),
  teamId: id.nullable(),
  sourceId: id,
  language: z.string(),
  state: z.string().nullable(),
  receivedAt: when,
  createdAt: when,
  lastActivityAt: when,
  firstAttemptAt: when.nullable(),
  firstContactAt: when.nullable(),
  attempts: z.number().int(),
  nextActionAt: when.nullable(),
  nextClock: ClockView.nullable(),
  closedAt: when.nullable(),
  closedReason: z.string().nullable(),
  /** Its tags, in the order they were given. */
  tagIds: z.array(id),
});
export type LeadRow = z.infer<typeof LeadRow>;

export const LeadContactView = z.object({
  personId: id,
  name: z.string().nullable(),
  relationship: z.string(),
  isPatient: z.boolean(),
  points: z.array(
    z.object({
      id,
      kind: z.enum(['phone', 'email']),
      value: z.string(),
      safeToVoicemail: z.boolean().nullable(),
      safeToText: z.boolean().nullable(),
      preferredTime: z.string().nullable(),
      /** Consent standing for this point now, derived from the ledger. */
      consents: z.array(z.string()),
    }),
  ),
});
export type LeadContactView = z.infer<typeof LeadContactView>;

export const CoverageView = z.object({
  id,
  leadId: id,
  version: z.number().int(),
  priority: z.number().int(),
  payerId: id.nullable(),
  payerText: z.string().nullable(),
  planType: z.string(),
  memberId: z.string().nullable(),
  groupNumber: z.string().nullable(),
  subscriberName: z.string().nullable(),
  subscriberRelationship: z.string().nullable(),
  /** Dates of birth as the payer knows them; the patient's only where the patient is not the subscriber. */
  subscriberBorn: z.string().nullable(),
  patientBorn: z.string().nullable(),
  /** The sides of the card there are pictures of. */
  cards: z.array(z.object({ side: z.enum(['front', 'back']), addedAt: when })),
  createdAt: when,
});
export type CoverageView = z.infer<typeof CoverageView>;

/** A stage one may move to from here, and what is still missing (empty: the gate is open). */
export const StageOption = z.object({
  stage: z.enum(STAGES),
  allowed: z.boolean(),
  missing: z.array(z.string()),
});
export type StageOption = z.infer<typeof StageOption>;

/** The whole lead page in one answer. */
export const LeadDetail = LeadRow.extend({
  urgencyReasons: z.array(UrgencyReason),
  urgencyRulesVersion: z.number().int(),
  /** What the person must be told for their safety (e.g. do not stop suddenly); never medical advice. */
  safetyNotes: z.array(z.string()),
  zip: z.string().nullable(),
  age: z.number().int().nullable(),
  pregnant: z.string().nullable(),
  whenWanted: z.string().nullable(),
  substances: z.array(z.string()),
  levelRequested: z.string().nullable(),
  levelScreened: z.string().nullable(),
  levelAssessed: z.string().nullable(),
  payment: z.string().nullable(),
  lowCostOfferedAt: when.nullable(),
  campaign: z.string().nullable(),
  /** How they came the last time before they asked; `sourceId` and `campaign` are of the first time. */
  lastSourceId: id.nullable(),
  lastCampaign: z.string().nullable(),
  attribution: z.record(z.string(), z.string()),
  trackingNumberId: id.nullable(),
  contacts: z.array(LeadContactView),
  coverages: z.array(CoverageView),
  clocks: z.array(ClockView),
  stageOptions: z.array(StageOption),
  possibleMatches: z.array(
    z.object({ id, leadId: id, number: z.number().int(), because: z.string() }),
  ),
  earlierLeads: z.array(
    z.object({ id, number: z.number().int(), stage: z.enum(STAGES), receivedAt: when }),
  ),
  inquiryIds: z.array(id),
  /** The lead it was merged into; work on that one. */
  mergedInto: z.object({ id, number: z.number().int() }).nullable(),
});
export type LeadDetail = z.infer<typeof LeadDetail>;

/** What `PUT /api/leads/:id` may change; every other field of the body is ignored. `version` is required. */
export const LeadEdit = z.object({
  version: z.number().int(),
  patientName: clearableText(200),
  zip: clearableText(10),
  age: z.number().int().min(0).max(120).nullish(),
  pregnant: z.enum(['yes', 'no', 'unknown']).nullish(),
  language: z.enum(['en', 'es']).optional(),
  substances: z.array(z.string().max(60)).max(30).optional(),
  levelRequested: z.enum(LEVELS_OF_CARE.map((l) => l.code) as [string, ...string[]]).nullish(),
  levelScreened: z.enum(LEVELS_OF_CARE.map((l) => l.code) as [string, ...string[]]).nullish(),
  payment: z.enum(['coverage', 'self_pay', 'state_funded', 'scholarship', 'unknown']).nullish(),
  sourceId: id.optional(),
});
export type LeadEdit = z.infer<typeof LeadEdit>;

/** `POST /api/leads`: a lead typed by staff (walk-in, partner, a call taken elsewhere). */
export const LeadCreate = z.object({
  name: typedText(200).min(1),
  phone: optionalText(40),
  email: optionalText(254),
  forWhom: z.enum(['self', 'other']).default('self'),
  relationship: z.enum(codesOf(RELATIONSHIPS)).optional(),
  zip: optionalText(10),
  language: z.enum(['en', 'es']).default('en'),
  message: optionalText(5000),
  sourceId: id.optional(),
});
export type LeadCreate = z.infer<typeof LeadCreate>;

/** `POST /api/leads/:id/assignment`: to a colleague, to a team, or (both null) back to the queue. */
export const AssignmentInput = z.object({
  version: z.number().int(),
  ownerId: id.nullable(),
  teamId: id.nullish(),
  note: optionalText(2000),
});
export type AssignmentInput = z.infer<typeof AssignmentInput>;

/** `POST /api/leads/:id/stage`: forward, back (recorded) or closed (with a reason). */
export const StageInput = z.object({
  version: z.number().int(),
  stage: z.enum(STAGES),
  reason: optionalText(60),
  note: optionalText(2000),
});
export type StageInput = z.infer<typeof StageInput>;

/** `POST /api/leads/:id/calls`: a call somebody made by hand. */
export const CallLogInput = z.object({
  disposition: z.enum(codesOf(CALL_DISPOSITIONS)),
  direction: z.enum(['outbound', 'inbound']).default('outbound'),
  contactPointId: id.nullish(),
  durationSeconds: z.number().int().min(0).max(86_400).optional(),
  note: optionalText(5000),
  /** Asks for a call back then: becomes a task of the caller's. */
  callBackAt: moment.nullish(),
});
export type CallLogInput = z.infer<typeof CallLogInput>;

/** `POST /api/leads/:id/notes` */
export const NoteInput = z.object({
  text: typedText(20_000).min(1, { error: 'Please write a note.' }),
});
export type NoteInput = z.infer<typeof NoteInput>;

/** `POST /api/leads/:id/low-cost-offer`: a free or low-cost option was offered (needed before closing for cost). */
export const LowCostOfferInput = z.object({
  version: z.number().int(),
  note: typedText(2000).min(1),
});

export const CoverageInput = z.object({
  payerId: id.nullish(),
  payerText: optionalText(120),
  planType: z.enum(codesOf(PLAN_TYPES)).default('unknown'),
  memberId: optionalText(60),
  groupNumber: optionalText(60),
  subscriberName: optionalText(200),
  subscriberRelationship: z.enum(codesOf(RELATIONSHIPS)).nullish(),
  subscriberBorn: birthDate,
  patientBorn: birthDate,
});
export type CoverageInput = z.infer<typeof CoverageInput>;

/** One row of the timeline; `data` is the typed payload of its kind (see activities.ts), decrypted. */
export const ActivityView = z.object({
  id,
  leadId: id,
  kind: z.string(),
  at: when,
  actor: z.object({
    kind: z.enum(['staff', 'system', 'person']),
    id: id.nullable(),
    name: z.string().nullable(),
  }),
  data: z.record(z.string(), z.unknown()),
});
export type ActivityView = z.infer<typeof ActivityView>;

export const TaskView = z.object({
  id,
  version: z.number().int(),
  leadId: id.nullable(),
  leadNumber: z.number().int().nullable(),
  patientName: z.string().nullable(),
  phone: z.string().nullable(),
  /** The facility it is about. */
  facilityId: id.nullable(),
  kind: z.enum(codesOf(TASK_KINDS)),
  title: z.string(),
  ownerId: id.nullable(),
  urgency: z.string().nullable(),
  dueAt: when,
  /** Of a call back: the time promised to the person, which moving the task leaves. */
  promisedAt: when.nullable(),
  /** Whoever does it is reminded so many minutes before. */
  remindMinutes: z.number().int(),
  doneAt: when.nullable(),
  droppedAt: when.nullable(),
  createdAt: when,
});
export type TaskView = z.infer<typeof TaskView>;

export const TaskCreate = z.object({
  leadId: id.nullish(),
  kind: z.enum(codesOf(TASK_KINDS)).default('follow_up'),
  title: typedText(300).min(1),
  ownerId: id.nullish(),
  dueAt: moment,
  remindMinutes: z.number().int().min(0).max(1440).default(0),
});
export const TaskEdit = z.object({
  version: z.number().int(),
  title: optionalText(300),
  ownerId: id.nullish(),
  dueAt: moment.optional(),
  remindMinutes: z.number().int().min(0).max(1440).optional(),
});
/** `POST /api/tasks/:id/completion`, `POST /api/tasks/:id/drop` */
export const TaskDone = z.object({ version: z.number().int() });
export const TaskDrop = z.object({ version: z.number().int(), reason: typedText(2000).min(1) });

export const CallView = z.object({
  id,
  version: z.number().int(),
  /** Twilio's id of it; null for a call of another provider. */
  callSid: z.string().nullable(),
  contactPointId: id.nullable(),
  leadId: id.nullable(),
  provider: z.string(),
  direction: z.string(),
  state: z.string(),
  /** answered, missed, voicemail, abandoned; null while the call goes on. */
  outcome: z.string().nullable(),
  phone: z.string().nullable(),
  trackingNumberId: id.nullable(),
  startedAt: when,
  answeredAt: when.nullable(),
  endedAt: when.nullable(),
  durationSeconds: z.number().int().nullable(),
  talkSeconds: z.number().int().nullable(),
  voicemail: z.boolean(),
  hasRecording: z.boolean(),
  disposition: z.string().nullable(),
  staffId: id.nullable(),
});
export type CallView = z.infer<typeof CallView>;
