import { describe, expect, test } from '@jest/globals';
import { LEVELS_OF_CARE } from '#contract';
import { boxAround, milesBetween } from '#contract';
import type { ProgramFacts } from '../src/facts.js';
import { levelNeeded, LEVELS_SERVING, levelSentence, servingOf } from '../src/levels.js';
import { judgeProgram, notesOf } from '../src/match-programs.js';
import { bedWeight } from '../src/rules/beds.rules.js';
import { historyPoints, shrunkShare } from '../src/rules/history.rules.js';
import { aPatient, aProgram, hoursBefore, NOW } from './made-up-facts.js';

type Patient = Parameters<typeof aPatient>[0];
type Case = readonly [
  name: string,
  patient: Patient,
  program: Partial<ProgramFacts>,
  rule: string,
  is: 'for' | 'against' | 'unknown' | 'excludes' | 'nothing',
  words?: RegExp,
];

const onMethadone = { substances: ['heroin'], medications: ['methadone'] } satisfies Patient;
const moud = (methadone: ProgramFacts['moud']['methadone']) => ({
  moud: { methadone, buprenorphine: 'unknown', naltrexone: 'unknown' } as const,
});
const selfPay: Patient = { payment: 'self_pay', payers: [] };
const minor: Patient = { age: 16, minor: { alone: 'no', rule: 'A guardian has to consent.' } };
const byLaw = { alone: 'no', rule: 'A guardian has to consent.' } as const;
const TEXAS = { state: 'TX', place: { latitude: 29.76, longitude: -95.37 } };

const CASES: readonly Case[] = [
  [
    'a licence without an end',
    {},
    { licence: { known: true, validUntil: null } },
    'licence',
    'nothing',
  ],
  [
    'made for two groups, one of them the patient’s',
    { wishes: { populations: ['veterans'] } },
    { populations: ['veterans', 'first_responders'] },
    'population',
    'nothing',
  ],
  ['the level itself', {}, {}, 'level', 'for', /the level needed/],
  ['another level', {}, { level: 'outpatient' }, 'level', 'excludes', /needed is High-intensity/],
  [
    'a clinician comes before the wish',
    { level: { assessed: 'outpatient', screened: null, requested: 'residential_high' } },
    { level: 'residential_high' },
    'level',
    'excludes',
  ],
  [
    'one step up from a screening',
    { level: { assessed: null, screened: 'outpatient', requested: null } },
    { level: 'intensive_outpatient' },
    'level',
    'for',
    /one step more intensive/,
  ],
  [
    'no step up from an assessment',
    { level: { assessed: 'outpatient', screened: null, requested: null } },
    { level: 'intensive_outpatient' },
    'level',
    'excludes',
  ],
  [
    'one step down from words alone',
    {},
    { level: 'partial_hospitalization' },
    'level',
    'unknown',
    /has to assess/,
  ],
  [
    'no step down from a screening',
    { level: { assessed: null, screened: 'residential_high', requested: null } },
    { level: 'partial_hospitalization' },
    'level',
    'excludes',
  ],
  [
    'levels that became one',
    { level: { assessed: 'wm_3_7', screened: null, requested: null } },
    { level: 'inpatient_monitored' },
    'level',
    'unknown',
    /4th edition/,
  ],
  [
    'no level known',
    { level: { assessed: null, screened: null, requested: null } },
    {},
    'level',
    'unknown',
  ],

  ['too young', { age: 17 }, { minAge: 18 }, 'age', 'excludes', /from 18; the patient is 17/],
  ['too old', { age: 66 }, { maxAge: 65 }, 'age', 'excludes'],
  ['age not known', { age: null }, { minAge: 18 }, 'age', 'unknown'],
  ['a minor where no age was said', minor, { minAge: null }, 'age', 'unknown', /under 18/],
  [
    'a minor where adolescents are named',
    minor,
    { minAge: null, populations: ['adolescents'] },
    'age',
    'for',
  ],
  ['a minor where the age allows', minor, { minAge: 12 }, 'age', 'for'],

  [
    'women only, for a man',
    { sex: 'male' },
    { sexes: ['female'] },
    'sex',
    'excludes',
    /women only/,
  ],
  ['women only, not known', { sex: null }, { sexes: ['female'] }, 'sex', 'unknown'],
  ['women only, for a woman', { sex: 'female' }, { sexes: ['female'] }, 'sex', 'for'],
  ['nobody said whom it takes', { sex: 'male' }, { sexes: [] }, 'sex', 'nothing'],

  ['pregnant, refused', { pregnant: true }, { exclusions: ['pregnancy'] }, 'pregnancy', 'excludes'],
  [
    'pregnant, cared for',
    { pregnant: true },
    { populations: ['pregnant_postpartum'] },
    'pregnancy',
    'for',
  ],
  ['pregnant, nobody said', { pregnant: true }, {}, 'pregnancy', 'unknown'],
  [
    'perhaps pregnant, refused',
    { pregnant: null },
    { exclusions: ['pregnancy'] },
    'pregnancy',
    'unknown',
  ],
  [
    'a man is asked nothing',
    { pregnant: null, sex: 'male' },
    { exclusions: ['pregnancy'] },
    'pregnancy',
    'nothing',
  ],

  ['methadone continued', onMethadone, moud('continues'), 'medication', 'for'],
  [
    'methadone tapered',
    onMethadone,
    moud('tapers'),
    'medication',
    'excludes',
    /tapers patients off methadone/,
  ],
  ['methadone refused', onMethadone, moud('refuses'), 'medication', 'excludes'],
  [
    'methadone refused, and asked for',
    { ...onMethadone, keepsMedication: false },
    moud('refuses'),
    'medication',
    'against',
    /asks to come off/,
  ],
  ['methadone, nobody said', onMethadone, moud('unknown'), 'medication', 'unknown', /ask first/],
  [
    'opioids, can start',
    { substances: ['fentanyl'] },
    moud('starts_and_continues'),
    'medication',
    'for',
    /Can start methadone/,
  ],
  [
    'opioids, medication not known',
    { substances: ['fentanyl'], medications: null },
    moud('refuses'),
    'medication',
    'unknown',
  ],
  [
    'opioids, gives none',
    { substances: ['fentanyl'] },
    { moud: { methadone: 'refuses', buprenorphine: 'refuses', naltrexone: 'refuses' } },
    'medication',
    'against',
  ],
  ['no opioids', {}, moud('refuses'), 'medication', 'nothing'],

  ['in network', {}, {}, 'payment', 'for', /takes Aetna in network/],
  [
    'out of network',
    {},
    { payers: { 'payer-a': 'out' } },
    'payment',
    'excludes',
    /Out of network for Aetna/,
  ],
  [
    'out of network, agreed to',
    { wishes: { outOfNetwork: true } },
    { payers: { 'payer-a': 'out' } },
    'payment',
    'against',
  ],
  [
    'payer not mentioned',
    {},
    { payers: { 'payer-b': 'in' } },
    'payment',
    'unknown',
    /Nobody said whether it takes Aetna/,
  ],
  [
    'the parent of the payer',
    {
      payers: [
        { id: 'child', name: 'Aetna Better Health', relatedIds: ['payer-a'], planType: 'medicaid' },
      ],
    },
    {},
    'payment',
    'unknown',
    /belongs to/,
  ],
  ['a payer nobody knows', { payers: [] }, {}, 'payment', 'unknown'],
  [
    'Medicaid of another state',
    { payers: [{ id: 'payer-a', name: 'AHCCCS', relatedIds: [], planType: 'medicaid' }] },
    TEXAS,
    'payment',
    'against',
    /out of state/,
  ],
  [
    'Medicare and residential',
    { payers: [{ id: 'payer-a', name: 'Medicare', relatedIds: [], planType: 'medicare' }] },
    {},
    'payment',
    'against',
    /stands alone/,
  ],
  ['pays themself', selfPay, { selfPay: true }, 'payment', 'for'],
  [
    'pays themself, sliding scale only',
    selfPay,
    { selfPay: false, slidingScale: true },
    'payment',
    'for',
    /sliding scale/,
  ],
  [
    'pays themself, refused',
    selfPay,
    { selfPay: false, slidingScale: false },
    'payment',
    'excludes',
  ],
  [
    'pays themself, nobody said',
    selfPay,
    { selfPay: null, slidingScale: null },
    'payment',
    'unknown',
  ],
  [
    'scholarship refused',
    { payment: 'scholarship', payers: [] },
    { scholarship: false },
    'payment',
    'excludes',
  ],
  ['scholarship, nobody said', { payment: 'scholarship', payers: [] }, {}, 'payment', 'unknown'],
  [
    'state-funded',
    { payment: 'state_funded', payers: [] },
    { stateFunded: true },
    'payment',
    'for',
  ],
  [
    'state-funded elsewhere',
    { payment: 'state_funded', payers: [] },
    { ...TEXAS, stateFunded: true },
    'payment',
    'against',
    /live there/,
  ],
  ['nobody knows how it is paid', { payment: null }, {}, 'payment', 'unknown'],

  [
    'pregnant, third trimester refused',
    { pregnant: true },
    { exclusions: ['third_trimester'] },
    'pregnancy',
    'unknown',
    /how far along/,
  ],

  [
    'made for veterans',
    {},
    { populations: ['veterans'] },
    'population',
    'unknown',
    /made for veterans/,
  ],
  [
    'made for veterans, and one',
    { wishes: { populations: ['veterans'] } },
    { populations: ['veterans'] },
    'population',
    'nothing',
  ],
  [
    'made for adults among others',
    {},
    { populations: ['veterans', 'adults'] },
    'population',
    'nothing',
  ],
  [
    'an adult where only adolescents are named',
    {},
    { minAge: null, populations: ['adolescents'] },
    'age',
    'excludes',
  ],

  [
    'an offence that bars',
    { conditions: { arson_history: true } },
    { exclusions: ['arson_history'] },
    'offences',
    'excludes',
  ],
  [
    'another offence',
    { conditions: { arson_history: false } },
    { exclusions: ['arson_history'] },
    'offences',
    'nothing',
  ],
  [
    'nobody asked of offences',
    {},
    { exclusions: ['arson_history'] },
    'offences',
    'unknown',
    /Not known/,
  ],
  [
    'an exclusion that applies',
    { conditions: { oxygen: true } },
    { exclusions: ['oxygen', 'dialysis'] },
    'exclusions',
    'excludes',
    /Does not take: needing oxygen\./,
  ],
  [
    'one that does not',
    { conditions: { oxygen: false } },
    { exclusions: ['oxygen'] },
    'exclusions',
    'nothing',
  ],
  ['one nobody asked about', {}, { exclusions: ['oxygen'] }, 'exclusions', 'unknown'],
  [
    'an exclusion of its own',
    {},
    { exclusions: ['snoring_loudly'] },
    'exclusions',
    'unknown',
    /snoring loudly/,
  ],
  [
    'a paper is said',
    {},
    { requirements: ['negative_tb_test', 'photo_id'] },
    'requirements',
    'against',
    /tuberculosis test; a photo ID/,
  ],
  [
    'residents only',
    {},
    { ...TEXAS, requirements: ['state_residency'] },
    'requirements',
    'excludes',
    /live in TX only/,
  ],
  [
    'residents, state not known',
    { state: null },
    { requirements: ['state_residency'] },
    'requirements',
    'unknown',
  ],
  ['opioids only', {}, { requirements: ['opioid_use_disorder'] }, 'requirements', 'excludes'],
  [
    'opioids only, and used',
    { substances: ['alcohol', 'heroin'] },
    { requirements: ['opioid_use_disorder'] },
    'requirements',
    'for',
  ],

  [
    'private insurance, a public plan not mentioned',
    { payers: [{ id: 'payer-z', name: 'AHCCCS', relatedIds: [], planType: 'medicaid' }] },
    { payers: {}, privateInsurance: true },
    'payment',
    'unknown',
    /^Nobody said whether it takes AHCCCS\.$/,
  ],
  [
    'private insurance, payer not mentioned',
    {},
    { privateInsurance: true, payers: {} },
    'payment',
    'unknown',
    /Takes private insurance/,
  ],
  ['its language', { language: 'es' }, { languages: ['en', 'es'] }, 'language', 'for', /Spanish/],
  [
    'not its language, and needed',
    { language: 'vi', languageNeeded: true },
    { languages: ['en'] },
    'language',
    'excludes',
    /Vietnamese/,
  ],
  [
    'not its language, not needed',
    { language: 'es' },
    { languages: ['en'] },
    'language',
    'against',
  ],
  [
    'no language said',
    { language: 'es', languageNeeded: true },
    { languages: [] },
    'language',
    'unknown',
  ],

  ['near', {}, {}, 'travel', 'for', /Less than a mile/],
  [
    'too far',
    { travel: { willing: 'near', maxMiles: null } },
    TEXAS,
    'travel',
    'excludes',
    /up to 50 miles/,
  ],
  ['far, and willing', {}, TEXAS, 'travel', 'for', /10\d\d miles/],
  [
    'another state',
    { travel: { willing: 'state', maxMiles: null } },
    TEXAS,
    'travel',
    'excludes',
    /stay in AZ/,
  ],
  [
    'a place nobody knows',
    { travel: { willing: 'near', maxMiles: 20 } },
    { place: null },
    'travel',
    'unknown',
  ],

  [
    'a licence that ran out',
    {},
    { licence: { known: true, validUntil: '2026-03-01' } },
    'licence',
    'excludes',
    /2026-03-01/,
  ],
  [
    'a licence that runs out',
    {},
    { licence: { known: true, validUntil: '2026-03-02' } },
    'licence',
    'against',
  ],
  [
    'no licence written down',
    {},
    { licence: { known: false, validUntil: null } },
    'licence',
    'unknown',
  ],
  ['switched off', {}, { active: false }, 'open', 'excludes'],

  ['open beds', {}, {}, 'beds', 'for', /2 beds open, said 3 hours ago \(fresh\)/],
  ['no bed', {}, { beds: { open: 0, saidAt: hoursBefore(30) } }, 'beds', 'against', /ageing/],
  [
    'stale beds',
    {},
    { beds: { open: 4, saidAt: hoursBefore(100) } },
    'beds',
    'unknown',
    /Ask again/,
  ],
  ['no report', {}, { beds: null }, 'beds', 'unknown'],
  [
    'good history',
    {},
    { history: { accepted: 20, declined: 2, arrived: 0, noShow: 0 } },
    'history',
    'for',
    /20 of 22/,
  ],
  [
    'bad history',
    {},
    { history: { accepted: 2, declined: 30, arrived: 0, noShow: 0 } },
    'history',
    'against',
  ],
  ['no history', {}, {}, 'history', 'nothing'],
  ['old words', {}, { saidAt: hoursBefore(24 * 400) }, 'freshness', 'against', /400 days/],

  [
    'asked for by name',
    { wishes: { preferredFacilityIds: ['f'] } },
    { facilityId: 'f' },
    'wishes',
    'for',
  ],
  [
    'refused by name',
    { wishes: { refusedFacilityIds: ['f'] } },
    { facilityId: 'f' },
    'wishes',
    'excludes',
  ],
  [
    'a wish met',
    { wishes: { populations: ['veterans'] } },
    { populations: ['veterans'] },
    'wishes',
    'for',
  ],
  [
    'a wish not met',
    { wishes: { populations: ['veterans'] } },
    { populations: ['lgbtq'] },
    'wishes',
    'against',
  ],
  ['a wish nobody answered', { wishes: { populations: ['veterans'] } }, {}, 'wishes', 'unknown'],
];

describe('each rule finds what it says', () => {
  test.each(CASES.map(([name, ...rest]) => [name, rest] as const))('%s', (_name, given) => {
    const [patient, program, rule, is, words] = given;
    const judged = judgeProgram(aPatient(patient), aProgram(program), NOW);
    const found = judged.reasons.filter((reason) => reason.rule === rule);
    if (is === 'nothing') {
      expect(found).toEqual([]);
      return;
    }
    const reason = found.find((one) => one.is === is);
    expect(reason).toBeDefined();
    if (words) expect(reason?.because).toMatch(words);
    // Whoever is excluded is told what would have to change; nobody else is. All of it is said in words.
    for (const one of judged.reasons) {
      expect(one.because).toMatch(/^[A-Z0-9].*\.$/);
      expect(one.change !== undefined).toBe(one.is === 'excludes');
      if (one.change !== undefined) expect(one.change).toMatch(/^[A-Z0-9].*\.$/);
    }
    if (is === 'excludes') expect(judged.standing).toBe('excluded');
    else expect(judged.standing).not.toBe('excluded');
  });

  // What each rule found and how much it weighed: a change of any of it has to be meant, and raises RULES_VERSION.
  test.each(CASES.map(([name, ...rest]) => [name, rest] as const))(
    'all that is found: %s',
    (_name, [patient, program]) => {
      const { score, reasons } = judgeProgram(aPatient(patient), aProgram(program), NOW);
      const found = reasons.map(({ rule, is, points }) => `${rule} ${is} ${points}`);
      expect(`${score} = ${found.join(', ')}`).toMatchSnapshot();
    },
  );

  test('a program that fits in everything fits, and says so in sentences', () => {
    const judged = judgeProgram(aPatient(), aProgram(), NOW);
    expect(judged.standing).toBe('fits');
    expect(judged.reasons.every(({ because }) => /^[A-Z0-9].*\.$/.test(because))).toBe(true);
    expect(judged.score).toBe(judged.reasons.reduce((sum, { points }) => sum + points, 0));
  });
});

describe('what holds for all is said once', () => {
  test.each<[string, Patient, RegExp]>([
    [
      'which level counts',
      { level: { assessed: 'outpatient', screened: 'wm_2', requested: null } },
      /clinician assessed: Outpatient \(1\)\. It comes before others: the screening says/,
    ],
    [
      'no level',
      { level: { assessed: null, screened: null, requested: null } },
      /No level of care is known/,
    ],
    ['an unknown ZIP code', { place: null }, /ZIP code of the patient is not known/],
    ['nobody asked how far', { travel: { willing: null, maxMiles: null } }, /Nobody asked how far/],
    ['a guardian not asked', minor, /has not been asked/],
    ['a minor who may come alone', { minor: { ...byLaw, alone: 'yes' } }, /has to consent\.$/m],
    [
      'a guardian who agrees',
      { ...minor, guardianAgrees: true },
      /consent\. .* guardian agrees\.$/m,
    ],
    [
      'one who does not',
      { ...minor, guardianAgrees: false },
      /guardian does not agree: no program/,
    ],
    ['an unknown way to pay', { payment: 'unknown' }, /how the patient pays/],
    ['no way to pay', { payment: null }, /how the patient pays/],
    ['an unknown age', { age: null }, /age of the patient/],
  ])('%s', (_name, patient, words) => {
    expect(notesOf(aPatient(patient)).join('\n')).toMatch(words);
  });

  test('of whom all is known only the level is said', () => {
    const miles = { willing: null, maxMiles: 50 };
    for (const patient of [aPatient(), aPatient({ travel: miles })]) {
      expect(notesOf(patient)).toEqual([levelSentence(patient.level)]);
    }
  });
});

describe('at the edges of what is known', () => {
  const judge = (patient: Patient, program: Partial<ProgramFacts>, now = NOW) =>
    judgeProgram(aPatient(patient), aProgram(program), now);

  test('a licence ends with its day in Hawaii', () => {
    const licence = { known: true, validUntil: '2026-03-01' };
    expect(judge({}, { licence }, new Date('2026-03-02T09:59:59Z')).standing).not.toBe('excluded');
    expect(judge({}, { licence }, new Date('2026-03-02T10:00:00Z')).standing).toBe('excluded');
  });

  test('whoever stays in the state is kept from no program whose state nobody knows', () => {
    const travel = { willing: 'state', maxMiles: null } as const;
    expect(judge({ travel }, { state: null }).standing).not.toBe('excluded');
    expect(judge({ travel }, { state: 'NV' }).standing).toBe('excluded');
  });

  test('what is too far says how far one would have to go', () => {
    const { reasons } = judge({ travel: { willing: 'anywhere', maxMiles: 10 } }, TEXAS);
    const away = reasons.find(({ is }) => is === 'excludes');
    expect(away?.change).toMatch(/^The patient is willing to go 1[0-9]{3} miles\.$/);
  });
});

describe('what is said', () => {
  test.each<[string, Patient, Partial<ProgramFacts>]>([
    ['Nobody said when any of this was last true.', {}, { saidAt: null }],
    [
      'How far it is cannot be said.',
      { place: null, travel: { willing: 'anywhere', maxMiles: 50 } },
      {},
    ],
    [
      'Nobody asked whether the patient would go so far.',
      { travel: { willing: null, maxMiles: null } },
      TEXAS,
    ],
    [
      '9 of 10 who were expected arrived.',
      {},
      { history: { accepted: 0, declined: 0, arrived: 9, noShow: 1 } },
    ],
  ])('%s', (words, patient, program) => {
    const { reasons } = judgeProgram(aPatient(patient), aProgram(program), NOW);
    expect(reasons.map(({ because }) => because).join('\n')).toContain(words);
  });

  test.each<[string, Patient, Partial<ProgramFacts>]>([
    ['Nobody asked whether', { travel: { willing: null, maxMiles: null } }, {}],
    ['Nobody asked whether', { travel: { willing: null, maxMiles: 5000 } }, TEXAS],
    ['How far it is', { place: null, travel: { willing: 'anywhere', maxMiles: null } }, {}],
  ])('and not where it is not so: %s', (words, patient, program) => {
    const { reasons } = judgeProgram(aPatient(patient), aProgram(program), NOW);
    expect(reasons.map(({ because }) => because).join('\n')).not.toContain(words);
  });
});

describe('levels of care', () => {
  const codes = new Set(LEVELS_OF_CARE.map(({ code }) => code));

  test('every level of the table is one of the list, and none serves itself twice', () => {
    for (const [level, serving] of Object.entries(LEVELS_SERVING)) {
      expect(codes.has(level)).toBe(true);
      for (const one of serving) {
        expect(codes.has(one.level)).toBe(true);
        expect(one.level).not.toBe(level);
      }
    }
  });

  test('a stronger word never lets more levels serve than a weaker one', () => {
    for (const level of codes) {
      for (const other of codes) {
        const [assessed, screened, requested] = (
          ['assessed', 'screened', 'requested'] as const
        ).map((authority) => servingOf({ level, authority }, other) !== null);
        expect(!assessed || screened).toBe(true);
        expect(!screened || requested).toBe(true);
      }
    }
  });

  test('the clinician decides before the screening, the screening before the wish', () => {
    const level = { assessed: 'wm_4', screened: 'wm_2', requested: 'otp' };
    expect(levelNeeded(level)).toEqual({ level: 'wm_4', authority: 'assessed' });
    expect(levelNeeded({ ...level, assessed: null })?.level).toBe('wm_2');
    expect(levelNeeded({ assessed: null, screened: null, requested: 'otp' })?.level).toBe('otp');
    expect(levelSentence({ assessed: null, screened: null, requested: 'otp' })).not.toMatch(
      /others/,
    );
  });
});

describe('beds decay', () => {
  test('at the borders', () => {
    expect([0, 23, 48, 72, 144].map((hours) => Number(bedWeight(hours).toFixed(2)))).toEqual([
      1, 1, 0.7, 0.4, 0.2,
    ]);
  });

  test('a report never weighs more as it gets older', () => {
    for (let hour = 0; hour < 1000; hour += 1) {
      expect(bedWeight(hour + 1)).toBeLessThanOrEqual(bedWeight(hour));
    }
  });
});

describe('history is pulled towards the usual', () => {
  const none = { accepted: 0, declined: 0, arrived: 0, noShow: 0 };

  test('a new program has the usual share, one refusal is no verdict, many are', () => {
    expect(shrunkShare(0, 0, 0.6)).toBe(0.6);
    expect(historyPoints(none)).toEqual({ acceptance: 0, showing: 0 });
    expect(historyPoints({ ...none, declined: 1 }).acceptance).toBe(-1);
    expect(historyPoints({ ...none, declined: 40 }).acceptance).toBe(-10);
    expect(historyPoints({ ...none, arrived: 90, noShow: 10 }).showing).toBe(4);
  });
});

describe('distance', () => {
  const newYork = { latitude: 40.7128, longitude: -74.006 };
  const losAngeles = { latitude: 34.0522, longitude: -118.2437 };

  test('as the crow flies, the same both ways, and unknown when a place is', () => {
    expect(milesBetween(newYork, losAngeles)).toBeCloseTo(2445.6, 0);
    expect(milesBetween(losAngeles, newYork)).toBe(milesBetween(newYork, losAngeles));
    expect(milesBetween(newYork, newYork)).toBe(0);
    expect(milesBetween(null, newYork)).toBeNull();
  });

  test('a box holds what is within', () => {
    const box = boxAround(newYork, 100);
    for (let angle = 0; angle < 360; angle += 15) {
      // 99 miles away in every direction.
      const turn = (angle * Math.PI) / 180;
      const latitude = newYork.latitude + (99 / 69.1) * Math.cos(turn);
      const scale = 69.1 * Math.cos((latitude * Math.PI) / 180);
      const longitude = newYork.longitude + (99 / scale) * Math.sin(turn);
      expect(latitude).toBeGreaterThan(box.south);
      expect(latitude).toBeLessThan(box.north);
      expect(longitude).toBeGreaterThan(box.west);
      expect(longitude).toBeLessThan(box.east);
    }
  });
});
