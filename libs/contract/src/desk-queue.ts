import { z } from 'zod';
import { ClockView, LeadRow } from './desk-leads.js';
import { ALERT_STEPS, choices, codesOf, URGENCIES } from './picklists.js';
import { moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** Why somebody is in the queue, the most pressing first: the order is the band, counted from 0. */
export const QUEUE_REASONS = choices({
  danger: 'Danger now',
  high_risk: 'High risk, not reached yet',
  promised: 'Promised call',
  clock: 'A promise runs out',
  missed_call: 'Missed call',
  unanswered: 'Wrote to us, not answered',
  morning: 'Came after hours',
  step: 'Next step is due',
  unplanned: 'Nothing is planned',
});
export type QueueReason = (typeof QUEUE_REASONS)[number]['code'];

/** Why a row is held back until `holdUntil`. */
export const HOLD_REASONS = choices({
  not_due: 'Not due yet',
  safe_hours: 'Nobody may be called there now',
  closed: 'We are closed',
  snoozed: 'Set aside',
});
export type HoldReason = (typeof HOLD_REASONS)[number]['code'];

/**
 * A row of `GET /api/queue`; its id is the lead's. Filters: `scope` (free: mine, my team's and
 * nobody's, the default; mine, team, all), `because`, `held` (true: only what is held back; left out:
 * only what waits now). The order is fixed: band, then due time.
 */
export const QueueRow = z.object({
  id,
  band: z.number().int(),
  because: z.enum(codesOf(QUEUE_REASONS)),
  /** Why it is here, in plain words. */
  why: z.string(),
  dueAt: when,
  late: z.boolean(),
  holdUntil: when.nullable(),
  heldBecause: z.enum(codesOf(HOLD_REASONS)).nullable(),
  ownerId: id.nullable(),
  teamId: id.nullable(),
  /** Who has it open just now; others are not offered it until `takenUntil`. */
  takenBy: id.nullable(),
  takenUntil: when.nullable(),
  lead: LeadRow,
});
export type QueueRow = z.infer<typeof QueueRow>;

export const QueueFilter = z.object({
  id: z.array(id).max(200).optional(),
  q: z.string().trim().max(200).optional(),
  scope: z.enum(['free', 'mine', 'team', 'all']).default('free'),
  because: z.enum(codesOf(QUEUE_REASONS)).optional(),
  held: z.boolean().optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

/** `GET /api/queue/summary` */
export const QueueSummary = z.object({
  asOf: when,
  /** Waiting now, held back, and past their due time. */
  waiting: z.number().int(),
  held: z.number().int(),
  late: z.number().int(),
  mine: z.number().int(),
  byReason: z.array(
    z.object({ because: z.enum(codesOf(QUEUE_REASONS)), waiting: z.number().int() }),
  ),
  onDuty: z.number().int(),
  oldestDueAt: when.nullable(),
  /** When the next held row opens. */
  nextAt: when.nullable(),
  /** empty: nobody waits; calm; busy: somebody is late; overloaded: more are late than are on duty. */
  state: z.enum(['empty', 'calm', 'busy', 'overloaded']),
  sentence: z.string(),
});
export type QueueSummary = z.infer<typeof QueueSummary>;

/** `POST /api/queue/next`: the next person, taken for whoever asks; null when nobody waits for them. */
export const NextPerson = z.object({
  entry: QueueRow.nullable(),
  sentence: z.string(),
  /** With nobody waiting: when the next held row opens. */
  nextAt: when.nullable(),
});
export type NextPerson = z.infer<typeof NextPerson>;

/** `POST /api/leads/:id/taking`: this one is mine now. Somebody else's is `queue.taken`. */
export const TakingInput = z.object({ version: z.number().int().optional() });
/** `POST /api/leads/:id/snooze`: set aside until then. P0 is refused. A new word from the person ends it. */
export const SnoozeInput = z.object({
  version: z.number().int(),
  until: moment,
  reason: typedText(500).min(1, { error: 'Please say why.' }),
});
export type SnoozeInput = z.infer<typeof SnoozeInput>;
/** `POST /api/leads/:id/handover`: to a colleague or a team, with a note for them. */
export const HandoverInput = z
  .object({
    version: z.number().int(),
    ownerId: id.nullish(),
    teamId: id.nullish(),
    note: typedText(2000).min(1, { error: 'Please write a note for whoever takes over.' }),
  })
  .refine(({ ownerId, teamId }) => ownerId || teamId, {
    error: 'Choose a colleague or a team.',
    path: ['ownerId'],
  });
export type HandoverInput = z.infer<typeof HandoverInput>;
/** `POST /api/leads/:id/return`: back to the queue. */
export const ReturnInput = z.object({ version: z.number().int(), note: optionalText(2000) });
export type ReturnInput = z.infer<typeof ReturnInput>;

/**
 * `GET /api/alerts`: what nobody has acknowledged yet (`all=true`: of the last day). It comes with an
 * `alert.raised` event over `/api/events`, again with each step, and `alert.acknowledged` at the end.
 */
export const AlertView = z.object({
  id,
  leadId: id,
  leadNumber: z.number().int(),
  patientName: z.string().nullable(),
  phone: z.string().nullable(),
  urgency: z.enum(codesOf(URGENCIES)),
  because: z.array(z.string()),
  safetyNotes: z.array(z.string()),
  raisedAt: when,
  step: z.enum(codesOf(ALERT_STEPS)),
  nextStep: z.enum(codesOf(ALERT_STEPS)).nullable(),
  nextStepAt: when.nullable(),
  acknowledgedAt: when.nullable(),
  acknowledgedBy: id.nullable(),
});
export type AlertView = z.infer<typeof AlertView>;

/** What a clock says now; `GET /api/leads/:id/clocks`. Lists carry the same in `nextClock`. */
export const ClockFacts = ClockView;
export type ClockFacts = ClockView;
