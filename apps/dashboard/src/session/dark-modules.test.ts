import { describe, expect, test } from '@jest/globals';
import { darkModules } from './dark-modules.js';

describe('the dark squares of a QR code', () => {
  test.each([
    ['nothing', [], ''],
    ['a light row', [[false, false]], ''],
    ['a run is one bar', [[false, true, true, false]], 'M1 0h2v1h-2z'],
    ['two runs, the last to the edge', [[true, false, true]], 'M0 0h1v1h-1zM2 0h1v1h-1z'],
    ['rows go down', [[false], [true]], 'M0 1h1v1h-1z'],
  ])('%s', (_, rows, path) => {
    expect(darkModules(rows)).toBe(path);
  });
});
