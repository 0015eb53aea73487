import { z } from 'zod';
import { CadenceName, CadencePlan, CadenceStep } from './cadence-plan.js';
import { TaskView } from './desk-leads.js';
import { choices, codesOf } from './picklists.js';
import { moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();
const version = z.number().int();

/** A row of `GET /api/cadences`; filters: `id`, `q` (name), `active`. Sorts: `name`, `createdAt`, `updatedAt`. */
export const CadenceRow = z.object({
  id,
  version,
  code: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** Leads that open are enrolled in it. One cadence is. */
  isDefault: z.boolean(),
  /** Only for people who asked to hear from us (nurture); enrolling says so. */
  onRequest: z.boolean(),
  /** The number of its newest plan, counted from 1. */
  planNumber: z.number().int(),
  stepCount: z.number().int(),
  /** Leads that are on it now, paused ones included. */
  enrolled: z.number().int(),
  createdAt: when,
  updatedAt: when,
});
export type CadenceRow = z.infer<typeof CadenceRow>;

/** `GET /api/cadences/:id`: with its newest plan. Whoever is on an older plan stays on it. */
export const CadenceDetail = CadenceRow.extend({
  /** Of the newest plan; sent back by `PUT`, other ones become the next plan. */
  steps: z.array(CadenceStep),
  /** Every plan there was, newest first. */
  plans: z.array(
    z.object({ id, number: z.number().int(), writtenBy: id.nullable(), createdAt: when }),
  ),
});
export type CadenceDetail = z.infer<typeof CadenceDetail>;

/** `POST /api/cadences`. A template that does not exist or is of another channel is an error of its step. */
export const CadenceCreate = z.object({
  name: CadenceName,
  onRequest: z.boolean().default(false),
  steps: CadencePlan,
});
export type CadenceCreate = z.infer<typeof CadenceCreate>;

/** `PUT /api/cadences/:id`: other steps become a new plan, which later enrolments get. */
export const CadenceEdit = z.object({
  version,
  name: CadenceName.optional(),
  onRequest: z.boolean().optional(),
  steps: CadencePlan.optional(),
});
export type CadenceEdit = z.infer<typeof CadenceEdit>;

/** `POST /api/cadences/:id/activation`, `/retirement` (nobody new; who is on it stays), `/default`. */
export const CadenceVersion = z.object({ version });

/** Why a step is not at its planned time, or not at all. */
export const STEP_REASONS = choices({
  quiet_hours: 'Outside the hours in which they may be contacted',
  business_hours: 'We are closed then',
  three_in_a_day: 'Three attempts in 24 hours are the most their state allows',
  inbound_unprocessed: 'Something they sent us has to be read first',
  no_consent: 'They have not agreed to this',
  stopped: 'They asked us to stop',
  request_used_up:
    'Their own request permits no more calls: they were spoken with, or it is older than 7 days',
  not_safe_to_text: 'They said that a text is not safe',
  no_contact_point: 'There is no number or address for it',
  template_missing: 'The template is not in use any more',
  overtaken: 'It came too late, and a later step was due as well',
  too_late: 'It came too late to make sense',
  promise_first: 'A call was promised to them before',
  on_the_phone: 'They were on the phone with us',
  not_to_plan: 'The branch before it went another way',
  follow_up_over: 'Follow-up ends after 90 days',
  undeliverable: 'What was sent to this address came back',
});
export type StepReason = (typeof STEP_REASONS)[number]['code'];

/** Why follow-up of a lead came to its end. */
export const ENROLMENT_ENDS = choices({
  plan_done: 'All steps are done',
  conversation: 'Somebody spoke with them',
  stopped: 'They asked us to stop',
  closed: 'The lead was closed',
  over: '90 days are over',
  by_hand: 'Ended by hand',
  switched: 'Another plan took its place',
  merged: 'The lead was merged into one that has its own',
});
export type EnrolmentEnd = (typeof ENROLMENT_ENDS)[number]['code'];

/** What became of a step: `called` (its task is there), `sent` (handed to messages), `skipped`. */
export const STEP_OUTCOMES = choices({
  called: 'Task to call',
  sent: 'Message planned',
  skipped: 'Skipped',
});
export type StepOutcome = (typeof STEP_OUTCOMES)[number]['code'];

const StepDone = z.object({
  key: z.string(),
  kind: z.enum(['call', 'sms', 'email']),
  at: when,
  /** The time the plan had meant. */
  plannedAt: when,
  outcome: z.enum(codesOf(STEP_OUTCOMES)),
  because: z.enum(codesOf(STEP_REASONS)).nullable(),
  taskId: id.nullable(),
  messageId: id.nullable(),
});

/** One lead on one plan. */
export const EnrolmentView = z.object({
  id,
  version,
  leadId: id,
  cadenceId: id,
  cadenceName: z.string(),
  planNumber: z.number().int(),
  state: z.enum(['running', 'paused', 'ended']),
  startedAt: when,
  /** Follow-up is over then at the latest. */
  endsBy: when,
  /** When it goes on; null while it is paused without an end, and once it has ended. */
  nextAt: when.nullable(),
  /** The call, SMS or e-mail that comes next as far as can be said now. */
  nextStep: z.object({ key: z.string(), kind: z.enum(['call', 'sms', 'email']) }).nullable(),
  /** True while a call of the plan waits to be made. */
  callOpen: z.boolean(),
  pausedAt: when.nullable(),
  pausedUntil: when.nullable(),
  pauseReason: z.string().nullable(),
  endedAt: when.nullable(),
  endedBecause: z.enum(codesOf(ENROLMENT_ENDS)).nullable(),
  endReason: z.string().nullable(),
  done: z.array(StepDone),
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;

/** `GET /api/leads/:id/enrolment`, and the answer of everything done to it. */
export const LeadEnrolments = z.object({
  current: EnrolmentView.nullable(),
  /** Ended ones, latest first, at most 20. */
  earlier: z.array(EnrolmentView),
});
export type LeadEnrolments = z.infer<typeof LeadEnrolments>;

/**
 * `POST /api/leads/:id/enrolment`. With one living it is `enrolment.exists` (409) unless `replaces` is
 * that one's version: then the lead switches over, and the 90 days go on counting.
 */
export const EnrolmentInput = z.object({
  cadenceId: id,
  replaces: version.optional(),
  /** Has to be true for a cadence that is `onRequest`: the person asked to hear from us. */
  askedFor: z.boolean().default(false),
  reason: optionalText(2000),
});
export type EnrolmentInput = z.infer<typeof EnrolmentInput>;

/** `POST /api/leads/:id/enrolment/pausing`; without `until` it stays paused until somebody resumes it. */
export const EnrolmentPause = z.object({
  version,
  until: moment.nullish(),
  reason: typedText(2000).min(1, { error: 'Please say why.' }),
});
/** `POST /api/leads/:id/enrolment/resuming` */
export const EnrolmentResume = z.object({ version });
/** `POST /api/leads/:id/enrolment/ending` */
export const EnrolmentEnding = z.object({
  version,
  reason: typedText(2000).min(1, { error: 'Please say why.' }),
});

/** One step of a plan as it would happen on a real lead if nobody answered. */
export const PreviewStep = z.object({
  key: z.string(),
  kind: z.enum(['call', 'sms', 'email']),
  template: z.string().nullable(),
  /** When it would happen; of a skipped one, when it would have. */
  at: when,
  /** The day of the plan where they live, counted from 1. */
  day: z.number().int(),
  /** The time the plan means, before it was moved. */
  plannedAt: when,
  moved: z.enum(codesOf(STEP_REASONS)).nullable(),
  skipped: z.enum(codesOf(STEP_REASONS)).nullable(),
  /** The reason in a sentence, with the hour it opens. */
  sentence: z.string().nullable(),
});
export type PreviewStep = z.infer<typeof PreviewStep>;

/**
 * `GET /api/leads/:id/cadence-preview?cadence=<id>` (left out: the one the lead is on, else the
 * default), and `POST` of the same address with `{steps}` for a plan that is not saved yet.
 */
export const CadencePreview = z.object({
  leadId: id,
  cadenceId: id.nullable(),
  planNumber: z.number().int().nullable(),
  /** The hours are theirs: the zone of their place (the first of several). */
  timeZone: z.string(),
  /** Where we take it from: `zip`, `phone` or `unknown` (then all of the mainland has to be awake). */
  placeFrom: z.enum(['zip', 'phone', 'unknown']),
  /** From where it is counted: where a running plan stands, else now. */
  from: when,
  steps: z.array(PreviewStep),
  endsAt: when,
  endsBecause: z.enum(codesOf(ENROLMENT_ENDS)),
});
export type CadencePreview = z.infer<typeof CadencePreview>;
export const CadencePreviewInput = z.object({ steps: CadencePlan });

/** `POST /api/leads/:id/call-backs`: a time promised to the person; becomes a task that keeps it. */
export const CallBackInput = z.object({
  at: moment,
  /** Left out: whoever promises it. Null: whoever is on duty then. */
  ownerId: id.nullish(),
  note: optionalText(300),
});
export type CallBackInput = z.infer<typeof CallBackInput>;

/** `GET /api/call-back-slots?day=2026-03-01` (organisation's day): half hours we work in, and what is promised. */
export const CallBackSlot = z.object({ at: when, promised: z.number().int(), past: z.boolean() });
export const CallBackSlots = z.object({
  day: z.iso.date(),
  timeZone: z.string(),
  slots: z.array(CallBackSlot),
});
export type CallBackSlots = z.infer<typeof CallBackSlots>;

export const CALENDAR_MAX_DAYS = 62;
/** The most items a calendar answers with; then `cut` is true. */
export const CALENDAR_MAX_ITEMS = 1000;

const leadFace = {
  leadId: id.nullable(),
  leadNumber: z.number().int().nullable(),
  patientName: z.string().nullable(),
};

/** Something in the calendar. Tasks are moved by `PUT /api/tasks/:id` with their `version`; the rest stays put. */
export const CalendarItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('task'),
    id,
    ...leadFace,
    at: when,
    version,
    kind: TaskView.shape.kind,
    title: z.string(),
    ownerId: id.nullable(),
    urgency: z.string().nullable(),
    doneAt: when.nullable(),
    /** Set on a call back promised to the person: the promised time, which moving the task does not change. */
    promisedAt: when.nullable(),
  }),
  z.object({
    type: z.literal('cadence_step'),
    /** Id of the enrolment: the next step of each that runs. */
    id,
    ...leadFace,
    at: when,
    cadenceId: id,
    cadenceName: z.string(),
    stepKey: z.string(),
    stepKind: z.enum(['call', 'sms', 'email']),
    ownerId: id.nullable(),
  }),
  z.object({
    type: z.literal('shift'),
    id,
    at: when,
    until: when,
    kind: z.string(),
    ownerId: id,
    note: z.string().nullable(),
  }),
]);
export type CalendarItem = z.infer<typeof CalendarItem>;

/** `GET /api/calendar?from=&to=&owner=`; `owner`: a colleague's id, `me`, `none`; left out: everybody's. */
export const CalendarQuery = z
  .object({
    from: moment,
    to: moment,
    owner: z
      .union([id, z.enum(['me', 'none'])], {
        error: 'owner is a colleague’s id, "me" or "none".',
      })
      .optional(),
    /** Done tasks too. */
    done: z.enum(['true', 'false']).default('false'),
  })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    error: 'The end has to be after the beginning.',
    path: ['to'],
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= CALENDAR_MAX_DAYS * 86_400_000, {
    error: `A calendar shows at most ${CALENDAR_MAX_DAYS} days.`,
    path: ['to'],
  });
export type CalendarQuery = z.infer<typeof CalendarQuery>;

export const Calendar = z.object({
  from: when,
  to: when,
  /** By time. */
  items: z.array(CalendarItem),
  /** True when there is more than it shows: narrow the time or the owner. */
  cut: z.boolean(),
});
export type Calendar = z.infer<typeof Calendar>;

/** `GET /api/calls/:id/coaching-notes`, `POST` to write one: what a listener noted at a second of a recording. */
export const CoachingNoteInput = z.object({
  atSecond: z.number().int().min(0).max(86_400).nullish(),
  text: typedText(5000).min(1, { error: 'Please write a note.' }),
});
export type CoachingNoteInput = z.infer<typeof CoachingNoteInput>;
export const CoachingNoteView = z.object({
  id,
  callId: id,
  atSecond: z.number().int().nullable(),
  text: z.string(),
  writtenBy: id,
  writtenByName: z.string(),
  createdAt: when,
});
export type CoachingNoteView = z.infer<typeof CoachingNoteView>;
