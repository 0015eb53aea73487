import { expect, test } from '@jest/globals';
import { dateFormat } from './date-format.js';

const at = new Date('2026-11-27T03:30:00Z');

test('each locale, zone and choice of parts has its own format, made once', () => {
  const day = { timeZone: 'America/New_York', weekday: 'long' } as const;
  expect(dateFormat('en-US', day).format(at)).toBe('Thursday');
  expect(dateFormat('es-US', day).format(at)).toBe('jueves');
  expect(dateFormat('en-US', { ...day, timeZone: 'UTC' }).format(at)).toBe('Friday');
  expect(dateFormat('en-US', { ...day, weekday: 'short' }).format(at)).toBe('Thu');
  expect(dateFormat('en-US', { ...day })).toBe(dateFormat('en-US', day));
});

test('a zone that is none is refused each time', () => {
  const nowhere = () => dateFormat('en-US', { timeZone: 'Nowhere/At_All' });
  expect(nowhere).toThrow(RangeError);
  expect(nowhere).toThrow(RangeError);
});
