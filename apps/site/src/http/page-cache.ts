import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { digestOf } from './digest.js';
import { encodingFor } from './encoding.js';
import type { ReadyAnswers } from './ready-answers.js';

/** A page made once for everybody who sees the same. */
export interface KeptPage {
  etag: string;
  identity: Buffer;
  br: Buffer;
  gzip: Buffer;
}

/** How a kept page is sent. */
export interface SendKept {
  /** HTML unless said. */
  type?: string;
  /** Browsers keep nothing of it: for pages that must not be found on a device that others use. */
  traceless?: boolean;
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
    const identity = Buffer.from(make());
    const page = {
      etag: `W/"${digestOf(identity)}"`,
      identity,
      br: brotliCompressSync(identity, SMALL),
      gzip: gzipSync(identity, { level: 9 }),
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
  ready: ReadyAnswers,
  { type = 'text/html; charset=utf-8', traceless = false }: SendKept = {},
): FastifyReply {
  const { 'if-none-match': known, 'accept-encoding': accepted } = request.headers;
  const encoding = encodingFor(accepted);
  void reply.header('cache-control', traceless ? 'no-store' : 'private, no-cache');
  void reply.header('vary', 'accept-encoding, sec-fetch-site, cookie');
  if (!traceless) void reply.header('etag', page.etag);
  if (!traceless && known?.split(/,\s*/).includes(page.etag)) return reply.code(304).send();
  void reply.code(200).header('content-type', type);
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  ready.keep(request, reply, page[encoding]);
  return reply.send(page[encoding]);
}
