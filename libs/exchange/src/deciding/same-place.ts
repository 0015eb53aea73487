import { addressKey, nameKey } from '#facilities';
import type { FoundFacility } from '../reading/found-facility.js';

/** What two records are compared by. */
export interface PlaceKeys {
  /** The facility's id; of one that is new in this file: `row:N`. */
  id: string;
  source: string;
  ref: string | null;
  nameKey: string;
  otherNameKeys: readonly string[];
  addressKey: string | null;
  zip: string | null;
  phone: string | null;
  npi: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** Degrees within which two points are one house: some 100 metres. */
const ONE_HOUSE = 0.001;
/** Share of the words of two names at one address that makes them one. */
const ALIKE = 0.5;

/** The keys of what a source tells of. */
export function keysOf(found: FoundFacility, source: string, id: string): PlaceKeys {
  return {
    id,
    source,
    ref: found.ref,
    nameKey: nameKey(found.name),
    otherNameKeys: found.otherNames.map(nameKey),
    addressKey: addressKey(found.addressLine, found.zip),
    zip: found.zip,
    phone: found.phone,
    npi: found.npi,
    latitude: found.latitude,
    longitude: found.longitude,
  };
}

/**
 * Whether two records are one place. The source's own number decides; else at one address a shared phone or NPI or a
 * name that is half the same; where an address is missing the name and ZIP code, unless phones or points contradict.
 * Two programs of one company in a town, each with a street of its own, stay two.
 */
export function samePlace(one: PlaceKeys, other: PlaceKeys): boolean {
  if (one.ref !== null && one.ref === other.ref && one.source === other.source) return true;
  const named = namesOf(one).some((name) => namesOf(other).includes(name));
  const samePhone = one.phone !== null && one.phone === other.phone;
  const sameNpi = one.npi !== null && one.npi === other.npi;
  if (one.addressKey !== null && other.addressKey !== null) {
    if (one.addressKey !== other.addressKey) return false;
    return named || samePhone || sameNpi || namesAlike(one.nameKey, other.nameKey);
  }
  if (one.zip === null || one.zip !== other.zip) return false;
  if (!named) return samePhone && isNear(one, other) && namesAlike(one.nameKey, other.nameKey);
  const phonesDiffer = one.phone !== null && other.phone !== null && !samePhone;
  return phonesDiffer ? isNear(one, other) : !isApart(one, other);
}

/** Finds the place a record is, among those known; the first that fits. */
export class PlaceIndex {
  readonly #byKey = new Map<string, PlaceKeys[]>();

  constructor(known: Iterable<PlaceKeys> = []) {
    for (const place of known) this.add(place);
  }

  add(place: PlaceKeys): void {
    for (const key of lookUps(place)) {
      const there = this.#byKey.get(key);
      if (there) there.push(place);
      else this.#byKey.set(key, [place]);
    }
  }

  find(place: PlaceKeys): PlaceKeys | undefined {
    for (const key of lookUps(place)) {
      const same = this.#byKey.get(key)?.find((known) => samePlace(known, place));
      if (same) return same;
    }
    return undefined;
  }
}

function lookUps(place: PlaceKeys): string[] {
  return [
    ...(place.ref === null ? [] : [`ref ${place.source} ${place.ref}`]),
    ...(place.addressKey === null ? [] : [`address ${place.addressKey}`]),
    ...(place.phone === null ? [] : [`phone ${place.phone}`]),
    ...(place.zip === null ? [] : namesOf(place).map((name) => `name ${place.zip} ${name}`)),
  ];
}

function namesOf({ nameKey: own, otherNameKeys }: PlaceKeys): string[] {
  return [own, ...otherNameKeys];
}

function namesAlike(one: string, other: string): boolean {
  const [first, second] = [new Set(one.split(' ')), new Set(other.split(' '))];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.min(first.size, second.size) > ALIKE;
}

function isNear(one: PlaceKeys, other: PlaceKeys): boolean {
  return hasPoints(one, other) && !isApart(one, other);
}

function isApart(one: PlaceKeys, other: PlaceKeys): boolean {
  if (!hasPoints(one, other)) return false;
  const high = Math.abs((one.latitude ?? 0) - (other.latitude ?? 0));
  const wide = Math.abs((one.longitude ?? 0) - (other.longitude ?? 0));
  return Math.max(high, wide) > ONE_HOUSE;
}

function hasPoints(one: PlaceKeys, other: PlaceKeys): boolean {
  return [one, other].every(({ latitude, longitude }) => latitude !== null && longitude !== null);
}
