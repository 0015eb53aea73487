import { describe, expect, test } from '@jest/globals';
import { StatusRendering } from '#inquiries';
import { type StatusFacts, statusRendering } from './status-words.js';

const now = new Date('2026-03-02T15:00:00Z');
const later = new Date('2026-03-02T15:05:00Z');
const facts: StatusFacts = {
  language: 'en',
  ownRequest: true,
  takenIn: true,
  firstAttemptAt: null,
  firstContactAt: null,
  closedAt: null,
  callBy: later,
  callAt: null,
  timeZone: 'America/New_York',
};

describe('statusRendering', () => {
  test.each<[string, Partial<StatusFacts>, string]>([
    ['before it is taken in', { takenIn: false, callBy: null }, 'received'],
    ['before anyone called', {}, 'received'],
    ['after a first attempt', { firstAttemptAt: now }, 'being_called'],
    ['after a conversation', { firstAttemptAt: now, firstContactAt: now }, 'in_contact'],
    ['when it is closed', { firstContactAt: now, closedAt: now }, 'closed'],
    [
      "nothing of the patient's ways for someone who asked for another",
      { ownRequest: false, firstAttemptAt: now, firstContactAt: now, closedAt: now },
      'being_called',
    ],
  ])('%s', (_, change, state) => {
    expect(statusRendering({ ...facts, ...change }, now).state).toBe(state);
  });

  test('says by when, in the zone of the organisation', () => {
    const { paragraphs } = statusRendering(facts, now);
    expect(paragraphs[0]).toMatch(/^We plan to reach you by Monday, 10:05\sAM EST\.$/u);
  });

  test('says the time they chose before anything else, until it is over', () => {
    const { paragraphs } = statusRendering({ ...facts, callAt: later }, now);
    expect(paragraphs[0]).toMatch(/^We call you at the time you chose: Monday, 10:05\sAM EST\.$/u);
    expect(statusRendering({ ...facts, callAt: now }, now).paragraphs[0]).toMatch(/^We plan/);
  });

  test('admits being late', () => {
    const { paragraphs } = statusRendering({ ...facts, callBy: now }, later);
    expect(paragraphs[0]).toMatch(/running late/);
  });

  test('R15 names no treatment and no substance, in either language', () => {
    for (const language of ['en', 'es'] as const) {
      for (const change of [
        {},
        { firstAttemptAt: now },
        { firstContactAt: now },
        { closedAt: now },
      ]) {
        const rendering = statusRendering({ ...facts, ...change, language }, now);
        expect(StatusRendering.parse(rendering)).toEqual(rendering);
        expect(JSON.stringify(rendering)).not.toMatch(
          /treat|rehab|addict|drug|alcohol|tratam|droga|adic/i,
        );
      }
    }
  });
});
