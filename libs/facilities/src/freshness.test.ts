import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bedTrust } from '#contract';
import { existsSync, readFileSync } from 'node:fs';
import { HOLD_TRANSITIONS } from './beds/hold.service.js';
import { isNpi } from './facility-numbers.js';
import { FACILITY_FRESH_DAYS, firstStaleAt, PROGRAM_FRESH_DAYS, staleAt } from './freshness.js';
import { licenceStanding } from './licence.service.js';
import { addressKey, nameKey } from './place-keys.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SAID = new Date('2026-01-01T00:00:00Z');
const days = (from: Date, to: Date | null) => ((to?.getTime() ?? 0) - from.getTime()) / DAY;

describe('how long a word counts', () => {
  test.each([
    ['program', 'payers', 'facility', 90],
    ['program', 'payers', 'public_directory', 45],
    ['program', 'buprenorphine', 'staff', 90],
    ['program', 'exclusions', 'import', 60],
    ['facility', 'phone', 'facility', 180],
    ['facility', 'addressLine', 'staff', 365],
  ] as const)('%s %s, said by %s: %i days', (recordKind, field, saidBy, expected) => {
    expect(days(SAID, staleAt({ recordKind, field, saidBy, saidAt: SAID }))).toBe(expected);
  });

  test('what does not age is never stale; the first of several counts', () => {
    expect(
      staleAt({ recordKind: 'facility', field: 'npi', saidBy: 'staff', saidAt: SAID }),
    ).toBeNull();
    expect(firstStaleAt([])).toBeNull();
    const facts = [
      { recordKind: 'facility', field: 'name', saidBy: 'staff', saidAt: SAID },
      { recordKind: 'program', field: 'payers', saidBy: 'staff', saidAt: SAID },
    ] as const;
    expect(days(SAID, firstStaleAt(facts))).toBe(90);
  });

  test('nobody’s word counts longer than the facility’s own', () => {
    const field = fc.constantFrom(
      ...Object.keys(FACILITY_FRESH_DAYS).map((name) => ['facility', name] as const),
      ...Object.keys(PROGRAM_FRESH_DAYS).map((name) => ['program', name] as const),
    );
    fc.assert(
      fc.property(
        field,
        fc.constantFrom('staff', 'import', 'public_directory'),
        ([kind, name], by) => {
          const until = (saidBy: 'facility' | typeof by) =>
            staleAt({
              recordKind: kind,
              field: name,
              saidBy,
              saidAt: SAID,
            })?.getTime() ?? 0;
          expect(until(by)).toBeLessThanOrEqual(until('facility'));
        },
      ),
    );
  });
});

test.each([
  [23.99, 'fresh'],
  [24, 'ageing'],
  [71.99, 'ageing'],
  [72, 'stale'],
] as const)('a bed count of %d hours ago is %s', (hours, trust) => {
  expect(bedTrust(new Date(SAID.getTime() - hours * HOUR), SAID)).toBe(trust);
  expect(bedTrust(null, SAID)).toBe('unknown');
});

test('a hold that ended stays ended, and every other one can end by time', () => {
  for (const [state, next] of Object.entries(HOLD_TRANSITIONS)) {
    expect({ state, ends: next.length === 0 || next.includes('expired') }).toEqual({
      state,
      ends: true,
    });
    expect(next).not.toContain('asked');
  }
});

test.each([
  ['2026-05-31', '2026-05-31T23:59:59Z', 'ends_soon'],
  ['2026-05-31', '2026-06-01T00:00:00Z', 'ended'],
  ['2026-05-31', '2026-04-01T00:00:00Z', 'valid'],
  ['2026-05-31', '2026-04-02T00:00:00Z', 'ends_soon'],
  [null, '2026-04-02T00:00:00Z', 'unknown'],
] as const)('a license valid until %s is, at %s, %s', (until, now, standing) => {
  expect(licenceStanding(until, new Date(now))).toBe(standing);
});

describe('national provider identifiers', () => {
  const FILE = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/facilities/npi-vectors.json`;
  const given = existsSync(FILE) ? test : test.skip;
  given('the given vectors (SKIPPED without BRIDGELINE_FIXTURES)', () => {
    const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as {
      valid: string[];
      invalid: string[];
    };
    for (const npi of vectors.valid) expect({ npi, is: isNpi(npi) }).toEqual({ npi, is: true });
    for (const npi of vectors.invalid) expect({ npi, is: isNpi(npi) }).toEqual({ npi, is: false });
  });

  test('one digit changed, or two neighbours swapped that differ, is none (but 09 and 90)', () => {
    const npi = '1234567893';
    expect(isNpi(npi)).toBe(true);
    for (let at = 0; at < 10; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const other = npi.slice(0, at) + digit + npi.slice(at + 1);
        if (other !== npi) expect({ other, is: isNpi(other) }).toEqual({ other, is: false });
      }
    }
    for (const text of ['', '123456789', '12345678933', '3234567893', '123456789x']) {
      expect(isNpi(text)).toBe(false);
    }
  });
});

describe('names and addresses as they are compared', () => {
  test.each([
    ['Elm House, Inc.', 'ELM HOUSE'],
    ['The Elm House & Co. LLC', 'Elm House'],
    ['Clínica San José', 'clinica san jose'],
  ])('%s is %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  test.each([
    ['12 Elm Street', '12 ELM ST.'],
    ['12 Elm Street, Suite 400', '12 Elm St #4'],
    ['900 North First Avenue', '900 N 1st Ave'],
    ['1 Saint Mary’s Boulevard Floor 2', '1 St Marys Blvd'],
  ])('%s is %s', (one, other) => expect(addressKey(one, '02115')).toBe(addressKey(other, '02115')));

  test('another house, another ZIP code or no street is another address', () => {
    expect(addressKey('12 Elm St', '02115')).not.toBe(addressKey('21 Elm St', '02115'));
    expect(addressKey('12 Elm St', '02115')).not.toBe(addressKey('12 Elm St', '02116'));
    expect(addressKey(null, '02115')).toBeNull();
    expect(addressKey('12 Elm St', null)).toBeNull();
  });
});
