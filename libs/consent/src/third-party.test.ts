import { describe, expect, test } from '@jest/globals';
import { PARTY_KINDS } from '#contract';
import { mayBringIn } from './third-party.js';

describe('R10 whom one may bring into a call', () => {
  const always = new Set<string>([
    'colleague',
    'crisis_988',
    'emergency_911',
    'hotline',
    'interpreter',
  ]);
  test.each(PARTY_KINDS.map(({ code }) => code))('R10 %s', (kind) => {
    const without = mayBringIn(kind, { disclosure: false });
    expect(without.allowed).toBe(always.has(kind));
    if (!without.allowed) expect(without.sentence).toMatch(/no consent .* is on record/);
    const given = mayBringIn(kind, { disclosure: true });
    expect(given).toMatchObject({
      allowed: true,
      basis: always.has(kind) ? expect.not.stringMatching('consent') : 'consent',
    });
  });
});
