import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SUBSTANCES } from '#contract';
import type { TriageFacts } from './rules.js';
import { URGENCY_RULES } from './rules.js';
import { substanceCodes } from './substances.js';
import { mergeTriage, moreUrgent, STOPPING_NOTE, safetyNotes, triage } from './triage.js';

const soon: TriageFacts = { when: 'this_week', forWhom: 'self', kind: 'form' };

describe('triage', () => {
  test.each<[string, TriageFacts, string, string]>([
    ['someone in danger', { ...soon, danger: true }, 'P0', 'danger.said'],
    ['danger even when planning', { when: 'later', danger: true }, 'P0', 'danger.said'],
    ['today', { when: 'today' }, 'P2', 'wish.now'],
    ['this week', soon, 'P2', 'wish.now'],
    ['nothing said', {}, 'P2', 'unknown.when'],
    ['a call without a word', { kind: 'missed_call' }, 'P2', 'unknown.when'],
    ['later', { when: 'later' }, 'P3', 'wish.later'],
    ['a coverage question', { kind: 'coverage_question' }, 'P3', 'wish.information'],
    [
      'a coverage question in danger',
      { kind: 'coverage_question', danger: true },
      'P0',
      'danger.said',
    ],
    ['alcohol, stopping today', { substances: ['alcohol'], when: 'today' }, 'P1', 'risk.stopping'],
    [
      'alcohol, with shakes',
      { ...soon, substances: ['alcohol'], message: 'I have the shakes' },
      'P1',
      'risk.stopping',
    ],
    ['alcohol this week', { ...soon, substances: ['alcohol'] }, 'P2', 'wish.now'],
    ['a brand of benzodiazepine', { substances: ['Xanax'], when: 'today' }, 'P1', 'risk.stopping'],
    [
      'benzos named in the message only',
      { ...soon, message: 'I ran out of klonopin' },
      'P1',
      'risk.stopping',
    ],
    ['barbiturates today', { substances: ['barbiturates'], when: 'today' }, 'P1', 'risk.stopping'],
    ['GHB', { ...soon, substances: ['GHB'], message: 'cold turkey' }, 'P1', 'risk.stopping'],
    ['baclofen', { ...soon, message: 'I stopped my baclofen' }, 'P1', 'risk.stopping'],
    [
      'other sedatives are none of the named',
      { ...soon, substances: ['ambien'], when: 'today' },
      'P2',
      'wish.now',
    ],
    ['cocaine today', { substances: ['cocaine'], when: 'today' }, 'P2', 'wish.now'],
    ['xylazine', { ...soon, substances: ['xylazine'] }, 'P1', 'risk.sedative_adulterant'],
    [
      'medetomidine',
      { ...soon, message: 'there was medetomidine in it' },
      'P1',
      'risk.sedative_adulterant',
    ],
    ['pregnant', { when: 'later', pregnant: 'yes' }, 'P1', 'risk.pregnant'],
    ['pregnant by the message', { ...soon, message: 'I am pregnant' }, 'P1', 'risk.pregnant'],
    ['not pregnant', { ...soon, message: 'I am not pregnant' }, 'P2', 'wish.now'],
    ['pregnancy unknown', { when: 'later', pregnant: 'unknown' }, 'P2', 'unknown.pregnant'],
    ['pregnancy denied', { when: 'later', pregnant: 'no' }, 'P3', 'wish.later'],
    ['66', { ...soon, age: 66 }, 'P1', 'risk.over_65'],
    ['65', { ...soon, age: 65 }, 'P2', 'wish.now'],
    ['18', { ...soon, age: 18 }, 'P2', 'wish.now'],
    ['17', { ...soon, age: 17 }, 'P1', 'risk.under_18'],
    ['0', { when: 'later', age: 0 }, 'P1', 'risk.under_18'],
  ])('%s', (_, facts, urgency, rule) => {
    const result = triage(facts);
    expect(result.urgency).toBe(urgency);
    expect(result.reasons[0]?.rule).toBe(rule);
  });

  test.each([
    ['he overdosed and is turning blue', 'danger.overdose'],
    ['my brother is overdosing', 'danger.overdose'],
    ['I think she OD’d', 'danger.overdose'],
    ['he took too many pills', 'danger.overdose'],
    ['está teniendo una sobredosis', 'danger.overdose'],
    ['she is unresponsive', 'danger.unresponsive'],
    ["I can't wake him up", 'danger.unresponsive'],
    ['he won’t wake up', 'danger.unresponsive'],
    ['no responde', 'danger.unresponsive'],
    ['she is not breathing', 'danger.breathing'],
    ["I can't breathe", 'danger.breathing'],
    ['having trouble breathing', 'danger.breathing'],
    ['no puede respirar', 'danger.breathing'],
    ['I have chest pain', 'danger.chest_pain'],
    ['My chest hurts', 'danger.chest_pain'],
    ['dolor en el pecho', 'danger.chest_pain'],
    ['he is having a seizure', 'danger.seizure'],
    ['convulsiones', 'danger.seizure'],
    ['she is very confused', 'danger.confusion'],
    ["he doesn't know where he is", 'danger.confusion'],
    ['I am hearing voices', 'danger.hallucinations'],
    ['está alucinando', 'danger.hallucinations'],
    ['I am suicidal', 'danger.suicide'],
    ['I want to kill myself', 'danger.suicide'],
    ['I want to die', 'danger.suicide'],
    ["I don't want to live anymore", 'danger.suicide'],
    ["I can't stop thinking about killing myself", 'danger.suicide'],
    ["I'm not sure if I'm suicidal", 'danger.suicide'],
    ['quiero morir', 'danger.suicide'],
    ['quiero matarme', 'danger.suicide'],
    ['someone is hurting me', 'danger.violence'],
    ['my boyfriend hits me', 'danger.violence'],
    ['he threatened to kill me', 'danger.violence'],
    ['mi esposo me pega', 'danger.violence'],
    ['my child is in danger', 'danger.child'],
    ['the kids are home alone', 'danger.child'],
    ['he is hurting my daughter', 'danger.child'],
    ['I am not a user. My son is suicidal', 'danger.suicide'],
    ["I don't drink, but I want to end my life", 'danger.suicide'],
    ['he had a seizure', 'danger.seizure'],
    ['chest pain since yesterday', 'danger.chest_pain'],
    ['he overdosed ten minutes ago', 'danger.overdose'],
    ['she overdosed again last night', 'danger.overdose'],
    ['I have no insurance and my husband is overdosing', 'danger.overdose'],
  ])('P0: %s', (message, rule) => {
    const { urgency, reasons } = triage({ ...soon, message });
    expect({ urgency, rules: reasons.map((reason) => reason.rule) }).toEqual({
      urgency: 'P0',
      rules: expect.arrayContaining([rule]),
    });
  });

  test.each([
    ['I overdosed last week', 'P1'],
    ['she had an overdose two months ago', 'P1'],
    ['narcaned at the weekend', 'P1'],
    ['I had a withdrawal seizure last year', 'P1'],
    ['he had the DTs before', 'P1'],
    ['I just got out of jail', 'P1'],
    ['released from detox yesterday', 'P1'],
    ['acabo de salir de la cárcel', 'P1'],
    ['I am not suicidal', 'P2'],
    ['no chest pain, just tired', 'P2'],
    ["she isn't overdosing", 'P2'],
    ['I want help. Not hallucinating.', 'P2'],
    ['I need a place for my husband', 'P2'],
    ['I want to quit', 'P2'],
    ["can't stop", 'P2'],
    ['My code is DT5 and I live on Fitson street', 'P2'],
    ['👍🏽 مرحبا', 'P2'],
  ])('%s is %s', (message, urgency) => {
    expect(triage({ ...soon, message }).urgency).toBe(urgency);
  });

  test('every reason has its words, and the version is stored', () => {
    const result = triage({ danger: true, age: 17, when: 'later' });
    expect(result.reasons.map(({ rule }) => rule)).toEqual([
      'danger.said',
      'risk.under_18',
      'wish.later',
    ]);
    expect(result.reasons.every(({ because }) => because.length > 5)).toBe(true);
    expect(result.rulesVersion).toBeGreaterThan(0);
    expect(new Set(URGENCY_RULES.map(({ id }) => id)).size).toBe(URGENCY_RULES.length);
  });

  test('the substances named carry the warning, whatever the urgency', () => {
    for (const substance of ['alcohol', 'Xanax', 'barbiturates', 'ghb', 'baclofen', 'xylazine']) {
      expect(triage({ when: 'later', substances: [substance] }).safetyNotes).toContain(
        STOPPING_NOTE,
      );
    }
    expect(triage({ when: 'later', substances: ['cocaine'] }).safetyNotes).toEqual([]);
    expect(safetyNotes([], ['benzodiazepines'])).toEqual([STOPPING_NOTE]);
  });

  test('danger from a person says: no voicemail, and the hotline', () => {
    const { safetyNotes: notes } = triage({ message: 'my husband beats me' });
    expect(notes.join(' ')).toMatch(/no voicemail.*1-800-799-7233/);
  });
});

const sentences = [
  'I want help',
  'he is overdosing',
  'I am not suicidal',
  'I just got out of jail',
  'no tengo seguro',
  'no chest pain',
  'I stopped drinking',
  'she is pregnant',
];
const facts: fc.Arbitrary<TriageFacts> = fc.record(
  {
    danger: fc.boolean(),
    substances: fc.array(fc.constantFrom(...SUBSTANCES.map(({ code }) => code)), { maxLength: 4 }),
    when: fc.constantFrom('today', 'this_week', 'later'),
    age: fc.integer({ min: 0, max: 120 }),
    pregnant: fc.constantFrom('yes', 'no', 'unknown'),
    message: fc.oneof(
      fc.array(fc.constantFrom(...sentences), { maxLength: 4 }).map((all) => all.join('. ')),
      fc.string({ maxLength: 200 }),
    ),
    kind: fc.constantFrom('form', 'coverage_question', 'call', 'sms'),
  },
  { requiredKeys: [] },
);

describe('triage, for any facts', () => {
  test('adding a danger never lowers the urgency', () => {
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom<TriageFacts>(
          { danger: true },
          { pregnant: 'yes' },
          { age: 16 },
          { message: 'he is not breathing' },
        ),
        (given, danger) => {
          const before = triage(given).urgency;
          const message = [given.message ?? '', danger.message ?? ''].join('. ');
          const after = triage({ ...given, ...danger, message }).urgency;
          expect(moreUrgent(before, after)).toBe(after);
          if (danger.danger || danger.message) expect(after).toBe('P0');
        },
      ),
    );
  });

  test('the order of substances and of sentences changes nothing', () => {
    fc.assert(
      fc.property(
        facts,
        fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 4 }),
        (given, said) => {
          const one = triage({ ...given, message: said.join('. ') });
          const other = triage({
            ...given,
            substances: given.substances?.toReversed(),
            message: said.toReversed().join('. '),
          });
          expect(other).toEqual(one);
        },
      ),
    );
  });

  test('merging never lowers, and keeps every reason once', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const [first, second] = [triage(one), triage(other)];
        const merged = mergeTriage(first, second);
        expect(merged.urgency).toBe(moreUrgent(first.urgency, second.urgency));
        const rules = merged.reasons.map(({ rule }) => rule);
        expect(new Set(rules).size).toBe(rules.length);
        expect(new Set(rules)).toEqual(
          new Set([...first.reasons, ...second.reasons].map(({ rule }) => rule)),
        );
      }),
    );
  });

  test('long hostile text is triaged quickly', () => {
    const started = performance.now();
    for (const text of [
      'not '.repeat(2000),
      'a'.repeat(5000),
      'no respira '.repeat(400),
      "can't wake him up ".repeat(300),
    ]) {
      triage({ message: text });
    }
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

test.each([
  [
    ['Alcohol', 'meth'],
    ['alcohol', 'methamphetamine'],
  ],
  [['Prescription opioids'], ['prescription_opioids']],
  [['prescription_opioids'], ['prescription_opioids']],
  [['percs and xanax'], ['prescription_opioids', 'benzodiazepines']],
  [['my own words about Maria'], ['other']],
  [[], []],
])('substanceCodes(%j)', (typed, codes) => {
  expect(substanceCodes(typed)).toEqual(codes);
});
