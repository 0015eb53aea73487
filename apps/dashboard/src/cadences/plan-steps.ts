import type { CadenceStep, CadenceStepKind } from '#contract';

/** A name for a new step that no other step has: "call-2". */
export function freeKey(kind: CadenceStepKind, steps: readonly CadenceStep[]): string {
  const taken = new Set(steps.map(({ key }) => key));
  let n = 1;
  while (taken.has(`${kind}-${n}`)) n += 1;
  return `${kind}-${n}`;
}

/** A step as it looks before anybody filled it in. */
export function newStep(kind: CadenceStepKind, steps: readonly CadenceStep[]): CadenceStep {
  const key = freeKey(kind, steps);
  switch (kind) {
    case 'call':
      return { kind, key };
    case 'sms':
    case 'email':
      return { kind, key, template: '' };
    case 'wait':
      return { kind, key, amount: 1, unit: 'hours' };
    case 'day':
      return { kind, key, day: dayAfter(steps), part: 'another' };
    case 'branch':
      return { kind, key, reached: 'end', notReached: 'next' };
  }
}

function dayAfter(steps: readonly CadenceStep[]): number {
  return Math.min(
    90,
    Math.max(1, ...steps.map((step) => (step.kind === 'day' ? step.day : 1))) + 1,
  );
}

export function moved(steps: readonly CadenceStep[], from: number, to: number): CadenceStep[] {
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return [...steps];
  return steps.toSpliced(from, 1).toSpliced(to, 0, step);
}

/** Without a step; a branch that went on to it goes on to the next. */
export function without(steps: readonly CadenceStep[], at: number): CadenceStep[] {
  const gone = steps[at]?.key;
  const elsewhere = (goto: string) => (goto === gone ? 'next' : goto);
  return steps.toSpliced(at, 1).map((step) =>
    step.kind === 'branch'
      ? {
          ...step,
          reached: elsewhere(step.reached),
          notReached: elsewhere(step.notReached),
          ...(step.notTried === undefined ? {} : { notTried: elsewhere(step.notTried) }),
        }
      : step,
  );
}

/** What the desk says about one step, by field: its errors are named `steps.3.amount`. */
export function problemsOf(errors: Record<string, string>, at: number): Record<string, string> {
  const prefix = `steps.${at}`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([path]) => path === prefix || path.startsWith(`${prefix}.`))
      .map(([path, sentence]) => [path.slice(prefix.length + 1) || 'step', sentence]),
  );
}
