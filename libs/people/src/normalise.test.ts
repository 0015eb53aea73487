import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { normaliseEmail, normalisePhone, sameName } from './normalise.js';
import { stateOfZip } from './zip-states.js';

test.each([
  ['(555) 010-0199', '+15550100199'],
  ['1-555-010-0199', '+15550100199'],
  ['+1 555 010 0199 ext. 12', '+15550100199'],
  ['555.010.0199', '+15550100199'],
  ['+52 55 1234 5678', '+525512345678'],
  ['010-0199', null],
  ['911', null],
  ['no phone', null],
  ['', null],
  ['5'.repeat(40), null],
])('normalisePhone(%j)', (typed, phone) => {
  expect(normalisePhone(typed)).toBe(phone);
});

test.each([
  [' Me@Example.com ', 'me@example.com'],
  ['me@example', null],
  ['a b@example.com', null],
])('normaliseEmail(%j)', (typed, email) => {
  expect(normaliseEmail(typed)).toBe(email);
});

test.each([
  ['Maria Lopez', 'lopez,  MARÍA', true],
  ["O'Brien", 'OBrien', true],
  ['Maria', 'Maria Lopez', false],
  ['Ann Ann', 'Ann', true],
  ['!!!', '!!!', false],
  [null, null, false],
  ['李小龍', '李小龍', true],
])('sameName(%j, %j)', (one, other, same) => {
  expect(sameName(one, other)).toBe(same);
});

describe('stateOfZip', () => {
  test.each([
    ['10001', 'NY'],
    ['33101-1234', 'FL'],
    ['331011234', 'FL'],
    ['00901', 'PR'],
    ['06390', 'NY'],
    ['99950', 'AK'],
    ['00001', null],
    ['1000', null],
    ['abcde', null],
    [null, null],
  ])('%j is in %j', (zip, state) => {
    expect(stateOfZip(zip)).toBe(state);
  });

  test('agrees with the ZIP codes of the zipcodes package', () => {
    const { codes } = createRequire(import.meta.url)('zipcodes') as {
      codes: Record<string, { state: string; country: string }>;
    };
    const wrong = Object.entries(codes).filter(
      ([zip, { state, country }]) =>
        country === 'US' && /^\d{5}$/.test(zip) && stateOfZip(zip) !== state,
    );
    expect(wrong).toEqual([]);
  });
});

test('a North American number in E.164 is what the library reads of it', () => {
  for (let area = 200; area <= 999; area += 1) {
    const text = `+1${area}${String((area * 7919) % 10_000_000).padStart(7, '0')}`;
    const read = parsePhoneNumberFromString(text, 'US');
    expect([text, read?.isPossible(), read?.number]).toEqual([text, true, normalisePhone(text)]);
  }
});
