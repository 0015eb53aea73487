import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf } from './digest.js';

/** A page made once for everybody who sees the same. */
export interface KeptPage {
  etag: string;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

/** Most pages that are kept; the one asked for longest ago goes first. */
const MOST_PAGES = 600;
const SMALL = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Pages that hold nothing of a visitor, by everything that they were made from. */
export class PageCache {
  readonly #kept = new Map<string, KeptPage>();

  /** The page of a key; made and compressed only when it is not there. */
  page(key: string, make: () => string): KeptPage {
    const found = this.#kept.get(key);
    if (found) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
      return found;
    }
    const plain = Buffer.from(make());
    const page = {
      etag: `W/"${digestOf(plain)}"`,
      plain,
      br: brotliCompressSync(plain, SMALL),
      gzip: gzipSync(plain, { level: 9 }),
    };
    this.#kept.set(key, page);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_PAGES && oldest !== undefined) this.#kept.delete(oldest);
    return page;
  }
}

/** Sends a kept page: whole, or that it has not changed. A browser asks each time; no cache between keeps it. */
export function sendKept(
  request: FastifyRequest,
  reply: FastifyReply,
  page: KeptPage,
  type = 'text/html; charset=utf-8',
): FastifyReply {
  const { 'if-none-match': known, 'accept-encoding': accepted = '' } = request.headers;
  void reply
    .header('cache-control', 'private, no-cache')
    .header('etag', page.etag)
    .header('vary', 'accept-encoding, cookie');
  if (known?.split(/,\s*/).includes(page.etag)) return reply.code(304).send();
  void reply.code(200).header('content-type', type);
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(page.br);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(page.gzip);
  return reply.send(page.plain);
}
