import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { may } from '#contract';
import { withVaultShut } from '#vault';
import { colleagueOf, emergencyOf } from '../http/visit.js';

/** Encrypted, and of nobody who asked for help: what colleagues set up and say for themselves or of one another. */
const OF_THE_HOUSE: ReadonlySet<string> = new Set([
  'emergency_access',
  'reading_alert',
  'report_target',
  'saved_report',
  'saved_view',
]);

/**
 * The second wall before whoever may read no patient, such as an auditor: in their requests nothing of a patient is decrypted,
 * whichever route, service or statement forgot to ask. Their emergency access opens it for its one lead. It hangs on the request
 * and not on a connection, so no pool can carry it over to somebody else.
 */
@Injectable()
export class ShutVault implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const colleague = colleagueOf(request);
    if (!colleague || may(colleague.role, 'person.read') || emergencyOf(request)) {
      return next.handle();
    }
    return new Observable((answer) =>
      withVaultShut(OF_THE_HOUSE, () => next.handle().subscribe(answer)),
    );
  }
}
