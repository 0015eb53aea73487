import type { ReportTargetView, TargetState } from '#contract';

/** Whether a value keeps what was wanted of it. Of too few records nothing is said; of a count itself always. */
export function judge(
  { side, value: wanted, fewest }: Pick<ReportTargetView, 'side' | 'value' | 'fewest'>,
  is: { value: number | null; counted: number; of: number | null; isCount?: boolean },
): TargetState {
  if (is.value === null) return 'unknown';
  if (!is.isCount && (is.of ?? is.counted) < fewest) return 'unknown';
  const kept = side === 'at_least' ? is.value >= wanted : is.value <= wanted;
  return kept ? 'fine' : 'missed';
}
