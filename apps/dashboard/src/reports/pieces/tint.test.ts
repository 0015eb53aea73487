import { expect, test } from '@jest/globals';
import { getContrastRatio } from '@mui/material/styles';
import { tint } from './tint';

test.each([
  ['#0f524e', '#fffefa'],
  ['#86c9bd', '#1a2422'],
])('R18 every strength of %s on %s can be read', (colour, ground) => {
  for (let strength = 0; strength <= 1; strength += 0.01) {
    const { bgcolor, color } = tint(colour, ground, strength);
    expect(getContrastRatio(color, bgcolor)).toBeGreaterThanOrEqual(4.5);
  }
  expect(tint(colour, ground, 0).bgcolor).not.toBe(tint(colour, ground, 1).bgcolor);
});
