import type { OpenedPacket } from '#contract';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { Document } from '../pages/layout.js';
import { momentWords } from '../pages/time-words.js';
import { FACILITY_WORDS } from './facility-words.js';

interface Props {
  frame: Frame;
  token: string;
}

/** What a packet says, as a page; the same as PDF is one press away. */
export function PacketPage({ frame, token, packet }: Props & { packet: OpenedPacket }) {
  const { language } = frame;
  const words = FACILITY_WORDS[language].packet;
  const zone = zoneOf(frame);
  const says = (at: string) => momentWords(new Date(at), zone, language);
  return (
    <Document frame={frame} title={words.title} hidden forFacility>
      <article className="wide narrow page desk-page">
        <h1>{words.title}</h1>
        <p className="fine">{words.until(says(packet.openUntil))}</p>
        <div className="actions">
          <a className="next" href={pathIn(language, `/referrals/${token}`)}>
            {words.back}
          </a>
          <a className="start" href={`/referrals/${token}/packet.pdf`}>
            {words.pdf}
          </a>
        </div>
        {packet.parts.map((part) => (
          <section className="reviewed" key={part.title} lang="en">
            <h2>{part.title}</h2>
            <dl>
              {part.lines.map(({ label, value }, at) => (
                <div key={`${at}`}>
                  <dt>{label}</dt>
                  <dd dir="auto">{value}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {packet.notes.length > 0 ? (
          <section className="reviewed">
            <h2>{words.notes}</h2>
            <dl>
              {packet.notes.map((note, at) => (
                <div key={`${at}`}>
                  <dt>
                    {note.from === 'facility' ? words.you : words.us}, {says(note.at)}
                  </dt>
                  <dd dir="auto">{note.text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ) : null}
        <section className="reviewed" lang="en">
          <h2>{words.confidential}</h2>
          {packet.notice.map((text) => (
            <p className="fine" key={text}>
              {text}
            </p>
          ))}
          <h2>{words.consent}</h2>
          <p className="fine">{packet.consent}</p>
        </section>
      </article>
    </Document>
  );
}

/** While it is opened, and when it cannot be (any more). */
export function NoPacketPage({ frame, token, opening }: Props & { opening: boolean }) {
  const { language } = frame;
  const words = FACILITY_WORDS[language].packet;
  return (
    <Document
      frame={frame}
      title={opening ? words.opening : words.gone}
      hidden
      forFacility
      again={opening ? 2 : undefined}
    >
      <article className="wide narrow page desk-page">
        <h1>{opening ? words.opening : words.gone}</h1>
        <p className="lead">{opening ? words.openingText : words.goneText}</p>
        <div className="actions">
          <a className="next" href={pathIn(language, `/referrals/${token}`)}>
            {words.back}
          </a>
        </div>
      </article>
    </Document>
  );
}

/** A link that has ended, or one whose page is not written yet. */
export function NoAnswerPage({ frame, token, ended }: Props & { ended: boolean }) {
  const { language, number } = frame;
  const words = FACILITY_WORDS[language];
  const { title, text } = ended ? words.ended : words.waiting;
  return (
    <Document frame={frame} title={title} hidden forFacility>
      <article className="wide narrow page desk-page">
        <h1>{title}</h1>
        <p className="lead">{text}</p>
        <div className="actions">
          {ended ? null : (
            <a className="next" href={pathIn(language, `/referrals/${token}`)}>
              {words.refresh}
            </a>
          )}
          {number ? (
            <a className="start" href={number.href}>
              {words.call(number.text)}
            </a>
          ) : null}
        </div>
      </article>
    </Document>
  );
}
