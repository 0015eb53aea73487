/**
 * When somebody said they can be called, as far as a machine may take it from their words: local
 * minutes after midnight, and the days. Null: nothing certain was said, and a human reads it.
 */
export interface TimeWish {
  day: 'today' | 'tomorrow' | 'any' | readonly number[];
  from: number;
  to: number;
}

const EARLIEST = 8 * 60;
const LATEST = 21 * 60;
/** "At three" is kept within half an hour. */
const AT_MINUTES = 30;

const PARTS: readonly [pattern: RegExp, from: number, to: number][] = [
  [/\b(mornings?|(por|en|de|a) las? mananas?|temprano)\b/, EARLIEST, 12 * 60],
  [/\b(afternoons?|tardes?)\b/, 12 * 60, 17 * 60],
  [/\b(evenings?|nights?|tonight|noches?)\b/, 17 * 60, LATEST],
  [/\b(noon|midday|mediodia|lunch( ?time)?|almuerzo)\b/, 12 * 60, 13 * 60],
];

/** ISO weekdays. */
const WEEKDAYS: readonly [pattern: RegExp, days: readonly number[]][] = [
  [/\b(week ?days?|entre semana|dias de semana|work ?days?|dias laborables)\b/, [1, 2, 3, 4, 5]],
  [/\b(weekends?|fin(es)? de semana)\b/, [6, 7]],
  [/\b(mondays?|mon|lunes)\b/, [1]],
  [/\b(tuesdays?|tues?|martes)\b/, [2]],
  [/\b(wednesdays?|wed|miercoles)\b/, [3]],
  [/\b(thursdays?|thurs?|thu|jueves)\b/, [4]],
  [/\b(fridays?|fri|viernes)\b/, [5]],
  [/\b(saturdays?|sat|sabados?)\b/, [6]],
  [/\b(sundays?|sun|domingos?)\b/, [7]],
];

/** What turns a wish around, or sets one beside another: only a human knows what is meant. */
const UNSURE =
  /\b(not?|dont|do not|never|except|unless|but|without|busy|work(s|ing)?|sleep(ing)?|nunca|excepto|menos|pero|sin|tampoco|ocupad[oa]|trabaj\w+|duermo|or|o bien)\b/;

const TIME = String.raw`(\d{1,2})(?:[:h](\d{2}))?\s*(am|pm)?`;
const BETWEEN = new RegExp(
  String.raw`\b(?:between|from|entre|de|desde)?\s*(?:las?\s+)?${TIME}\s*(?:-|to|and|until|till|y|a|hasta)\s*(?:las?\s+)?${TIME}(?![\d])`,
);
const AFTER = new RegExp(
  String.raw`\b(?:after|past|from|starting|since|despues de|desde|a partir de|pasadas)\s+(?:las?\s+)?${TIME}`,
);
const BEFORE = new RegExp(
  String.raw`\b(?:before|by|until|till|antes de|hasta)\s+(?:las?\s+)?${TIME}`,
);
const AT = new RegExp(String.raw`\b(?:at|around|about|a|sobre|como a)\s+(?:las?\s+)?${TIME}`);
const BARE = /\b(\d{1,2})(?:[:h](\d{2}))?\s*(am|pm)\b|\b(\d{1,2}):(\d{2})\b/;

/** Reads English and Spanish, carefully: what it is not sure of it leaves to a human. */
export function timeWish(text: string): TimeWish | null {
  const words = tidy(text);
  if (UNSURE.test(words)) return null;
  const day = dayOf(words);
  const hours = hoursOf(words);
  if (hours === 'unclear' || (day === null && hours === null)) return null;
  const { from, to } = hours ?? { from: EARLIEST, to: LATEST };
  return from < to ? { day: day ?? 'any', from, to } : null;
}

/** Lower case, no accents, "p. m." as "pm", no punctuation that says nothing. */
function tidy(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/\b([ap])\s?\.?\s?m\b\.?/g, '$1m')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[^\p{L}\p{N}:-]+/gu, ' ')
    .trim();
}

function dayOf(words: string): TimeWish['day'] | null {
  const named = WEEKDAYS.flatMap(([pattern, days]) => (pattern.test(words) ? days : []));
  const soon = soonOf(words);
  if (named.length > 0) return soon === null ? [...new Set(named)] : null;
  return soon;
}

function soonOf(words: string): 'today' | 'tomorrow' | null {
  if (/\b(today|tonight|hoy|this (morning|afternoon|evening)|esta (tarde|noche))\b/.test(words)) {
    return 'today';
  }
  // "Mañana" alone is tomorrow; "por la mañana" is the morning.
  const alone = words.replaceAll(/\b(por|en|de|a) las? mananas?\b/g, ' ');
  return /\b(tomorrow|tmrw|manana)\b/.test(alone) ? 'tomorrow' : null;
}

interface Hours {
  from: number;
  to: number;
}

function hoursOf(words: string): Hours | 'unclear' | null {
  const parts = PARTS.filter(([pattern]) => pattern.test(words));
  const half = parts.length === 1 && parts[0] ? { from: parts[0][1], to: parts[0][2] } : null;
  const between = BETWEEN.exec(words);
  if (between) return betweenOf(between, half);
  const after = AFTER.exec(words);
  const before = BEFORE.exec(words);
  if (after && before) return { from: minuteOf(after, half), to: minuteOf(before, half) };
  if (after) return { from: minuteOf(after, half), to: half?.to ?? LATEST };
  if (before) return { from: half?.from ?? EARLIEST, to: minuteOf(before, half) };
  const exact = exactOf(words);
  if (exact) {
    const from = minuteOf(exact, half);
    return { from, to: from + AT_MINUTES };
  }
  if (/\d/.test(words)) return 'unclear';
  if (parts.length > 1) return 'unclear';
  return half;
}

function exactOf(words: string): [string, string?, string?, string?] | null {
  const said = AT.exec(words);
  if (said) return [said[0], said[1], said[2], said[3]];
  const bare = BARE.exec(words);
  return bare ? [bare[0], bare[1] ?? bare[4], bare[2] ?? bare[5], bare[3]] : null;
}

function betweenOf(found: RegExpExecArray, half: Hours | null): Hours | 'unclear' {
  const [, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = found;
  const to = minuteOf(['', toHour, toMinute, toHalf], half);
  const asSaid = minuteOf(['', fromHour, fromMinute, fromHalf ?? toHalf], half);
  // "From 10 to 2 p.m." begins in the morning.
  const from = fromHalf || asSaid < to ? asSaid : asSaid - 12 * 60;
  return from >= 0 && from < to ? { from, to } : 'unclear';
}

/** Minutes after midnight; without "am" or "pm" an hour of the day in which people make calls. */
function minuteOf(found: ArrayLike<string | undefined>, half: Hours | null): number {
  const hour = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  const clock = (hours: number) => hours * 60 + minutes;
  if (hour > 24 || minutes > 59) return Number.NaN;
  if (found[3] === 'am') return clock(hour % 12);
  if (found[3] === 'pm') return clock((hour % 12) + 12);
  if (hour > 12) return clock(hour);
  const late = half ? half.from >= 12 * 60 : hour < 8;
  return clock(hour === 12 ? 12 : late ? hour + 12 : hour);
}
