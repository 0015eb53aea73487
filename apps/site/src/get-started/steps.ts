import type { FieldName } from './form-fields.js';

/** The steps in their order. Safety comes before any other question. */
export const STEPS = ['safety', 'who', 'what', 'reach', 'insurance', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** What one post may show: a step, the help-now page, or the whole form with what is wrong in it. */
export type Screen = Step | 'danger' | 'all';

/** The fields each screen shows; everything else that was typed is carried along unseen. */
export const FIELDS_OF: Readonly<Record<Screen, readonly FieldName[]>> = {
  safety: ['danger'],
  danger: ['name', 'phone'],
  who: ['forWhom', 'relationship'],
  what: ['substances', 'when', 'age', 'pregnant', 'zip', 'message'],
  reach: [
    'name',
    'phone',
    'email',
    'contactBy',
    'consent[sms]',
    'consent[wording]',
    'safeToVoicemail',
    'safeToText',
    'callBackAt',
    'preferredTime',
  ],
  insurance: [
    'insurance[payer]',
    'insurance[planType]',
    'insurance[memberId]',
    'insurance[groupNumber]',
    'insurance[subscriberName]',
    'insurance[relationship]',
  ],
  review: [],
  all: [
    'forWhom',
    'relationship',
    'substances',
    'when',
    'age',
    'pregnant',
    'zip',
    'message',
    'name',
    'phone',
    'email',
    'contactBy',
    'consent[sms]',
    'consent[wording]',
    'safeToVoicemail',
    'safeToText',
    'callBackAt',
    'preferredTime',
    'insurance[payer]',
    'insurance[planType]',
    'insurance[memberId]',
    'insurance[groupNumber]',
    'insurance[subscriberName]',
    'insurance[relationship]',
  ],
};

/** Reads a step's name from a form; undefined for anything else. */
export function stepFrom(text: string): Step | undefined {
  return STEPS.find((step) => step === text);
}

export function stepAfter(step: Step): Step {
  return STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)] ?? step;
}

export function stepBefore(step: Step): Step {
  return STEPS[Math.max(STEPS.indexOf(step) - 1, 0)] ?? step;
}
