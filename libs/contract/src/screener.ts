import { z } from 'zod';
import { UrgencyReason } from './desk-leads.js';
import { codesOf, URGENCIES } from './picklists.js';
import { SCREENER_QUESTIONS, type ScreenerQuestion, type ShowIf } from './screener-questions.js';
import { typedText } from './text.js';

const when = z.iso.datetime();
const id = z.uuid();

/** Answers by question id: a code, several codes, words, or a number. */
export const ScreenerAnswers = z.record(
  z.string().max(60),
  z.union([typedText(2000), z.array(z.string().max(60)).max(40), z.number().int().min(0).max(120)]),
);
export type ScreenerAnswers = z.infer<typeof ScreenerAnswers>;
type Answer = ScreenerAnswers[string];

/**
 * `PUT /api/leads/:id/screening`: what was just typed; other answers stay, null takes one back.
 * `version` is 0 when nobody has begun.
 */
export const ScreeningInput = z.object({
  version: z.number().int().min(0),
  answers: z.record(z.string().max(60), z.union([ScreenerAnswers.valueType, z.null()])),
});
export type ScreeningInput = z.infer<typeof ScreeningInput>;
/** `POST /api/leads/:id/screening/completion` */
export const ScreeningDone = z.object({ version: z.number().int().min(1) });

/** What the law of the state says about a patient under 18 (never legal advice; the source is named). */
export const MinorConsentView = z.object({
  state: z.string().nullable(),
  /** May this patient consent to treatment alone? ask: a supervisor decides. */
  alone: z.enum(['yes', 'no', 'ask']),
  fromAge: z.number().int().nullable(),
  rule: z.string(),
  source: z.string().nullable(),
});
export type MinorConsentView = z.infer<typeof MinorConsentView>;

/** `GET /api/leads/:id/screening` */
export const ScreeningView = z.object({
  /** The lead's. */
  id,
  /** 0: nobody has begun. */
  version: z.number().int(),
  screenerVersion: z.number().int(),
  answers: ScreenerAnswers,
  /** Question ids to ask now, in order. */
  visible: z.array(z.string()),
  /** Question ids still needed before it can be completed. */
  missing: z.array(z.string()),
  /** The lead's urgency as it is now, with the rules that fired. */
  urgency: z.enum(codesOf(URGENCIES)),
  reasons: z.array(UrgencyReason),
  safetyNotes: z.array(z.string()),
  minor: MinorConsentView.nullable(),
  startedAt: when.nullable(),
  startedBy: id.nullable(),
  completedAt: when.nullable(),
});
export type ScreeningView = z.infer<typeof ScreeningView>;

/** The questions to ask, given the answers so far. An answer to a hidden question does not count. */
export function visibleQuestions(answers: ScreenerAnswers): ScreenerQuestion[] {
  const visible = new Set<string>();
  return SCREENER_QUESTIONS.filter((question) => {
    const shown = (question.showIf ?? []).every(
      (condition) => visible.has(condition.question) && holds(condition, answers),
    );
    if (shown) visible.add(question.id);
    return shown;
  });
}

/** The answers that count: those of visible questions. */
export function countedAnswers(answers: ScreenerAnswers): ScreenerAnswers {
  const visible = visibleQuestions(answers).map((question) => question.id);
  return Object.fromEntries(
    visible.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]])),
  );
}

/** Questions that must be answered before the screening is complete. */
export function missingAnswers(answers: ScreenerAnswers): ScreenerQuestion[] {
  return visibleQuestions(answers).filter(
    (question) => question.required && isEmpty(answers[question.id]),
  );
}

/** What is wrong with answers, by question id; empty when all is well. */
export function answerErrors(answers: Record<string, Answer | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, answer]) => {
      const question = SCREENER_QUESTIONS.find((known) => known.id === key);
      if (!question) return [[key, 'There is no such question.']];
      const wrong = answer === null ? null : wrongWith(question, answer);
      return wrong ? [[key, wrong]] : [];
    }),
  );
}

function holds(condition: ShowIf, answers: ScreenerAnswers): boolean {
  const answer = answers[condition.question];
  if (answer === undefined) return false;
  if ('below' in condition) return typeof answer === 'number' && answer < condition.below;
  const given = Array.isArray(answer) ? answer : [String(answer)];
  return given.some((code) => condition.anyOf.includes(code));
}

function isEmpty(answer: Answer | undefined): boolean {
  if (answer === undefined) return true;
  return typeof answer !== 'number' && answer.length === 0;
}

function wrongWith(question: ScreenerQuestion, answer: Answer): string | null {
  const codes = question.options?.map(({ code }) => code) ?? [];
  switch (question.kind) {
    case 'choices': {
      if (!Array.isArray(answer)) return 'Please choose from the list.';
      if (answer.some((code) => !codes.includes(code))) return 'Please choose from the list.';
      const single = answer.find((code) => question.alone?.includes(code));
      return single && answer.length > 1 ? 'This answer stands alone.' : null;
    }
    case 'choice':
      return typeof answer === 'string' && codes.includes(answer)
        ? null
        : 'Please choose from the list.';
    case 'number':
      return typeof answer === 'number' ? null : 'Please give a number.';
    case 'date':
      return typeof answer === 'string' && z.iso.date().safeParse(answer).success
        ? null
        : 'Please give a date.';
    case 'zip':
      // As far as it is typed; completing asks for all five digits.
      return typeof answer === 'string' && /^\d{0,5}(-\d{0,4})?$/.test(answer)
        ? null
        : 'A ZIP code has five digits.';
    case 'phone':
    case 'text':
      return typeof answer === 'string' ? null : 'Please write text here.';
  }
}
