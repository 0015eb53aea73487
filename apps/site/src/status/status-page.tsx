import type { StatusAct } from '#contract';
import type { StatusRendering, StatusTexts } from '#inquiries';
import type { SlotChoice } from '../call-slots/slot-words.js';
import { type Frame, zoneOf } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import { momentWords } from '../pages/time-words.js';
import { WhoAnswers } from '../pages/who-answers.js';
import { type ActErrors, StatusActs } from './status-acts.js';
import { STATUS_PAGE_WORDS } from './status-words.js';

export interface StatusPageProps {
  frame: Frame;
  reference: string;
  /** Undefined until the worker has written the first one. */
  rendering: StatusRendering | undefined;
  statusPath: string;
  once: string;
  slots: SlotChoice;
  /** When the page is shown: a promise of then may have passed since it was written. */
  now: Date;
  /** What could not be taken, and what was typed. */
  wrong?: ActErrors | undefined;
  /** Something was sent, and the page has not been written anew yet. */
  saved?: boolean;
}

/** The visitor's own page: where the request stands, what they can change, who we are. */
export function StatusPage(props: StatusPageProps) {
  const { frame, reference, rendering, statusPath, saved, now } = props;
  const { words, language } = frame;
  const { status, thanks } = words;
  const page = STATUS_PAGE_WORDS[language];
  const acts: readonly StatusAct[] = rendering?.acts ?? [];
  return (
    <Document frame={frame} title={status.title} hidden neutral>
      <article className="wide narrow page status-page" data-sent="">
        <h1>{status.title}</h1>
        <p className="fine">
          {thanks.receipt}: <strong>{reference}</strong>
        </p>
        {saved ? (
          <p className="care" role="status">
            {page.saved}
          </p>
        ) : null}
        {rendering ? (
          <Standing frame={frame} rendering={rendering} now={now} />
        ) : (
          <Received frame={frame} />
        )}
        <div className="actions">
          <CallButton frame={frame} />
          <a className="start" href={statusPath}>
            {status.refresh}
          </a>
        </div>
        {acts.length > 0 ? <StatusActs {...props} acts={acts} /> : null}
        <p className="fine">{page.disclosure}</p>
      </article>
      <WhoAnswers frame={frame} />
    </Document>
  );
}

function Received({ frame }: { frame: Frame }) {
  const { status } = frame.words;
  return (
    <div className="receipt">
      <h2>{status.received}</h2>
      <p>{status.receivedNext}</p>
    </div>
  );
}

/** In the page's language where it was written in it, else in the one it was written in. */
function Standing({
  frame,
  rendering,
  now,
}: Pick<StatusPageProps, 'frame' | 'now'> & { rendering: StatusRendering }) {
  const { language, words } = frame;
  const other = rendering.language === language ? undefined : rendering.inOther;
  const texts: StatusTexts = other ?? rendering;
  const page = STATUS_PAGE_WORDS[language];
  const zone = zoneOf(frame);
  const { promise } = texts;
  const when = (at: string) => momentWords(new Date(at), zone, language);
  const stands = texts.steps.findIndex((step) => step.now);
  return (
    <div lang={other ? language : rendering.language}>
      <div className="receipt">
        <h2>{texts.headline}</h2>
        {promise ? <p>{now < new Date(promise.until) ? promise.text : promise.after}</p> : null}
        {texts.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className="fine" lang={language}>
          {words.status.updated(when(rendering.updatedAt))}
        </p>
      </div>
      {texts.steps.length > 0 ? (
        <section aria-labelledby="way">
          <h2 id="way">{page.way}</h2>
          <ol className="way">
            {texts.steps.map((step, at) => (
              <li
                key={step.label}
                className={step.now ? 'here' : step.at || at < stands ? 'past' : undefined}
                aria-current={step.now ? 'step' : undefined}
              >
                {step.label}
                {step.at ? <span className="fine">{when(step.at)}</span> : null}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <Sentences id="agreed" title={page.agreed} sentences={texts.agreed} />
      <Sentences id="done" title={page.done} sentences={texts.done} />
    </div>
  );
}

function Sentences(props: { id: string; title: string; sentences: readonly string[] }) {
  const { id, title, sentences } = props;
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="signs">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

/** Taken while the records were away: on our disk, sealed. */
export function StatusKeptPage({ frame }: { frame: Frame }) {
  const { kept, number988 } = STATUS_PAGE_WORDS[frame.language];
  return (
    <Document frame={frame} title={kept.title} hidden neutral>
      <article className="wide narrow page">
        <h1>{kept.title}</h1>
        <p className="lead">{kept.text}</p>
        <p>{number988}</p>
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}
