import type { Language } from '#contract';
import { type Frame, pathIn } from './frame.js';

/** What search engines and those who show a link may know of a page. */
export interface Found {
  /** The languages it is there in. */
  languages: readonly Language[];
  /** Path of the picture that goes with a link; the one of the whole site unless given. */
  image?: string | undefined;
  article?: boolean;
  /** Offers the feeds of articles. */
  feeds?: boolean;
  /** What it is, for machines (schema.org). */
  data?: object;
}

interface FoundHeadProps {
  frame: Frame;
  title: string;
  description: string | undefined;
  found: Found;
}

/** Canonical address, other languages, Open Graph, feeds, structured data. */
export function FoundHead({ frame, title, description, found }: FoundHeadProps) {
  const { origin, path, language, organisation } = frame;
  const { languages, image = frame.shareImage } = found;
  const shown = languages.includes(language) ? language : (languages[0] ?? language);
  const at = (one: Language) => origin + pathIn(one, path);
  return (
    <>
      <link rel="canonical" href={at(shown)} />
      {languages.length > 1 ? (
        <>
          {languages.map((one) => (
            <link key={one} rel="alternate" hrefLang={one} href={at(one)} />
          ))}
          <link rel="alternate" hrefLang="x-default" href={at('en')} />
        </>
      ) : null}
      {found.feeds ? <Feeds language={language} /> : null}
      <meta property="og:type" content={found.article ? 'article' : 'website'} />
      <meta property="og:title" content={title} />
      {description ? <meta property="og:description" content={description} /> : null}
      <meta property="og:url" content={at(shown)} />
      <meta property="og:site_name" content={organisation?.name ?? 'Bridgeline'} />
      <meta property="og:locale" content={shown === 'es' ? 'es_US' : 'en_US'} />
      <meta property="og:image" content={origin + image} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta name="twitter:card" content="summary_large_image" />
      {found.data ? (
        <script
          type="application/ld+json"
          // JSON in which no "<" is left: it cannot end the element it stands in.
          dangerouslySetInnerHTML={{
            __html: JSON.stringify(found.data).replaceAll('<', '\\u003c'),
          }}
        />
      ) : null}
    </>
  );
}

function Feeds({ language }: { language: Language }) {
  return (
    <>
      <link
        rel="alternate"
        type="application/atom+xml"
        title="Atom"
        href={pathIn(language, '/articles.atom')}
      />
      <link
        rel="alternate"
        type="application/rss+xml"
        title="RSS"
        href={pathIn(language, '/articles.rss')}
      />
    </>
  );
}
