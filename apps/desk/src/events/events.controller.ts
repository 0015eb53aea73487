import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyStaff, Passive } from '../http/access.js';
import { AnswersText, Summary } from '../http/answers.js';
import { type Visit, Who } from '../http/visit.js';
import { SessionBook } from '../sign-in/session-book.js';
import { EventStreams } from './event-streams.js';

@Controller('api/events')
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly sessions: SessionBook,
  ) {}

  @Get()
  @AnyStaff('only ids are sent; what they stand for is asked for, and rights are checked there')
  @Passive()
  @Summary('A stream (server-sent events) of what changed: ids only.')
  @AnswersText('text/event-stream', 'Events as `DeskEvent` has them, for as long as one listens.')
  stream(@Who() visit: Visit, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { cookie } = request.headers;
    this.streams.add(visit.colleague.id, reply.raw, async () => {
      const now = await this.sessions.colleagueOf(cookie, { touch: false });
      return now?.sessionId === visit.colleague.sessionId && !this.sessions.secondFactorDue(now);
    });
    void reply.hijack();
  }
}
