import { z } from 'zod';
import { SLICES } from './report-slices.js';

const id = z.uuid();
const when = z.iso.datetime();
const count = z.number().int().min(0);

/** What a number is counted in. Durations are seconds, money is cents. */
export const NUMBER_UNITS = ['count', 'share', 'duration', 'seconds', 'cents', 'per_hour'] as const;
export type NumberUnit = (typeof NUMBER_UNITS)[number];

/** What kind of record a number counts, and its list opens. */
export const FACT_KINDS = ['lead', 'call', 'check', 'referral', 'stay', 'pick'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** The most days one question may span. */
export const MAX_REPORT_DAYS = 1100;
/** The most rows one number answers with; what is beyond is left out and said so (`truncated`). */
export const MAX_REPORT_ROWS = 4000;
/** The most records one export holds. */
export const MAX_REPORT_EXPORT = 100_000;

/** One number as the catalogue defines it. Its formula is locked: it changes with its version only. */
export const NumberDefinitionView = z.object({
  name: z.string(),
  label: z.string(),
  sentence: z.string(),
  formula: z.string(),
  unit: z.enum(NUMBER_UNITS),
  population: z.enum(FACT_KINDS),
  /** Which day a record belongs to. */
  cohort: z.string(),
  exclusions: z.array(z.string()),
  /** `table.column` of the records it is made of. */
  sources: z.array(z.string()),
  slices: z.array(z.enum(SLICES)),
  /** Why it is not shown by agent; null: it may be. */
  neverByAgent: z.string().nullable(),
  version: z.number().int(),
});
export type NumberDefinitionView = z.infer<typeof NumberDefinitionView>;

/** `GET /api/reports/catalogue`. */
export const CatalogueView = z.object({
  version: z.number().int(),
  timeZone: z.string(),
  /** Weekday → intervals of local time. */
  businessHours: z.record(z.string(), z.unknown()),
  slices: z.array(z.object({ name: z.enum(SLICES), label: z.string() })),
  numbers: z.array(NumberDefinitionView),
  /** What a colleague has on their hands now: `GET /api/reports/load`. */
  load: z.array(
    NumberDefinitionView.pick({
      name: true,
      label: true,
      sentence: true,
      formula: true,
      unit: true,
    }),
  ),
});
export type CatalogueView = z.infer<typeof CatalogueView>;

const json = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
const list = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;
const flag = z.stringbool().or(z.boolean());

/** Slice → the keys that are let through; `none` is "not known". */
export const SliceFilter = z.partialRecord(
  z.enum(SLICES),
  z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]),
    z.array(z.string().min(1).max(200)).min(1).max(100),
  ),
);
export type SliceFilter = z.infer<typeof SliceFilter>;

/** A day that a period may begin or end with. */
const reportDay = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2100-12-31', {
  error: 'a day from 2000 to 2100',
});
const period = { from: reportDay, to: reportDay };
const spans = ({ from, to }: { from: string; to: string }): boolean =>
  from <= to && (Date.parse(to) - Date.parse(from)) / 86_400_000 < MAX_REPORT_DAYS;
const spanError = {
  error: `"to" is not before "from", and at most ${MAX_REPORT_DAYS} days later`,
  path: ['to'],
};

/** A bucket of time, as periods are cut into. Weeks begin on Monday. */
export const GRAINS = ['day', 'week', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

/**
 * `GET /api/reports/numbers`: `names` (comma), `from` and `to` (days of the organisation's zone, both
 * included), `by` (up to three slices, comma), `grain`, `filter` (JSON), `compare` (with the period before,
 * of the same length), `distribution` (of durations), `most` (rows of a number, the largest).
 */
export const NumbersQuery = z
  .object({
    names: z.preprocess(list, z.array(z.string().max(60)).min(1).max(60)),
    ...period,
    by: z.preprocess(list, z.array(z.enum(SLICES)).max(3)).default([]),
    grain: z.enum(GRAINS).optional(),
    filter: z.preprocess(json, SliceFilter).default({}),
    compare: flag.default(false),
    distribution: flag.default(false),
    /** Not more rows of a number than this: the largest. */
    most: z.coerce.number().int().min(1).max(MAX_REPORT_ROWS).optional(),
  })
  .refine(spans, spanError);
export type NumbersQuery = z.infer<typeof NumbersQuery>;

/** Seconds; null: nothing was measured. To within 3.2 % above a minute, exact below. */
export const Times = z.object({
  median: z.number().nullable(),
  p90: z.number().nullable(),
});
export type Times = z.infer<typeof Times>;

/** What a number is for one set of records. */
export const NumberValue = z.object({
  /** In the unit of the number: a share from 0 to 1; of a duration the median in business time. Null: nothing to divide by. */
  value: z.number().nullable(),
  /** How many records it counts: what `part=counted` opens. */
  counted: count,
  /** What it is divided by, or null: what `part=of` opens. */
  of: count.nullable(),
  /** Records that stay out of it because their lead is a duplicate, spam and the like: what `part=left_out` opens. */
  leftOut: count,
  /** `leftOut` of all that would otherwise be looked at. */
  leftOutShare: z.number().nullable(),
  /** Of durations: in business time, and as the clock on the wall goes. */
  business: Times.nullable(),
  wall: Times.nullable(),
  /** Of money: what was spent, in cents. */
  spentCents: z.number().int().nullable(),
});
export type NumberValue = z.infer<typeof NumberValue>;

/** One bar: the records with these keys, from this day on. */
export const NumberRow = NumberValue.extend({
  /** Of a grain: the first day of the bucket, cut to the period. */
  from: z.iso.date().nullable(),
  /** Of a grain: the last day of the bucket, cut to the period. */
  to: z.iso.date().nullable(),
  /** Slice → key, to filter by. */
  keys: z.partialRecord(z.enum(SLICES), z.string()),
  /** Slice → words. */
  labels: z.partialRecord(z.enum(SLICES), z.string()),
  before: NumberValue.nullable(),
});
export type NumberRow = z.infer<typeof NumberRow>;

export const NumberAnswer = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.enum(NUMBER_UNITS),
  version: z.number().int(),
  total: NumberValue,
  before: NumberValue.nullable(),
  /** The bars, the most records first (with a grain: by time); empty when nothing was asked for. */
  rows: z.array(NumberRow),
  truncated: z.boolean(),
  /** Of durations, in business time. Null: not asked for, or no duration. */
  distribution: z
    .array(z.object({ fromSeconds: z.number(), toSeconds: z.number().nullable(), count }))
    .nullable(),
});
export type NumberAnswer = z.infer<typeof NumberAnswer>;

export const NumbersReport = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timeZone: z.string(),
  /** Everything that was changed up to here is in. */
  asOf: when,
  before: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  numbers: z.array(NumberAnswer),
});
export type NumbersReport = z.infer<typeof NumbersReport>;

/** `GET /api/reports/standing`: how far the numbers are. */
export const ReportStanding = z.object({
  /** Everything that was changed up to here is in. */
  asOf: when,
  /** All numbers are being counted anew, because hours, closed days or definitions are other ones; null: they are not. */
  recount: z
    .object({ because: z.string(), since: when, done: z.number().min(0).max(1) })
    .nullable(),
});
export type ReportStanding = z.infer<typeof ReportStanding>;

/** Which records behind a number: those it counts, those it is divided by, those it leaves out. */
export const RECORD_PARTS = ['counted', 'of', 'left_out'] as const;
export type RecordPart = (typeof RECORD_PARTS)[number];

/** The filter of `GET /api/reports/numbers/:name/records`: the same period and slices as the number's. */
export const RecordsFilter = z
  .strictObject({
    ...period,
    part: z.enum(RECORD_PARTS).default('counted'),
    slices: SliceFilter.default({}),
    /** Of a duration in business time: from so many seconds (included) to so many (not included). */
    fromSeconds: count.max(2_000_000_000).optional(),
    toSeconds: count.max(2_000_000_000).optional(),
  })
  .refine(spans, spanError);
export type RecordsFilter = z.infer<typeof RecordsFilter>;

/** One record behind a number, whatever its kind. */
export const ReportRecord = z.object({
  /** Of the record itself: a lead, a call, a benefit check, a referral or a pick. */
  id,
  population: z.enum(FACT_KINDS),
  /** The day it counts for. */
  day: z.iso.date(),
  leadId: id.nullable(),
  leadNumber: z.number().int().nullable(),
  patientName: z.string().nullable(),
  stage: z.string().nullable(),
  urgency: z.string().nullable(),
  source: z.string().nullable(),
  agent: z.string().nullable(),
  /** Of durations. */
  businessSeconds: z.number().int().nullable(),
  wallSeconds: z.number().int().nullable(),
  /** What else tells it apart: a reason, an outcome, a facility. */
  detail: z.string().nullable(),
});
export type ReportRecord = z.infer<typeof ReportRecord>;

/** `GET /api/reports/closes`: months that are closed, the latest first. */
export const PeriodCloseRow = z.object({
  id,
  /** First day of the month. */
  month: z.iso.date(),
  closedAt: when,
  catalogueVersion: z.number().int(),
});
export type PeriodCloseRow = z.infer<typeof PeriodCloseRow>;

/** `GET /api/reports/closes/:month`: a month as it was when it was closed, and as it is now. */
export const PeriodClose = PeriodCloseRow.extend({
  timeZone: z.string(),
  /** Numbers that are other ones by now: late events, corrections, merges. */
  changed: count,
  numbers: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      unit: z.enum(NUMBER_UNITS),
      closed: NumberValue,
      now: NumberValue.nullable(),
      changed: z.boolean(),
      /** Its formula is another one by now: the two are not to be compared. */
      redefined: z.boolean(),
    }),
  ),
});
export type PeriodClose = z.infer<typeof PeriodClose>;

/** The query of `GET /api/reports/load`: the period of talk time and attempts, at most a quarter. */
export const LoadQuery = z
  .object(period)
  .refine(({ from, to }) => from <= to && (Date.parse(to) - Date.parse(from)) / 86_400_000 < 93, {
    error: '"to" is not before "from", and at most 93 days later',
    path: ['to'],
  });
export type LoadQuery = z.infer<typeof LoadQuery>;

/** What a colleague has on their hands now, and how the period went by the telephone's own count. */
export const AgentLoad = z.object({
  agentId: id,
  name: z.string(),
  onDuty: z.boolean(),
  openLeads: count,
  overdueClocks: count,
  talkSeconds: count,
  attempts: count,
  /** Attempts by the hours they had at least one call in; null: none. */
  attemptsPerHour: z.number().nullable(),
});
export type AgentLoad = z.infer<typeof AgentLoad>;
