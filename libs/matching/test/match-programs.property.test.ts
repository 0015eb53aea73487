import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EXCLUSIONS, LEVELS_OF_CARE, POPULATIONS, REQUIREMENTS } from '#contract';
import type { PatientFacts, ProgramFacts } from '../src/facts.js';
import { matchPrograms } from '../src/match-programs.js';
import { aPatient, aProgram, hoursBefore, NOW } from './made-up-facts.js';

const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
const some = (list: readonly string[]) =>
  fc.subarray([...list], { maxLength: Math.min(3, list.length) });
const yesNoUnknown = fc.constantFrom(true, false, null);
const stance = fc.constantFrom(
  'starts_and_continues',
  'continues',
  'tapers',
  'refuses',
  'unknown',
) satisfies fc.Arbitrary<ProgramFacts['moud']['methadone']>;

/** Programs that differ in everything a rule looks at, two in a row alike but for their id. */
const programs = fc
  .array(
    fc.record({
      level: fc.constantFrom(...codes(LEVELS_OF_CARE)),
      minAge: fc.constantFrom(null, 12, 18),
      maxAge: fc.constantFrom(null, 25, 65),
      sexes: some(['female', 'male']),
      populations: some(codes(POPULATIONS)),
      languages: some(['en', 'es', 'vi']),
      moud: fc.record({ methadone: stance, buprenorphine: stance, naltrexone: stance }),
      payers: fc.constantFrom<ProgramFacts['payers'][]>(
        {},
        { 'payer-a': 'in' as const },
        { 'payer-a': 'out' as const },
      ),
      selfPay: yesNoUnknown,
      stateFunded: yesNoUnknown,
      requirements: some(codes(REQUIREMENTS)),
      exclusions: some(codes(EXCLUSIONS)),
      place: fc.constantFrom(
        null,
        { latitude: 33.4, longitude: -112 },
        { latitude: 40, longitude: -90 },
      ),
      beds: fc.option(
        fc.record({
          open: fc.integer({ min: 0, max: 5 }),
          saidAt: fc.integer({ min: 0, max: 400 }).map(hoursBefore),
        }),
      ),
    }),
    { minLength: 2, maxLength: 30 },
  )
  .map((all) =>
    all.flatMap((over, index) => [
      aProgram({ ...over, id: `program-${index}a` }),
      aProgram({ ...over, id: `program-${index}b` }),
    ]),
  );

const patients = fc
  .record({
    level: fc.record({
      assessed: fc.constantFrom(null, 'residential_high', 'wm_3_7'),
      screened: fc.constantFrom(null, 'outpatient'),
      requested: fc.constantFrom(null, 'intensive_outpatient'),
    }),
    age: fc.constantFrom(null, 16, 34, 70),
    sex: fc.constantFrom(null, 'female' as const, 'male' as const),
    pregnant: yesNoUnknown,
    payment: fc.constantFrom(
      null,
      'coverage' as const,
      'self_pay' as const,
      'state_funded' as const,
    ),
    medications: fc.constantFrom<PatientFacts['medications'][]>(null, [], ['methadone']),
    travel: fc.record({
      willing: fc.constantFrom(null, 'near' as const, 'anywhere' as const),
      maxMiles: fc.constantFrom(null, 30, 300),
    }),
  })
  .map((over) => aPatient(over));

describe('the answer', () => {
  test('is the same whatever the order the programs come in, ties and all', () => {
    fc.assert(
      fc.property(
        patients,
        programs.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        (patient, [all, shuffled]) => {
          expect(matchPrograms(patient, shuffled, NOW)).toEqual(matchPrograms(patient, all, NOW));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('loses nobody, ranks by score, and says of everybody why', () => {
    fc.assert(
      fc.property(patients, programs, (patient, all) => {
        const answer = matchPrograms(patient, all, NOW);
        const ids = [...answer.ranked, ...answer.excluded].map(({ programId }) => programId);
        expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort());
        expect(answer.considered).toBe(all.length);
        expect(answer.open).toBe(answer.ranked.length);
        answer.ranked.forEach((one, index) => {
          expect(one.rank).toBe(index + 1);
          expect(one.score).toBeLessThanOrEqual(answer.ranked[index - 1]?.score ?? Infinity);
          expect(one.reasons.some(({ is }) => is === 'excludes')).toBe(false);
          expect(Number.isInteger(one.score)).toBe(true);
        });
        for (const one of answer.excluded) {
          expect(one.standing).toBe('excluded');
          expect(one.reasons[0]?.change).toMatch(/\S/);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('an open bed never harms, nor does being nearer, nor being in network', () => {
    fc.assert(
      fc.property(patients, programs, (patient, all) => {
        const [first] = all;
        if (!first) return;
        const score = (over: Partial<ProgramFacts>) => {
          const { ranked, excluded } = matchPrograms(patient, [{ ...first, ...over }], NOW);
          return [...ranked, ...excluded][0]?.score ?? Number.NaN;
        };
        const bed = (open: number) => score({ beds: { open, saidAt: hoursBefore(1) } });
        expect(bed(3)).toBeGreaterThan(bed(0));
        const away = (latitude: number) => score({ place: { latitude, longitude: -112.07 } });
        expect(away(33.5)).toBeGreaterThanOrEqual(away(34));
        const network = (payers: ProgramFacts['payers']) => score({ payers });
        expect(network({ 'payer-a': 'in' })).toBeGreaterThanOrEqual(network({}));
      }),
      { numRuns: 100 },
    );
  });

  test('equal programs are drawn, not sorted by name or id: over many leads each comes first about as often', () => {
    const pair = [aProgram({ id: 'a' }), aProgram({ id: 'b' })];
    const leads = Array.from({ length: 400 }, (_, index) => `lead ${index}`);
    const first = leads.filter(
      (leadId) => matchPrograms(aPatient({ leadId }), pair, NOW).ranked[0]?.programId === 'a',
    );
    expect(first.length).toBeGreaterThan(140);
    expect(first.length).toBeLessThan(260);
  });

  test('keeps to its limits, and still says how many there were', () => {
    const all = Array.from({ length: 50 }, (_, index) =>
      aProgram({ id: `program ${index}`, active: index % 2 === 0 }),
    );
    const answer = matchPrograms(aPatient(), all, NOW, { ranked: 3, excluded: 2 });
    expect(answer.ranked).toHaveLength(3);
    expect(answer.excluded).toHaveLength(2);
    expect([answer.considered, answer.open]).toEqual([50, 25]);
    expect(answer.excludedBy).toEqual([{ rule: 'open', count: 25 }]);
  });
});
