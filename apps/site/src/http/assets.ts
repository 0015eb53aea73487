import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** One file as it is served; the name carries a digest of its content. */
export interface Asset {
  path: string;
  type: string;
  body: Buffer;
  br: Buffer;
  gzip: Buffer;
}

/** The site's own files, read and compressed once at start. */
export interface Assets {
  css: Asset;
  script: Asset;
  favicon: Asset;
}

/** @throws Error when a file is missing: the site has no look without it */
export function loadAssets(): Assets {
  return {
    css: asset('site', 'css', 'text/css; charset=utf-8'),
    script: asset('site', 'js', 'text/javascript; charset=utf-8'),
    favicon: asset('favicon', 'svg', 'image/svg+xml'),
  };
}

function asset(name: string, extension: string, type: string): Asset {
  const body = readFileSync(new URL(`${name}.${extension}`, folder()));
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return {
    path: `/assets/${name}.${digest}.${extension}`,
    type,
    body,
    br: brotliCompressSync(body),
    gzip: gzipSync(body, { level: 9 }),
  };
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
