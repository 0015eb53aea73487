import { stateOfZip } from '#people';
import { zonesOfState } from './area-codes.js';

/**
 * Three-digit ZIP prefixes that lie in one zone of a state with several. Places of a prefix that is not here are in
 * either: then all zones of its state have to agree. Source: the zones of the counties that each prefix delivers to;
 * the test holds it against the coordinates of every ZIP code.
 */
const ONE_ZONE: readonly (readonly [zone: string, prefixes: string])[] = [
  ['America/New_York', '320-323 326-349 374 376-379 400 402-418 425 460-462 466-474 480-497'],
  [
    'America/Chicago',
    '325 370-372 375 380-384 420-424 464 477 570-574 580-584 660-676 679 680-689 733 739 750-797',
  ],
  ['America/Denver', '577 693 799 832-834 837 885'],
  ['America/Phoenix', '850-853 856-857 863-864'],
  ['America/Los_Angeles', '889-891 894-897 970-977'],
  ['America/Anchorage', '997-998'],
];

const zoneOfPrefix: ReadonlyMap<number, string> = new Map(
  ONE_ZONE.flatMap(([zone, prefixes]) => prefixesIn(prefixes).map((prefix) => [prefix, zone])),
);

/** The state of a ZIP code and the zones it may be in; null when it is none of a state we know the zones of. */
export function zipArea(zip: string): { state: string; zones: readonly string[] } | null {
  const state = stateOfZip(zip);
  if (!state) return null;
  const own = zoneOfPrefix.get(Number(zip.trim().slice(0, 3)));
  const zones = own ? [own] : zonesOfState(state);
  return zones ? { state, zones } : null;
}

function prefixesIn(text: string): number[] {
  return text.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
