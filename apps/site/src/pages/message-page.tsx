import { type Frame, pathIn } from './frame.js';
import { CallButton, Document } from './layout.js';

/** Which of the short pages: an address that leads nowhere, or something that broke. */
export type MessageKind = keyof Frame['words']['errors'];

/** A short page of our own for whatever went wrong, always with a way to a person. */
export function MessagePage({ frame, kind }: { frame: Frame; kind: MessageKind }) {
  const { words, language } = frame;
  const { title, text } = words.errors[kind];
  return (
    <Document frame={frame} title={title} hidden neutral>
      <article className="wide narrow page">
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        <div className="actions">
          <CallButton frame={frame} />
          <a className="start" href={pathIn(language, '/get-started')}>
            {words.hero.online}
          </a>
        </div>
      </article>
    </Document>
  );
}
