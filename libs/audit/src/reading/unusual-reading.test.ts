import { describe, expect, test } from '@jest/globals';
import { type HourOfReading, unusualHour, unusualInterest } from './unusual-reading.js';

const TEN = [3, 4, 5, 5, 6, 6, 7, 7, 8, 12];
const hour = (more: Partial<HourOfReading>): HourOfReading => ({
  opened: 0,
  strangers: 0,
  usual: TEN,
  everybody: [20, 20],
  ...more,
});
const rules = (more: Partial<HourOfReading>) => unusualHour(hour(more)).map(({ rule }) => rule);

describe('R6 unusual reading', () => {
  test.each<[string, Partial<HourOfReading>, string[]]>([
    ['a quiet hour', { opened: 8 }, []],
    ['three times the usual, and at least 25', { opened: 25 }, ['many_records']],
    ['24 are never many', { opened: 24 }, []],
    ['just under three times the usual', { opened: 29, usual: Array(10).fill(10) }, []],
    ['exactly three times the usual', { opened: 30, usual: Array(10).fill(10) }, ['many_records']],
    [
      'one busy hour of ten is not the usual',
      { opened: 26, usual: [...Array(9).fill(8), 40] },
      ['many_records'],
    ],
    ['two busy hours of ten are', { opened: 26, usual: [...Array(8).fill(8), 40, 40] }, []],
    ['somebody new is measured by everybody', { opened: 59, usual: [1] }, []],
    ['and can be unusual too', { opened: 60, usual: [1] }, ['many_records']],
    ['nine hours are new, ten are known', { opened: 30, usual: Array(9).fill(1) }, []],
    [
      'the order of the hours says nothing',
      { opened: 26, usual: [...Array(8).fill(8), 40, 8] },
      ['many_records'],
    ],
    ['nobody has read anything yet', { opened: 25, usual: [], everybody: [] }, ['many_records']],
    ['15 strangers', { opened: 15, strangers: 15 }, ['strangers']],
    ['14 strangers', { opened: 14, strangers: 14 }, []],
    ['four of five', { opened: 20, strangers: 16 }, ['strangers']],
    ['less than four of five', { opened: 21, strangers: 16 }, []],
    ['both', { opened: 40, strangers: 40 }, ['many_records', 'strangers']],
  ])('%s', (_what, facts, expected) => {
    expect(rules(facts)).toEqual(expected);
  });

  test('the sentence says the numbers and by whom they were measured', () => {
    expect(unusualHour(hour({ opened: 30 }))[0]?.sentence).toBe(
      'Opened 30 leads within an hour; in nine out of ten of their hours it was at most 8.',
    );
    expect(unusualHour(hour({ opened: 60, usual: [] }))[0]?.sentence).toBe(
      'Opened 60 leads within an hour; in nine out of ten of everybody’s hours it was at most 20.',
    );
  });

  test('one person on five days of fourteen', () => {
    expect(unusualInterest({ days: 4 })).toBeUndefined();
    expect(unusualInterest({ days: 5 })).toEqual({
      rule: 'one_person',
      sentence:
        'Opened the same lead on 5 of the last 14 days; it is not theirs and they changed nothing of it.',
    });
  });
});
