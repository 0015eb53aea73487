import type { ScreenerAnswers, ScreenerQuestion } from '#contract';
import type { Answer, Patch } from './screening-api';

/** Two who answered the same question differently. Null: no answer. */
export interface AnswerConflict {
  theirs: Answer | null;
  mine: Answer | null;
}

/** The answers as they will be once everything typed is saved. */
export function withDrafts(saved: ScreenerAnswers, drafts: Patch): ScreenerAnswers {
  const all: Patch = { ...saved, ...drafts };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, Answer] => entry[1] !== null),
  );
}

/** What is still to be saved after `sent` was: a draft that changed meanwhile stays. */
export function withoutSent(drafts: Patch, sent: Patch): Patch {
  return Object.fromEntries(
    Object.entries(drafts).filter(([key, draft]) => !(key in sent) || !isSame(draft, sent[key])),
  );
}

/**
 * After somebody else saved first: which of my answers meet another answer of theirs, and which can be
 * saved on top because nobody touched that question.
 */
export function meet(
  before: ScreenerAnswers,
  now: ScreenerAnswers,
  mine: Patch,
): { conflicts: Record<string, AnswerConflict>; free: Patch } {
  const conflicts: Record<string, AnswerConflict> = {};
  const free: Patch = {};
  for (const [key, answer] of Object.entries(mine)) {
    const theirs = now[key] ?? null;
    if (isSame(theirs, answer)) continue;
    if (isSame(theirs, before[key] ?? null)) free[key] = answer;
    else conflicts[key] = { theirs, mine: answer };
  }
  return { conflicts, free };
}

/** Several of a list, with an answer that stands alone ("none", "unknown") put apart from the others. */
export function toggled(question: ScreenerQuestion, before: Answer | undefined, code: string) {
  const chosen = Array.isArray(before) ? before : [];
  if (chosen.includes(code)) {
    const rest = chosen.filter((each) => each !== code);
    return rest.length > 0 ? rest : null;
  }
  const alone = question.alone ?? [];
  if (alone.includes(code)) return [code];
  return [...chosen.filter((each) => !alone.includes(each)), code];
}

/** An answer in words. */
export function answerInWords(question: ScreenerQuestion, answer: Answer | null): string {
  if (answer === null) return 'no answer';
  const word = (code: string) =>
    question.options?.find((option) => option.code === code)?.label ?? code;
  return Array.isArray(answer) ? answer.map(word).join(', ') : word(String(answer));
}

export const isSame = (one: Answer | null | undefined, other: Answer | null | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
