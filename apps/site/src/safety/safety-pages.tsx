import type { Language } from '#contract';
import type { Frame } from '../pages/frame.js';
import { CallButton, Document, Handset } from '../pages/layout.js';
import { type SafetyWords, safetyWordsEn } from './safety-words.en.js';
import { safetyWordsEs } from './safety-words.es.js';

const WORDS: Record<Language, SafetyWords> = { en: safetyWordsEn, es: safetyWordsEs };

const IN_BOTH = { languages: ['en', 'es'] } as const;

/** Public guidance that the page on overdoses follows. Links, no more: nothing is loaded from there. */
const SOURCES = [
  [
    'CDC, What to Do if You Think Someone is Overdosing',
    'https://www.cdc.gov/stop-overdose/response/index.html',
  ],
  [
    'SAMHSA, Overdose Prevention and Response Toolkit (PEP23-03-00-001)',
    'https://library.samhsa.gov/product/overdose-prevention-response-toolkit/pep23-03-00-001',
  ],
  ['NIDA, Naloxone DrugFacts', 'https://nida.nih.gov/publications/drugfacts/naloxone'],
  [
    'NIAAA, Understanding the Dangers of Alcohol Overdose',
    'https://www.niaaa.nih.gov/publications/brochures-and-fact-sheets/understanding-dangers-of-alcohol-overdose',
  ],
  ['America’s Poison Centers', 'https://poisoncenters.org/'],
] as const;

/** What to do first, in the order in which it is done; reading comes after calling. */
export function OverdosePage({ frame }: { frame: Frame }) {
  const { overdose } = WORDS[frame.language];
  return (
    <Document
      frame={frame}
      title={overdose.pageTitle}
      description={overdose.description}
      found={IN_BOTH}
      neutral
    >
      <article className="wide narrow page">
        <h1>{overdose.title}</h1>
        <p className="lead">{overdose.unsure}</p>
        <section className="help-now">
          <a className="call" href="tel:911">
            <Handset /> {overdose.call911}
          </a>
          <p>{overdose.say}</p>
        </section>
        <section aria-labelledby="steps">
          <h2 id="steps">{overdose.steps.title}</h2>
          <ol className="do-now">
            {overdose.steps.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ol>
        </section>
        <List id="signs" {...overdose.signs} />
        <List id="other" {...overdose.other} />
        <p>
          <a className="start" href="tel:+18002221222">
            {overdose.poison.name}: {overdose.poison.number}
          </a>
        </p>
        <p className="fine">{overdose.poison.about}</p>
        <List id="dont" {...overdose.dont} />
        <List id="know" {...overdose.know} />
        <section>
          <p>{overdose.after}</p>
          <CallButton frame={frame} />
        </section>
        <p className="care">{overdose.caution}</p>
        <section aria-labelledby="sources" className="fine">
          <h2 id="sources">{overdose.sourcesTitle}</h2>
          <p>{overdose.written}</p>
          <ul>
            {SOURCES.map(([name, address]) => (
              <li key={address}>
                <a href={address} rel="noreferrer noopener" lang="en">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      </article>
    </Document>
  );
}

/** What others could see, and what can be done about it. */
export function StaySafePage({ frame }: { frame: Frame }) {
  const { safe } = WORDS[frame.language];
  return (
    <Document
      frame={frame}
      title={safe.pageTitle}
      description={safe.description}
      found={IN_BOTH}
      neutral
    >
      <article className="wide narrow page">
        <h1>{safe.title}</h1>
        <p className="lead">{safe.lead}</p>
        {safe.sections.map((section) => (
          <List key={section.id} {...section} />
        ))}
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}

interface ListProps {
  id: string;
  title: string;
  text?: string;
  items: readonly string[];
}

function List({ id, title, text, items }: ListProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text ? <p>{text}</p> : null}
      {items.length > 0 ? (
        <ul className="signs">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
