import type { ReactNode } from 'react';
import { MOUD_MEDICINES } from '#contract';
import { staleAt } from '#facilities';
import { type Frame, pathIn, shownNumber, zoneOf } from '../pages/frame.js';
import { shortDay } from '../pages/time-words.js';
import { CallButton, Document, Handset } from '../pages/layout.js';
import { OTHER_PAYMENT } from './asked.js';
import { type FinderWords, finderWordsIn } from './finder-words.js';
import { levelWords } from './level-groups.js';
import type { ListedFacility, ListedProgram, SaidField } from './listed-facility.js';

interface PlacePageProps {
  frame: Frame;
  facility: ListedFacility;
  programs: readonly ListedProgram[];
  said: readonly SaidField[];
  now: Date;
}

/** Looks up who said a field, and since when. */
type Sayings = (recordId: string, field: string) => SaidField | undefined;

/** What a place says of itself: its own number first, every fact with its day, and what nobody knows. */
export function PlacePage({ frame, facility, programs, said, now }: PlacePageProps) {
  const words = finderWordsIn(frame.language);
  const { place } = words;
  const facts = new Map(said.map((one) => [`${one.recordId} ${one.field}`, one]));
  const sayings: Sayings = (recordId, field) => facts.get(`${recordId} ${field}`);
  const context = { frame, words, sayings, now };
  const town = [facility.city, facility.state].filter(Boolean).join(', ');
  const description = town
    ? place.description(facility.name, town)
    : place.descriptionPlain(facility.name);
  return (
    <Document
      frame={frame}
      title={facility.name}
      description={description}
      found={{ languages: ['en', 'es'] }}
    >
      <article className="wide narrow page">
        <h1>{facility.name}</h1>
        {facility.otherNames.length > 0 ? (
          <p className="fine">
            {place.alsoKnown} {facility.otherNames.join(', ')}
          </p>
        ) : null}
        <TheirNumber facility={facility} context={context} />
        <dl className="place-facts">
          <Address facility={facility} context={context} />
          {facility.website ? (
            <Row label={place.website}>
              <a href={facility.website} rel="noreferrer noopener nofollow">
                {facility.website.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}
              </a>
              <AsOf said={sayings(facility.id, 'website')} context={context} />
            </Row>
          ) : null}
          {facility.organisation ? <Row label={place.runBy}>{facility.organisation}</Row> : null}
          <Row label={place.tieTitle}>
            {place.ties[facility.financialTie]}
            {facility.financialTie === 'unknown' ? null : (
              <AsOf said={sayings(facility.id, 'financialTie')} context={context} />
            )}{' '}
            <span className="fine">{place.blind}</span>
          </Row>
        </dl>
        {facility.description ? <p className="as-written">{facility.description}</p> : null}
        <section>
          <h2>{place.programs}</h2>
          {programs.length === 0 ? <p>{place.noPrograms}</p> : null}
          {programs.map((program) => (
            <Program key={program.id} program={program} context={context} />
          ))}
        </section>
        <Unknown facility={facility} programs={programs} words={words} />
        <p className="actions">
          <a className="start" href={pathIn(frame.language, `/facilities/${facility.id}/mistake`)}>
            {place.mistake}
          </a>
          <a href={pathIn(frame.language, '/find')}>{place.back}</a>
        </p>
        <p className="referral">{place.we(frame.organisation?.name ?? 'Bridgeline')}</p>
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

interface Context {
  frame: Frame;
  words: FinderWords;
  sayings: Sayings;
  now: Date;
}

function TheirNumber({ facility, context }: { facility: ListedFacility; context: Context }) {
  const { place } = context.words;
  if (!facility.phone) return <p className="care">{place.noNumber}</p>;
  const { href, text } = shownNumber(facility.phone);
  return (
    <div className="their-number">
      <p>
        <a className="call" href={href}>
          <Handset />{' '}
          <span>
            {place.theirNumber} <span className="nowrap">{text}</span>
          </span>
        </a>
      </p>
      <p className="fine">
        {place.rings} <AsOf said={context.sayings(facility.id, 'phone')} context={context} />
      </p>
    </div>
  );
}

function Address({ facility, context }: { facility: ListedFacility; context: Context }) {
  const town = [facility.city, facility.state].filter(Boolean).join(', ');
  const lines = [facility.addressLine, [town, facility.zip].filter(Boolean).join(' ')].filter(
    Boolean,
  );
  if (lines.length === 0) return null;
  return (
    <Row label={context.words.place.address}>
      {lines.join(', ')}
      <AsOf said={context.sayings(facility.id, 'addressLine')} context={context} />
    </Row>
  );
}

function Program({ program, context }: { program: ListedProgram; context: Context }) {
  const { words, frame } = context;
  const { place } = words;
  const listed = (codes: readonly string[], labels: Readonly<Record<string, string>>) =>
    codes.map((code) => labels[code] ?? code).join(', ');
  const row = (field: string, label: string, text: ReactNode) => (
    <Row label={label}>
      {text || place.notSaid}
      {text ? <AsOf said={context.sayings(program.id, field)} context={context} /> : null}
    </Row>
  );
  const ways = OTHER_PAYMENT.filter((way) => program[way]).map((way) => words.pays[way]);
  const saidOf = MOUD_MEDICINES.filter(({ code }) => program[code] !== 'unknown');
  return (
    <section className="place-program">
      <h3>{program.name}</h3>
      {program.description ? <p className="as-written">{program.description}</p> : null}
      <dl className="place-facts">
        {row('levelOfCare', place.level, levelWords(program.level, frame.language))}
        {row('minAge', place.ages, agesOf(program, place))}
        {program.sexes.length > 0
          ? row('sexes', place.takes, listed(program.sexes, place.sexes))
          : null}
        {row('populations', place.populations, listed(program.populations, words.populations))}
        {row('languages', place.languages, listed(program.languages, words.languages))}
        <Row label={place.medicines}>
          {saidOf.length === 0 ? place.notSaid : null}
          {saidOf.map(({ code }) => (
            <span className="one-line" key={code}>
              {words.medicines[code]}: {place.stances[program[code]]}
              <AsOf said={context.sayings(program.id, code)} context={context} />
            </span>
          ))}
        </Row>
        {row('selfPay', place.pays, ways.join(', '))}
        <Payers program={program} context={context} />
      </dl>
    </section>
  );
}

function Payers({ program, context }: { program: ListedProgram; context: Context }) {
  const { words, frame } = context;
  const { place } = words;
  const named = program.payers.map(
    ({ name, network, saidAt }) =>
      `${name} (${network === 'in' ? place.inNetwork : place.outNetwork}, ${place.asOf(shortDay(saidAt, zoneOf(frame), frame.language))})`,
  );
  if (named.length === 0) {
    return (
      <Row label={place.payers}>
        {program.privateInsurance ? place.privateInsurance : place.notSaid}
      </Row>
    );
  }
  return (
    <Row label={place.payers}>
      {named.join(', ')}. <span className="fine">{place.payersWord}</span>
    </Row>
  );
}

interface UnknownProps {
  facility: ListedFacility;
  programs: readonly ListedProgram[];
  words: FinderWords;
}

/** What somebody will ask and nobody here can answer. */
function Unknown({ facility, programs, words }: UnknownProps) {
  const { unknown, unknownTitle, unknownBeds } = words.place;
  const medicines = MOUD_MEDICINES.filter(({ code }) =>
    programs.every((program) => program[code] === 'unknown'),
  ).map(({ code }) => words.medicines[code]);
  const all = (silent: (program: ListedProgram) => boolean) => programs.every(silent);
  const list = [
    unknownBeds,
    facility.phone ? '' : unknown.phone,
    facility.addressLine ? '' : unknown.address,
    all(({ minAge, maxAge }) => minAge === null && maxAge === null) ? unknown.ages : '',
    all(({ languages }) => languages.every((code) => code === 'en')) ? unknown.languages : '',
    medicines.length > 0 ? unknown.medicines(medicines.join(', ')) : '',
    all(({ payers }) => payers.length === 0) ? unknown.payers : '',
    facility.financialTie === 'unknown' ? unknown.tie : '',
  ].filter((sentence) => sentence !== '');
  return (
    <section>
      <h2>{unknownTitle}</h2>
      <ul>
        {list.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Since when a fact counts and on whose word; what is too old says so. */
function AsOf({ said, context }: { said: SaidField | undefined; context: Context }) {
  if (!said) return null;
  const { frame, words } = context;
  const { place } = words;
  const until = staleAt(said);
  const stale = until !== null && until <= context.now;
  return (
    <span className={stale ? 'as-of old' : 'as-of'}>
      {' '}
      ({place.asOf(shortDay(said.saidAt, zoneOf(frame), frame.language))},{' '}
      {place.saidBy[said.saidBy]}
      {stale ? `; ${place.stale}` : ''})
    </span>
  );
}

function agesOf({ minAge, maxAge }: ListedProgram, place: FinderWords['place']): string {
  if (minAge !== null && maxAge !== null) return place.agesBetween(minAge, maxAge);
  if (minAge !== null) return place.agesFrom(minAge);
  return maxAge === null ? '' : place.agesTo(maxAge);
}
