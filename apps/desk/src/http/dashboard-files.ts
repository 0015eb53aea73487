import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#platform';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED = new Set(['.png', '.woff2', '.ico']);

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The dashboard is not built</title></head>
<body><h1>The dashboard is not built yet</h1>
<p>Run <code>npm run build</code> and start the desk again. The API works: see <a href="/api/docs">/api/docs</a>.</p>
</body></html>`;

interface StaticFile {
  path: string;
  type: string;
  hashed: boolean;
}

type Encoding = 'br' | 'gzip' | 'identity';
const pack: Record<Encoding, (content: Buffer) => Promise<Buffer>> = {
  br: (content) => promisify(brotliCompress)(content),
  gzip: (content) => promisify(gzip)(content),
  identity: async (content) => content,
};

/**
 * Serves the built dashboard: files with a hash in their name for ever, the page itself always asked
 * for anew, and the page for every address that is not the API's, because the dashboard does its own
 * routing. Only files that were there at start are served; each is packed once, when first wanted.
 */
export function serveDashboard(http: FastifyInstance, folder: string): void {
  const files = filesIn(folder);
  const ready = new Map<string, Promise<Buffer>>();

  http.get('/*', async (request, reply) => {
    const address = request.url.split('?')[0] ?? '/';
    const file = files.get(address);
    if (file) return send(file, request, reply);
    if (/^\/(api|health|assets)(\/|$)/.test(address)) {
      throw new DomainError('request.not_found', {
        status: 404,
        message: 'There is nothing at this address.',
      });
    }
    const page = files.get('/index.html');
    if (page) return send(page, request, reply);
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(NOT_BUILT);
  });

  async function send(file: StaticFile, request: FastifyRequest, reply: FastifyReply) {
    const encoding = encodingFor(file, request.headers['accept-encoding'] ?? '');
    const key = `${encoding}:${file.path}`;
    const known = ready.get(key) ?? readFile(file.path).then(pack[encoding]);
    ready.set(key, known);
    const content = await known.catch((error: unknown) => {
      ready.delete(key);
      throw error;
    });
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    void reply.headers({
      etag,
      vary: 'accept-encoding',
      'cache-control': file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    if (encoding !== 'identity') void reply.header('content-encoding', encoding);
    return reply.type(file.type).send(content);
  }
}

function encodingFor(file: StaticFile, accepted: string): Encoding {
  if (PACKED.has(extname(file.path))) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

function filesIn(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    files.set(address, { path, type, hashed: address.startsWith('/assets/') });
  }
  return files;
}
