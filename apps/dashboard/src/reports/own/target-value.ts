import type { NumberUnit } from '#contract';

/** What a target's value is typed in, and how many of its unit that is. */
export const TYPED_IN: Readonly<Record<NumberUnit, { label: string; factor: number }>> = {
  count: { label: 'How many', factor: 1 },
  share: { label: 'Percent', factor: 0.01 },
  duration: { label: 'Minutes', factor: 60 },
  seconds: { label: 'Minutes', factor: 60 },
  cents: { label: 'US dollars', factor: 100 },
  per_hour: { label: 'An hour', factor: 1 },
};

/** A typed value in the unit's own measure; null when it is no number. */
export function typedValue(text: string, unit: NumberUnit): number | null {
  if (!/^\d+([.,]\d+)?$/.test(text.trim())) return null;
  return (
    Math.round(Number(text.trim().replace(',', '.')) * TYPED_IN[unit].factor * 10_000) / 10_000
  );
}
