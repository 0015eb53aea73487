import type { PromisedCall } from '../call-slots/call-slots.js';
import { slotInFull } from '../call-slots/slot-words.js';
import { backAt, type Frame } from './frame.js';
import { CallButton, Document } from './layout.js';
import { WhoAnswers } from './who-answers.js';

interface ThanksProps {
  frame: Frame;
  /** `XXXX-XXXX`, to read out. */
  reference: string;
  statusPath: string;
  /** Where what they can take along is: ends in the token. */
  ownPath: string;
  /** The call back time that is kept free for them. */
  promised: PromisedCall | undefined;
  /** What was to happen next has happened, or is not wanted any more. */
  movedOn: boolean;
}

/** The receipt: it is saved, what happens next, by when, who calls, who they are. */
export function ThanksPage(props: ThanksProps) {
  const { frame, reference, statusPath, ownPath, promised, movedOn } = props;
  const { words, organisation, number } = frame;
  const { thanks } = words;
  return (
    <Document frame={frame} title={thanks.title} hidden neutral>
      <article className="wide narrow page" data-sent="">
        <h1>{thanks.title}</h1>
        <p className="lead">{thanks.lead}</p>
        <div className="receipt">
          <p className="receipt-label">{thanks.receipt}</p>
          <p className="receipt-number">{reference}</p>
          <p className="fine">{thanks.receiptHint}</p>
        </div>
        <h2>{thanks.next}</h2>
        {promised ? (
          <p>
            <strong>
              {thanks.promised(slotInFull(promised.at, promised.timeZone, frame.language))}
            </strong>
          </p>
        ) : (
          <p>{movedOn ? thanks.movedOn : byWhen(frame)}</p>
        )}
        {organisation ? <p>{thanks.whoCalls(organisation.name)}</p> : null}
        {number ? <p>{thanks.fromNumber(number.text)}</p> : null}
        {number || promised ? (
          <>
            <ul className="take-along">
              {promised ? (
                <li>
                  <a href={`${ownPath}/call.ics`}>{thanks.calendar}</a>
                </li>
              ) : null}
              {number ? (
                <li>
                  <a href={`${ownPath}/contact.vcf`}>{thanks.contact}</a>
                </li>
              ) : null}
            </ul>
            <p className="fine">{thanks.neutral}</p>
          </>
        ) : null}
        <p>{thanks.sooner}</p>
        <CallButton frame={frame} />
        <p className="care">{thanks.withdrawal}</p>
        <p className="status-link">
          <a className="start" href={statusPath}>
            {thanks.status}
          </a>
        </p>
        <p className="fine">{thanks.statusHint}</p>
      </article>
      <WhoAnswers frame={frame} />
    </Document>
  );
}

function byWhen(frame: Frame): string {
  const { thanks } = frame.words;
  if (frame.opening?.open) return thanks.byWhenOpen;
  const back = backAt(frame);
  return back ? thanks.byWhenClosed(back) : thanks.byWhenUnknown;
}
