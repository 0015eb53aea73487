import type { ContentLanguage, ContentStanding } from '#contract';

export const LANGUAGE_WORDS: Record<ContentLanguage, string> = { en: 'English', es: 'Spanish' };

/** Where a language of a page stands, in one word that a colour repeats. */
export function standingInWords(standing: ContentStanding): {
  label: string;
  colour: 'success' | 'warning' | 'info' | 'default';
} {
  const { newest, publicNumber, plannedNumber } = standing;
  if (plannedNumber !== null) return { label: 'Planned', colour: 'info' };
  if (publicNumber === null) return { label: 'Draft', colour: 'default' };
  return publicNumber === newest
    ? { label: 'On the site', colour: 'success' }
    : { label: 'Newer draft', colour: 'warning' };
}

/** Who looked at it: a review of an older text says so. */
export function reviewInWords({ reviewer, reviewedNumber, newest }: ContentStanding): string {
  if (reviewer === null) return 'Not reviewed';
  return reviewedNumber === newest
    ? `Reviewed by ${reviewer}`
    : `Version ${reviewedNumber} reviewed by ${reviewer}`;
}
