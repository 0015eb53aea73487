import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';
import type { Box } from '#contract';
import type { Point, View } from './map-view.js';

type Shape = NonNullable<Parameters<typeof mesh>[1]> & {
  geometries: (Shape & { properties: { name: string } })[];
};
type Atlas = Parameters<typeof mesh>[0] & { objects: { states: Shape } };

/** A border or a coast, and the box around it. */
interface Outline {
  /** Longitude and latitude. */
  points: readonly (readonly [number, number])[];
  box: Box;
}

let known: { lines: readonly Outline[]; states: ReadonlyMap<string, Box> } | undefined;

/** Borders and coasts of the states (US Census Bureau, package us-atlas), read once, when a map is first drawn. */
function outlines(): NonNullable<typeof known> {
  if (known) return known;
  const path = createRequire(import.meta.url).resolve('us-atlas/states-10m.json');
  const atlas = JSON.parse(readFileSync(path, 'utf8')) as Atlas;
  const { states } = atlas.objects;
  const linesOf = (part: typeof states) => mesh(atlas, part).coordinates as [number, number][][];
  known = {
    lines: linesOf(states).map((points) => ({ points, box: boxOver(points) })),
    states: new Map(
      states.geometries.map((one) => [one.properties.name, boxOver(linesOf(one).flat())]),
    ),
  };
  return known;
}

/** The box around a state, by its name; undefined where it is not one box (Alaska crosses the date line). */
export function boxOfState(name: string): Box | undefined {
  const box = outlines().states.get(name);
  return box && box.east - box.west < 180 ? box : undefined;
}

/** Map units that a line may be off: half a stroke of the pen. */
const SMALLEST_STEP = 1.6;

/** The outlines that cross a view, as the path of an SVG, without the detail that nobody could see. */
export function outlinePath(view: View): string {
  return outlines()
    .lines.filter(({ box }) => overlap(box, view.bounds))
    .map(({ points }) => pathOf(points, view))
    .join('');
}

function pathOf(points: Outline['points'], view: View): string {
  let path = '';
  let drawn: Point | undefined;
  let before: Outline['points'][number] | undefined;
  for (const point of points) {
    if (before && overlap(boxOver([before, point]), view.bounds)) {
      if (!drawn) {
        drawn = projected(view, before);
        path += `M${whole(drawn)}`;
      }
      const next = projected(view, point);
      if (Math.hypot(next[0] - drawn[0], next[1] - drawn[1]) >= SMALLEST_STEP) {
        path += `L${whole(next)}`;
        drawn = next;
      }
    } else drawn = undefined;
    before = point;
  }
  return path;
}

function projected(view: View, [longitude, latitude]: readonly [number, number]): Point {
  return view.project({ latitude, longitude });
}

function whole([x, y]: Point): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}

function boxOver(points: Outline['points']): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { west, south, east, north };
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.west <= other.east &&
    one.east >= other.west &&
    one.south <= other.north &&
    one.north >= other.south
  );
}
