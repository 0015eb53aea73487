import { labelOf, US_STATES } from '#contract';
import { type Frame, pathIn, shownNumber, zoneOf } from '../pages/frame.js';
import { shortDay } from '../pages/time-words.js';
import { CallButton, Document } from '../pages/layout.js';
import { type Asked, addressOfSearch, type AskedError, type WiderSearch } from './asked.js';
import type { FoundPlace } from './find-places.js';
import { type FinderWords, finderWordsIn } from './finder-words.js';
import { levelWords } from './level-groups.js';
import type { ListedFacility } from './listed-facility.js';
import type { PayerShelf } from './payer-shelf.js';
import { type MapPlaces, PlaceMap } from './place-map.js';
import { SearchForm } from './search-form.js';

/** A place of the list, with what is shown of it. */
export interface ShownPlace extends FoundPlace {
  /** Its number in the list. */
  number: number;
  facility: ListedFacility;
}

/** A wider search, and how many places say that they fit it. */
export interface WiderFound extends WiderSearch {
  count: number;
}

/** One page of what was found. */
export interface Results {
  /** How many say that they fit, and how many have not said. */
  counts: { say: number; unsaid: number };
  /** On this page; first those that say so. */
  say: readonly ShownPlace[];
  unsaid: readonly ShownPlace[];
  /** What a wider search finds, where this one found nothing. */
  wider: readonly WiderFound[];
  pages: number;
  map: MapPlaces;
  /** "Boston, MA 02115" of a ZIP code. */
  near: string | null;
}

export interface FinderPageProps {
  frame: Frame;
  asked: Asked;
  typedZip: string;
  payers: PayerShelf;
  error: AskedError | 'unknown_zip' | 'near' | null;
  results: Results | null;
}

/** The finder: its form, and what was found as a list and on a map. */
export function FinderPage({ frame, asked, typedZip, payers, error, results }: FinderPageProps) {
  const words = finderWordsIn(frame.language);
  return (
    <Document
      frame={frame}
      title={words.title}
      description={words.description}
      hidden={results !== null}
      found={results ? undefined : { languages: ['en', 'es'] }}
    >
      <article className="wide page finder">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        <SearchForm
          frame={frame}
          words={words}
          asked={asked}
          payers={payers}
          typedZip={typedZip}
          error={error}
        />
        {results ? <Found frame={frame} words={words} asked={asked} results={results} /> : null}
        <section>
          <p className="fine">
            {words.found.limits} {words.found.unlocated}{' '}
            <a href="https://findtreatment.gov/" rel="noreferrer noopener">
              {words.found.findtreatment}
            </a>
          </p>
          <CallButton frame={frame} />
        </section>
      </article>
    </Document>
  );
}

interface FoundProps {
  frame: Frame;
  words: FinderWords;
  asked: Asked;
  results: Results;
}

function Found({ frame, words, asked, results }: FoundProps) {
  const { found } = words;
  const { counts, say, unsaid, map, near } = results;
  const wished = asked.level ?? asked.pay ?? asked.population ?? asked.language ?? asked.medicine;
  const where = near
    ? found.near(near, asked.miles)
    : found.inState(labelOf(US_STATES, asked.state));
  const nothing = counts.say === 0;
  const located = map.numbered.length + map.others.length > 0;
  return (
    <section className="found" aria-labelledby="found">
      <h2 id="found">
        {wished ? found.title(counts.say) : found.plain(counts.say)} {where}
      </h2>
      {nothing ? (
        <>
          <p className="care">
            {found.none} {found.noneHint}
          </p>
          <Wider frame={frame} words={words} wider={results.wider} />
        </>
      ) : null}
      <div className="found-both">
        {located ? <PlaceMap places={map} words={words} /> : null}
        <div>
          <Places places={say} frame={frame} words={words} />
          {unsaid.length > 0 ? (
            <>
              <h3>{found.unsaidTitle(counts.unsaid)}</h3>
              <p className="fine">{found.unsaidHint}</p>
              <Places places={unsaid} frame={frame} words={words} />
            </>
          ) : null}
          <Pages frame={frame} words={words} asked={asked} pages={results.pages} />
        </div>
      </div>
    </section>
  );
}

interface WiderProps {
  frame: Frame;
  words: FinderWords;
  wider: Results['wider'];
}

/** One tap to what there is, where nothing was found. */
function Wider({ frame, words, wider }: WiderProps) {
  if (wider.length === 0) return null;
  const { found } = words;
  const sentence = ({ kind, asked, count }: WiderFound) => {
    if (kind === 'miles') return found.widerMiles(count, asked.miles);
    if (kind === 'state') return found.widerState(count, labelOf(US_STATES, asked.state));
    return found.widerWishes(count);
  };
  return (
    <ul className="wider">
      {wider.map((one) => (
        <li key={one.kind}>
          <a href={`${pathIn(frame.language, addressOfSearch(one.asked))}#found`}>
            {sentence(one)}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface PlacesProps {
  places: readonly ShownPlace[];
  frame: Frame;
  words: FinderWords;
}

function Places({ places, frame, words }: PlacesProps) {
  if (places.length === 0) return null;
  return (
    <ol className="places" start={places[0]?.number}>
      {places.map((place) => (
        <PlaceItem key={place.facility.id} place={place} frame={frame} words={words} />
      ))}
    </ol>
  );
}

interface PlaceItemProps {
  place: ShownPlace;
  frame: Frame;
  words: FinderWords;
}

function PlaceItem({ place, frame, words }: PlaceItemProps) {
  const { facility, miles, number, unsaid } = place;
  const { language } = frame;
  const town = [facility.city, facility.state].filter(Boolean).join(', ');
  const levels = [...new Set(facility.levels.map((level) => levelWords(level, language)))];
  const tied = facility.financialTie !== 'none' && facility.financialTie !== 'unknown';
  return (
    <li>
      <h3>
        <span className="place-number" aria-hidden="true">
          {number}
        </span>
        <a href={pathIn(language, `/facilities/${facility.id}`)}>{facility.name}</a>
      </h3>
      <p>
        {[town, miles === null ? '' : words.found.miles(milesWords(miles))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {facility.phone ? (
        <p>
          {words.place.theirNumber}:{' '}
          <a className="nowrap" href={shownNumber(facility.phone).href}>
            {shownNumber(facility.phone).text}
          </a>
          {facility.phoneSaidAt ? (
            <span className="fine">
              {' '}
              {words.place.asOf(shortDay(facility.phoneSaidAt, zoneOf(frame), language))}
            </span>
          ) : null}
        </p>
      ) : null}
      {levels.length > 0 ? <p className="fine">{levels.join(' · ')}</p> : null}
      {tied ? <p className="tie">{words.place.ties[facility.financialTie]}</p> : null}
      {unsaid.map((one) => (
        <p className="fine" key={one}>
          {words.found.unsaid[one]}
        </p>
      ))}
    </li>
  );
}

interface PagesProps {
  frame: Frame;
  words: FinderWords;
  asked: Asked;
  pages: number;
}

function Pages({ frame, words, asked, pages }: PagesProps) {
  if (pages <= 1) return null;
  const { found } = words;
  const to = (page: number) => pathIn(frame.language, addressOfSearch({ ...asked, page }));
  return (
    <nav className="pages" aria-label={found.page(asked.page, pages)}>
      {asked.page > 1 ? (
        <a rel="prev" href={to(asked.page - 1)}>
          {found.previous}
        </a>
      ) : null}
      <span>{found.page(asked.page, pages)}</span>
      {asked.page < pages ? (
        <a rel="next" href={to(asked.page + 1)}>
          {found.next}
        </a>
      ) : null}
    </nav>
  );
}

/** Whole miles beyond ten, one decimal below: nobody's middle of a ZIP code is more exact. */
function milesWords(miles: number): string {
  return miles < 10 ? miles.toFixed(1) : `${Math.round(miles)}`;
}
