import { type Frame, pathIn } from '../pages/frame.js';
import { articleWords } from './article-words.js';
import type { PublicText } from './public-content.js';

/** Articles with what they are about, and the way on. */
export function Teasers({ frame, texts }: { frame: Frame; texts: readonly PublicText[] }) {
  const words = articleWords(frame.language);
  return (
    <ul className="teasers">
      {texts.map(({ slug, title, teaser, language }) => {
        const href = pathIn(frame.language, `/articles/${slug}`);
        return (
          <li key={slug} lang={language === frame.language ? undefined : language}>
            <h3>
              <a href={href}>{title}</a>
            </h3>
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
