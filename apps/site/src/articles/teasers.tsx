import { type Frame, pathIn } from '../pages/frame.js';
import { articleWords } from './article-words.js';
import type { PublicText } from './public-content.js';

interface TeasersProps {
  frame: Frame;
  texts: readonly PublicText[];
  /** The rank of their titles: below the page's own, or below a heading of their own. */
  titles: 'h2' | 'h3';
}

/** Articles with what they are about, and the way on. */
export function Teasers({ frame, texts, titles: Title }: TeasersProps) {
  const words = articleWords(frame.language);
  return (
    <ul className="teasers">
      {texts.map(({ slug, title, teaser, language }) => {
        const href = pathIn(frame.language, `/articles/${slug}`);
        return (
          <li key={slug} lang={language === frame.language ? undefined : language}>
            <Title className="teaser-title">
              <a href={href}>{title}</a>
            </Title>
            <p>{teaser}</p>
            <p className="more">
              <a href={href} aria-label={`${words.more}: ${title}`} lang={frame.language}>
                {words.more}
              </a>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
