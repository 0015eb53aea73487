import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';

/** What a made-up year is made of. The same options always make the same year. */
export interface YearOptions {
  /** Requests for help; leads that turn out to be of one person come on top. */
  leads: number;
  /** How far the year goes back from its end. */
  days: number;
  seed: number;
  /** Where the made-up centre works; weekday, hour and season follow it. */
  zone: string;
  /** The end of the year: nothing happens after it. */
  until: Date;
}

/** What is asked for on the command line. */
export interface YearCommand {
  options: YearOptions;
  /** Whoever looks on has a terminal that redraws a line. */
  bar: boolean;
}

/** Something about the year that a person has to put right; the message says what. */
export class YearError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'YearError';
  }
}

/** There are a million made-up telephone numbers for each area code. */
const MOST_LEADS = 1_000_000;
const MOST_DAYS = 1_100;

/**
 * Reads `--leads 20000 --days 365 --seed 7 --zone America/New_York --until 2026-11-27`; what is left out is 20,000
 * leads over 365 days until now, of seed 7. Throws {@link YearError} with a sentence.
 */
export function yearCommand(args: readonly string[], now: Date): YearCommand {
  const { leads, days, seed, zone, until, bar } = read(args);
  const options = {
    leads: whole('--leads', leads, 100, MOST_LEADS),
    days: whole('--days', days, 1, MOST_DAYS),
    seed: whole('--seed', seed, 0, 2 ** 28 - 1),
    zone: knownZone(zone),
    until: until === undefined ? now : endOf(until, zone, now),
  };
  return { options, bar };
}

function read(args: readonly string[]) {
  try {
    const text = (otherwise: string) => ({ type: 'string', default: otherwise }) as const;
    return parseArgs({
      args: [...args],
      options: {
        leads: text('20000'),
        days: text('365'),
        seed: text('7'),
        zone: text('America/New_York'),
        until: { type: 'string' },
        bar: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new YearError(
      `${error instanceof Error ? error.message : String(error)} Known are --leads, --days, --seed, --zone and --until.`,
    );
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new YearError(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function knownZone(zone: string): string {
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId;
  } catch {
    throw new YearError(`--zone takes a time zone such as America/New_York, not "${zone}".`);
  }
}

/** The end of that day; a year does not end in the future, for nothing has happened there. */
function endOf(day: string, zone: string, now: Date): Date {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw badDay(day);
  try {
    const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone);
    return new Date(Math.min(next.epochMilliseconds - 1, now.getTime()));
  } catch {
    throw badDay(day);
  }
}

function badDay(day: string): YearError {
  return new YearError(`--until takes a day such as 2026-11-27, not "${day}".`);
}
