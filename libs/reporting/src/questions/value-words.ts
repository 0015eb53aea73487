import type { NumberUnit } from '#contract';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** A value in its unit, as people read it on paper and in an e-mail. */
export function valueInWords(value: number | null, unit: NumberUnit): string {
  if (value === null) return '–';
  switch (unit) {
    case 'count':
      return whole.format(value);
    case 'per_hour':
      return tenths.format(value);
    case 'share':
      return `${tenths.format(value * 100)} %`;
    case 'cents':
      return money.format(value / 100);
    case 'duration':
    case 'seconds':
      return durationInWords(value);
  }
}

function durationInWords(seconds: number): string {
  if (seconds < 90) return `${whole.format(seconds)} s`;
  if (seconds < 5400) return `${whole.format(seconds / 60)} min`;
  if (seconds < 172_800) return `${tenths.format(seconds / 3600)} h`;
  return `${tenths.format(seconds / 86_400)} days`;
}
