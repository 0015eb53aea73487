import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { AuditService } from '#audit';
import { AuditEventView, may } from '#contract';
import { isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { AuditFilter, listAudit } from './audit.list.js';

const noEvent = notFound('audit_event.not_found', 'entry');

@Controller('api/audit-events')
export class AuditEventsController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @May('audit.read')
  @Summary('Who did or read what, when, from where, why.')
  @AnswersPage('audit-events', AuditEventView, AuditFilter)
  async list(
    @Who() visit: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = listRequest(query, AuditFilter);
    const page = await listAudit(this.source.manager, this.reasons(visit), request);
    return sendPage(reply, 'audit-events', request, page);
  }

  @Get(':id')
  @May('audit.read')
  @Summary('One entry of the audit.')
  @Answers(AuditEventView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<z.infer<typeof AuditEventView>> {
    if (!isId(id)) throw noEvent();
    const request = { filter: { id: [id] }, sort: undefined, offset: 0, limit: 1 };
    const { rows } = await listAudit(this.source.manager, this.reasons(visit), request);
    const [event] = rows;
    if (!event) throw noEvent();
    return event;
  }

  private reasons({ colleague }: Visit) {
    return { audit: this.audit, shown: may(colleague.role, 'person.read') };
  }
}
