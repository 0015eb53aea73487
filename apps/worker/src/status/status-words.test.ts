import { describe, expect, test } from '@jest/globals';
import { StatusRendering } from '#inquiries';
import { type StatusFacts, statusRendering } from './status-words.js';

const now = new Date('2026-03-02T15:00:00Z');
const later = new Date('2026-03-02T15:05:00Z');
const facts: StatusFacts = {
  language: 'en',
  ownRequest: true,
  shared: false,
  takenIn: true,
  receivedAt: now,
  assigned: false,
  firstAttemptAt: null,
  firstContactAt: null,
  optionsAt: null,
  arrangedAt: null,
  arrivalAt: null,
  arrived: false,
  closedAt: null,
  callBy: later,
  callAt: null,
  consents: { call: 'request', sms: false, email: false },
  answers: [],
  timeZone: 'America/New_York',
  coverageAnswer: null,
};
const everything = {
  assigned: true,
  firstAttemptAt: now,
  firstContactAt: now,
  optionsAt: now,
  arrangedAt: now,
  arrivalAt: later,
};

describe('statusRendering', () => {
  test.each<[string, Partial<StatusFacts>, string]>([
    ['before it is taken in', { takenIn: false, callBy: null }, 'received'],
    ['before anyone called', {}, 'received'],
    ['when somebody has it', { assigned: true }, 'assigned'],
    ['after a first attempt', { firstAttemptAt: now }, 'being_called'],
    ['after a conversation', { firstAttemptAt: now, firstContactAt: now }, 'in_contact'],
    ['when options were found', { firstContactAt: now, optionsAt: now }, 'options'],
    ['when it is arranged', everything, 'arranged'],
    ['when it is closed', { firstContactAt: now, closedAt: now }, 'closed'],
    ['when they withdrew it', { answers: [{ act: 'withdraw', at: now }] }, 'withdrawn'],
    [
      "nothing of the patient's ways for someone who asked for another",
      { ownRequest: false, ...everything, closedAt: now },
      'received',
    ],
    [
      'all of it for them when the patient agreed',
      { ownRequest: false, shared: true, ...everything },
      'arranged',
    ],
  ])('%s', (_, change, state) => {
    expect(statusRendering({ ...facts, ...change }, now).state).toBe(state);
  });

  test('of a request for somebody else says nothing that only the patient may know', () => {
    const told = { ownRequest: false, language: 'en' } as const;
    const early = statusRendering({ ...facts, ...told, callBy: null }, now);
    const late = statusRendering({ ...facts, ...told, callBy: null, ...everything }, now);
    expect(late).toEqual(early);
    expect(late.steps).toEqual([]);
  });

  test('shows the way that was gone and what is ahead, not what was left out', () => {
    const labels = (change: Partial<StatusFacts>) =>
      statusRendering({ ...facts, ...change }, now).steps.map(({ label }) => label);
    expect(labels({ firstAttemptAt: now })).toEqual([
      'We have your request',
      'Someone is on it',
      'We tried to reach you',
      'We look for options',
      'It is arranged',
    ]);
    expect(labels({ arrangedAt: now })).toEqual(['We have your request', 'It is arranged']);
  });

  test('names the zone of the hour when they are expected', () => {
    const arrivalAt = new Date('2026-03-03T15:00:00Z');
    const { paragraphs } = statusRendering({ ...facts, ...everything, arrivalAt }, now);
    expect(paragraphs.join()).toContain('Tuesday, March 3 at 10:00 AM EST');
  });

  test.each<[string, Partial<StatusFacts>, string[]]>([
    ['an open request', {}, ['time', 'number', 'card', 'stop', 'withdraw', 'erase']],
    ['a closed one', { closedAt: now }, ['stop', 'erase']],
    ['one that was withdrawn', { answers: [{ act: 'withdraw', at: now }] }, ['erase']],
    ['one whose erasure is asked for', { answers: [{ act: 'erase', at: now }] }, []],
    ['one that is held back or waits', { takenIn: false }, []],
  ])('of %s can be asked', (_, change, acts) => {
    expect(statusRendering({ ...facts, ...change }, now).acts).toEqual(acts);
  });

  test('says by when, in the zone of the organisation', () => {
    const { promise } = statusRendering(facts, now);
    expect(promise?.text).toMatch(/^We plan to reach you by Monday, 10:05\sAM EST\.$/u);
  });

  test('says the time they chose before anything else, until it is over', () => {
    const { promise, call } = statusRendering({ ...facts, callAt: later }, now);
    expect(promise?.text).toMatch(/^We call you at the time you chose: Monday, 10:05\sAM EST\.$/u);
    expect(call).toEqual({ at: later.toISOString(), zone: 'America/New_York' });
    const over = statusRendering({ ...facts, callAt: now }, now);
    expect([over.promise?.text, over.call]).toEqual([expect.stringMatching(/^We plan/), null]);
  });

  test('a promise carries until when it is true, and what is true from then on', () => {
    const { promise, inOther } = statusRendering(facts, now);
    expect([promise?.until, inOther?.promise?.until]).toEqual(Array(2).fill(later.toISOString()));
    expect(promise?.after).toMatch(/running late/);
    expect(inOther?.promise?.after).toMatch(/retraso/);
    const chosen = statusRendering({ ...facts, callAt: later }, now).promise;
    expect([chosen?.until, chosen?.after]).toEqual([
      later.toISOString(),
      expect.stringMatching(/has passed/),
    ]);
  });

  test('R11 says why we may call: for a request, for good, for the time they chose, or not at all', () => {
    const agreed = (call: StatusFacts['consents']['call'], callAt: Date | null = null) =>
      statusRendering({ ...facts, callAt, consents: { call, sms: false, email: false } }, now)
        .agreed;
    expect(agreed('request')).toEqual([expect.stringMatching(/until we have spoken/)]);
    expect(agreed('lasting')).toEqual([expect.stringMatching(/Tell us to stop/)]);
    expect(agreed(null, later)).toEqual([expect.stringMatching(/at the time you chose/)]);
    expect(agreed(null)).toEqual([expect.stringMatching(/we do not contact you/)]);
  });

  test('once they are there, says neither when they are expected nor that it can be moved', () => {
    const there = statusRendering({ ...facts, ...everything, arrived: true }, now);
    expect(there.headline).toBe('You have arrived.');
    expect([...there.paragraphs, ...(there.inOther?.paragraphs ?? [])].join()).not.toMatch(
      /expected|moved|esperan|mover/,
    );
  });

  test('R11 promises no call to who asked not to be contacted, until they choose a time or give a number', () => {
    const stop = { act: 'stop', at: now } as const;
    for (const change of [
      {},
      { callBy: now },
      { assigned: true, callAt: later },
      { firstAttemptAt: now },
      { firstContactAt: now, optionsAt: now },
      { ownRequest: false },
    ]) {
      const told = statusRendering({ ...facts, ...change, answers: [stop] }, later);
      expect([told.headline, told.inOther?.headline]).toEqual([
        'We stopped contacting you.',
        'Dejamos de contactarle.',
      ]);
      expect([told.promise, told.call]).toEqual([null, null]);
      expect(told.paragraphs.join(' ')).not.toMatch(
        /We plan|We call you|We will try|gets in touch/,
      );
    }
    for (const act of ['time', 'number'] as const) {
      const again = statusRendering({ ...facts, answers: [{ act, at: later }, stop] }, now);
      expect(again.promise?.text).toMatch(/^We plan to reach you/);
    }
    for (const change of [everything, { closedAt: now }]) {
      const still = { ...facts, ...change };
      expect(statusRendering({ ...still, answers: [stop] }, now).headline).toBe(
        statusRendering(still, now).headline,
      );
    }
  });

  test('admits being late', () => {
    const { promise } = statusRendering({ ...facts, callBy: now }, later);
    expect([promise?.until, promise?.after]).toEqual([
      now.toISOString(),
      expect.stringMatching(/running late/),
    ]);
  });

  test('R15 names no treatment and no substance, in either language', () => {
    const acts = ['time', 'number', 'card', 'stop', 'withdraw', 'erase'] as const;
    const changes: Partial<StatusFacts>[] = [
      {},
      { assigned: true, ownRequest: false },
      { firstAttemptAt: now },
      { firstContactAt: now, consents: { call: null, sms: true, email: true } },
      { optionsAt: now },
      everything,
      { closedAt: now },
      { answers: acts.map((act) => ({ act, at: now })) },
    ];
    for (const language of ['en', 'es'] as const) {
      for (const change of changes) {
        const rendering = statusRendering({ ...facts, ...change, language }, now);
        expect(StatusRendering.parse(rendering)).toEqual(rendering);
        expect(rendering.inOther).toBeDefined();
        expect(JSON.stringify(rendering)).not.toMatch(
          /treat|rehab|addict|drug|alcohol|tratam|droga|adic/i,
        );
      }
    }
  });
});
