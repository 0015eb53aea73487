import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compare, installedBy, meaning } from './advisories.mjs';

const of = (name: string, more: object) => ({
  id: 'X-1',
  affected: [{ package: { ecosystem: 'npm', name }, ...more }],
});
const range = (...events: object[]) => ({ ranges: [{ type: 'SEMVER', events }] });
const met = (version: string, advisory: object) =>
  meaning({ name: 'some', version }, [advisory]).length === 1;

describe('advisories against what is installed', () => {
  test.each<[string, object, string, boolean]>([
    ['before it was fixed', range({ introduced: '0' }, { fixed: '1.2.3' }), '1.2.2', true],
    ['the fixed one', range({ introduced: '0' }, { fixed: '1.2.3' }), '1.2.3', false],
    [
      'a forerunner of the fixed one',
      range({ introduced: '0' }, { fixed: '1.2.3' }),
      '1.2.3-rc.1',
      true,
    ],
    ['before it came in', range({ introduced: '1.0.0' }, { fixed: '1.2.3' }), '0.9.9', false],
    [
      'the last that has it',
      range({ introduced: '1.0.0' }, { last_affected: '1.2.3' }),
      '1.2.3',
      true,
    ],
    [
      'after the last that has it',
      range({ introduced: '1.0.0' }, { last_affected: '1.2.3' }),
      '1.2.4',
      false,
    ],
    ['never fixed', range({ introduced: '2.0.0' }), '10.0.0', true],
    [
      'it came back',
      range({ introduced: '3.0.0' }, { introduced: '0' }, { fixed: '1.0.0' }, { fixed: '3.1.0' }),
      '3.0.5',
      true,
    ],
    [
      'between two',
      range({ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '3.0.0' }, { fixed: '3.1.0' }),
      '2.0.0',
      false,
    ],
    ['named by its version', { versions: ['4.5.6'] }, '4.5.6', true],
    ['another version', { versions: ['4.5.6'] }, '4.5.7', false],
  ])('%s', (_what, about, version, expected) => {
    expect(met(version, of('some', about))).toBe(expected);
    expect(met(version, of('other', about))).toBe(false);
    expect(met(version, { ...of('some', about), withdrawn: '2026-01-01T00:00:00Z' })).toBe(false);
  });

  test('versions in the order of semver.org', () => {
    const order = [
      '0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ];
    expect(order.toReversed().toSorted(compare)).toEqual(order);
    expect(compare('1.0.0+a', '1.0.0+b')).toBe(0);
  });

  test('every package of the lock file is looked up by its name and version', () => {
    const lock = JSON.parse(
      readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
    );
    const installed = installedBy(lock);
    expect(installed.length).toBeGreaterThan(800);
    expect(installed).toContainEqual({
      name: 'zod',
      version: lock.packages['node_modules/zod'].version,
    });
    const fastify = installed.find(({ name }) => name === 'fastify');
    const [found] = meaning(fastify ?? { name: '', version: '' }, [
      of('fastify', range({ introduced: '0' })),
    ]);
    expect(found?.id).toBe('X-1');
  });
});
