import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { timeWish } from '../src/call-backs/preferred-time.js';
import { promisedTime } from '../src/call-backs/promised-time.js';
import { at, reach, ZONE } from './plan-cases.js';

const hm = (minutes: number) =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
const read = (text: string) => {
  const wish = timeWish(text);
  if (!wish) return null;
  const day = typeof wish.day === 'string' ? wish.day : wish.day.join('');
  return `${day} ${hm(wish.from)}-${hm(wish.to)}`;
};

describe('what somebody said about when to call', () => {
  test.each([
    ['after 6 p.m.', 'any 18:00-21:00'],
    ['After 6PM please', 'any 18:00-21:00'],
    ['después de las 6 p. m.', 'any 18:00-21:00'],
    ['a partir de las 18:00', 'any 18:00-21:00'],
    ['before 10', 'any 8:00-10:00'],
    ['antes de las 10', 'any 8:00-10:00'],
    ['between 2 and 4', 'any 14:00-16:00'],
    ['2-4pm', 'any 14:00-16:00'],
    ['from 10 to 2 pm', 'any 10:00-14:00'],
    ['entre las 9 y las 11', 'any 9:00-11:00'],
    ['at 3', 'any 15:00-15:30'],
    ['tomorrow at 10am', 'tomorrow 10:00-10:30'],
    ['mañana a las 10', 'tomorrow 10:00-10:30'],
    ['mañana por la mañana', 'tomorrow 8:00-12:00'],
    ['por la mañana', 'any 8:00-12:00'],
    ['por la tarde', 'any 12:00-17:00'],
    ['only weekday mornings', '12345 8:00-12:00'],
    ['solo por la mañana', 'any 8:00-12:00'],
    ['evenings', 'any 17:00-21:00'],
    ['tonight', 'today 17:00-21:00'],
    ['this evening at 7', 'today 19:00-19:30'],
    ['el lunes por la tarde', '1 12:00-17:00'],
    ['Tuesday or', null],
    ['noon', 'any 12:00-13:00'],
    ['al mediodía', 'any 12:00-13:00'],
    ['fin de semana', '67 8:00-21:00'],
    ['14:30', 'any 14:30-15:00'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    'any time',
    'asap',
    '',
    'not before 10',
    "don't call in the morning",
    'mornings or evenings',
    'cualquier hora',
    'nunca por la mañana',
    'call 555 0100 instead',
    'after work',
    'I work 9 to 5',
    'trabajo hasta las 5',
    'between 5 and 3 am',
    'at 99',
    'tomorrow or Monday',
    'lunes mañana',
  ])('left to a human: %s', (text) => {
    expect(read(text)).toBeNull();
  });

  test('any text at all is read without an error, and never into an impossible time', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc
            .array(
              fc.constantFrom(
                'after',
                'at',
                '6',
                '18:00',
                'pm',
                'mañana',
                'tomorrow',
                'to',
                '-',
                'las',
              ),
              { maxLength: 8 },
            )
            .map((words) => words.join(' ')),
        ),
        (text) => {
          const wish = timeWish(text);
          if (wish) expect(wish.from >= 0 && wish.from < wish.to && wish.to <= 1470).toBe(true);
        },
      ),
    );
  });
});

describe('the call back that is promised', () => {
  const { working } = reach();
  // Tuesday.
  const promised = (said: string, now: Date) => promisedTime(said, now, ZONE, working);
  const ten = at('2026-11-24T10:00');

  test.each<[string, Date, Date | null]>([
    ['after 6 pm', ten, at('2026-11-24T18:00')],
    // They may be called now.
    ['mornings', ten, null],
    ['afternoon', ten, at('2026-11-24T12:00')],
    ['tomorrow at 10am', ten, at('2026-11-25T10:00')],
    ['at 9', ten, at('2026-11-25T09:00')],
    // Thanksgiving is a holiday of the house.
    ['Thursday', ten, null],
    ['Saturday', ten, at('2026-11-28T09:00')],
    // The house closes at nine.
    ['after 9 pm', ten, null],
    ['after 6 pm', at('2026-11-28T17:00'), at('2026-11-30T18:00')],
    ['weekends', at('2026-11-27T22:00'), at('2026-11-28T09:00')],
  ])('%s', (said, now, expected) => {
    expect(promised(said, now)).toEqual(expected);
  });

  test('their evening, our clock: the time is theirs', () => {
    const angeles = promisedTime('after 5 pm', ten, 'America/Los_Angeles', working);
    expect(angeles).toEqual(at('2026-11-24T20:00'));
  });

  test('over the change of the clocks it is still six', () => {
    const saturday = at('2027-03-13T20:00');
    const evening = promisedTime('after 6 pm', saturday, ZONE, {
      timeZone: ZONE,
      hours: { sun: [['08:00', '21:00']] },
    });
    expect(evening).toEqual(new Date('2027-03-14T22:00:00Z'));
  });
});
