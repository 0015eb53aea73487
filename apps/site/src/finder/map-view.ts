import { type Box, type Coordinates, EARTH_MILES } from '#contract';

export const MAP_WIDTH = 640;
export const MAP_HEIGHT = 400;
const MARGIN = 24;
const MILES_OF_A_DEGREE = (EARTH_MILES * Math.PI) / 180;

/** A point of the drawing: x to the right, y down. */
export type Point = readonly [number, number];

/** Which part of the country a map shows, and where a place is on it (equirectangular, true in the middle). */
export interface View {
  project: (place: Coordinates) => Point;
  /** The corners of what is shown, in degrees. */
  bounds: Box;
  /** Map units of a mile. */
  scale: number;
}

/** A view with a place in the middle and everything within so many miles on it. */
export function viewAround(middle: Coordinates, miles: number): View {
  return viewOf(middle, (MAP_HEIGHT / 2 - MARGIN) / miles);
}

/** A view that holds all of some places; undefined when there are none. */
export function viewOver(places: readonly Coordinates[]): View | undefined {
  if (places.length === 0) return undefined;
  const [south, north] = spanOf(places.map(({ latitude }) => latitude));
  const [west, east] = spanOf(places.map(({ longitude }) => longitude));
  const middle = { latitude: (south + north) / 2, longitude: (west + east) / 2 };
  const high = Math.max(10, (north - south) * MILES_OF_A_DEGREE);
  const wide = Math.max(10, (east - west) * MILES_OF_A_DEGREE * cosine(middle.latitude));
  const scale = Math.min((MAP_WIDTH - 2 * MARGIN) / wide, (MAP_HEIGHT - 2 * MARGIN) / high);
  return viewOf(middle, scale);
}

function viewOf(middle: Coordinates, scale: number): View {
  const narrow = cosine(middle.latitude);
  const high = MAP_HEIGHT / 2 / scale / MILES_OF_A_DEGREE;
  const wide = MAP_WIDTH / 2 / scale / MILES_OF_A_DEGREE / narrow;
  return {
    scale,
    project: ({ latitude, longitude }) => [
      MAP_WIDTH / 2 + (longitude - middle.longitude) * MILES_OF_A_DEGREE * narrow * scale,
      MAP_HEIGHT / 2 - (latitude - middle.latitude) * MILES_OF_A_DEGREE * scale,
    ],
    bounds: {
      south: middle.latitude - high,
      north: middle.latitude + high,
      west: middle.longitude - wide,
      east: middle.longitude + wide,
    },
  };
}

function spanOf(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function cosine(latitude: number): number {
  return Math.cos((latitude * Math.PI) / 180);
}
