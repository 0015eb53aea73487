import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { announce, AuditService } from '#audit';
import { InquiryDetail, InquiryRow, moment } from '#contract';
import {
  type InquiryFilter as Filter,
  InquiryQueries,
  QuarantineService,
  releaseInquiry,
} from '#inquiries';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, type ListRequest, listRequest, sendPage } from '../http/list-dialect.js';
import { orderOf } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const noInquiry = notFound('inquiry.not_found', 'inquiry');

const InquiryFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  kind: z.string().max(60).optional(),
  provider: z.string().max(60).optional(),
  outcome: z.string().max(60).optional(),
  leadId: z.uuid().optional(),
  suspicious: z.boolean().optional(),
  receivedFrom: moment.optional(),
  receivedTo: moment.optional(),
});

/** Inquiries are sorted by when they came, and by nothing else. */
const ORDER = {
  columns: '',
  from: '',
  id: 'i.id',
  sorts: { receivedAt: 'i.received_at' },
  encrypted: ['detail'],
  order: ['receivedAt', 'DESC'],
} as const;

@Controller('api/inquiries')
export class InquiriesController {
  constructor(
    private readonly source: DataSource,
    private readonly queries: InquiryQueries,
    private readonly quarantine: QuarantineService,
    private readonly readings: ReadingRecord,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('inquiry.read')
  @Summary('What came in, and what became of it; quarantined ones too.')
  @AnswersPage('inquiries', InquiryRow, InquiryFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InquiryRow[]> {
    const request = listRequest(query, InquiryFilter, actor);
    orderOf(ORDER, request.sort);
    const page = await this.queries.list(this.source.manager, {
      filter: filterOf(request),
      order: request.sort?.[1] ?? 'DESC',
      offset: request.offset,
      limit: request.limit,
    });
    return sendPage(reply, 'inquiries', request, page);
  }

  @Get(':id')
  @May('inquiry.read')
  @Summary('One inquiry, opened: what the person or the provider sent.')
  @Answers(InquiryDetail)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<InquiryDetail> {
    if (!isId(id)) throw noInquiry();
    const { manager } = this.source;
    const inquiry = await this.queries.detail(manager, id);
    if (!inquiry) throw noInquiry();
    const reading = { resource: 'inquiry', id, leadId: inquiry.leadId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    return inquiry;
  }

  @Post(':id/release')
  @HttpCode(200)
  @May('inquiry.release')
  @Summary('Lets a quarantined inquiry in, or tries a failed one again.')
  @Answers(InquiryDetail)
  async release(@Who() { actor }: Visit, @Param('id') id: string): Promise<InquiryDetail> {
    if (!isId(id)) throw noInquiry();
    const now = this.clock.now();
    await inTransaction(this.source, async (manager) => {
      if ((await this.quarantine.decide(manager, [id], 'person', actor, now)) > 0) return;
      await releaseInquiry(manager, id, actor, now);
      await this.audit.record(
        manager,
        { actor, action: 'inquiry.released', resource: 'inquiry', resourceId: id },
        now,
      );
      announce(manager, { event: 'inquiry.changed', id, leadId: null, created: false });
    });
    const inquiry = await this.queries.detail(this.source.manager, id);
    if (!inquiry) throw noInquiry();
    return { ...inquiry, detail: null };
  }
}

function filterOf({ filter, hidden }: ListRequest<z.infer<typeof InquiryFilter>>): Filter {
  const { id, receivedFrom, receivedTo, ...same } = filter;
  return {
    ...same,
    ...(id ? { ids: id } : {}),
    ...(hidden && hidden.size > 0 ? { notOfLeads: [...hidden] } : {}),
    ...(receivedFrom ? { receivedFrom: new Date(receivedFrom) } : {}),
    ...(receivedTo ? { receivedTo: new Date(receivedTo) } : {}),
  };
}
