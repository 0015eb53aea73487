import type { FastifyInstance } from 'fastify';
import type { Logger } from '../logger.js';

/** Resolves when a part works, throws when it does not. */
export type HealthCheck = () => Promise<unknown>;

/** A check that takes longer counts as failed; milliseconds. */
const CHECK_TIMEOUT = 3000;

/**
 * Adds `/health/live` (the process runs) and `/health/ready` (it can do its work: every check
 * passes; 503 with the names of those that don't, never their reasons).
 */
export function registerHealth(
  http: FastifyInstance,
  checks: Record<string, HealthCheck>,
  logger?: Logger,
): void {
  http.get('/health/live', async () => ({ status: 'live' }));
  http.get('/health/ready', async (_request, reply) => {
    const failed = await failedChecks(checks, logger);
    if (failed.length === 0) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', failed });
  });
}

async function failedChecks(checks: Record<string, HealthCheck>, logger?: Logger) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withTimeout(check(), CHECK_TIMEOUT);
        return undefined;
      } catch (error) {
        logger?.warn({ err: error, check: name }, 'a health check failed');
        return name;
      }
    }),
  );
  return results.filter((name) => name !== undefined);
}

async function withTimeout(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('timed out')), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
