import type { ReactNode } from 'react';
import type { FacilityAct, FacilityPage } from '#contract';
import { type Frame, pathIn } from '../pages/frame.js';
import { Document } from '../pages/layout.js';
import { momentWords, zoneName } from '../pages/time-words.js';
import { FACILITY_WORDS, type FacilityWords } from './facility-words.js';

interface Props {
  frame: Frame;
  token: string;
  once: string;
  page: FacilityPage;
  /** A field that was not right, by the act it belongs to. */
  wrong?: { act: FacilityAct; sentence: string } | undefined;
  kept?: boolean;
}

/** What an admissions desk sees: what it is, the details behind a code, and the answers it can give. */
export function FacilityAnswerPage(props: Props) {
  const { frame, page, wrong, kept } = props;
  const { language, organisation, number } = frame;
  const words = FACILITY_WORDS[language];
  const says = (at: string) => momentWords(new Date(at), page.timeZone, language);
  return (
    <Document frame={frame} title={words.title(page.facilityName)} hidden forFacility>
      <article className="wide narrow page desk-page">
        <p className="sender">{words.from(organisation?.legalName ?? '')}</p>
        <h1>{words.title(page.facilityName)}</h1>
        <p className="state">
          <strong>{words.states[page.state]}</strong>
        </p>
        <dl className="given">
          <div>
            <dt>{words.program}</dt>
            <dd>{page.programName}</dd>
          </div>
          {page.sentAt ? (
            <div>
              <dt>{words.sent}</dt>
              <dd>{says(page.sentAt)}</dd>
            </div>
          ) : null}
          {page.arrivalAt ? (
            <div>
              <dt>{words.arrival}</dt>
              <dd>{says(page.arrivalAt)}</dd>
            </div>
          ) : null}
        </dl>
        {kept ? <p className="care">{words.kept}</p> : null}
        {wrong ? (
          <p className="error" role="alert">
            {words.errors.title}: {wrong.sentence}
          </p>
        ) : null}
        {page.latest && !wrong ? (
          <p className="care" role="status">
            {words.outcomes[page.latest.outcome]}
          </p>
        ) : null}
        {page.acts.includes('open_packet') ? <Details {...props} words={words} /> : null}
        <Answers {...props} words={words} />
        <section className="trust">
          <p className="fine">
            {words.trust} {organisation?.whoPays}
          </p>
          {number ? (
            <p>
              <a href={number.href}>{words.call(number.text)}</a>
            </p>
          ) : null}
        </section>
      </article>
    </Document>
  );
}

type Inner = Props & { words: FacilityWords };

function Details({ words, page, ...props }: Inner) {
  const { details } = words;
  const codeAsked =
    page.codeWaiting || page.latest?.act === 'open_packet' || page.latest?.act === 'request_code';
  return (
    <section aria-labelledby="details">
      <h2 id="details">{details.title}</h2>
      <p>{details.text}</p>
      {page.answered ? <p className="care">{details.answered}</p> : null}
      {page.codeGoesTo === null ? (
        <p>{details.nowhere}</p>
      ) : (
        <>
          {codeAsked ? (
            <Form {...props} act="open_packet">
              <div className="field">
                <label htmlFor="code">{details.code}</label>
                <p className="hint" id="code-hint">
                  {details.codeHint}. {details.goesTo(page.codeGoesTo)}
                </p>
                <input
                  id="code"
                  name="code"
                  type="text"
                  className="short"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  pattern="[0-9]{6}"
                  maxLength={6}
                  required
                  aria-describedby="code-hint"
                />
              </div>
              <button className="next" type="submit">
                {details.open}
              </button>
            </Form>
          ) : (
            <p className="hint">{details.goesTo(page.codeGoesTo)}</p>
          )}
          <Form {...props} act="request_code">
            <button className={codeAsked ? 'quiet' : 'start'} type="submit">
              {codeAsked ? details.again : details.send}
            </button>
          </Form>
        </>
      )}
    </section>
  );
}

/** In the order in which a desk decides; the quick ones are buttons, the others open in place. */
function Answers({ words, page, ...props }: Inner) {
  const { answer, acts } = words;
  const can = (act: FacilityAct) => page.acts.includes(act);
  const quick = (['acknowledge', 'arrived', 'no_show', 'admitted'] as const).filter(can);
  const any = quick.length > 0 || (['accept', 'waitlist', 'decline', 'ask'] as const).some(can);
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{answer.title}</h2>
      {any ? null : <p>{answer.over}</p>}
      {quick.map((act) => (
        <Form key={act} {...props} act={act}>
          <button className={act === 'no_show' ? 'start' : 'next'} type="submit">
            {acts[act]}
          </button>
          {act === 'acknowledge' ? <p className="hint">{answer.acknowledgeHint}</p> : null}
        </Form>
      ))}
      {can('accept') ? (
        <Choice {...props} act="accept" title={acts.accept} submit={acts.accept}>
          <p className="hint" id="accept-hint">
            {answer.acceptHint} {answer.zone(zoneName(page.timeZone, props.frame.language))}
          </p>
          <div className="pair-of-fields">
            <div className="field">
              <label htmlFor="day">{answer.day}</label>
              <input id="day" name="day" type="date" aria-describedby="accept-hint" />
            </div>
            <div className="field">
              <label htmlFor="time">{answer.time}</label>
              <input id="time" name="time" type="time" aria-describedby="accept-hint" />
            </div>
          </div>
          <Note id="accept-note" words={words} />
        </Choice>
      ) : null}
      {can('waitlist') ? (
        <Choice {...props} act="waitlist" title={acts.waitlist} submit={acts.waitlist}>
          <Note id="waitlist-note" words={words} />
        </Choice>
      ) : null}
      {can('decline') ? (
        <Choice {...props} act="decline" title={acts.decline} submit={acts.decline}>
          <div className="field">
            <label htmlFor="reason">{answer.reason}</label>
            <select id="reason" name="reason" defaultValue="" required>
              <option value="">{answer.choose}</option>
              {Object.entries(words.reasons).map(([code, label]) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <Note id="decline-note" words={words} />
        </Choice>
      ) : null}
      {can('turned_away') ? (
        <Choice {...props} act="turned_away" title={acts.turned_away} submit={answer.send}>
          <Note id="away-note" words={words} />
        </Choice>
      ) : null}
      {can('ask') ? (
        <Choice {...props} act="ask" title={acts.ask} submit={answer.send}>
          <div className="field">
            <label htmlFor="text">{answer.question}</label>
            <p className="hint" id="text-hint">
              {answer.questionHint}
            </p>
            <textarea
              id="text"
              name="text"
              rows={4}
              maxLength={2000}
              required
              aria-describedby="text-hint"
            />
          </div>
        </Choice>
      ) : null}
    </section>
  );
}

/** An answer that says more than a button: it opens in place, and stays open when a field of it was not right. */
function Choice(
  props: Pick<Props, 'frame' | 'token' | 'once' | 'wrong'> & {
    act: FacilityAct;
    title: string;
    submit: string;
    children: ReactNode;
  },
) {
  const { act, title, submit, wrong, children, ...link } = props;
  return (
    <details open={wrong?.act === act}>
      <summary>{title}</summary>
      <Form {...link} act={act}>
        {children}
        <button className="next" type="submit">
          {submit}
        </button>
      </Form>
    </details>
  );
}

function Note({ id, words }: { id: string; words: FacilityWords }) {
  const { note, noteHint } = words.answer;
  return (
    <div className="field">
      <label htmlFor={id}>{note}</label>
      <p className="hint" id={`${id}-hint`}>
        {noteHint}
      </p>
      <textarea id={id} name="note" rows={2} maxLength={2000} aria-describedby={`${id}-hint`} />
    </div>
  );
}

/** Posting acts; looking does not: mail scanners open links by themselves. */
function Form(
  props: Pick<Props, 'frame' | 'token' | 'once'> & { act: FacilityAct; children: ReactNode },
) {
  const { frame, token, once, act, children } = props;
  return (
    <form method="post" action={pathIn(frame.language, `/referrals/${token}`)}>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="once" value={once} />
      {children}
    </form>
  );
}
