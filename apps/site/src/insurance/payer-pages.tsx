import { Blocks } from '../articles/blocks.js';
import type { PublicText } from '../articles/public-content.js';
import type { PayerOnShelf, PayerShelf } from '../finder/payer-shelf.js';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { shortDay } from '../pages/time-words.js';
import { CallButton, Document } from '../pages/layout.js';
import { GeneralAnswer } from './general-answer.js';
import { type InsuranceWords, insuranceWordsIn } from './insurance-words.js';
import { guideOf } from './payer-guide.js';

/** These pages are there in both languages. */
export const IN_BOTH = { languages: ['en', 'es'] as const };

interface InsuranceListProps {
  frame: Frame;
  payers: PayerShelf;
  /** What was searched for; empty: all that listed places name. */
  typed: string;
}

/** The plans that listed places say they take, on their word and with its day. */
export function InsuranceListPage({ frame, payers, typed }: InsuranceListProps) {
  const words = insuranceWordsIn(frame.language);
  const { list } = words;
  const found = typed === '' ? payers.taken() : payers.search(typed);
  const shown = found.length > 0 ? found : payers.perhaps(typed);
  const to = (path: string) => pathIn(frame.language, path);
  return (
    <Document
      frame={frame}
      title={list.title}
      description={list.description}
      hidden={typed !== ''}
      found={typed === '' ? IN_BOTH : undefined}
    >
      <article className="wide narrow page">
        <h1>{list.title}</h1>
        <p className="lead">{list.lead}</p>
        <p className="care">{list.warning}</p>
        <p className="actions">
          <a className="next" href={to('/insurance/check')}>
            {list.check}
          </a>
          <span className="fine">{list.checkHint}</span>
        </p>
        <form className="payer-search" method="get" action={to('/insurance')}>
          <div className="field">
            <label htmlFor="q">{list.search}</label>
            <input
              id="q"
              name="q"
              type="text"
              maxLength={120}
              autoComplete="off"
              defaultValue={typed}
            />
          </div>
          <button className="start" type="submit">
            {list.go}
          </button>
        </form>
        {typed === '' ? null : <h2>{found.length > 0 ? list.found(typed) : list.none(typed)}</h2>}
        {found.length === 0 ? (
          <p>
            {typed === '' ? list.empty : shown.length > 0 ? words.check.perhaps : list.noneHint}
          </p>
        ) : null}
        <ul className="payer-list">
          {shown.map((payer) => (
            <li key={payer.slug}>
              <a href={to(`/insurance/${payer.slug}`)}>{payer.name}</a>
              <span className="fine">{takenWords(payer, words, frame)}</span>
            </li>
          ))}
        </ul>
        {typed === '' ? null : (
          <p>
            <a href={to('/insurance')}>{list.all}</a>
          </p>
        )}
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

interface PayerPageProps {
  frame: Frame;
  payer: PayerOnShelf;
  /** What the house wrote about it on the desk, if it did. */
  text: PublicText | undefined;
}

/** A payer: what is generally true, how to check, what to have at hand, who says they take it. */
export function PayerPage({ frame, payer, text }: PayerPageProps) {
  const words = insuranceWordsIn(frame.language);
  const { payer: page, list } = words;
  const to = (path: string) => pathIn(frame.language, path);
  return (
    <Document
      frame={frame}
      title={page.title(payer.name)}
      description={page.description(payer.name)}
      found={IN_BOTH}
    >
      <article className="wide narrow page">
        <p className="fine">
          <a href={to('/insurance')}>{page.back}</a>
        </p>
        <h1>{payer.name}</h1>
        {payer.aliases.length > 0 ? (
          <p className="fine">
            {list.alsoCalled} {payer.aliases.join(', ')}
          </p>
        ) : null}
        {payer.fact ? (
          <p className="care">
            {page.original ? `${page.original} ` : ''}
            <span lang="en">{payer.fact}</span>
          </p>
        ) : null}
        <p className="actions">
          <a className="next" href={to(`/insurance/check?payer=${payer.slug}`)}>
            {list.check}
          </a>
          <span className="fine">{list.checkHint}</span>
        </p>
        {text ? <Blocks frame={frame} blocks={text.blocks} /> : null}
        <GeneralAnswer frame={frame} guide={guideOf(payer)} />
        <HowToCheck words={words} />
        <section>
          <h2>{page.taken}</h2>
          <p>{takenWords(payer, words, frame)}</p>
          {payer.facilities > 0 ? (
            <p>
              <a
                href={to(
                  payer.state
                    ? `/find?state=${payer.state}&pay=${payer.slug}`
                    : `/find?pay=${payer.slug}`,
                )}
              >
                {page.find(payer.name)}
              </a>
            </p>
          ) : null}
          <p className="fine">{list.warning}</p>
        </section>
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

/** The steps anybody can take without us. */
export function HowToCheck({ words }: { words: InsuranceWords }) {
  const { how, steps, atHand, things, holder } = words.payer;
  return (
    <section>
      <h2>{how}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h3>{atHand}</h3>
      <ul>
        {things.map((thing) => (
          <li key={thing}>{thing}</li>
        ))}
      </ul>
      <p className="fine">{holder}</p>
    </section>
  );
}

function takenWords(
  { facilities, saidAt }: PayerOnShelf,
  { list }: InsuranceWords,
  frame: Frame,
): string {
  if (facilities === 0 || !saidAt) return list.nobody;
  return list.places(facilities, shortDay(saidAt, zoneOf(frame), frame.language));
}
