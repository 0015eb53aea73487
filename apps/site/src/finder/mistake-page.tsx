import { DIRECTORY_MISTAKES } from '#contract';
import { Honeypot } from '../get-started/honeypot.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import type { ReportProblem } from './directory-reports.js';
import { finderWordsIn } from './finder-words.js';

interface MistakePageProps {
  frame: Frame;
  facility: { id: string; name: string };
  ticket: string;
  typed: { about: readonly string[]; text: string };
  problem: ReportProblem | null;
}

/** What is wrong about a place: a few boxes and a few words, nobody's name. */
export function MistakePage(props: MistakePageProps) {
  const { frame, facility, ticket, typed, problem } = props;
  const { mistake } = finderWordsIn(frame.language);
  const { form } = frame.words;
  return (
    <Document frame={frame} title={mistake.title} description={mistake.description} hidden>
      <article className="wide narrow page form-page">
        <h1>{mistake.title}</h1>
        <p className="lead">{mistake.about(facility.name)}</p>
        <form method="post" action={pathIn(frame.language, `/facilities/${facility.id}/mistake`)}>
          <input type="hidden" name="issued" value={ticket} />
          <Honeypot label={form.honeypot} />
          {problem ? (
            <p className="error" id="mistake-error" role="alert">
              {mistake[problem]}
            </p>
          ) : null}
          <fieldset
            className="field"
            aria-describedby={problem ? 'mistake-error' : undefined}
            aria-invalid={problem === 'missing' ? 'true' : undefined}
          >
            <legend>{mistake.what}</legend>
            <div className="choices">
              {DIRECTORY_MISTAKES.map(({ code }) => (
                <label className="choice" key={code}>
                  <input
                    type="checkbox"
                    name="about"
                    value={code}
                    defaultChecked={typed.about.includes(code)}
                  />
                  <span>{mistake.whats[code]}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <div className="field">
            <label htmlFor="text">{mistake.text}</label>
            <p className="hint" id="text-hint">
              {mistake.textHint}
            </p>
            <textarea
              id="text"
              name="text"
              rows={4}
              maxLength={2000}
              aria-describedby="text-hint"
              defaultValue={typed.text}
            />
          </div>
          <div className="actions">
            <button className="next" type="submit">
              {mistake.send}
            </button>
          </div>
        </form>
      </article>
    </Document>
  );
}

/** It is stored. */
export function MistakeTakenPage({
  frame,
  facility,
}: Pick<MistakePageProps, 'frame' | 'facility'>) {
  const words = finderWordsIn(frame.language);
  return (
    <Document frame={frame} title={words.mistake.thanks} hidden>
      <article className="wide narrow page">
        <h1>{words.mistake.thanks}</h1>
        <p className="lead">{words.mistake.thanksText}</p>
        <CallButton frame={frame} />
        <p>
          <a href={pathIn(frame.language, `/facilities/${facility.id}`)}>{facility.name}</a>
        </p>
        <p>
          <a href={pathIn(frame.language, '/find')}>{words.place.back}</a>
        </p>
      </article>
    </Document>
  );
}
