import { Temporal } from 'temporal-polyfill';

const MINUTE_MS = 60_000;
/** In every zone midnight, and each change of the clocks, is at a full quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MINUTES = 24 * 60;
/** So many quarters and moments are remembered: working one out takes longer than all else a rule does. */
const MOST_KNOWN = 2000;

/** What a clock on the wall shows. */
export interface LocalTime {
  date: Temporal.PlainDate;
  /** Minutes on the clock since its midnight. */
  minute: number;
}

const quarters = new Map<string, LocalTime>();
const moments = new Map<string, number>();

/** Date and time of day at a moment, in a zone. */
export function localTime(at: Date, zone: string): LocalTime {
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  const { date, minute } = remembered(quarters, `${zone} ${quarter}`, () => {
    const begins = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS);
    const local = begins.toZonedDateTimeISO(zone);
    return { date: local.toPlainDate(), minute: local.hour * 60 + local.minute };
  });
  return { date, minute: minute + Math.floor((at.getTime() - quarter * QUARTER_MS) / MINUTE_MS) };
}

/**
 * The moment at which a clock there shows `minute` minutes after midnight of a date; from 1,440 on it is midnight of
 * the next. A time the clocks leave out moves on to the next there is; of one that occurs twice it is the first.
 */
export function momentAt(date: Temporal.PlainDate, minute: number, zone: string): Date {
  const key = `${zone} ${nameOf(date)} ${minute}`;
  const at = remembered(moments, key, () => {
    if (minute >= DAY_MINUTES) {
      return date.add({ days: 1 }).toZonedDateTime({ timeZone: zone }).epochMilliseconds;
    }
    const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
    return date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
  });
  return new Date(at);
}

const names = new WeakMap<Temporal.PlainDate, string>();

function nameOf(date: Temporal.PlainDate): string {
  const known = names.get(date);
  if (known !== undefined) return known;
  const name = date.toString();
  names.set(date, name);
  return name;
}

function remembered<V>(known: Map<string, V>, key: string, workOut: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const value = workOut();
  known.set(key, value);
  return value;
}
