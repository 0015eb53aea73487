import type { NumberUnit, NumberValue } from '#contract';
import { dollars } from '../../words/money';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** Nothing to divide by, nothing measured. */
export const NOTHING = '–';

/** "45 s", "4 min", "2 h 5 min", "3.2 days". */
export function durationInWords(seconds: number): string {
  if (seconds < 90) return `${whole.format(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${whole.format(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    const rest = Math.round(minutes - hours * 60);
    return rest === 0 || hours >= 10 ? `${whole.format(minutes / 60)} h` : `${hours} h ${rest} min`;
  }
  return `${tenths.format(minutes / 1440)} days`;
}

/** A value in its unit, as people read it. */
export function valueInWords(value: number | null, unit: NumberUnit): string {
  if (value === null) return NOTHING;
  switch (unit) {
    case 'count':
      return whole.format(value);
    case 'share':
      return `${(value > 0 && value < 0.1) || (value > 0.9 && value < 1) ? tenths.format(value * 100) : whole.format(value * 100)} %`;
    case 'duration':
    case 'seconds':
      return durationInWords(value);
    case 'cents':
      return dollars(Math.round(value));
    case 'per_hour':
      return tenths.format(value);
  }
}

/** What of how many: "37 of 412"; null where that says nothing. */
export function partsInWords({ counted, of }: NumberValue, unit: NumberUnit): string | null {
  if (unit !== 'share' || of === null) return null;
  return `${whole.format(counted)} of ${whole.format(of)}`;
}

/** What a value is made of, the first that tells two apart that read alike. */
const DETAILS: readonly ((value: NumberValue, unit: NumberUnit) => string | null)[] = [
  (value, unit) => partsInWords(value, unit),
  ({ counted }, unit) => (unit === 'count' ? null : `${whole.format(counted)} counted`),
  ({ leftOut }) => `${whole.format(leftOut)} left out`,
  ({ business }) => within(business?.p90 ?? null),
  ({ wall }) => within(wall?.p90 ?? null),
];

const within = (seconds: number | null) =>
  seconds === null ? null : `nine of ten within ${durationInWords(seconds)}`;

/** Two states of one number that are not the same, in words that are not the same either: "13, 1 left out". */
export function apartInWords(
  before: NumberValue,
  after: NumberValue,
  unit: NumberUnit,
): readonly [string, string] {
  const [one, other] = [valueInWords(before.value, unit), valueInWords(after.value, unit)];
  if (one !== other) return [one, other];
  for (const detail of DETAILS) {
    const [ofOne, ofOther] = [detail(before, unit), detail(after, unit)];
    if (ofOne !== ofOther)
      return [`${one}, ${ofOne ?? NOTHING}`, `${other}, ${ofOther ?? NOTHING}`];
  }
  return [one, other];
}

/** A count of fewer says nothing in percent: 5 more than 5 are "+5". */
const FEW = 20;

/** How a number moved: "+3 points", "−12 %", "+5", "no change"; null where there is nothing to compare. */
export function changeInWords(
  now: number | null,
  before: number | null,
  unit: NumberUnit,
): string | null {
  if (now === null || before === null) return null;
  if (unit === 'share') {
    const points = Math.round((now - before) * 1000) / 10;
    if (points === 0) return 'no change';
    return `${points > 0 ? '+' : '−'}${tenths.format(Math.abs(points))} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
  }
  if (now === before) return 'no change';
  if (unit === 'count' && before < FEW) {
    return `${now > before ? '+' : '−'}${whole.format(Math.abs(now - before))}`;
  }
  if (before === 0) return null;
  const percent = ((now - before) / before) * 100;
  const words =
    Math.abs(percent) < 10 ? tenths.format(Math.abs(percent)) : whole.format(Math.abs(percent));
  return words === '0' ? 'no change' : `${percent > 0 ? '+' : '−'}${words} %`;
}
