import { z } from 'zod';

/** Opening hours of one weekday: pairs of local times, `[["08:00", "21:00"]]`; empty: closed. */
const dayHours = z.array(z.tuple([z.string(), z.string()]));
/** The days of a year, and a little, on which nobody is at work whatever the weekday says. */
const closedDays = z.array(z.iso.date()).optional();

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const organisation = z.object({
  name: z.string(),
  legalName: z.string(),
  whoAnswers: z.string(),
  whoPays: z.string(),
  timeZone: z.string(),
  businessHours: z.object({
    ...(Object.fromEntries(WEEKDAYS.map((day) => [day, dayHours.optional()])) as Record<
      Weekday,
      z.ZodOptional<typeof dayHours>
    >),
    holidays: closedDays,
  }),
  dutyPhone: z.string().nullable(),
  backupPhone: z.string().nullable(),
  recordCalls: z.boolean(),
  greetingEn: z.string(),
  greetingEs: z.string(),
});

/** What can be rung: a number, or a colleague's browser by its name at the phone company. */
const ringLine = z.union([z.object({ phone: z.string() }), z.object({ client: z.string() })]);
export type RingLine = z.infer<typeof ringLine>;

const ring = z.object({
  inTurn: z.boolean(),
  seconds: z.number().int().positive(),
  /** The lines of each member; none: not there now. */
  members: z.array(z.array(ringLine)),
});
export type Ring = z.infer<typeof ring>;

const trackedNumber = z.object({
  /** E.164. */
  phone: z.string(),
  label: z.string(),
  utmSource: z.string().nullable(),
  // A snapshot of an earlier version says nothing of these.
  utmCampaign: z.string().nullish(),
  referrerHost: z.string().nullish(),
  pathPrefix: z.string().nullish(),
  isDefault: z.boolean(),
  /** Who rings first when it is called; a snapshot of an earlier version says nothing. */
  ring: ring.nullish(),
});

/** What the public process may know of numbers and of who answers them. */
export const Routing = z.object({ organisation, numbers: z.array(trackedNumber).min(1) });
export type Routing = z.infer<typeof Routing>;
export type Organisation = Routing['organisation'];

/** Answers who is rung and what is said, also while the database is away. */
export interface RoutingReader {
  /** The newest known routing; undefined only when there has never been any. Never throws. */
  current(): Promise<Routing | undefined>;
}
