import { z } from 'zod';
import { choices, codesOf } from './picklists.js';
import { ROLES } from './roles.js';
import { moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** What a stretch in the duty calendar says of a colleague. A split shift is two stretches of a day. */
export const SHIFT_KINDS = choices({
  on_duty: 'On duty',
  on_call: 'On call',
  out_of_office: 'Out of office',
});
export type ShiftKind = (typeof SHIFT_KINDS)[number]['code'];

/** `GET /api/shifts`, filters: `staffId`, `kind`, `from`, `to` (overlapping that time), `cancelled`. */
export const ShiftView = z.object({
  id,
  version: z.number().int(),
  staffId: id,
  kind: z.enum(codesOf(SHIFT_KINDS)),
  startsAt: when,
  endsAt: when,
  /** Where somebody on call is rung while this stretch runs. */
  phone: z.string().nullable(),
  note: z.string().nullable(),
  cancelledAt: when.nullable(),
});
export type ShiftView = z.infer<typeof ShiftView>;

const ringsAt = z.preprocess(
  (value) => (value === '' ? null : value),
  z
    .string()
    .regex(/^\+1\d{10}$/, { error: 'A US number in the form +18005550100.' })
    .nullish(),
);
const stretch = {
  staffId: id,
  kind: z.enum(codesOf(SHIFT_KINDS)),
  startsAt: moment,
  endsAt: moment,
  phone: ringsAt,
  note: optionalText(300),
};
const endsLater = { error: 'It ends after it begins.', path: ['endsAt'] };

/** `POST /api/shifts`. One that overlaps another of the same kind is `shift.overlaps`. */
export const ShiftInput = z
  .object(stretch)
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, endsLater);
export type ShiftInput = z.infer<typeof ShiftInput>;

/** `PUT /api/shifts/:id` */
export const ShiftEdit = z
  .object({ ...stretch, version: z.number().int() })
  .omit({ staffId: true })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, endsLater);
export type ShiftEdit = z.infer<typeof ShiftEdit>;

/** `POST /api/shifts/:id/cancellation` */
export const ShiftCancel = z.object({ version: z.number().int() });

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'A time of day looks like 08:00.' });

/**
 * `POST /api/shift-plans`: the same hours on chosen weekdays (ISO, 1 is Monday) of a span of days, in
 * the organisation's time zone. Hours whose end is not after their begin run over midnight.
 */
export const ShiftPlanInput = z
  .object({
    staffId: id,
    kind: z.enum(codesOf(SHIFT_KINDS)).default('on_duty'),
    fromDay: z.iso.date(),
    toDay: z.iso.date(),
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    hours: z
      .array(z.tuple([timeOfDay, timeOfDay]))
      .min(1)
      .max(4),
    note: optionalText(300),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, {
    error: 'The last day is not before the first.',
    path: ['toDay'],
  })
  .refine(({ fromDay, toDay }) => Date.parse(toDay) - Date.parse(fromDay) <= 92 * 86_400_000, {
    error: 'Plan at most three months at once.',
    path: ['toDay'],
  });
export type ShiftPlanInput = z.infer<typeof ShiftPlanInput>;
export const ShiftPlanAnswer = z.object({ shifts: z.array(ShiftView) });

/** One colleague as far as duty goes now; `because` says it in words. */
export const OnDutyPerson = z.object({
  staffId: id,
  name: z.string(),
  role: z.enum(ROLES),
  teamId: id.nullable(),
  languages: z.array(z.string()),
  because: z.string(),
  /** The end of this stretch; null: until switched off by hand. */
  until: when.nullable(),
  openLeads: z.number().int(),
  /** Open leads they may hold; null: no limit. */
  capacity: z.number().int().nullable(),
  full: z.boolean(),
});
export type OnDutyPerson = z.infer<typeof OnDutyPerson>;

/** `GET /api/duty`: who works now, whether we are open, who is rung after hours. */
export const DutyNow = z.object({
  asOf: when,
  timeZone: z.string(),
  open: z.boolean(),
  /** The day's name when a closed day is why we are closed. */
  closedBecause: z.string().nullable(),
  opensAt: when.nullable(),
  closesAt: when.nullable(),
  onDuty: z.array(OnDutyPerson),
  onCall: z.array(OnDutyPerson),
  outOfOffice: z.array(OnDutyPerson),
  backupPhone: z.string().nullable(),
  /** What is missing for P0 and P1 after hours, in words; empty when all is set. */
  warnings: z.array(z.string()),
});
export type DutyNow = z.infer<typeof DutyNow>;

/** `PUT /api/duty/me`: the switch of whoever has no shifts planned. */
export const DutySwitch = z.object({ onDuty: z.boolean() });
/** `PUT /api/duty/:staffId/capacity`; null: no limit. */
export const CapacityInput = z.object({ capacity: z.number().int().min(0).max(1000).nullable() });
/** `GET /api/duty/capacities`: every colleague who takes leads, on duty or not. */
export const CapacityView = z.object({
  id,
  staffId: id,
  name: z.string(),
  openLeads: z.number().int(),
  capacity: z.number().int().nullable(),
});

/** `GET /api/closed-days` (id is the day). Public holidays come by themselves; an administrator decides. */
export const ClosedDayView = z.object({
  id: z.iso.date(),
  day: z.iso.date(),
  name: z.string(),
  /** False: a holiday on which we work all the same. */
  closed: z.boolean(),
});
export type ClosedDayView = z.infer<typeof ClosedDayView>;
/** `POST /api/closed-days` */
export const ClosedDayInput = z.object({
  day: z.iso.date(),
  name: typedText(120).min(1),
  closed: z.boolean().default(true),
});
/** `PUT /api/closed-days/:day` */
export const ClosedDayEdit = z.object({ name: optionalText(120), closed: z.boolean() });
