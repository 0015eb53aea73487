import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** No other origin, no inline script or style, no framing; forms post to us alone. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NOTHING =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()';

/** The headers every answer carries; HSTS where visitors come by https. */
export function securityHeaders(https: boolean): Record<string, string> {
  return {
    'content-security-policy': POLICY,
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
  /** Pages that hold nothing of a visitor may be compressed; the others give no length to measure by. */
  compress?: boolean;
}

/** Renders a page to plain HTML and sends it. Nothing here is ever kept by a cache. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: ReactElement,
  options: PageOptions = {},
): FastifyReply {
  const html = `<!DOCTYPE html>${renderToStaticMarkup(page)}`;
  void reply
    .code(options.status ?? 200)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8');
  return options.compress ? sendCompressed(request, reply, Buffer.from(html)) : reply.send(html);
}

/** Brotli or gzip, as the browser says it understands. */
export function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
  ready?: { br: Buffer; gzip: Buffer },
): FastifyReply {
  const accepted = request.headers['accept-encoding'] ?? '';
  void reply.header('vary', 'accept-encoding');
  if (/\bbr\b/.test(accepted)) {
    const fast = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
    return reply.header('content-encoding', 'br').send(ready?.br ?? brotliCompressSync(body, fast));
  }
  if (/\bgzip\b/.test(accepted)) {
    return reply.header('content-encoding', 'gzip').send(ready?.gzip ?? gzipSync(body));
  }
  return reply.send(body);
}
