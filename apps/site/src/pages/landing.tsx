import { Blocks } from '../articles/blocks.js';
import { articleWords } from '../articles/article-words.js';
import type { PublicText } from '../articles/public-content.js';
import { Teasers } from '../articles/teasers.js';
import { InsuranceWays } from '../insurance/insurance-ways.js';
import { BridgeArt } from './art.js';
import { type Frame, openingSentence, pathIn } from './frame.js';
import { CallButton, Document, PaintHere } from './layout.js';
import { WhoAnswers } from './who-answers.js';

interface LandingProps {
  frame: Frame;
  articles: readonly PublicText[];
  questions: readonly PublicText[];
}

/** The first page: a number that is answered, a form that is short, and who is behind it. */
export function LandingPage({ frame, articles, questions }: LandingProps) {
  const { words, language } = frame;
  const startPath = pathIn(language, '/get-started');
  return (
    <Document
      frame={frame}
      title={words.hero.title}
      description={words.hero.description}
      found={{ languages: ['en', 'es'], feeds: true }}
      face
      paintLater
    >
      <section className="hero">
        <div className="wide">
          <div className="hero-words">
            <h1>{words.hero.title}</h1>
            <p className="lead">{words.hero.lead}</p>
            <p className="for">{words.hero.forOther}</p>
            <div className="actions">
              <CallButton frame={frame} />
              <a className="start" href={startPath}>
                {words.hero.online}
              </a>
            </div>
            <PaintHere />
            <p className={frame.opening?.open ? 'now open' : 'now'}>{openingSentence(frame)}</p>
            <p className="hint">{words.hero.onlineHint}</p>
            <p>
              <a href={pathIn(language, '/find')}>{words.hero.find}</a>
            </p>
          </div>
          <BridgeArt title={words.hero.art} />
        </div>
      </section>

      <section className="steps" aria-labelledby="next">
        <div className="wide">
          <h2 id="next">{words.steps.title}</h2>
          <ol>
            {words.steps.items.map(({ title, text }) => (
              <li key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>

      <WhoAnswers frame={frame} />

      <section className="insurance" aria-labelledby="insurance">
        <div className="wide narrow">
          <h2 id="insurance">{words.insurance.title}</h2>
          {words.insurance.text.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <p className="never">{words.insurance.never}</p>
          <InsuranceWays frame={frame} />
        </div>
      </section>

      <section className="questions" aria-labelledby="questions">
        <div className="wide narrow">
          <h2 id="questions">{words.questions.title}</h2>
          {questions.map(({ slug, title, blocks, language }) => (
            <details key={slug} lang={language === frame.language ? undefined : language}>
              <summary>{title}</summary>
              <Blocks frame={frame} blocks={blocks} />
            </details>
          ))}
        </div>
      </section>

      <section className="reading" aria-labelledby="reading">
        <div className="wide">
          <h2 id="reading">{words.reading.title}</h2>
          <Teasers frame={frame} texts={articles} titles="h3" />
          <p>
            <a href={pathIn(frame.language, '/articles')}>{articleWords(frame.language).all}</a>
          </p>
        </div>
      </section>

      <section className="closing" aria-labelledby="closing">
        <div className="wide narrow">
          <h2 id="closing">{words.closing.title}</h2>
          <p>{words.closing.text}</p>
          <div className="actions">
            <CallButton frame={frame} />
            <a className="start" href={startPath}>
              {words.hero.online}
            </a>
          </div>
        </div>
      </section>
    </Document>
  );
}
