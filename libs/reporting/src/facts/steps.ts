/**
 * The steps of a lead as the numbers follow them: its stages, with a benefit that was found viable and the arrival,
 * which are no stages of their own (source: docs/domain.md, "Numbers").
 */
export const STEPS = [
  'attempted',
  'contacted',
  'qualified',
  'verifying',
  'viable',
  'matched',
  'referred',
  'accepted',
  'scheduled',
  'arrived',
  'admitted',
] as const;
export type Step = (typeof STEPS)[number];

/** The step before, on the way that goes through all of them; null: every lead. */
export const STEP_BEFORE: Readonly<Record<Step, Step | null>> = {
  attempted: null,
  contacted: 'attempted',
  qualified: 'contacted',
  verifying: 'qualified',
  viable: 'verifying',
  // A benefit that is not viable still finds a match: free and low-cost help.
  matched: 'verifying',
  referred: 'matched',
  accepted: 'referred',
  scheduled: 'accepted',
  arrived: 'scheduled',
  admitted: 'arrived',
};

/** Steps as bits of one integer. */
export interface StepBits {
  /** Entered and not undone. */
  reached: number;
  /** In the denominator of the step: the step before was reached, and this one was not skipped. */
  entered: number;
  /** Left out on the way: it leaves the denominators. */
  skipped: number;
}

export function bitOf(step: Step): number {
  return 1 << STEPS.indexOf(step);
}

/**
 * Where a lead got to. A step that was left out although a later one was reached is skipped, and so are the benefit's
 * steps for who pays without insurance; the step before a skipped one takes its place as what a step is measured by.
 */
export function stepBits(reached: ReadonlySet<Step>, paysWithoutInsurance: boolean): StepBits {
  const skipped = new Set(STEPS.filter((step) => isSkipped(step, reached, paysWithoutInsurance)));
  const entered = STEPS.filter((step) => {
    if (skipped.has(step)) return false;
    const before = lastBefore(step, skipped);
    return before === null || reached.has(before);
  });
  return { reached: bits(reached), entered: bits(entered), skipped: bits(skipped) };
}

function isSkipped(step: Step, reached: ReadonlySet<Step>, paysWithoutInsurance: boolean): boolean {
  if (reached.has(step)) return false;
  // It was checked and found not viable, or is still being checked: that is no skipping.
  if (step === 'viable' && reached.has('verifying')) return false;
  if (paysWithoutInsurance && (step === 'verifying' || step === 'viable')) return true;
  return STEPS.slice(STEPS.indexOf(step) + 1).some((later) => reached.has(later));
}

function lastBefore(step: Step, skipped: ReadonlySet<Step>): Step | null {
  let before = STEP_BEFORE[step];
  while (before !== null && skipped.has(before)) before = STEP_BEFORE[before];
  return before;
}

function bits(steps: Iterable<Step>): number {
  let sum = 0;
  for (const step of steps) sum |= bitOf(step);
  return sum;
}
