import { type Frame, pathIn } from '../pages/frame.js';
import { Handset } from '../pages/layout.js';

/** Help that is there this minute, before anything of ours. */
export function DangerHelp({ frame }: { frame: Frame }) {
  const { danger } = frame.words.form;
  return (
    <section className="help-now" aria-labelledby="help-now">
      <h1 id="help-now">{danger.title}</h1>
      <a className="call" href="tel:911">
        <Handset /> {danger.call911}
      </a>
      <p>{danger.text911}</p>
      <div className="actions">
        <a className="call" href="tel:988">
          <Handset /> {danger.call988}
        </a>
        <a className="start" href="sms:988">
          {danger.text988}
        </a>
        <a className="start" href="https://chat.988lifeline.org/" rel="noreferrer noopener">
          {danger.chat988}
        </a>
      </div>
      <p>{danger.about988}</p>
      <p>
        <a href="tel:+18002221222">{danger.poison}</a>: {danger.aboutPoison}
      </p>
      <p>
        <a href={pathIn(frame.language, '/overdose')}>{danger.overdose}</a>
      </p>
      <p>
        <a href="tel:+18007997233">{danger.violence}</a>: {danger.aboutViolence}
      </p>
    </section>
  );
}
