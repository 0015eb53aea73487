import type { ConsentPage } from '#contract';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import { momentWords } from '../pages/time-words.js';
import { CONSENT_WORDS } from './consent-words.js';

interface Props {
  frame: Frame;
  token: string;
  once: string;
  page: ConsentPage;
  wrong?: boolean;
  kept?: boolean;
}

/** The exact words, who we are, and a name to type: nothing is agreed to before it. */
export function ConsentSigningPage({ frame, token, once, page, wrong, kept }: Props) {
  const { language } = frame;
  const words = CONSENT_WORDS[language];
  const zone = zoneOf(frame);
  const { title, text } = words.states[page.state];
  const action = pathIn(language, `/consents/${token}`);
  const asked = page.state === 'asked';
  return (
    <Document frame={frame} title={words.title} hidden neutral>
      <article className="wide narrow page">
        <h1>{asked ? words.title : title}</h1>
        <p className="lead">{asked ? words.lead : text}</p>
        {kept ? <p className="care">{words.kept}</p> : null}
        <div className="words-to-sign" lang={page.language}>
          {page.wording.split('\n\n').map((part, at) =>
            at === 0 ? (
              <h2 key={part}>{part}</h2>
            ) : (
              <p key={part} className="as-written">
                {part}
              </p>
            ),
          )}
          {page.signedName && page.decidedAt ? (
            <p className="signature">
              {words.signedBy(
                page.signedName,
                momentWords(new Date(page.decidedAt), zone, language),
              )}
            </p>
          ) : null}
        </div>
        <section>
          <h2>{words.who}</h2>
          <p lang={page.language}>{page.statement}</p>
        </section>
        {asked ? (
          <form method="post" action={action}>
            <input type="hidden" name="once" value={once} />
            <input type="hidden" name="wordingHash" value={page.wordingHash} />
            <div className="field">
              <label htmlFor="name">{words.name}</label>
              <p className="hint" id="name-hint">
                {words.nameHint}
              </p>
              {wrong ? (
                <p className="error" id="name-error" role="alert">
                  {words.wrong}
                </p>
              ) : null}
              <input
                id="name"
                name="name"
                type="text"
                maxLength={200}
                autoComplete="name"
                aria-describedby={wrong ? 'name-hint name-error' : 'name-hint'}
                aria-invalid={wrong ? true : undefined}
              />
            </div>
            <div className="actions">
              <button className="next" type="submit" name="act" value="sign">
                {words.sign}
              </button>
              <button className="quiet" type="submit" name="act" value="refuse">
                {words.refuse}
              </button>
            </div>
          </form>
        ) : null}
        {page.state === 'signed' ? (
          <form method="post" action={action}>
            <input type="hidden" name="once" value={once} />
            <p className="hint">{words.withdrawHint}</p>
            <button className="start" type="submit" name="act" value="withdraw">
              {words.withdraw}
            </button>
          </form>
        ) : null}
        <div className="actions">
          <CallButton frame={frame} />
        </div>
      </article>
    </Document>
  );
}

/** A link that has ended, or whose page is not to be had just now. */
export function NoConsentPage({ frame, ended }: { frame: Frame; ended: boolean }) {
  const words = CONSENT_WORDS[frame.language];
  return (
    <Document frame={frame} title={words.ended.title} hidden neutral>
      <article className="wide narrow page">
        <h1>{ended ? words.ended.title : words.title}</h1>
        <p className="lead">{ended ? words.ended.text : words.waiting}</p>
        <div className="actions">
          <CallButton frame={frame} />
        </div>
      </article>
    </Document>
  );
}
