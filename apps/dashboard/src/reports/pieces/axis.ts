import type { NumberUnit } from '#contract';

/** How an axis is divided, so that its marks are round in what people read. */
export interface Axis {
  /** One of the axis in the unit of the number. */
  factor: number;
  words: (mark: number) => string;
  /** No finer than this, on the axis. */
  step: number | undefined;
}

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const named = (factor: number, name: string, step?: number): Axis => ({
  factor,
  step,
  words: (mark) => `${plain.format(mark)}${name}`,
});

/** The axis of a unit up to its largest value. */
export function axisOf(unit: NumberUnit, most: number): Axis {
  switch (unit) {
    case 'count':
      return named(1, '', 1);
    case 'per_hour':
      return named(1, '');
    case 'share':
      return named(0.01, ' %');
    case 'cents':
      return { factor: 100, step: undefined, words: (mark) => `$${plain.format(mark)}` };
    case 'duration':
    case 'seconds':
      if (most > 259_200) return named(86_400, ' days');
      if (most > 7200) return named(3600, ' h');
      return most > 120 ? named(60, ' min') : named(1, ' s');
  }
}
