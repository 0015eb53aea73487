import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import tzLookup from '@photostructure/tz-lookup';
import { placeOf } from './place.js';
import { zipArea } from './zip-zones.js';

interface ZipPlace {
  state: string;
  country: string;
  latitude: number;
  longitude: number;
}

/** What the clocks of a zone show, in winter and in summer: two zones that show the same are one to us. */
function clocksOf(zone: string): string {
  return ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z']
    .map((at) => new Date(at).toLocaleTimeString('en-US', { timeZone: zone }))
    .join();
}
const clocks = new Map<string, string>();
function sameClocks(one: string, other: string): boolean {
  for (const zone of [one, other]) if (!clocks.has(zone)) clocks.set(zone, clocksOf(zone));
  return clocks.get(one) === clocks.get(other);
}

describe('the zones of a ZIP code', () => {
  test.each([
    ['10001', ['America/New_York']],
    ['32401', ['America/New_York', 'America/Chicago']],
    ['32501', ['America/Chicago']],
    ['37201', ['America/Chicago']],
    ['37901', ['America/New_York']],
    ['79901', ['America/Denver']],
    ['85004', ['America/Phoenix']],
    ['86503', ['America/Phoenix', 'America/Denver']],
    ['96799', ['Pacific/Pago_Pago']],
  ])('%s lies in %j', (zip, zones) => {
    expect(placeOf({ zip }).zones).toEqual(zones);
  });

  test.each(['09001', '00001', 'abcde', ''])('%j tells nothing', (zip) => {
    expect(zipArea(zip)).toBeNull();
  });

  test('hold the zone of the coordinates of every ZIP code of the states', () => {
    const { codes } = createRequire(import.meta.url)('zipcodes') as {
      codes: Record<string, ZipPlace>;
    };
    const places = Object.entries(codes).filter(
      ([zip, { country }]) => country === 'US' && /^\d{5}$/.test(zip) && zipArea(zip) !== null,
    );
    expect(places.length).toBeGreaterThan(40_000);
    const wrong = places.filter(([zip, { latitude, longitude }]) => {
      const zone = tzLookup(latitude, longitude);
      return !zipArea(zip)?.zones.some((each) => sameClocks(each, zone));
    });
    // What is left are towns whose coordinates fall over the border of another state or country.
    expect(wrong.length / places.length).toBeLessThan(0.005);
    expect(wrong.map(([zip]) => zip)).toMatchSnapshot();
  });
});
