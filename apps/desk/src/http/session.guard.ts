import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may } from '#contract';
import { DomainError } from '#platform';
import { SessionBook } from '../sign-in/session-book.js';
import { ACCESS, type Access, PASSIVE } from './access.js';
import { EmergencyDoor } from '../protection/emergency-door.js';
import { setColleague, setEmergency } from './visit.js';

/** Sent by the dashboard with what it fetches by itself after an event: nobody is at the desk for that. */
export const BACKGROUND_HEADER = 'x-bridgeline-background';

/** Stands before every route: no declaration, no entry; no session, no entry; no second factor, no permission, no entry. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionBook,
    private readonly emergencies: EmergencyDoor,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const access = this.reflector.get<Access | undefined>(ACCESS, handler);
    if (!access) throw forbidden();
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const passive =
      this.reflector.get<boolean | undefined>(PASSIVE, handler) === true ||
      request.headers[BACKGROUND_HEADER] !== undefined;
    const colleague = await this.sessions.colleagueOf(request.headers.cookie, { touch: !passive });
    if (!colleague) {
      throw new DomainError('auth.required', { status: 401, message: 'Please sign in.' });
    }
    setColleague(request, colleague);
    const early = access.kind === 'signed-in' && access.beforeSecondFactor;
    if (!early) this.sessions.requireSecondFactor(colleague);
    const emergency = await this.emergencies.covering(request, colleague);
    if (emergency) setEmergency(request, emergency);
    if (access.kind !== 'permission' || may(colleague.role, access.permission)) return true;
    if (!emergency) throw forbidden();
    return true;
  }
}

function forbidden(): DomainError {
  return new DomainError('auth.forbidden', { status: 403, message: 'You may not do this.' });
}
