import type { CadenceStep, CadenceStepKind } from '#contract';

export const STEP_KIND_WORDS: Record<CadenceStepKind, string> = {
  call: 'Call',
  sms: 'Text',
  email: 'E-mail',
  wait: 'Wait',
  day: 'Later day',
  branch: 'Branch',
};

export const WAIT_UNIT_CHOICES = [
  { code: 'minutes', label: 'minutes' },
  { code: 'hours', label: 'hours' },
  { code: 'business_days', label: 'business days' },
] as const;

export const DAY_PART_CHOICES = [
  { code: 'morning', label: 'In the morning' },
  { code: 'afternoon', label: 'In the afternoon' },
  { code: 'evening', label: 'In the evening' },
  { code: 'another', label: 'At the time they were tried least' },
] as const;

const goes = (goto: string, steps: readonly CadenceStep[]): string => {
  if (goto === 'end') return 'the plan ends';
  if (goto === 'next') return 'it goes on';
  const at = steps.findIndex(({ key }) => key === goto);
  return at < 0 ? `it goes to “${goto}”` : `it goes to step ${at + 1}`;
};

/** A step in one sentence. `nameOf` says what a template is called. */
export function stepInWords(
  step: CadenceStep,
  steps: readonly CadenceStep[],
  nameOf: (template: string) => string,
): string {
  switch (step.kind) {
    case 'call':
      return step.title ?? 'A task to call them';
    case 'sms':
      return `Send the text “${nameOf(step.template)}”`;
    case 'email':
      return `Send the e-mail “${nameOf(step.template)}”`;
    case 'wait':
      return `Wait ${step.amount} ${step.unit.replace('_', ' ')}`;
    case 'day':
      return `Day ${step.day}, ${DAY_PART_CHOICES.find(({ code }) => code === step.part)?.label.toLowerCase() ?? step.part}`;
    case 'branch':
      return `If they were reached, ${goes(step.reached, steps)}; if not, ${goes(step.notReached, steps)}`;
  }
}
