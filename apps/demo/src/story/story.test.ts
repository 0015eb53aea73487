import { describe, expect, test } from '@jest/globals';
import { HelpRequest } from '#contract';
import { arrivals } from './arrival.js';
import { seeded } from './random.js';
import { tellStory } from './story.js';

const from = new Date('2026-10-25T04:00:00Z');
const to = new Date('2026-11-24T20:00:00Z');

function tell(seed: number, count: number) {
  const random = seeded(seed);
  return arrivals(random, count, from, to, 'America/New_York').map((at, i) =>
    tellStory(random, i, at, to, 4),
  );
}

describe('the stories of the demo', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(tell(7, 50)).toEqual(tell(7, 50));
    expect(tell(8, 50)).not.toEqual(tell(7, 50));
  });

  test('ask for help in words the site takes', () => {
    for (const story of tell(1, 300)) {
      const parsed = HelpRequest.safeParse(story.request);
      expect(parsed.error?.issues ?? []).toEqual([]);
    }
  });

  test('come in order, inside the window, and nothing happens after now', () => {
    const stories = tell(2, 300);
    for (const [i, story] of stories.entries()) {
      const minutes = (to.getTime() - story.receivedAt.getTime()) / 60_000;
      expect(story.receivedAt >= from && story.receivedAt < to).toBe(true);
      if (i > 0) expect(story.receivedAt >= (stories[i - 1]?.receivedAt ?? to)).toBe(true);
      for (const call of story.calls) expect(call.after).toBeLessThanOrEqual(minutes);
      if (story.closed) expect(story.closed.after).toBeLessThanOrEqual(minutes);
    }
  });

  test('have the shapes of a real centre: Mondays fuller than Saturdays, evenings fuller than nights', () => {
    const moments = arrivals(
      seeded(3),
      4000,
      new Date('2026-01-05T05:00:00Z'),
      new Date('2026-11-02T05:00:00Z'),
      'America/New_York',
    );
    const on = (day: number) => moments.filter((at) => at.getUTCDay() === day).length;
    expect(on(1)).toBeGreaterThan(on(6));
    const between = (a: number, b: number) =>
      moments.filter((at) => at.getUTCHours() >= a && at.getUTCHours() < b).length;
    expect(between(22, 24)).toBeGreaterThan(between(8, 10));
  });
});
