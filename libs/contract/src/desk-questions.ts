import { z } from 'zod';
import { codesOf, choices } from './picklists.js';
import { REPORT_PRESET_CODES } from './report-periods.js';
import { SLICES } from './report-slices.js';
import { GRAINS, NUMBER_UNITS, SliceFilter } from './reports.js';
import { typedText } from './text.js';

const id = z.uuid();
const when = z.iso.datetime();
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'A time of day looks like 08:00.' });

/** What a saved report asks: numbers of a period that moves with the day, by slices or over time. */
export const SavedReportSettings = z.object({
  names: z.array(z.string().min(1).max(60)).min(1).max(12),
  by: z.array(z.enum(SLICES)).max(2).default([]),
  grain: z.enum(GRAINS).nullable().default(null),
  preset: z.enum(REPORT_PRESET_CODES),
  filter: SliceFilter.default({}),
  compare: z.boolean().default(true),
});
export type SavedReportSettings = z.infer<typeof SavedReportSettings>;

export const REPORT_RHYTHMS = choices({
  day: 'Every day',
  week: 'Every week',
  month: 'Every month, on its first day',
});
/** When it is sent: `at` is a time of the organisation's day; `weekday` counts from Monday, 1, and is of weeks only. */
export const ReportSchedule = z.object({
  every: z.enum(codesOf(REPORT_RHYTHMS)),
  weekday: z.number().int().min(1).max(7).default(1),
  at: clockTime,
});
export type ReportSchedule = z.infer<typeof ReportSchedule>;

const recipients = z.array(id).max(20, { error: 'At most 20 colleagues.' });

export const SavedReportView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  settings: SavedReportSettings,
  shared: z.boolean(),
  ownerId: id,
  mine: z.boolean(),
  schedule: ReportSchedule.nullable(),
  /** Colleagues who get it by e-mail, as PDF and CSV: numbers alone, nothing that names a patient. */
  recipients: z.array(id),
  nextAt: when.nullable(),
  lastAt: when.nullable(),
  /** Of the last e-mails: how many were sent, and how many could not be. */
  lastSent: z.number().int(),
  lastFailed: z.number().int(),
});
export type SavedReportView = z.infer<typeof SavedReportView>;

/** `POST /api/saved-reports` */
export const SavedReportInput = z.object({
  name: typedText(120).min(1, { error: 'Please give it a name.' }),
  settings: SavedReportSettings,
  shared: z.boolean().default(false),
  schedule: ReportSchedule.nullable().default(null),
  recipients: recipients.default([]),
});
export type SavedReportInput = z.infer<typeof SavedReportInput>;

/** `PUT /api/saved-reports/:id` */
export const SavedReportEdit = z.object({
  version: z.number().int(),
  name: typedText(120).min(1).optional(),
  settings: SavedReportSettings.optional(),
  shared: z.boolean().optional(),
  schedule: ReportSchedule.nullish(),
  recipients: recipients.optional(),
});
export type SavedReportEdit = z.infer<typeof SavedReportEdit>;

export const SavedReportStep = z.object({ version: z.number().int() });
export const SavedReportFile = z.object({ as: z.enum(['pdf', 'csv']) });

export const TARGET_SIDES = choices({ at_least: 'At least', at_most: 'At most' });
export const TARGET_STATES = choices({
  fine: 'Met',
  missed: 'Missed',
  unknown: 'Too few records to say',
});
export type TargetState = (typeof TARGET_STATES)[number]['code'];

/** A value a number is held against, as long as it is switched on. */
export const ReportTargetView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  label: z.string(),
  unit: z.enum(NUMBER_UNITS),
  filter: SliceFilter,
  preset: z.enum(REPORT_PRESET_CODES),
  side: z.enum(codesOf(TARGET_SIDES)),
  value: z.number(),
  /** With fewer records than these nothing is said. */
  fewest: z.number().int(),
  active: z.boolean(),
  recipients: z.array(id),
  state: z.enum(codesOf(TARGET_STATES)),
  lastValue: z.number().nullable(),
  lastCounted: z.number().int().nullable(),
  lastOf: z.number().int().nullable(),
  checkedAt: when.nullable(),
  missedSince: when.nullable(),
});
export type ReportTargetView = z.infer<typeof ReportTargetView>;

/** `POST /api/report-targets`. Shares are 0 to 1, durations seconds, money cents. */
export const ReportTargetInput = z.object({
  name: z.string().min(1).max(60),
  filter: SliceFilter.default({}),
  preset: z.enum(REPORT_PRESET_CODES),
  side: z.enum(codesOf(TARGET_SIDES)),
  value: z.number().min(0).max(1_000_000_000_000),
  fewest: z.number().int().min(1).max(100_000).default(5),
  active: z.boolean().default(true),
  recipients: recipients.default([]),
});
export type ReportTargetInput = z.infer<typeof ReportTargetInput>;

/** `PUT /api/report-targets/:id` */
export const ReportTargetEdit = z.object({
  version: z.number().int(),
  preset: z.enum(REPORT_PRESET_CODES).optional(),
  side: z.enum(codesOf(TARGET_SIDES)).optional(),
  value: ReportTargetInput.shape.value.optional(),
  fewest: z.number().int().min(1).max(100_000).optional(),
  active: z.boolean().optional(),
  recipients: recipients.optional(),
});
export type ReportTargetEdit = z.infer<typeof ReportTargetEdit>;
