/** What one colleague opened within one hour. "Opened" is a record of a patient read by itself, not seen in a list. */
export interface HourOfReading {
  /** Different leads opened in the hour. */
  opened: number;
  /** Of those, leads that are not theirs and that they changed nothing of within the day. */
  strangers: number;
  /** Leads opened in each of their own hours of the last 28 days in which they opened any. */
  usual: readonly number[];
  /** The same of all colleagues together: what counts while somebody is new. */
  everybody: readonly number[];
}

/** What one colleague opened of one lead that is not theirs and that they never changed. */
export interface OneLeadRead {
  /** Different days of the last 14 on which they opened it. */
  days: number;
}

/** A rule that found something, and why, in words for whoever looks into it. */
export interface Unusual {
  rule: 'many_records' | 'strangers' | 'one_person';
  sentence: string;
}

/** Below these nothing is unusual, whoever it is. */
const MANY = 25;
const TIMES_THE_USUAL = 3;
const STRANGERS = 15;
const STRANGERS_SHARE = 0.8;
const DAYS_OF_ONE = 5;
/** With fewer hours of their own than this somebody is new, and measured by everybody. */
const KNOWN_HOURS = 10;

/**
 * Whether an hour of reading is unusual:
 * - many_records: at least 25 leads, and three times as many as in nine out of ten of their own hours
 *   (of everybody's, while they have fewer than ten);
 * - strangers: at least 15 leads that are not theirs and that they did nothing about, four of five of all they opened.
 */
export function unusualHour(hour: HourOfReading): Unusual[] {
  const found: Unusual[] = [];
  const own = hour.usual.length >= KNOWN_HOURS;
  const usual = ninetieth(own ? hour.usual : hour.everybody);
  if (hour.opened >= MANY && hour.opened >= TIMES_THE_USUAL * usual) {
    const whose = own ? 'of their hours' : 'of everybody’s hours';
    found.push({
      rule: 'many_records',
      sentence: `Opened ${hour.opened} leads within an hour; in nine out of ten ${whose} it was at most ${usual}.`,
    });
  }
  if (hour.strangers >= STRANGERS && hour.strangers >= STRANGERS_SHARE * hour.opened) {
    found.push({
      rule: 'strangers',
      sentence: `Opened ${hour.strangers} leads within an hour that are not theirs and did nothing about any of them.`,
    });
  }
  return found;
}

/** Whether somebody follows one person: opened the same lead, not theirs, on at least five days of fourteen. */
export function unusualInterest({ days }: OneLeadRead): Unusual | undefined {
  if (days < DAYS_OF_ONE) return undefined;
  return {
    rule: 'one_person',
    sentence: `Opened the same lead on ${days} of the last 14 days; it is not theirs and they changed nothing of it.`,
  };
}

/** The number that nine out of ten do not exceed (nearest rank); 0 of nothing. */
function ninetieth(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
}
