import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ERROR_STATUS, LEVELS_OF_CARE } from '#contract';
import { DomainError, errorAnswer, invalidRequest, isId, type Logger } from '#platform';
import type { HsdsDirectory, HsdsPage, HsdsQuery } from './hsds-directory.js';
import {
  fullService,
  type HsdsDocument,
  location,
  organization,
  service,
  serviceAtLocation,
  TAXONOMY,
  taxonomyTerm,
} from './hsds-documents.js';

interface HsdsApiOptions {
  directory: HsdsDirectory;
  /** Where the public finds this site; without a slash at its end. */
  publicUrl: string;
  logger: Logger;
}

const MOST = 100;
/** Seconds that a copy counts as current. */
const FRESH = 300;
const SPECIFICATION =
  'https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json';

const yes = z.enum(['true', 'false', '']).optional();
const Query = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  per_page: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST, { error: `Please ask for at most ${MOST} a page.` })
    .default(50),
  search: z.string().trim().max(200).optional(),
  modified_after: z.iso
    .datetime({ offset: true, error: 'Please give a moment such as 2026-01-31T00:00:00Z.' })
    .optional(),
  organization_id: z.uuid({ error: 'An id is a UUID.' }).optional(),
  full: yes,
  minimal: yes,
  format: z.enum(['json'], { error: 'This feed is served as json.' }).optional(),
});

/**
 * HSDS 3.0 (Human Services Data Specification), read-only: listed facilities as locations, their programs as services.
 * Answers carry an ETag and may be kept for five minutes.
 */
export async function registerHsdsApi(
  http: FastifyInstance,
  { directory, publicUrl, logger }: HsdsApiOptions,
): Promise<void> {
  await http.register(
    async (scope) => {
      scope.setErrorHandler((error, request, reply) => {
        const { status, body, unexpected } = errorAnswer(error);
        if (unexpected) {
          logger.error(
            { err: error, requestId: request.id, route: '/hsds' },
            'an HSDS answer failed',
          );
        }
        return reply.code(status).header('cache-control', 'no-store').send(body);
      });
      const get = (path: string, answer: (request: FastifyRequest) => Promise<unknown>) =>
        scope.get(path, async (request, reply) => send(request, reply, await answer(request)));

      get('/', async () => ({
        version: '3.0',
        profile: `${publicUrl}/hsds`,
        openapi_url: SPECIFICATION,
      }));

      get('/organizations', async (request) => {
        const { query } = asked(request);
        return pageOf(query, await directory.organisations(query), organization);
      });
      get('/organizations/:id', async (request) => {
        const found = await directory.organisation(idOf(request));
        if (!found) throw notFound();
        const places = await directory.facilitiesOf(found.id);
        return { ...organization(found), locations: places.map(location) };
      });

      get('/locations', async (request) => {
        const { query } = asked(request);
        return pageOf(query, await directory.facilities(query), location);
      });
      get('/locations/:id', async (request) => {
        const found = await directory.facility(idOf(request));
        if (!found) throw notFound();
        return location(found);
      });

      get('/services', async (request) => {
        const { query, full, minimal } = asked(request);
        return pageOf(
          query,
          await directory.programs(query),
          ({ program, organisation, facility }) => {
            if (minimal) return { id: program.id, last_modified: program.updated_at.toISOString() };
            return full
              ? fullService(program, organisation, facility)
              : service(program, organisation);
          },
        );
      });
      get('/services/:id', async (request) => {
        const found = await directory.program(idOf(request));
        if (!found) throw notFound();
        return fullService(found.program, found.organisation, found.facility);
      });

      get('/service_at_locations', async (request) => {
        const { query } = asked(request);
        return pageOf(
          query,
          await directory.programs(query),
          ({ program, organisation, facility }) =>
            serviceAtLocation(program, organisation, facility),
        );
      });

      get('/taxonomies', async (request) =>
        pageOf(asked(request).query, { rows: [TAXONOMY], total: 1 }, (one) => one),
      );
      get('/taxonomy_terms', async (request) => {
        const { query } = asked(request);
        const first = (query.page - 1) * query.perPage;
        const rows = LEVELS_OF_CARE.slice(first, first + query.perPage);
        return pageOf(query, { rows, total: LEVELS_OF_CARE.length }, ({ code }) =>
          taxonomyTerm(code),
        );
      });
    },
    { prefix: '/hsds' },
  );
}

function asked(request: FastifyRequest): { query: HsdsQuery; full: boolean; minimal: boolean } {
  const read = Query.safeParse(request.query);
  if (!read.success) throw invalidRequest(read.error.issues);
  const { page, per_page: perPage, search, modified_after: after, full, minimal } = read.data;
  return {
    query: {
      page,
      perPage,
      search: search || null,
      modifiedAfter: after ? new Date(after) : null,
      organizationId: read.data.organization_id ?? null,
    },
    full: full === 'true' || full === '',
    minimal: minimal === 'true' || minimal === '',
  };
}

/** A page as HSDS has it. */
function pageOf<Row>(
  { page, perPage }: HsdsQuery,
  { rows, total }: HsdsPage<Row>,
  document: (row: Row) => HsdsDocument,
): HsdsDocument {
  const pages = Math.ceil(total / perPage);
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: rows.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: rows.length === 0,
    contents: rows.map(document),
  };
}

/** Open data: any page may read it, and whoever has the same already is told so. */
function send(request: FastifyRequest, reply: FastifyReply, document: unknown): FastifyReply {
  const body = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void reply
    .header('etag', etag)
    .header('cache-control', `public, max-age=${FRESH}`)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(body);
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id?: string };
  if (!isId(id)) throw notFound();
  return id;
}

function notFound(): DomainError {
  return new DomainError('request.not_found', {
    status: ERROR_STATUS['request.not_found'],
    message: 'There is nothing of this id in the directory.',
  });
}
