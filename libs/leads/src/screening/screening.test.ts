import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  answerErrors,
  countedAnswers,
  missingAnswers,
  SCREENER_QUESTIONS,
  SCREENER_SECTIONS,
  type ScreenerAnswers,
  visibleQuestions,
} from '#contract';
import { minorConsent } from './minor-consent.js';
import { leadFieldsOf, screenedTriage } from './screening-facts.js';

const LEAD = { age: null, pregnant: null, whenWanted: null, substances: [] };
const ids = (answers: ScreenerAnswers) => visibleQuestions(answers).map(({ id }) => id);

describe('the questions', () => {
  test('safety first, location second, every question once and in a known section', () => {
    const sections = [...new Set(SCREENER_QUESTIONS.map(({ section }) => section))];
    expect(sections.slice(0, 2)).toEqual(['safety', 'location']);
    expect(sections).toEqual(SCREENER_SECTIONS.map(({ code }) => code));
    const all = SCREENER_QUESTIONS.map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    for (const { showIf, options, kind, alone } of SCREENER_QUESTIONS) {
      expect(Boolean(options)).toBe(kind === 'choice' || kind === 'choices');
      const codes = options?.map(({ code }) => code) ?? [];
      expect(codes).toEqual(expect.arrayContaining([...(alone ?? [])]));
      for (const condition of showIf ?? []) {
        const asked = SCREENER_QUESTIONS.find(({ id }) => id === condition.question);
        // A condition on an option that is not there could never hold.
        if ('anyOf' in condition) {
          expect(asked?.options?.map(({ code }) => code)).toEqual(
            expect.arrayContaining([...condition.anyOf]),
          );
        } else expect(asked?.kind).toBe('number');
      }
    }
  });

  test.each<[string, ScreenerAnswers, string, boolean]>([
    ['violence', { 'safety.signs': ['violence'] }, 'safety.talk', true],
    ['no violence', { 'safety.signs': ['seizure'] }, 'safety.talk', false],
    ['alcohol', { 'use.substances': ['alcohol'] }, 'use.stopping', true],
    ['marijuana', { 'use.substances': ['marijuana'] }, 'use.stopping', false],
    ['heroin', { 'use.substances': ['heroin'] }, 'moud.taking', true],
    [
      'on buprenorphine',
      { 'use.substances': ['heroin'], 'moud.taking': ['buprenorphine'] },
      'moud.dose',
      true,
    ],
    [
      'no opioid any more',
      { 'use.substances': ['alcohol'], 'moud.taking': ['buprenorphine'] },
      'moud.dose',
      false,
    ],
    ['a minor', { 'health.age': 16 }, 'health.guardian', true],
    ['an adult', { 'health.age': 18 }, 'health.guardian', false],
    ['court', { 'legal.court': 'yes' }, 'legal.court_date', true],
  ])('%s', (_, answers, question, shown) => {
    expect(ids(answers).includes(question)).toBe(shown);
  });

  test.each<[ScreenerAnswers | Record<string, null>, string[]]>([
    [{ 'safety.signs': ['none', 'seizure'] }, ['safety.signs']],
    [{ 'safety.signs': ['bogus'] }, ['safety.signs']],
    [{ 'safety.signs': 'none' }, ['safety.signs']],
    [{ 'no.such': 'x' }, ['no.such']],
    [{ 'health.age': 'old' }, ['health.age']],
    [{ 'location.zip': '941' }, []],
    [{ 'location.zip': 'abc' }, ['location.zip']],
    [{ 'legal.court_date': '2026-02-30' }, ['legal.court_date']],
    [{ 'health.age': null }, []],
  ])('%j is refused for %j', (answers, refused) => {
    expect(Object.keys(answerErrors(answers))).toEqual(refused);
  });

  test('what is hidden neither counts nor is missing', () => {
    const anything = fc.dictionary(
      fc.constantFrom(...SCREENER_QUESTIONS.map(({ id }) => id)),
      fc.oneof(
        fc.constantFrom('yes', 'no', 'unknown', 'place', 'coverage'),
        fc.subarray(['alcohol', 'heroin', 'other', 'violence', 'methadone', 'none']),
        fc.integer({ min: 0, max: 120 }),
      ),
    );
    fc.assert(
      fc.property(anything, (answers) => {
        const visible = new Set(ids(answers));
        expect(Object.keys(countedAnswers(answers)).every((id) => visible.has(id))).toBe(true);
        expect(missingAnswers(answers).every(({ id }) => visible.has(id))).toBe(true);
        expect(ids(countedAnswers(answers))).toEqual(ids(answers));
      }),
    );
  });
});

describe('screenedTriage', () => {
  test.each<[ScreenerAnswers, string | undefined, string[]]>([
    [{}, undefined, []],
    [{ 'safety.signs': ['none'] }, undefined, []],
    [{ 'safety.signs': ['suicide'] }, 'P0', ['asked.suicide']],
    [{ 'safety.signs': ['seizure', 'child'] }, 'P0', ['asked.seizure', 'asked.child']],
    [{ 'use.substances': ['alcohol'], 'use.stopping': 'yes' }, 'P1', ['asked.stopping']],
    [{ 'use.substances': ['marijuana'], 'use.stopping': 'yes' }, undefined, []],
    [{ 'use.overdose': 'month' }, 'P1', ['asked.recent_overdose']],
    [{ 'use.overdose': 'longer' }, undefined, []],
    [{ 'withdrawal.history': ['delirium'] }, 'P1', ['asked.withdrawal_before']],
    [{ 'withdrawal.released': 'yes' }, 'P1', ['asked.just_released']],
    [{ 'health.age': 17 }, 'P1', ['risk.under_18']],
    [{ 'health.age': 66 }, 'P1', ['risk.over_65']],
    [{ 'health.pregnant': 'yes' }, 'P1', ['risk.pregnant']],
    [{ 'wanted.when': 'today' }, 'P2', ['wish.now']],
    [{ 'wanted.when': 'later' }, 'P3', ['wish.later']],
    [{ 'use.substances': ['xylazine'] }, 'P1', ['risk.sedative_adulterant']],
  ])('%j → %s', (answers, urgency, rules) => {
    const learned = screenedTriage(answers, LEAD);
    expect(learned?.urgency).toBe(urgency);
    expect((learned?.reasons ?? []).map(({ rule }) => rule)).toEqual(rules);
  });
});

test('what belongs on the lead goes there, and only what was said', () => {
  expect(
    leadFieldsOf(
      {
        'location.zip': '94110',
        'use.substances': ['heroin', 'alcohol'],
        'wanted.level': 'unknown',
        'coverage.payment': 'coverage',
      },
      { ...LEAD, substances: ['alcohol'] },
    ),
  ).toEqual({ zip: '94110', substances: ['alcohol', 'heroin'], payment: 'coverage' });
  expect(leadFieldsOf({ 'location.zip': '941', 'use.substances': ['unknown'] }, LEAD)).toEqual({});
});

test.each<[number | null, string | null, string | undefined]>([
  [18, 'CA', undefined],
  [null, 'CA', undefined],
  [12, 'CA', 'yes'],
  [11, 'CA', 'no'],
  [13, 'TX', 'yes'],
  [14, 'CO', 'no'],
  [15, 'CO', 'yes'],
  [17, 'UT', 'ask'],
  [17, null, 'ask'],
])('a patient of %s in %s: %s', (age, state, alone) => {
  const view = minorConsent(age, state);
  expect(view?.alone).toBe(alone);
  if (view) {
    // Whoever answers names the law; whoever cannot sends to a supervisor.
    expect(view.source === null).toBe(view.alone === 'ask');
    if (view.alone === 'ask') expect(view.rule).toMatch(/ask a supervisor/);
  }
});
