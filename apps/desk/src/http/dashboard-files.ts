import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#platform';

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The dashboard is not built</title></head>
<body><h1>The dashboard is not built yet</h1>
<p>Run <code>npm run build</code> and start the desk again. The API works: see <a href="/api/docs">/api/docs</a>.</p>
</body></html>`;

/**
 * Serves the built dashboard: hashed files for ever, the page itself never from a cache, and the page
 * for every address that is not the API's, because the dashboard does its own routing.
 */
export async function serveDashboard(http: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  if (existsSync(page)) {
    const { default: files } = await import('@fastify/static');
    await http.register(files, {
      root: folder,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = /[\\/]assets[\\/]/.test(path);
        void reply.header(
          'cache-control',
          hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  http.get('/*', async (request, reply) => {
    if (/^\/(api|health|assets)(\/|$|\?)/.test(request.url)) {
      throw new DomainError('request.not_found', {
        status: 404,
        message: 'There is nothing at this address.',
      });
    }
    // Read each time: a new build names new files, and the page is small.
    const html = existsSync(page) ? await readFile(page) : NOT_BUILT;
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html);
  });
}
