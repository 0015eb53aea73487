import type { Whereabouts } from './story.js';

/** What we know of where somebody is, and where that means they may be, looked up by hand. */
export interface PlaceCase {
  zip: string | null;
  /** Of their number. */
  areaCode: string;
  may: Whereabouts;
}

const EAST = 'America/New_York';
const MIDDLE = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const ARIZONA = 'America/Phoenix';
const WEST = 'America/Los_Angeles';
const HAWAII = 'Pacific/Honolulu';

const at = (
  zip: string | null,
  areaCode: string,
  zones: readonly string[],
  laws: readonly string[] = [],
): PlaceCase => ({ zip, areaCode, may: { zones, laws } });

export const PLACES: Readonly<Record<string, PlaceCase>> = {
  'New York': at('10001', '212', [EAST]),
  'New York, with a number of Los Angeles': at('10001', '213', [EAST]),
  'New York, with a number of Miami': at('10001', '305', [EAST], ['FL']),
  Miami: at('33101', '212', [EAST], ['FL']),
  'a number of the panhandle, two zones': at(null, '850', [EAST, MIDDLE], ['FL']),
  'Elizabethtown, where the ZIP does not tell the zone': at('42701', '212', [EAST, MIDDLE]),
  Dallas: at('75201', '214', [MIDDLE], ['TX']),
  'a number of west Texas, two zones': at(null, '432', [MIDDLE, MOUNTAIN], ['TX']),
  Hartford: at('06103', '860', [EAST], ['CT']),
  'Hartford, with a number of Miami': at('06103', '305', [EAST], ['CT', 'FL']),
  Phoenix: at('85004', '602', [ARIZONA]),
  Honolulu: at('96801', '808', [HAWAII]),
  'a toll-free number: anywhere': at(null, '877', [EAST, MIDDLE, MOUNTAIN, ARIZONA, WEST]),
};
