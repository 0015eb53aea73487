import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contrast,
  lookProblems,
  lookStyles,
  nightColours,
  OWN_COLOURS,
  themeColours,
} from '#contract';

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

describe('the colours of an organisation', () => {
  test('contrast is what WCAG says it is', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
    expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'));
  });

  test('a pale one is refused with its contrast, Bridgeline’s own are not', () => {
    expect(lookProblems(OWN_COLOURS)).toEqual({});
    expect(lookProblems({ brand: null, call: null })).toEqual({});
    expect(lookProblems({ brand: '#8fc7bd', call: '#f0c674' })).toEqual({
      brand: expect.stringContaining('contrast is 1.'),
      call: expect.stringContaining('4.5 is needed'),
    });
  });

  test('R18 whatever passes can be read in both themes', () => {
    fc.assert(
      fc.property(colour, colour, (brand, call) => {
        const look = { brand, call };
        const wrong = lookProblems(look);
        const [light, dark] = [themeColours(look, 'light'), themeColours(look, 'dark')];
        if (!wrong.brand) {
          for (const ground of ['#faf5ec', '#fffdf8', light['pine-soft']])
            expect(contrast(light.pine, ground)).toBeGreaterThanOrEqual(4.5);
        }
        if (!wrong.call) {
          expect(contrast(light.call, light['call-ink'])).toBeGreaterThanOrEqual(4.5);
          expect(contrast(light['call-hover'], light['call-ink'])).toBeGreaterThanOrEqual(4.5);
        }
        for (const ground of ['#0e1c1c', '#152726', dark['pine-soft']])
          expect(contrast(dark.pine, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(dark.call, dark['call-ink'])).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 300 },
    );
  });

  test('R18 whatever the brand, light letters on its dark grounds can be read', () => {
    const letters = ['#f8efe0', '#f4bd78', '#c9d8d0'];
    fc.assert(
      fc.property(fc.option(colour), (brand) => {
        for (const ground of Object.values(nightColours({ brand, call: null }))) {
          for (const ink of letters) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('styles are there only for colours of one’s own, and hold nothing but colours', () => {
    expect(lookStyles({ brand: null, call: null })).toBe('');
    expect(lookStyles({ brand: '#123456', call: null })).toMatch(
      /^:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}@media \(prefers-color-scheme:dark\)\{:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}$/,
    );
  });
});
