import type { Language } from '#contract';
import { text, xml } from '../http/xml.js';
import { pathIn } from '../pages/frame.js';

/** One page of the site, in all its languages. */
export interface MapPlace {
  path: string;
  languages: readonly Language[];
  changedAt?: Date;
}

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The files a sitemap comes in (sitemaps.org), by their paths. */
export function sitemapIndex(origin: string, paths: readonly string[]): string {
  const files = paths.map((path) => xml('sitemap', {}, xml('loc', {}, text(origin + path))));
  return xml('sitemapindex', { xmlns: SITEMAPS }, files, true);
}

/** Pages search engines may have (sitemaps.org), each with its other languages. One file may name 50,000 addresses. */
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
  const names = { xmlns: SITEMAPS, 'xmlns:xhtml': 'http://www.w3.org/1999/xhtml' };
  return xml('urlset', names, urls, true);
}
