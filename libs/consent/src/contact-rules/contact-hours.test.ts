import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { areaOf } from './area-codes.js';
import { nextContactHours, withinContactHours } from './contact-hours.js';
import { MAINLAND_ZONES, placeOf } from './place.js';

const at = (text: string) => new Date(text);

describe('R11 contact hours', () => {
  test.each([
    // [what, place, moment, open]
    ['8:00 in New York', { zip: '10001' }, '2026-11-24T13:00:00Z', true],
    ['7:59 in New York', { zip: '10001' }, '2026-11-24T12:59:00Z', false],
    ['20:59 in New York', { zip: '10001' }, '2026-11-25T01:59:00Z', true],
    ['21:00 in New York', { zip: '10001' }, '2026-11-25T02:00:00Z', false],
    ['20:00 in Miami, where the state closes', { zip: '33101' }, '2026-11-25T01:00:00Z', false],
    ['19:59 in Miami', { zip: '33101' }, '2026-11-25T00:59:00Z', true],
    [
      'a Florida number whose owner gave a New York ZIP, 20:30',
      { zip: '10001', phone: '+13055550100' },
      '2026-11-25T01:30:00Z',
      false,
    ],
    ['Sunday 11:59 in Dallas', { zip: '75201' }, '2026-11-22T17:59:00Z', false],
    ['Sunday noon in Dallas', { zip: '75201' }, '2026-11-22T18:00:00Z', true],
    ['8:30 in Hartford', { zip: '06103' }, '2026-11-24T13:30:00Z', false],
    ['9:00 in Hartford', { zip: '06103' }, '2026-11-24T14:00:00Z', true],
    [
      'a toll-free number at 9:00 in New York (6:00 in Los Angeles)',
      { phone: '+18885550100' },
      '2026-11-24T14:00:00Z',
      false,
    ],
    [
      'a toll-free number at 11:00 in New York',
      { phone: '+18885550100' },
      '2026-11-24T16:00:00Z',
      true,
    ],
    ['nothing known at 20:30 in Los Angeles', {}, '2026-11-25T04:30:00Z', false],
    [
      'the panhandle’s two zones: 8:30 Eastern is 7:30 Central',
      { phone: '+18505550100' },
      '2026-11-24T13:30:00Z',
      false,
    ],
    ['Phoenix in July, without summer time: 8:00', { zip: '85004' }, '2026-07-14T15:00:00Z', true],
    [
      'the morning the clocks go back: 8:00 is 13:00 UTC again',
      { zip: '10001' },
      '2026-11-01T13:00:00Z',
      true,
    ],
    ['and 12:30 UTC is 7:30', { zip: '10001' }, '2026-11-01T12:30:00Z', false],
    [
      'the morning the clocks go forward: 8:00 is 12:00 UTC',
      { zip: '10001' },
      '2026-03-08T12:00:00Z',
      true,
    ],
  ])('%s', (_what, known, moment, open) => {
    expect(withinContactHours(at(moment), placeOf(known))).toBe(open);
  });

  test('nothing known means the whole mainland', () => {
    expect(placeOf({})).toEqual({ zones: MAINLAND_ZONES, states: [] });
  });

  test('the next opening is open, and nothing between is', () => {
    const places = [
      { zip: '33101' },
      { zip: '75201' },
      { phone: '+18885550100' },
      { phone: '+18505550100' },
      { zip: '06103', phone: '+13055550100' },
      { zip: '96801' },
    ];
    fc.assert(
      fc.property(
        fc.date({
          min: at('2026-01-01T00:00:00Z'),
          max: at('2028-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.constantFrom(...places),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (now, known, share) => {
          const place = placeOf(known);
          const next = nextContactHours(now, place);
          if (!next) throw new Error('these places always open within a week');
          expect(withinContactHours(next, place)).toBe(true);
          expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
          const between = new Date(now.getTime() + share * (next.getTime() - now.getTime() - 1));
          if (next > now && between < next) expect(withinContactHours(between, place)).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('area codes', () => {
  const fixture = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/geo/areacode-timezones.json`;
  const known = read(fixture);

  test('of another country or of a toll-free number have no place', () => {
    for (const phone of [
      '+18005550100',
      '+18335550100',
      '+14165550100',
      '+442079460000',
      'not a number',
    ]) {
      expect(areaOf(phone)).toBeNull();
    }
  });

  (known ? test : test.skip)('agree with an independent list (skipped: no fixtures here)', () => {
    const wrong: string[] = [];
    for (const [code, entry] of Object.entries(known ?? {})) {
      // The whole continent as an answer means that the list does not know.
      if (entry.type !== 'local' || entry.tz.length > 6) continue;
      const area = areaOf(`+1${code}5550100`);
      // A zone too many is the careful side; a zone too few would ring somebody at night.
      const missing = entry.tz.filter((zone) => !area?.zones.some((own) => sameClock(own, zone)));
      if (area && (area.state !== entry.state || missing.length > 0))
        wrong.push(`${code}: ${entry.state} ${missing.join()} / ${area.state}`);
    }
    expect(wrong).toEqual([]);
  });
});

function sameClock(a: string, b: string): boolean {
  const moments = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].map((text) => new Date(text));
  const shown = (zone: string) =>
    moments.map((moment) => moment.toLocaleString('en-US', { timeZone: zone })).join();
  return shown(a) === shown(b);
}

function read(path: string): Record<string, { state: string; type: string; tz: string[] }> | null {
  try {
    return (
      JSON.parse(readFileSync(path, 'utf8')) as {
        codes: Record<string, { state: string; type: string; tz: string[] }>;
      }
    ).codes;
  } catch {
    return null;
  }
}

describe('R11 the next hours', () => {
  const texas = { zones: ['America/Chicago'], states: ['TX'] };

  test.each([
    ['2026-11-28T13:30:00Z', '2026-11-28T14:00:00.000Z', 'a Saturday in Texas opens at eight'],
    ['2026-11-29T13:30:00Z', '2026-11-29T18:00:00.000Z', 'a Sunday at noon'],
    ['2026-11-30T13:30:00Z', '2026-11-30T14:00:00.000Z', 'and a Monday at eight again'],
    ['2026-11-28T14:00:00Z', '2026-11-28T14:00:00.000Z', 'the moment it opens is open'],
    [
      '2026-11-29T03:30:00Z',
      '2026-11-29T18:00:00.000Z',
      'in the evening the next day, never the past one',
    ],
  ])('from %s it is %s: %s', (now, opens) => {
    expect(nextContactHours(new Date(now), texas)?.toISOString()).toBe(opens);
  });

  test('of several zones the last to open, whichever is named first', () => {
    const zones = ['America/Los_Angeles', 'America/New_York'];
    for (const order of [zones, zones.toReversed()]) {
      const next = nextContactHours(new Date('2026-11-28T09:00:00Z'), { zones: order, states: [] });
      expect(next?.toISOString()).toBe('2026-11-28T16:00:00.000Z');
    }
  });

  test('zones that never agree never open', () => {
    const place = { zones: ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin'], states: [] };
    expect(nextContactHours(new Date('2026-11-28T09:00:00Z'), place)).toBeNull();
  });
});
