import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { BedReportBody, ERROR_STATUS, type ErrorCode } from '#contract';
import { type Clock, DomainError, errorAnswer, invalidRequest, type Logger } from '#platform';
import { idempotencyKey } from '../http/idempotency-key.js';
import type { BedReports } from './bed-reports.js';

interface BedReportApiOptions {
  beds: BedReports;
  clock: Clock;
  logger: Logger;
}

const PATH = '/api/bed-reports';
const BODY_LIMIT = 64 * 1024;
/** How far a facility's clock may be ahead of ours; minutes. */
const AHEAD_MINUTES = 5;
/** As the desk gives keys out. */
const BEARER = /^Bearer blbeds_([0-9a-z]{26})$/;

/** `POST /api/bed-reports`: a facility's own system reports its beds under its key. 202 `{taken}`. */
export async function registerBedReportApi(
  http: FastifyInstance,
  { beds, clock, logger }: BedReportApiOptions,
): Promise<void> {
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, done) => {
        try {
          done(null, { text: body, json: JSON.parse(body as string) as unknown });
        } catch {
          done(problem('request.malformed_json', 'What was sent is not valid JSON.'));
        }
      },
    );
    scope.setErrorHandler((error, request, reply) => {
      const { status, body, unexpected } = errorAnswer(error);
      if (unexpected) {
        logger.error({ err: error, requestId: request.id, route: PATH }, 'a bed report failed');
      }
      if (status === 401) void reply.header('www-authenticate', 'Bearer');
      if (status === ERROR_STATUS['service.database_away']) void reply.header('retry-after', '30');
      return reply.code(status).header('cache-control', 'no-store').send(body);
    });

    scope.post(PATH, async (request, reply) => {
      const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
      if (!token) throw badKey();
      const { text = '', json } = (request.body ?? {}) as { text?: string; json?: unknown };
      const read = BedReportBody.safeParse(json);
      if (!read.success) throw invalidRequest(read.error.issues);
      refuseFuture(read.data, clock.now());
      const bodyDigest = createHash('sha256').update(text).digest();
      const key = idempotencyKey(request) ?? null;
      const outcome = await beds.byKey(token, { key, bodyDigest }, read.data.reports);
      if (outcome.kind === 'unknown') throw badKey();
      if (outcome.kind === 'differs') {
        throw problem('idempotency.body_differs', 'This Idempotency-Key came with another body.');
      }
      if (outcome.kind === 'unknown_program') {
        const message = 'This facility has no such program, or several of this level of care.';
        throw invalidRequest([{ path: ['reports', outcome.at, 'programId'], message }]);
      }
      void reply.code(202).header('cache-control', 'no-store');
      return { taken: read.data.reports.length };
    });

    scope.route({
      method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
      url: PATH,
      handler: (_request, reply) => {
        void reply.header('allow', 'POST');
        throw problem('request.method_not_allowed', 'Please POST bed reports here.');
      },
    });
  });
}

function refuseFuture({ reports }: BedReportBody, now: Date): void {
  const latest = now.getTime() + AHEAD_MINUTES * 60_000;
  const at = reports.findIndex(({ saidAt }) => saidAt !== undefined && Date.parse(saidAt) > latest);
  if (at < 0) return;
  throw invalidRequest([{ path: ['reports', at, 'saidAt'], message: 'This is in the future.' }]);
}

function badKey(): DomainError {
  return problem('facility_key.invalid', 'Please send the facility’s key as a Bearer token.');
}

function problem(code: ErrorCode, message: string): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message });
}
