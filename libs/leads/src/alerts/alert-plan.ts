import type { AlertStep, Urgency } from '#contract';

/** Whom an alert reaches, and how many minutes after it was raised. */
export interface PlannedStep {
  step: AlertStep;
  afterMinutes: number;
}

/** Who could be reached. */
export interface Reachable {
  onDuty: number;
  onCall: number;
}

/** So long nobody has to answer before the next are reached. */
export const ALERT_STEP_MINUTES = 2;

/**
 * The way of an alert: everyone on duty at once, then the on-call agent, then the backup line; who is
 * not there is left out. A P0 always raises one. A P1 raises one only when nobody is on duty: its
 * clock of five minutes is enough otherwise. Anything else: none.
 */
export function alertPlan(urgency: Urgency, { onDuty, onCall }: Reachable): PlannedStep[] {
  if (urgency !== 'P0' && !(urgency === 'P1' && onDuty === 0)) return [];
  const steps: AlertStep[] = [
    ...(onDuty > 0 ? (['everyone'] as const) : []),
    ...(onCall > 0 ? (['on_call'] as const) : []),
    'backup',
  ];
  return steps.map((step, index) => ({ step, afterMinutes: index * ALERT_STEP_MINUTES }));
}

/** The step after one, of a plan made anew: who is on call by then is reached. */
export function stepAfter(step: AlertStep, { onCall }: Reachable): AlertStep | null {
  if (step === 'everyone') return onCall > 0 ? 'on_call' : 'backup';
  return step === 'on_call' ? 'backup' : null;
}
