import type { Coordinates } from '#contract';
import type { FinderWords } from './finder-words.js';
import { MAP_HEIGHT, MAP_WIDTH, type View, viewAround, viewOver } from './map-view.js';
import { boxOfState, outlinePath } from './state-outlines.js';

export interface MapPlaces {
  /** Those in the list, by their number. */
  numbered: readonly (Coordinates & { number: number })[];
  /** The others that were found. */
  others: readonly Coordinates[];
  /** The middle of the ZIP code and the miles around it. */
  around: (Coordinates & { miles: number }) | null;
  /** The name of the state that was asked for. */
  state: string | null;
}

/** Small ones beyond this many say nothing more. */
const MOST_OTHERS = 150;

/** Where the places are, over the outlines of the states: drawn here, nothing is fetched from anywhere. */
export function PlaceMap({ places, words }: { places: MapPlaces; words: FinderWords }) {
  const { around, numbered, others } = places;
  const view = viewOf(places);
  if (!view || (numbered.length === 0 && !around)) return null;
  return (
    <figure className="place-map">
      <svg viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="img" aria-label={words.found.map}>
        <path className="border" d={outlinePath(view)} />
        {around ? <Rings view={view} around={around} /> : null}
        <path
          className="dots"
          d={others
            .slice(0, MOST_OTHERS)
            .map((one) => dot(view, one))
            .join('')}
        />
        {numbered.toReversed().map((place) => {
          const [x, y] = view.project(place);
          return (
            <g key={place.number} transform={`translate(${Math.round(x)} ${Math.round(y)})`}>
              <circle r="11" />
              <text y="4.500">{place.number}</text>
            </g>
          );
        })}
      </svg>
      <figcaption className="fine">
        {words.found.mapHint} {words.found.mapSource}
      </figcaption>
    </figure>
  );
}

function viewOf({ around, numbered, others, state }: MapPlaces): View | undefined {
  if (around) return viewAround(around, around.miles);
  const box = state ? boxOfState(state) : undefined;
  const corners = box
    ? [
        { latitude: box.south, longitude: box.west },
        { latitude: box.north, longitude: box.east },
      ]
    : [];
  return viewOver([...corners, ...numbered, ...others.slice(0, MOST_OTHERS)]);
}

function Rings({ view, around }: { view: View; around: Coordinates & { miles: number } }) {
  const [x, y] = view.project(around);
  const rings = [around.miles / 2, around.miles];
  return (
    <g className="rings">
      {rings.map((miles) => (
        <g key={miles}>
          <circle cx={x} cy={y} r={Math.round(miles * view.scale)} />
          <text x={x} y={Math.round(y - miles * view.scale) + 14}>{`${miles} mi`}</text>
        </g>
      ))}
      <path d={`M${x - 7} ${y}h14M${x} ${y - 7}v14`} />
    </g>
  );
}

/** A round dot is a line of no length with a round pen. */
function dot(view: View, place: Coordinates): string {
  const [x, y] = view.project(place);
  return `M${Math.round(x)} ${Math.round(y)}h0`;
}
