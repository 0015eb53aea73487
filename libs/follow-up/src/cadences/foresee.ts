import type { CadenceStep, ContactStep, EnrolmentEnd, StepReason } from '#contract';
import { type EnrolmentFacts, nextStep } from './next-step.js';
import type { Reach } from './step-rules.js';

/** A step as it would happen if nobody answered. */
export interface ForeseenStep {
  position: number;
  step: ContactStep;
  plannedAt: Date;
  /** When it would happen; of a skipped one, its planned time. */
  at: Date;
  moved: StepReason | null;
  skipped: StepReason | null;
}

export interface Foreseen {
  steps: ForeseenStep[];
  endsAt: Date;
  endsBecause: EnrolmentEnd;
}

/**
 * Plays a plan forward from where the facts are, with a clock of its own: everybody does what the plan
 * says at once, and the person never answers. Pure; the rules are those the real steps go by.
 */
export function foresee(
  plan: readonly CadenceStep[],
  facts: EnrolmentFacts,
  now: Date,
  zone: string,
  reach: Reach,
): Foreseen {
  const steps: ForeseenStep[] = [];
  let stand = facts;
  let time = now;
  for (;;) {
    const next = nextStep(plan, stand, time, zone, reach);
    for (const { position, step, plannedAt, because } of next.skipped) {
      steps.push({ position, step, plannedAt, at: plannedAt, moved: null, skipped: because });
    }
    if (next.kind === 'ended') return { steps, endsAt: next.at, endsBecause: next.because };
    stand = afterSkips(stand, next);
    if (next.at > time) {
      time = next.at;
      continue;
    }
    if (next.kind === 'look') throw new Error('A branch whose time has come was not decided.');
    const { position, step, plannedAt, at, moved } = next;
    steps.push({ position, step, plannedAt, at, moved, skipped: null });
    stand = afterContact(stand, next);
  }
}

/** Where the enrolment stands once steps before `next` were skipped: what was skipped was not tried. */
export function afterSkips(
  facts: EnrolmentFacts,
  next: { position: number; anchorAt: Date; skipped: readonly unknown[] },
): EnrolmentFacts {
  const { position, anchorAt } = next;
  const triedAt = next.skipped.length > 0 ? null : facts.triedAt;
  return { ...facts, position, anchorAt, triedAt };
}

/** Where it stands once a contact was made at its time. */
function afterContact(
  facts: EnrolmentFacts,
  { position, step, at }: { position: number; step: ContactStep; at: Date },
): EnrolmentFacts {
  return {
    ...facts,
    position: position + 1,
    anchorAt: at,
    triedAt: at,
    triedByMessage: step.kind !== 'call',
    attempts: step.kind === 'email' ? facts.attempts : [...facts.attempts, at],
  };
}
