import type { Language } from '#contract';
import { text, xml } from '../http/xml.js';
import { pathIn } from '../pages/frame.js';
import type { PublicText } from './public-content.js';

/** What a feed is made from. */
export interface FeedInput {
  /** The site's whole address, without a slash at its end. */
  origin: string;
  name: string;
  title: string;
  language: Language;
  texts: readonly PublicText[];
}

/** Most entries of a feed: the ones changed last. */
const MOST_ENTRIES = 50;

/** The articles as Atom (RFC 4287). */
export function atomFeed(input: FeedInput): string {
  const { origin, name, title, language } = input;
  const entries = latest(input);
  const home = origin + pathIn(language, '/articles');
  return xml(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
    [
      xml('title', {}, text(`${title} · ${name}`)),
      xml('id', {}, text(home)),
      xml('link', { href: home }),
      xml('link', { rel: 'self', href: `${origin}${pathIn(language, '/articles.atom')}` }),
      xml('updated', {}, (entries[0]?.changedAt ?? new Date(0)).toISOString()),
      xml('author', {}, xml('name', {}, text(name))),
      ...entries.map((entry) => {
        const address = addressOf(origin, entry);
        return xml('entry', {}, [
          xml('title', {}, text(entry.title)),
          xml('id', {}, text(address)),
          xml('link', { href: address }),
          xml('published', {}, entry.firstPublic.toISOString()),
          xml('updated', {}, entry.changedAt.toISOString()),
          xml('author', {}, xml('name', {}, text(entry.author))),
          xml('summary', {}, text(entry.teaser)),
        ]);
      }),
    ],
    true,
  );
}

/** The articles as RSS 2.0. */
export function rssFeed(input: FeedInput): string {
  const { origin, name, title, language } = input;
  const channel = [
    xml('title', {}, text(`${title} · ${name}`)),
    xml('link', {}, text(origin + pathIn(language, '/articles'))),
    xml('description', {}, text(title)),
    xml('language', {}, language),
    ...latest(input).map((entry) => {
      const address = addressOf(origin, entry);
      return xml('item', {}, [
        xml('title', {}, text(entry.title)),
        xml('link', {}, text(address)),
        xml('guid', {}, text(address)),
        xml('pubDate', {}, entry.firstPublic.toUTCString()),
        xml('description', {}, text(entry.teaser)),
      ]);
    }),
  ];
  return xml('rss', { version: '2.0' }, xml('channel', {}, channel), true);
}

function latest({ texts, language }: FeedInput): PublicText[] {
  return texts
    .filter((one) => one.language === language)
    .sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime())
    .slice(0, MOST_ENTRIES);
}

function addressOf(origin: string, { language, slug }: PublicText): string {
  return origin + pathIn(language, `/articles/${slug}`);
}
