import { textOf } from '#content';
import type { Language } from '#contract';
import { InsuranceWays } from '../insurance/insurance-ways.js';
import { type Frame, pathIn, zoneOf } from '../pages/frame.js';
import { Document } from '../pages/layout.js';
import { dayWords } from '../pages/time-words.js';
import { articleWords } from './article-words.js';
import { articleData } from './article-data.js';
import { Blocks, CallHere } from './blocks.js';
import { Picture } from './picture.js';
import type { PublicText } from './public-content.js';
import { Share } from './share.js';
import { Teasers } from './teasers.js';

interface ArticleProps {
  frame: Frame;
  text: PublicText;
  /** The languages it is there in. */
  languages: readonly Language[];
  related: readonly PublicText[];
  /** Path of the picture for sharing. */
  image: string;
}

/** One article: its text with the number in it, who wrote and who reviewed it, its sources, where to go on. */
export function ArticlePage({ frame, text, languages, related, image }: ArticleProps) {
  const words = articleWords(frame.language);
  const address = frame.origin + pathIn(text.language, `/articles/${text.slug}`);
  const picture = frame.origin + image;
  const lang = text.language === frame.language ? undefined : text.language;
  return (
    <Document
      frame={frame}
      title={text.title}
      description={text.teaser}
      found={{
        languages,
        image,
        article: true,
        feeds: true,
        data: articleData({ frame, text, address, picture }),
      }}
    >
      <article className="wide article page" lang={lang}>
        <header>
          <p className="fine">
            <a href={pathIn(frame.language, '/articles')} lang={frame.language}>
              {words.all}
            </a>
          </p>
          {lang ? (
            <p className="care" lang={frame.language}>
              {words.otherLanguage}
            </p>
          ) : null}
          <h1>{text.title}</h1>
          <p className="lead">{text.teaser}</p>
          <Byline frame={frame} text={text} />
        </header>
        <Contents frame={frame} text={text} />
        <div className="text">
          {text.pictureId ? (
            <figure>
              <Picture id={text.pictureId} alt="" />
            </figure>
          ) : null}
          <Blocks frame={frame} blocks={text.blocks} />
        </div>
        <footer lang={frame.language}>
          <CallHere frame={frame} />
          <section aria-labelledby="cost">
            <h2 id="cost">{frame.words.insurance.short}</h2>
            <p>{frame.words.insurance.never}</p>
            <InsuranceWays frame={frame} />
          </section>
          <Sources frame={frame} text={text} />
          <Share frame={frame} title={text.title} address={address} image={picture} />
        </footer>
      </article>
      <section className="related" aria-labelledby="related">
        <div className="wide">
          <h2 id="related">{words.related}</h2>
          <Teasers frame={frame} texts={related} titles="h3" />
        </div>
      </section>
    </Document>
  );
}

function Byline({ frame, text }: { frame: Frame; text: PublicText }) {
  const words = articleWords(frame.language);
  const zone = zoneOf(frame);
  const day = (at: Date) => dayWords(at, zone, frame.language);
  const changed = day(text.changedAt) === day(text.firstPublic) ? null : day(text.changedAt);
  const { review } = text;
  return (
    <div className="byline" lang={frame.language}>
      <p>
        {words.by(text.author)} ·{' '}
        <time dateTime={text.firstPublic.toISOString()}>
          {words.published(day(text.firstPublic))}
        </time>
        {changed ? (
          <>
            {' · '}
            <time dateTime={text.changedAt.toISOString()}>{words.updated(changed)}</time>
          </>
        ) : null}
      </p>
      <p>
        {review
          ? words.reviewed(
              review.credentials ? `${review.reviewer}, ${review.credentials}` : review.reviewer,
              dayWords(new Date(`${review.on}T12:00:00Z`), 'UTC', frame.language),
            )
          : words.notReviewed}
      </p>
    </div>
  );
}

function Contents({ frame, text }: { frame: Frame; text: PublicText }) {
  const parts = text.blocks.filter((block) => block.kind === 'heading' && block.level === 2);
  if (parts.length < 3) return null;
  const words = articleWords(frame.language);
  return (
    <nav className="contents" aria-labelledby="contents">
      <h2 id="contents" lang={frame.language}>
        {words.onThisPage}
      </h2>
      <ul>
        {parts.map((block) =>
          block.kind === 'heading' ? (
            <li key={block.anchor}>
              <a href={`#${block.anchor}`}>{textOf(block.runs)}</a>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}

function Sources({ frame, text }: { frame: Frame; text: PublicText }) {
  const words = articleWords(frame.language);
  if (text.sources.length === 0) return null;
  return (
    <section className="sources" aria-labelledby="sources">
      <h2 id="sources">{words.sources}</h2>
      <ul>
        {text.sources.map(({ title, publisher, url, dated }) => (
          <li key={url}>
            {publisher}:{' '}
            <a href={url} rel="noreferrer noopener" lang="en">
              {title}
            </a>{' '}
            {dated ? words.dated(dated) : null}
          </li>
        ))}
      </ul>
      <p className="fine">{words.sourcesHint}</p>
    </section>
  );
}
