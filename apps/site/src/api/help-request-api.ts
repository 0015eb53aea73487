import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, type ErrorCode, HelpRequest, type HelpRequestReceipt } from '#contract';
import { DomainError, errorAnswer, invalidRequest, type Logger } from '#platform';
import type { CallSlots } from '../call-slots/call-slots.js';
import type { HelpRequests } from '../help-requests.js';
import { idempotencyKey } from '../http/idempotency-key.js';

export interface HelpRequestApiOptions {
  requests: HelpRequests;
  slots: CallSlots;
  /** Where visitors find this site; without a slash at its end. */
  publicUrl: string;
  logger: Logger;
}

const PATH = '/api/help-requests';
/** The times that `callBackAt` can be, by `?zip=`, UTC, with the zone to say them in. */
const SLOTS_PATH = '/api/call-back-slots';
/** Largest body in bytes: every field at its limit, twice over. */
const BODY_LIMIT = 64 * 1024;

/**
 * `POST /api/help-requests`. Straight on Fastify, without Nest's pipeline: this is the one path
 * whose speed is measured against a bare insert.
 */
export async function registerHelpRequestApi(
  http: FastifyInstance,
  options: HelpRequestApiOptions,
): Promise<void> {
  const { requests, slots, publicUrl, logger } = options;
  await http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, done) => {
        try {
          done(null, JSON.parse(body as string));
        } catch {
          done(problem('request.malformed_json', 'What was sent is not valid JSON.'));
        }
      },
    );
    scope.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, logger));

    scope.post(PATH, async (request, reply) => {
      const key = idempotencyKey(request);
      const result = HelpRequest.safeParse(request.body ?? undefined);
      if (!result.success) throw invalidRequest(result.error.issues);
      const arriving = { request: result.data, ip: request.ip, requestId: request.id };
      const { token, callBackAt } = await requests.takeJson(arriving, key);
      const receipt: HelpRequestReceipt = {
        receipt: token,
        statusUrl: `${publicUrl}/status/${token}`,
        ...(callBackAt === undefined ? {} : { callBackAt: callBackAt?.toISOString() ?? null }),
      };
      reply.code(202).header('cache-control', 'no-store');
      return receipt;
    });

    scope.get(SLOTS_PATH, async (request, reply) => {
      const { zip } = request.query as { zip?: unknown };
      const known = typeof zip === 'string' && /^\d{5}$/.test(zip) ? { zip } : {};
      const offer = await slots.offer(known);
      reply.header('cache-control', 'no-store');
      return { timeZone: offer.timeZone, slots: offer.slots.map((at) => at.toISOString()) };
    });

    scope.route({
      method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
      url: PATH,
      handler: (_request, reply) => {
        void reply.header('allow', 'POST');
        throw problem('request.method_not_allowed', 'Please POST a help request here.');
      },
    });
  });
}

function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): FastifyReply {
  const { status, body, unexpected } = errorAnswer(error);
  if (unexpected) {
    logger.error({ err: error, requestId: request.id, route: PATH }, 'a help request failed');
  }
  if (status === ERROR_STATUS['service.database_away']) void reply.header('retry-after', '30');
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

function problem(code: ErrorCode, message: string): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message });
}
