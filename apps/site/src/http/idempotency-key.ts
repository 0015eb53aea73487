import type { FastifyRequest } from 'fastify';
import { invalidRequest } from '#platform';

const MAX_KEY = 200;

/** The key by which a repeat is known, if there is one; absurdly long ones are refused rather than cut. */
export function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  const key = Array.isArray(header) ? header.join(', ') : header;
  if (!key) return undefined;
  if (key.length <= MAX_KEY) return key;
  throw invalidRequest([
    { path: ['Idempotency-Key'], message: `Please use at most ${MAX_KEY} characters.` },
  ]);
}
