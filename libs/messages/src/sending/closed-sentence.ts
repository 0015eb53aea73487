import { CLOSED_BECAUSE } from '#contract';

/** Why a way is closed, in words; null when it is not. */
export function closedSentence(because: string | null): string | null {
  if (because === null) return null;
  return Object.hasOwn(CLOSED_BECAUSE, because)
    ? CLOSED_BECAUSE[because as keyof typeof CLOSED_BECAUSE]
    : because;
}
