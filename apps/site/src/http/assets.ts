import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { digestOf } from './digest.js';

/** One file as it is served; the name carries a digest of its content. */
export interface Asset {
  path: string;
  type: string;
  body: Buffer;
  /** Made small beforehand; absent for what is small by its nature. */
  packed?: { br: Buffer; gzip: Buffer };
}

/** The site's own files, read and compressed once at start. */
export interface Assets {
  css: Asset;
  script: Asset;
  favicon: Asset;
  font: Asset;
}

/** @throws Error when a file is missing: the site has no look without it */
export function loadAssets(): Assets {
  const font = named('heading', 'woff2', 'font/woff2', own('heading.woff2'));
  const css = squeezed(own('site.css').toString('utf8')).replaceAll('heading.woff2', font.path);
  return {
    css: packed(named('site', 'css', 'text/css; charset=utf-8', Buffer.from(css))),
    script: packed(named('site', 'js', 'text/javascript; charset=utf-8', own('site.js'))),
    favicon: named('favicon', 'svg', 'image/svg+xml', own('favicon.svg')),
    font,
  };
}

/** Styles without what only those need who write them. */
function squeezed(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .trim();
}

function named(name: string, extension: string, type: string, body: Buffer): Asset {
  return { path: `/assets/${name}.${digestOf(body)}.${extension}`, type, body };
}

function packed(asset: Asset): Asset {
  const { body } = asset;
  return { ...asset, packed: { br: brotliCompressSync(body), gzip: gzipSync(body, { level: 9 }) } };
}

function own(file: string): Buffer {
  return readFileSync(new URL(file, folder()));
}

/** `apps/site/assets`, seen from the sources and from the built files. */
function folder(): URL {
  const candidates = ['../../assets/', '../../../../../apps/site/assets/'];
  const found = candidates
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(fileURLToPath(new URL('site.css', url))));
  if (!found) throw new Error('The folder apps/site/assets is missing; it belongs to the site.');
  return found;
}
