import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  type LoggerService,
  StandardSchemaValidationPipe,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.js';
import { errorAnswer, invalidRequest } from './error-answer.js';

/** The one place where what was thrown becomes an HTTP answer. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    sendError(error, http.getRequest<FastifyRequest>(), reply, this.logger);
  }
}

/** Answers with the error's status and body, unless an answer is already on its way. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): void {
  const answer = errorAnswer(error);
  if (answer.unexpected) {
    const route = request.routeOptions?.url ?? 'none';
    logger.error({ err: error, requestId: request.id, method: request.method, route }, 'failed');
  }
  if (reply.sent || reply.raw.headersSent) return;
  void reply.code(answer.status).send(answer.body);
}

/** Validates `@Body({ schema })` and the like; a refusal names the fields. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => invalidRequest(issues),
  });
}

/** Nest's own words go to our log; what it says at start is of no use to anyone. */
export function nestLogger(logger: Logger): LoggerService {
  const text = (message: unknown) => (message instanceof Error ? message.message : String(message));
  return {
    log: (message) => logger.debug(text(message)),
    debug: (message) => logger.debug(text(message)),
    verbose: (message) => logger.trace(text(message)),
    warn: (message) => logger.warn(text(message)),
    error: (message) => logger.error(text(message)),
    fatal: (message) => logger.fatal(text(message)),
  };
}
