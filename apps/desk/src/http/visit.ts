import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#audit';
import type { Role } from '#contract';

/** The colleague behind a request, as they are now (a changed role counts at once). */
export interface Colleague {
  id: string;
  name: string;
  email: string;
  role: Role;
  teamId: string | null;
  onDuty: boolean;
  twoFactor: boolean;
  sessionId: string;
}

/** Who does something, from where: what an audit row needs beside what was done. */
export interface Visit {
  colleague: Colleague;
  actor: Actor & { kind: 'staff'; id: string };
}

const colleagues = new WeakMap<object, Colleague>();

/** Remembers who sent this request; the session guard does. */
export function setColleague(request: FastifyRequest, colleague: Colleague): void {
  colleagues.set(request.raw, colleague);
}

/** The visit of a request that has passed the session guard. */
export function visitOf(request: FastifyRequest): Visit {
  const colleague = colleagues.get(request.raw);
  if (!colleague) throw new Error('This route asks who is there but lets anyone in.');
  const { ip, id: requestId } = request;
  return { colleague, actor: { kind: 'staff', id: colleague.id, requestId, ip } };
}

/** `@Who() visit: Visit` in a controller. */
export const Who = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  visitOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
