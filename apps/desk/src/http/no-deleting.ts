import type { FastifyInstance } from 'fastify';
import { DomainError } from '#platform';

/** Deleting is nobody's right: 405, with the methods that the address has. */
export function refuseDeleting(http: FastifyInstance, methodsAt: (path: string) => string[]): void {
  http.delete('/api/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = methodsAt(path);
    if (methods.length === 0) {
      throw new DomainError('request.not_found', {
        status: 404,
        message: 'There is nothing at this address.',
      });
    }
    void reply.header('allow', methods.join(', '));
    throw new DomainError('request.method_not_allowed', {
      status: 405,
      message: 'Records are never deleted.',
    });
  });
}
