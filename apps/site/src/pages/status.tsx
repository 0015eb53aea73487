import type { StatusRendering } from '#inquiries';
import type { Frame } from './frame.js';
import { CallButton, Document } from './layout.js';
import { momentWords } from './time-words.js';

interface StatusProps {
  frame: Frame;
  reference: string;
  /** Undefined until the worker has written the first one. */
  rendering: StatusRendering | undefined;
  statusPath: string;
}

/** The visitor's own page: where the request stands. */
export function StatusPage({ frame, reference, rendering, statusPath }: StatusProps) {
  const { words, language, organisation } = frame;
  const { status, thanks } = words;
  const zone = organisation?.timeZone ?? 'America/New_York';
  return (
    <Document frame={frame} title={status.title} hidden>
      <article className="wide narrow page">
        <h1>{status.title}</h1>
        <p className="fine">
          {thanks.receipt}: <strong>{reference}</strong>
        </p>
        {rendering ? (
          <div className="receipt" lang={rendering.language}>
            <h2>{rendering.headline}</h2>
            {rendering.paragraphs.map((text) => (
              <p key={text}>{text}</p>
            ))}
            <p className="fine" lang={language}>
              {status.updated(momentWords(new Date(rendering.updatedAt), zone, language))}
            </p>
          </div>
        ) : (
          <div className="receipt">
            <h2>{status.received}</h2>
            <p>{status.receivedNext}</p>
          </div>
        )}
        <div className="actions">
          <CallButton frame={frame} />
          <a className="start" href={statusPath}>
            {status.refresh}
          </a>
        </div>
      </article>
    </Document>
  );
}
