import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { z } from 'zod';
import { MatchWishes } from '#contract';
import { PatientFacts, ProgramFacts } from '../src/facts.js';
import { patientFacts, type PatientRecords } from '../src/loading/patient-facts.js';
import { type ProgramRow, programFacts } from '../src/loading/program-facts.js';
import { matchPrograms } from '../src/match-programs.js';
import { NOW } from './made-up-facts.js';

/** What records of coverage, benefit, facility, payment and spend could hold of money. Cents, shares, flags. */
const MONEY_FIELDS = [
  'deductibleCents',
  'deductible_remaining_cents',
  'out_of_pocket_cents',
  'copayCents',
  'coinsurancePercent',
  'allowed_amount_cents',
  'reimbursementCents',
  'billed_cents',
  'rate_per_day_cents',
  'price_per_week_cents',
  'feePerReferralCents',
  'commission_percent',
  'bidCents',
  'sponsored',
  'paysUs',
  'contract_value_cents',
  'spendCents',
  'lifetime_value_cents',
  'paid_placement_rank',
  'balance_cents',
] as const;
const MONEY_WORD =
  /cent(s|$)|price|fee|cost|amount|bid|commission|deduct|copay|coinsur|pocket|rate|reimburs|revenue|spend|dollar|usd|balance|invoice|sponsor|paid/i;

const moneyOf = fc.record(
  Object.fromEntries(
    MONEY_FIELDS.map((field) => [
      field,
      fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.boolean(), fc.constant(null)),
    ]),
  ),
);

const PROGRAMS = 12;

/** A record with money mixed into it, as a careless statement would read it. */
function withMoney<T extends object>(record: T, money: object): T {
  return { ...record, ...money, ...record };
}

function programRow(index: number): ProgramRow {
  return {
    id: `program-${index}`,
    name: `Program ${index}`,
    facility_id: `facility-${index % 5}`,
    facility_name: `Facility ${index % 5}`,
    active: true,
    state: index % 3 === 0 ? 'TX' : 'AZ',
    latitude: 33 + index / 10,
    longitude: -112,
    zip_latitude: null,
    zip_longitude: null,
    level_of_care: index % 4 === 0 ? 'outpatient' : 'residential_high',
    min_age: 18,
    max_age: null,
    sexes: [],
    populations: [],
    languages: ['en'],
    methadone: 'unknown',
    buprenorphine: index % 2 === 0 ? 'continues' : 'refuses',
    naltrexone: 'unknown',
    payers: index % 2 === 0 ? { aetna: 'in' } : {},
    private_insurance: true,
    self_pay: false,
    sliding_scale: false,
    scholarship: false,
    state_funded: false,
    requirements: [],
    exclusions: [],
    licences: 1,
    licensed_until: null,
    beds_open: index % 3,
    beds_said_at: new Date(NOW.getTime() - index * 3_600_000),
    accepted: index,
    declined: 3,
    arrived: index,
    no_show: 1,
    said_at: NOW,
    said_fields: ['selfPay'],
  };
}

function patientRecords(): PatientRecords {
  return {
    lead: {
      id: 'lead',
      levelAssessed: null,
      levelScreened: 'residential_high',
      levelRequested: null,
      age: 30,
      pregnant: 'no',
      payment: 'coverage',
      substances: ['heroin'],
      language: 'en',
      state: 'AZ',
    },
    answers: {},
    payers: [{ id: 'aetna', name: 'Aetna', relatedIds: [], planType: 'ppo' }],
    wishes: MatchWishes.parse({}),
    place: { latitude: 33.4, longitude: -112 },
  };
}

/** The answer where every record carries the money of its turn. */
function answerWith(monies: readonly object[]) {
  const turn = (index: number) => monies[index % monies.length] ?? {};
  const records = patientRecords();
  const patient = patientFacts({
    ...withMoney(records, turn(0)),
    lead: withMoney(records.lead, turn(1)),
    payers: records.payers.map((payer) => withMoney(payer, turn(2))),
    answers: withMoney(records.answers, turn(3) as Record<string, never>),
  });
  const programs = Array.from({ length: PROGRAMS }, (_, index) =>
    programFacts(withMoney(programRow(index), turn(index + 4))),
  );
  return matchPrograms(patient, programs, NOW);
}

/** Paths of all fields of a schema that hold a number. */
function numbersOf(schema: z.ZodType, path = ''): string[] {
  const { def } = schema as unknown as { def: { type: string } & Record<string, unknown> };
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
        numbersOf(field, path === '' ? key : `${path}.${key}`),
      );
    case 'nullable':
    case 'optional':
      return numbersOf(def.innerType as z.ZodType, path);
    case 'array':
      return numbersOf(def.element as z.ZodType, path);
    case 'record':
      return numbersOf(def.valueType as z.ZodType, path);
    case 'number':
    case 'bigint':
      return [path];
    default:
      return [];
  }
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('R13 matching never sees money', () => {
  test('R13 whatever amounts, shares and fees the records hold, and however they are swapped, the answer is the same', () => {
    const without = answerWith([{}]);
    expect(without.ranked.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(
        fc
          .array(moneyOf, { minLength: PROGRAMS + 4, maxLength: PROGRAMS + 4 })
          .chain((monies) =>
            fc.tuple(
              fc.constant(monies),
              fc.shuffledSubarray(monies, { minLength: monies.length }),
            ),
          ),
        ([monies, swapped]) => {
          expect(answerWith(monies)).toEqual(without);
          expect(answerWith(swapped)).toEqual(without);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('R13 the only numbers that go in are ages, miles, places, beds and counts of referrals', () => {
    expect([...numbersOf(PatientFacts), ...numbersOf(ProgramFacts)].sort()).toEqual([
      'age',
      'beds.open',
      'history.accepted',
      'history.arrived',
      'history.declined',
      'history.noShow',
      'maxAge',
      'minAge',
      'place.latitude',
      'place.latitude',
      'place.longitude',
      'place.longitude',
      'travel.maxMiles',
    ]);
    for (const schema of [PatientFacts, ProgramFacts]) {
      expect(Object.keys(schema.shape).filter((field) => MONEY_WORD.test(field))).toEqual([]);
    }
    // The list of words bites: it finds every made-up field above but the one that is only a flag.
    expect(MONEY_FIELDS.filter((field) => !MONEY_WORD.test(field))).toEqual(['paysUs']);
  });

  test('R13 no statement of the lib reads benefits, checks, prices or spend', () => {
    const files = sources('libs/matching/src');
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect({
        file,
        found: /\b(benefit_\w+|eligibility_\w+|spend|\w+_cents)\b/.exec(text)?.[0],
      }).toEqual({
        file,
        found: undefined,
      });
      expect({ file, found: /from '#(insurance|reporting|content)'/.exec(text)?.[0] }).toEqual({
        file,
        found: undefined,
      });
    }
  });
});
