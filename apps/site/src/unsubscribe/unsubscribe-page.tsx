import { type Frame, pathIn } from '../pages/frame.js';
import { CallButton, Document } from '../pages/layout.js';
import { UNSUBSCRIBE_WORDS } from './unsubscribe-words.js';

/** Asks what is to stop. Opening it changes nothing: mail programs open links by themselves. */
export function UnsubscribePage({ frame, token }: { frame: Frame; token: string }) {
  const words = UNSUBSCRIBE_WORDS[frame.language];
  return (
    <Document frame={frame} title={words.title} hidden neutral>
      <article className="wide narrow page">
        <h1>{words.title}</h1>
        <p className="lead">{words.ask}</p>
        <form method="post" action={pathIn(frame.language, `/unsubscribe/${token}`)}>
          <div className="actions">
            <button className="next" type="submit" name="scope" value="email">
              {words.email}
            </button>
            <button className="quiet" type="submit" name="scope" value="all">
              {words.all}
            </button>
          </div>
          <p className="fine">{words.allMeans}</p>
        </form>
      </article>
    </Document>
  );
}

/** Says what has stopped. */
export function UnsubscribedPage({ frame, scope }: { frame: Frame; scope: 'email' | 'all' }) {
  const words = UNSUBSCRIBE_WORDS[frame.language];
  const title = scope === 'all' ? words.doneAll : words.doneEmail;
  return (
    <Document frame={frame} title={title} hidden neutral>
      <article className="wide narrow page">
        <h1>{title}</h1>
        <p className="lead">{words.doneText}</p>
        <div className="actions">
          <CallButton frame={frame} />
        </div>
      </article>
    </Document>
  );
}
