import type { Story } from './story.js';

const MINUTE = 60_000;
/** Whoever asked so many places before the latest asks a second time; which, and whether somebody noticed. */
const SECOND_TIMES = [
  { before: 20, afterMinutes: 190, phone: '+12025550181' },
  { before: 26, afterMinutes: 75, phone: '+12025550182' },
] as const;

/**
 * Adds people who ask again from somebody else's phone: of the first, a colleague makes one lead of two;
 * the second pair is left for whoever looks at it.
 * @returns the stories in order, and the places of the pairs to be merged
 */
export function cameTwice(stories: readonly Story[]): {
  stories: Story[];
  twice: (readonly [number, number])[];
} {
  const all = [...stories];
  const twice: (readonly [number, number])[] = [];
  for (const [i, { before, afterMinutes, phone }] of SECOND_TIMES.entries()) {
    const kept = stories.findLastIndex(
      (story, serial) =>
        serial <= stories.length - before &&
        story.way === 'form' &&
        !story.closed &&
        story.agent !== null &&
        story.urgency === 'P2',
    );
    const story = stories[kept];
    if (!story) continue;
    if (i === 0) twice.push([kept, all.length]);
    all.push({
      ...story,
      receivedAt: new Date(story.receivedAt.getTime() + afterMinutes * MINUTE),
      person: { ...story.person, phone, email: null },
      request: { ...story.request, phone, email: undefined, consent: undefined },
      calls: [{ after: 4, disposition: 'connected', seconds: 210 }],
      notes: [],
      texts: [],
      stages: [],
    });
  }
  return { stories: all, twice };
}
