import { describe, expect, test } from '@jest/globals';
import { SHIPPED_PAYERS } from './payers.js';

const lower = (text: string) => text.toLowerCase();

describe('the shipped payers', () => {
  test('are at least 45, each with a name of its own', () => {
    const names = SHIPPED_PAYERS.map((payer) => lower(payer.name));
    expect(names.length).toBeGreaterThanOrEqual(45);
    expect(new Set(names).size).toBe(names.length);
  });

  test('never share an alias, nor take another payer’s name as one', () => {
    const names = new Map(SHIPPED_PAYERS.map((payer) => [lower(payer.name), payer.name]));
    const owners = new Map<string, string>();
    for (const payer of SHIPPED_PAYERS) {
      for (const alias of payer.aliases ?? []) {
        expect(names.get(lower(alias))).toBeUndefined();
        expect(owners.get(lower(alias))).toBeUndefined();
        owners.set(lower(alias), payer.name);
      }
    }
  });

  test.each([
    'Aetna',
    'Optum',
    'UMR',
    'Carelon Behavioral Health',
    'TRICARE East',
    'Medicare',
    'GEHA',
  ])('include %s', (name) => {
    expect(SHIPPED_PAYERS.some((payer) => payer.name === name)).toBe(true);
  });
});
