import { z } from 'zod';
import { optionalText, typedText } from './text.js';

/** Follow-up ends this many days after it began (docs/domain.md, "Contact rules"). */
export const CADENCE_MAX_DAYS = 90;
export const CADENCE_MAX_STEPS = 40;

/** The words a branch may name beside the key of a later step. */
export const BRANCH_WORDS = ['next', 'end'] as const;

/** Names a step within its plan; stays with the step when it is moved in the editor. */
const StepKey = z
  .string({ error: 'Every step needs a key.' })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
    error: 'A key is made of small letters, digits and hyphens, at most 40.',
  })
  .refine((key) => !BRANCH_WORDS.some((word) => word === key), {
    error: 'A step cannot be called "next" or "end": branches use these words.',
  });

const Goto = z
  .string({ error: 'Please say where to go on: "next", "end" or the key of a later step.' })
  .max(40);
const TemplateCode = z
  .string({ error: 'Please choose a template.' })
  .regex(/^[a-z][a-z0-9_]{1,59}$/, { error: 'Please choose a template.' });

/** A call becomes a task of the lead's owner (nobody's while it has none). */
const CallStep = z.strictObject({
  kind: z.literal('call'),
  key: StepKey,
  /** What the task says; left out: words that fit the step. */
  title: optionalText(300),
});

/** Content comes from templates only; the language is the person's. */
const SmsStep = z.strictObject({ kind: z.literal('sms'), key: StepKey, template: TemplateCode });
const EmailStep = z.strictObject({
  kind: z.literal('email'),
  key: StepKey,
  template: TemplateCode,
});

export const WAIT_UNITS = ['minutes', 'hours', 'business_days'] as const;
const LONGEST = { minutes: 1440, hours: 24 * CADENCE_MAX_DAYS, business_days: 65 } as const;

/** A pause after the step before: after its message was sent, or its call was tried. */
const WaitStep = z
  .strictObject({
    kind: z.literal('wait'),
    key: StepKey,
    amount: z
      .number({ error: 'Please give a whole number.' })
      .int({ error: 'Please give a whole number.' })
      .min(1, { error: 'A wait is at least 1.' }),
    unit: z.enum(WAIT_UNITS, { error: 'Please choose minutes, hours or business days.' }),
  })
  .refine(({ amount, unit }) => amount <= LONGEST[unit], {
    error: 'This wait is too long: at most 1440 minutes, 2160 hours or 65 business days.',
    path: ['amount'],
  });

export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/**
 * Goes on at a part of a later day where the person lives; day 1 is the day the plan began. `another`
 * is the part of the day in which they were tried least.
 */
const DayStep = z.strictObject({
  kind: z.literal('day'),
  key: StepKey,
  day: z
    .number({ error: 'Please give a day from 2 to 90.' })
    .int({ error: 'Please give a day from 2 to 90.' })
    .min(2, { error: 'Please give a day from 2 to 90.' })
    .max(CADENCE_MAX_DAYS, { error: `Follow-up ends after ${CADENCE_MAX_DAYS} days.` }),
  part: z.enum([...DAY_PARTS, 'another'], {
    error: 'Please choose morning, afternoon, evening or another part of the day.',
  }),
});

/**
 * Where the plan goes on. *Reached*: they wrote or called since the last step that tried to reach
 * them (a live conversation ends the plan by itself). *Not reached*: it was tried, without an answer.
 * *Not tried*: nobody got to the call; left out, it goes on as not reached.
 */
const BranchStep = z.strictObject({
  kind: z.literal('branch'),
  key: StepKey,
  reached: Goto,
  notReached: Goto,
  notTried: Goto.optional(),
});

export const CadenceStep = z.discriminatedUnion(
  'kind',
  [CallStep, SmsStep, EmailStep, WaitStep, DayStep, BranchStep],
  { error: 'A step is a call, sms, email, wait, day or branch.' },
);
export type CadenceStep = z.infer<typeof CadenceStep>;
export type CadenceStepKind = CadenceStep['kind'];
/** The steps that reach out; the others say when and whether. */
export type ContactStep = Extract<CadenceStep, { kind: 'call' | 'sms' | 'email' }>;

export function isContactStep(step: CadenceStep): step is ContactStep {
  return step.kind === 'call' || step.kind === 'sms' || step.kind === 'email';
}

/** A whole plan: at most 40 steps, each reachable, branches going forward only, over within 90 days. */
export const CadencePlan = z
  .array(CadenceStep, { error: 'A plan is a list of steps.' })
  .min(1, { error: 'A plan needs at least one step.' })
  .max(CADENCE_MAX_STEPS, { error: `A plan has at most ${CADENCE_MAX_STEPS} steps.` })
  .superRefine((steps, context) => {
    for (const { path, message } of planProblems(steps)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type CadencePlan = z.infer<typeof CadencePlan>;

interface Problem {
  path: (string | number)[];
  message: string;
}

const MINUTES_A_DAY = 1440;

function planProblems(steps: readonly CadenceStep[]): Problem[] {
  const problems: Problem[] = [];
  const positions = new Map<string, number>();
  for (const [at, { key }] of steps.entries()) {
    const earlier = positions.get(key);
    if (earlier === undefined) positions.set(key, at);
    else {
      problems.push({
        path: [at, 'key'],
        message: `Step ${earlier + 1} has this key already; every step needs its own.`,
      });
    }
  }
  if (!steps.some(isContactStep)) {
    problems.push({ path: [], message: 'A plan needs at least one call, SMS or e-mail.' });
  }
  problems.push(...branchProblems(steps, positions));
  return problems.length > 0 ? problems : wayProblems(steps, positions);
}

function branchProblems(
  steps: readonly CadenceStep[],
  positions: ReadonlyMap<string, number>,
): Problem[] {
  return steps.flatMap((step, at) => {
    if (step.kind !== 'branch') return [];
    return (['reached', 'notReached', 'notTried'] as const).flatMap((field): Problem[] => {
      const goto = step[field];
      if (goto === undefined || goto === 'next' || goto === 'end') return [];
      const to = positions.get(goto);
      if (to === undefined) {
        return [{ path: [at, field], message: `There is no step called "${goto}".` }];
      }
      return to > at
        ? []
        : [{ path: [at, field], message: 'A branch goes on to a later step only.' }];
    });
  });
}

/** Walks every way through the plan at once: the latest minute each step is meant for. */
function wayProblems(
  steps: readonly CadenceStep[],
  positions: ReadonlyMap<string, number>,
): Problem[] {
  const problems: Problem[] = [];
  const latest: (number | undefined)[] = [0];
  const reach = (at: number, minute: number) => {
    if (at < steps.length) latest[at] = Math.max(latest[at] ?? 0, minute);
  };
  for (const [at, step] of steps.entries()) {
    const minute = latest[at];
    if (minute === undefined) {
      problems.push({ path: [at], message: 'No way through the plan leads to this step.' });
      continue;
    }
    if (step.kind === 'day' && step.day * MINUTES_A_DAY <= minute) {
      problems.push({
        path: [at, 'day'],
        message: `Day ${step.day} is over before this step: the steps before it take longer.`,
      });
    }
    const after = minuteAfter(step, minute);
    if (after > CADENCE_MAX_DAYS * MINUTES_A_DAY) {
      problems.push({
        path: [at],
        message: `The plan has to end within ${CADENCE_MAX_DAYS} days; this step is later.`,
      });
    }
    for (const to of waysOn(step, at, positions)) reach(to, after);
  }
  return problems;
}

function minuteAfter(step: CadenceStep, minute: number): number {
  if (step.kind === 'day') return Math.max(minute, (step.day - 1) * MINUTES_A_DAY);
  if (step.kind !== 'wait') return minute;
  if (step.unit === 'minutes') return minute + step.amount;
  if (step.unit === 'hours') return minute + step.amount * 60;
  // Five business days are a week.
  return minute + Math.ceil((step.amount * 7) / 5) * MINUTES_A_DAY;
}

function waysOn(step: CadenceStep, at: number, positions: ReadonlyMap<string, number>): number[] {
  if (step.kind !== 'branch') return [at + 1];
  return [step.reached, step.notReached, step.notTried ?? step.notReached].flatMap((goto) => {
    if (goto === 'end') return [];
    return goto === 'next' ? [at + 1] : (positions.get(goto) ?? []);
  });
}

/** A name people know a cadence by. */
export const CadenceName = typedText(120).min(1, { error: 'Please give it a name.' });
