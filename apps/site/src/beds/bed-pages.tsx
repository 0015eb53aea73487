import { labelOf, LEVELS_OF_CARE } from '#contract';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import { momentWords } from '../pages/time-words.js';
import type { TypedBeds } from './bed-form.js';
import type { BedPageData } from './bed-reports.js';
import { BED_WORDS } from './bed-words.js';

interface BedsPageProps {
  frame: Frame;
  token: string;
  data: BedPageData;
  /** What was typed when something was wrong with it, or nothing was typed at all. */
  typed?: ReadonlyMap<string, TypedBeds>;
}

/** One form for all programs of a facility, made for a phone at the admissions desk. */
export function BedsPage({ frame, token, data, typed }: BedsPageProps) {
  const words = BED_WORDS[frame.language];
  const wrong = typed && [...typed.values()].some(({ problem }) => problem !== null);
  return (
    <Document frame={frame} title={words.title} hidden>
      <article className="wide narrow page">
        <h1>{words.title}</h1>
        <p className="lead">{data.facility}</p>
        <p>{words.lead}</p>
        {typed && (
          <p className="error" role="alert">
            {wrong ? words.wrong : words.nothing}
          </p>
        )}
        {data.programs.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <form method="post" action={pathIn(frame.language, `/beds/${token}`)} noValidate>
            {data.programs.map((program) => (
              <ProgramFields
                key={program.id}
                frame={frame}
                program={program}
                typed={typed?.get(program.id)}
              />
            ))}
            <p className="fine">{words.emptyIsKept}</p>
            <div className="actions">
              <button className="next" type="submit">
                {words.send}
              </button>
            </div>
          </form>
        )}
      </article>
    </Document>
  );
}

interface ProgramFieldsProps {
  frame: Frame;
  program: BedPageData['programs'][number];
  typed: TypedBeds | undefined;
}

function ProgramFields({ frame, program, typed }: ProgramFieldsProps) {
  const words = BED_WORDS[frame.language];
  const zone = zoneOf(frame);
  const { id, bedsOpen, bedsInAll, saidAt } = program;
  const problem = typed?.problem ?? null;
  const problemId = problem ? `problem-${id}` : undefined;
  return (
    <fieldset className="beds">
      <legend>{program.name}</legend>
      <p className="fine">
        {labelOf(LEVELS_OF_CARE, program.level)}.{' '}
        {bedsOpen === null || saidAt === null
          ? words.never
          : words.last(bedsOpen, bedsInAll, momentWords(new Date(saidAt), zone, frame.language))}
      </p>
      {problem && (
        <p className="error" id={problemId}>
          {words.problems[problem]}
        </p>
      )}
      <div className="field">
        <label htmlFor={`open-${id}`}>{words.open}</label>
        <input
          id={`open-${id}`}
          name={`open-${id}`}
          className="short"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          defaultValue={typed?.open ?? ''}
          aria-invalid={problem === 'open' || problem === 'more' ? true : undefined}
          aria-describedby={problemId}
        />
      </div>
      <div className="field">
        <label htmlFor={`all-${id}`}>
          {words.inAll} ({words.optional})
        </label>
        <input
          id={`all-${id}`}
          name={`all-${id}`}
          className="short"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          defaultValue={typed?.inAll ?? (bedsInAll === null ? '' : String(bedsInAll))}
          aria-invalid={problem === 'inAll' ? true : undefined}
          aria-describedby={problemId}
        />
      </div>
    </fieldset>
  );
}

/** Looking changes nothing: the button ends the e-mails (RFC 8058). */
export function BedMailsPage({ frame, token }: { frame: Frame; token: string }) {
  const words = BED_WORDS[frame.language];
  return (
    <Document frame={frame} title={words.stopTitle} hidden>
      <article className="wide narrow page">
        <h1>{words.stopTitle}</h1>
        <p className="lead">{words.stopText}</p>
        <form method="post" action={pathIn(frame.language, `/beds/${token}/no-more-mail`)}>
          <div className="actions">
            <button className="next" type="submit">
              {words.stop}
            </button>
          </div>
        </form>
      </article>
    </Document>
  );
}

/** Says that they have ended. */
export function BedMailsEndedPage({ frame }: { frame: Frame }) {
  const words = BED_WORDS[frame.language];
  return (
    <Document frame={{ ...frame, path: '/' }} title={words.stopped} hidden>
      <article className="wide narrow page">
        <h1>{words.stopped}</h1>
        <p className="lead">{words.stoppedText}</p>
      </article>
    </Document>
  );
}

/** Says that it was taken. */
export function BedsTakenPage({ frame, token }: { frame: Frame; token: string }) {
  const words = BED_WORDS[frame.language];
  return (
    <Document frame={frame} title={words.thanks} hidden>
      <article className="wide narrow page">
        <h1>{words.thanks}</h1>
        <p className="lead">{words.thanksText}</p>
        <div className="actions">
          <a className="start" href={pathIn(frame.language, `/beds/${token}`)}>
            {words.again}
          </a>
        </div>
      </article>
    </Document>
  );
}

/** A link that nobody gave out, that has ended or was revoked: which of them is nobody's business. */
export function BedsGonePage({ frame }: { frame: Frame }) {
  const words = BED_WORDS[frame.language];
  return (
    <Document frame={{ ...frame, path: '/' }} title={words.goneTitle} hidden>
      <article className="wide narrow page">
        <h1>{words.goneTitle}</h1>
        <p className="lead">{words.goneText}</p>
        <div className="actions">
          <CallButton frame={frame} />
        </div>
      </article>
    </Document>
  );
}
