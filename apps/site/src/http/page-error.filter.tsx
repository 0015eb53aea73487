import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS } from '#contract';
import { databaseIsAway } from '#inquiries';
import { type ErrorAnswer, errorAnswer, type Logger } from '#platform';
import { FormBodyError } from '../get-started/form-fields.js';
import type { Frame } from '../pages/frame.js';
import { MessagePage, type MessageKind } from '../pages/message-page.js';
import { sendAway } from '../pages/message-replies.js';
import type { PageFrames } from '../pages/page-frames.js';
import { sendPage } from './page-reply.js';

/** Errors become pages of our own with the number on them; below `/api` and `/webhooks` they stay JSON. */
@Injectable()
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  constructor(
    private readonly frames: PageFrames,
    private readonly logger: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = answerOf(error);
    if (answer.unexpected) {
      const route = request.routeOptions?.url ?? 'none';
      this.logger.error(
        { err: error, requestId: request.id, method: request.method, route },
        'failed',
      );
    }
    if (reply.sent || reply.raw.headersSent) return;
    if (/^\/(api|webhooks|health)(\/|$)/.test(request.url)) {
      void reply.code(answer.status).send(answer.body);
      return;
    }
    const frame = await this.frames.frame(request);
    if (answer === AWAY) return sendAway(request, reply, frame);
    const page = <MessagePage frame={withoutAddress(frame)} kind={kindOf(answer.status)} />;
    sendPage(request, reply, page, { status: answer.status });
  }
}

/** What was thrown, as an answer. A database that is away is no fault of a page: whoever reads it is told, and where it failed. */
function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof FormBodyError) return TOO_MANY_FIELDS;
  return databaseIsAway(error) ? AWAY : errorAnswer(error);
}

const AWAY: ErrorAnswer = {
  status: ERROR_STATUS['service.database_away'],
  body: { code: 'service.database_away', message: 'The service is away for a moment.' },
  unexpected: true,
};

const TOO_MANY_FIELDS: ErrorAnswer = {
  status: 413,
  body: { code: 'request.too_large', message: 'There are too many fields.' },
  unexpected: false,
};

function kindOf(status: number): MessageKind {
  if (status === 404) return 'notFound';
  if (status === 413) return 'tooLarge';
  if (status === 503) return 'away';
  return status >= 500 ? 'broken' : 'badRequest';
}

/** An address that leads nowhere has no other language. */
function withoutAddress(frame: Frame): Frame {
  return { ...frame, path: '/' };
}
