import type { Language } from '#contract';
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

/** One page of the sitemap. */
export interface MapPlace {
  path: string;
  languages: readonly Language[];
  changedAt?: Date;
}

/** The pages search engines may have (sitemaps.org), each with its other languages. */
export function sitemap(origin: string, places: readonly MapPlace[]): string {
  const urls = places.flatMap(({ path, languages, changedAt }) =>
    languages.map((language) =>
      xml('url', {}, [
        xml('loc', {}, text(origin + pathIn(language, path))),
        ...(changedAt ? [xml('lastmod', {}, changedAt.toISOString())] : []),
        ...languages.map((one) =>
          xml('xhtml:link', { rel: 'alternate', hreflang: one, href: origin + pathIn(one, path) }),
        ),
      ]),
    ),
  );
  const names = {
    xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
    'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
  };
  return xml('urlset', names, urls, true);
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

function xml(
  name: string,
  attributes: Record<string, string>,
  content: string | readonly string[] = '',
  document = false,
): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`);
  const inside = typeof content === 'string' ? content : content.join('\n');
  const element = `<${name}${head.join('')}>${inside}</${name}>`;
  return document ? `<?xml version="1.0" encoding="utf-8"?>\n${element}\n` : element;
}

/** Text as XML 1.0 has it: what cannot stand in a document at all is left out. */
function text(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
