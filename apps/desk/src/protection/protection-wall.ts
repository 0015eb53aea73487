import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { leadProtected } from '#audit';
import { isId } from '#platform';
import { hiddenFrom } from '../http/visit.js';
import { leadsOfRecord } from './lead-of-record.js';
import { names, withoutHidden } from './without-hidden.js';

/**
 * Keeps protected leads from whom they are protected, at every route alike: a request that names one, or a
 * record of one, is refused before it does anything; an answer is given without them. Costs nothing while no
 * lead is protected from this colleague. Behind it the audit refuses the same again.
 */
@Injectable()
export class ProtectionWall implements CanActivate, NestInterceptor {
  constructor(private readonly source: DataSource) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const hidden = hiddenFrom(request);
    if (hidden.size === 0) return true;
    const [, , resource = '', ...rest] = (request.routeOptions.url ?? '').split('/');
    if (STAYS_OPEN.has(resource)) return true;
    const ids = Object.values(request.params ?? {}).filter(
      (value): value is string => typeof value === 'string' && isId(value),
    );
    if (names(ids, hidden) || names(request.body, hidden)) throw leadProtected();
    if (rest.length === 0) return true;
    for (const id of ids) {
      if (names(await leadsOfRecord(this.source, resource, id), hidden)) throw leadProtected();
    }
    return true;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const hidden = hiddenFrom(request);
    const [, , resource = ''] = (request.routeOptions.url ?? '').split('/');
    if (hidden.size === 0 || STAYS_OPEN.has(resource)) return next.handle();
    return next.handle().pipe(
      map((answer) => {
        const shown = withoutHidden(answer, hidden);
        if (shown === undefined && answer !== undefined) throw leadProtected();
        return shown;
      }),
    );
  }
}

/**
 * A human is found for who may be in danger; who looked in an emergency sees that they did; and whoever reads the
 * audit, which names by ids alone, sees above all who looked at those that are protected.
 */
const STAYS_OPEN = new Set(['alerts', 'emergency-accesses', 'audit-events', 'reading-alerts']);
