import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditService } from '#audit';
import { EndOtherSessions, OwnSessionView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { endOtherSessions, endSession, endSessions, sessionsOf } from '#staff';
import { AnyStaffWithoutSecondFactor } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noSession = notFound('session.not_found', 'session of yours');

/** Where one is signed in: each browser by name, to be ended from any other. */
@Controller('api/me/sessions')
export class OwnSessionsController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @AnyStaffWithoutSecondFactor('everyone may know where they are signed in')
  @Summary('Where one is signed in now.')
  @Answers(z.array(OwnSessionView))
  async list(@Who() { colleague }: Visit): Promise<OwnSessionView[]> {
    const found = await sessionsOf(this.source.manager, colleague.id, this.clock.now());
    return found.map(({ startedAt, usedAt, ...session }) => ({
      ...session,
      startedAt: startedAt.toISOString(),
      usedAt: usedAt.toISOString(),
      here: session.id === colleague.sessionId,
    }));
  }

  @Post('ending')
  @HttpCode(200)
  @AnyStaffWithoutSecondFactor('everyone may sign themselves out')
  @Summary('Signs oneself out everywhere else; here too, when asked for.')
  @Answers(z.array(OwnSessionView))
  async endAll(
    @Who() visit: Visit,
    @Body(new Valid(EndOtherSessions)) { here }: EndOtherSessions,
  ): Promise<OwnSessionView[]> {
    const { actor, colleague } = visit;
    await inTransaction(this.source, async (manager) => {
      if (here) await endSessions(manager, colleague.id);
      else await endOtherSessions(manager, colleague.id, colleague.sessionId);
      const entry = { actor, action: 'sign_in.ended_everywhere', resource: 'session' };
      await this.audit.record(manager, { ...entry, details: { here } }, this.clock.now());
    });
    return this.list(visit);
  }

  @Post(':sessionId/ending')
  @HttpCode(200)
  @AnyStaffWithoutSecondFactor('everyone may sign themselves out')
  @Summary('Ends one session of one’s own.')
  @Answers(z.array(OwnSessionView))
  async end(@Who() visit: Visit, @Param('sessionId') id: string): Promise<OwnSessionView[]> {
    const { actor, colleague } = visit;
    await inTransaction(this.source, async (manager) => {
      if (!(await endSession(manager, colleague.id, id))) throw noSession();
      const entry = { actor, action: 'sign_in.ended', resource: 'session', resourceId: id };
      await this.audit.record(manager, entry, this.clock.now());
    });
    return this.list(visit);
  }
}
