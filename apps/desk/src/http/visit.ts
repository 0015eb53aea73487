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
  /** Leads and patients that are protected from them; ids. */
  hidden: ReadonlySet<string>;
  /** Lead → the emergency access of theirs that is open for it (rule R9). */
  emergencies: ReadonlyMap<string, OpenEmergency>;
}

/** An emergency access that is open, and the patient it shows. */
export interface OpenEmergency {
  id: string;
  patientId: string | null;
}

/** Who does something, from where: what an audit row needs beside what was done. */
export interface Visit {
  colleague: Colleague;
  actor: Actor & { kind: 'staff'; id: string };
}

const colleagues = new WeakMap<object, Colleague>();

/** The emergency access that covers a request, and the lead it is for. */
export interface EmergencyOf extends OpenEmergency {
  leadId: string;
}
const covered = new WeakMap<object, EmergencyOf>();

/** Remembers who sent this request; the session guard does. */
export function setColleague(request: FastifyRequest, colleague: Colleague): void {
  colleagues.set(request.raw, colleague);
}

/** Who sent this request; undefined on routes that let anyone in. */
export function colleagueOf(request: FastifyRequest): Colleague | undefined {
  return colleagues.get(request.raw);
}

/** The visit of a request that has passed the session guard. */
export function visitOf(request: FastifyRequest): Visit {
  const colleague = colleagues.get(request.raw);
  if (!colleague) throw new Error('This route asks who is there but lets anyone in.');
  const { ip, id: requestId } = request;
  const { id, role } = colleague;
  const hidden = hiddenFrom(request);
  const emergency = emergencyOf(request);
  return { colleague, actor: { kind: 'staff', id, requestId, ip, role, hidden, emergency } };
}

/** Remembers the emergency access that covers this request; the session guard does. */
export function setEmergency(request: FastifyRequest, emergency: EmergencyOf): void {
  covered.set(request.raw, emergency);
}

/**
 * Leads and patients that this request may not touch. An emergency access opens its one lead, to read, and
 * only where the request is about it alone.
 */
export function hiddenFrom(request: FastifyRequest): ReadonlySet<string> {
  const hidden = colleagues.get(request.raw)?.hidden;
  if (!hidden || hidden.size === 0) return NOTHING;
  const emergency = emergencyOf(request);
  if (!emergency) return hidden;
  const { leadId, patientId } = emergency;
  return new Set([...hidden].filter((id) => id !== leadId && id !== patientId));
}

/** The open emergency access that covers this request (protection/emergency-door.ts). */
export function emergencyOf(request: FastifyRequest): EmergencyOf | undefined {
  return covered.get(request.raw);
}

const NOTHING: ReadonlySet<string> = new Set();

/** `@Who() visit: Visit` in a controller. */
export const Who = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  visitOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
