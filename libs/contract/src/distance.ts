/** A place on earth, in degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth: 6,371.0088 km (IUGG). */
export const EARTH_MILES = 3958.7613;
const RADIANS = Math.PI / 180;

/**
 * Miles between two places on a sphere (haversine). As the crow flies: the road is longer. Null when one of them is not known.
 */
export function milesBetween(one: Coordinates | null, other: Coordinates | null): number | null {
  if (!one || !other) return null;
  const lat1 = one.latitude * RADIANS;
  const lat2 = other.latitude * RADIANS;
  const sinLat = Math.sin((lat2 - lat1) / 2);
  const sinLng = Math.sin(((other.longitude - one.longitude) * RADIANS) / 2);
  const h = sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLng * sinLng;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Smallest and largest latitude and longitude around a place, in degrees. */
export interface Box {
  readonly south: number;
  readonly north: number;
  /** May be below -180 and above 180 where the box crosses the date line. */
  readonly west: number;
  readonly east: number;
}

/** A box that holds everything within so many miles of a place. */
export function boxAround({ latitude, longitude }: Coordinates, miles: number): Box {
  const angle = miles / EARTH_MILES;
  const lat = angle / RADIANS;
  const cosine = Math.cos(latitude * RADIANS);
  // Near a pole every longitude is close.
  const lng = Math.sin(angle) < cosine ? Math.asin(Math.sin(angle) / cosine) / RADIANS : 180;
  return {
    south: latitude - lat,
    north: latitude + lat,
    west: longitude - lng,
    east: longitude + lng,
  };
}
