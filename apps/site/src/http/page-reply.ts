import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { encodingFor } from './encoding.js';
import type { ReadyAnswers } from './ready-answers.js';

/** No other origin, no inline script, no style but our own, no framing; forms post to us alone. */
const policyWith = (styles: string) =>
  [
    "default-src 'none'",
    `style-src 'self' ${styles}`,
    "script-src 'self'",
    // Within a page stands its icon, and nothing of a visitor's.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const NOTHING =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()';

/**
 * The headers every answer carries; HSTS where visitors come by https.
 * @param styles the digests of the styles that may stand inside a page
 */
export function securityHeaders(https: boolean, styles: string): Record<string, string> {
  return {
    'content-security-policy': policyWith(styles),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': NOTHING,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

export interface PageOptions {
  status?: number;
  /** Where it is kept for a second, when it is the same for anybody. */
  ready?: ReadyAnswers;
}

/**
 * Renders a page to plain HTML and sends it. Nothing here is ever kept by a browser. What answers a form repeats what was
 * typed beside what is nobody else's business; compressed, its length would tell of it (BREACH), so it is sent as it is.
 */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: ReactElement,
  { status = 200, ready }: PageOptions = {},
): FastifyReply {
  const html = `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
  void reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8');
  if (request.method === 'POST') return reply.send(html);
  const body = compressed(request, reply, Buffer.from(html));
  if (status === 200) ready?.keep(request, reply, body);
  return reply.send(body);
}

/** Brotli or gzip, as the browser says it understands; the headers that say so are set. */
export function compressed(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  packed?: { br: Buffer; gzip: Buffer },
): Buffer {
  const encoding = encodingFor(request.headers['accept-encoding']);
  void reply.header('vary', VARIES);
  if (encoding === 'identity') return body;
  void reply.header('content-encoding', encoding);
  return (
    packed?.[encoding] ?? (encoding === 'br' ? brotliCompressSync(body, FAST) : gzipSync(body))
  );
}

/** By what pages and files differ for those nobody knows. */
const VARIES = 'accept-encoding, sec-fetch-site';
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
