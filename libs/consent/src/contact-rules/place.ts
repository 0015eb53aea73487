import { areaOf, zonesOfState } from './area-codes.js';
import { zipArea } from './zip-zones.js';

/** Where the recipient may be: every zone that has to be open, every state whose rules have to hold. */
export interface Place {
  zones: readonly string[];
  states: readonly string[];
}

/** The zones of the US mainland: what has to be open when nothing is known. */
export const MAINLAND_ZONES: readonly string[] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
];

/**
 * Works out where a person may be: the zone comes from the ZIP, else from the state they gave and the area code together,
 * else from the whole mainland. The states of all count, because a state's rule protects its numbers as well as its
 * residents.
 */
export function placeOf(known: {
  zip?: string | null;
  state?: string | null;
  phone?: string | null;
}): Place {
  const home = known.zip ? zipArea(known.zip) : null;
  const area = known.phone ? areaOf(known.phone) : null;
  const states = unique([home?.state, known.state, area?.state].filter(isText));
  if (home) return { zones: home.zones, states };
  const stated = known.state ? zonesOfState(known.state) : undefined;
  const zones = unique([...(stated ?? []), ...(area?.zones ?? [])]);
  return { zones: zones.length > 0 ? zones : MAINLAND_ZONES, states };
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
