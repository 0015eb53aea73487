import { describe, expect, test } from '@jest/globals';
import { PARTY_KINDS } from '#contract';
import { mayBringIn } from './third-party.js';

const NONE = { facility: false, payer: false, others: false };
const ALWAYS = new Set<string>([
  'colleague',
  'crisis_988',
  'emergency_911',
  'hotline',
  'interpreter',
]);
const openWith = (consents: Partial<typeof NONE>) =>
  PARTY_KINDS.map(({ code }) => code).filter(
    (kind) => !ALWAYS.has(kind) && mayBringIn(kind, { ...NONE, ...consents }).allowed,
  );

describe('R10 whom one may bring into a call', () => {
  test.each(PARTY_KINDS.map(({ code }) => code))('R10 %s, without any consent', (kind) => {
    const decision = mayBringIn(kind, NONE);
    expect(decision.allowed).toBe(ALWAYS.has(kind));
    if (!decision.allowed) expect(decision.sentence).toMatch(/no consent .* is on record/);
  });

  test('R10 a consent opens those it is for, and nobody else', () => {
    expect(openWith({ facility: true })).toEqual(['facility']);
    expect(openWith({ payer: true })).toEqual(['payer']);
    expect(openWith({ others: true })).toEqual(['relative', 'court', 'other']);
    expect(mayBringIn('facility', { ...NONE, facility: true })).toMatchObject({ basis: 'consent' });
    for (const kind of ['crisis_988', 'emergency_911', 'hotline'] as const) {
      const decision = mayBringIn(kind, NONE);
      expect(decision).toMatchObject({ basis: 'emergency' });
      expect(decision.sentence).toMatch(/2\.51/);
    }
    expect(mayBringIn('colleague', NONE)).toMatchObject({ basis: 'own_staff' });
    expect(mayBringIn('interpreter', NONE)).toMatchObject({ basis: 'interpreter' });
  });
});
