import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#platform';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site's page sends with our cookie. Browsers say where a request comes
 * from (`Sec-Fetch-Site`, or `Origin` where that is not known); a client that says neither is no
 * browser and has no cookie that it was not given. The cookie is SameSite=Strict besides.
 */
export function refuseCrossSiteWrites(http: FastifyInstance, deskUrl: string): void {
  const own = new URL(deskUrl).origin;
  http.addHook('onRequest', async (request) => {
    if (READS.has(request.method) || fromOurPage(request, own)) return;
    throw new DomainError('auth.forbidden', {
      status: 403,
      message: 'This request comes from another site and was refused.',
    });
  });
}

function fromOurPage(request: FastifyRequest, own: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = request.headers;
  if (origin === undefined || origin === own) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
