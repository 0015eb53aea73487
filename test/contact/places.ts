import type { Whereabouts } from './story.js';

/** What is known of where somebody lives: a ZIP, or a state alone, or nothing. */
export type Home = { zip: string } | { state: string } | null;

export interface Known {
  home: Home;
  /** Of their number. */
  areaCode: string;
  /** What is known of the home is the patient's; somebody else may be there or where their number is. */
  isPatient: boolean;
}

const EAST = 'America/New_York';
const MIDDLE = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const ARIZONA = 'America/Phoenix';
const WEST = 'America/Los_Angeles';
const ANYWHERE: Whereabouts = { zones: [EAST, MIDDLE, MOUNTAIN, ARIZONA, WEST], laws: [] };

const at = (zones: readonly string[], ...laws: string[]): Whereabouts => ({ zones, laws });

/** Looked up by hand. 42701 is Elizabethtown, whose first three digits do not tell the zone. */
const ZIPS: Readonly<Record<string, Whereabouts>> = {
  '10001': at([EAST]),
  '33101': at([EAST], 'FL'),
  '42701': at([EAST, MIDDLE]),
  '75201': at([MIDDLE], 'TX'),
  '06103': at([EAST], 'CT'),
  '85004': at([ARIZONA]),
  '96801': at(['Pacific/Honolulu']),
};
const STATES: Readonly<Record<string, Whereabouts>> = {
  CA: at([WEST]),
  FL: at([EAST, MIDDLE], 'FL'),
};
/** 850 is the panhandle and 432 the west of Texas, each in two zones; 877 is toll-free. */
const AREA_CODES: Readonly<Record<string, Whereabouts>> = {
  '212': at([EAST]),
  '213': at([WEST]),
  '305': at([EAST], 'FL'),
  '850': at([EAST, MIDDLE], 'FL'),
  '432': at([MIDDLE, MOUNTAIN], 'TX'),
  '860': at([EAST], 'CT'),
  '602': at([ARIZONA]),
  '877': ANYWHERE,
};

export const HOMES: readonly Home[] = [
  ...Object.keys(ZIPS).map((zip) => ({ zip })),
  ...Object.keys(STATES).map((state) => ({ state })),
  null,
];
export const AREAS: readonly string[] = Object.keys(AREA_CODES);

/** Where they may be, as docs/domain.md says it. */
export function whereabouts({ home, areaCode, isPatient }: Known): Whereabouts {
  const number = found(AREA_CODES, areaCode);
  if (home === null) return number;
  const lives = 'zip' in home ? found(ZIPS, home.zip) : found(STATES, home.state);
  const laws = [...lives.laws, ...number.laws];
  if ('zip' in home && isPatient) return { zones: lives.zones, laws };
  // Of a toll-free number nothing is known: a state alone is all there is to go by.
  if (number === ANYWHERE && isPatient) return { zones: lives.zones, laws };
  return { zones: [...lives.zones, ...number.zones], laws };
}

function found(table: Readonly<Record<string, Whereabouts>>, key: string): Whereabouts {
  const where = table[key];
  if (!where) throw new Error(`Nobody has looked up ${key}`);
  return where;
}
