import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { AuditService } from '#audit';
import { AuditExportInput, Seen, SeenBy, SeenByQuery, SeenQuery } from '#contract';
import { type Clock, DomainError } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersText, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { auditCsv } from './audit-csv.js';
import { seen, seenBy, stretchOf } from './audit-questions.js';

/** The questions a privacy officer asks the audit. Asking is itself on the audit. */
@Controller('api/audit-events')
export class AuditQuestionsController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('seen-by')
  @May('audit.read')
  @Summary('Who saw a person, or a lead and its patient, in a stretch of time.')
  @Answers(SeenBy)
  async seenBy(
    @Who() { actor }: Visit,
    @Query(new Valid(SeenByQuery)) query: z.infer<typeof SeenByQuery>,
  ): Promise<SeenBy> {
    const answer = await seenBy(this.source.manager, query.of, stretchOf(query));
    if (!answer) {
      const sentence = 'There is no lead of this number, and no lead or person of this id.';
      const errors = { of: sentence };
      throw new DomainError('lead.not_found', { status: 404, message: sentence, errors });
    }
    const { leadIds, personIds } = answer;
    await this.#asked(actor, 'audit.seen_by_asked', { leadIds, personIds });
    return answer;
  }

  @Get('seen')
  @May('audit.read')
  @Summary('What a colleague saw in a stretch of time, by lead.')
  @Answers(Seen)
  async seen(
    @Who() { actor }: Visit,
    @Query(new Valid(SeenQuery)) query: z.infer<typeof SeenQuery>,
  ): Promise<Seen> {
    const answer = await seen(this.source.manager, query.actorId, stretchOf(query));
    await this.#asked(actor, 'audit.seen_asked', { staffId: query.actorId });
    return answer;
  }

  @Post('export')
  @HttpCode(200)
  @May('audit.export')
  @Summary('The audit of a stretch of time as CSV, with the links of its chain.')
  @AnswersText('text/csv', 'Rows of the audit, oldest first.')
  async export(
    @Who() { actor }: Visit,
    @Body(new Valid(AuditExportInput)) input: AuditExportInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const stretch = stretchOf(input);
    await this.#asked(actor, 'audit.exported', { ...input });
    const name = `audit-${input.from.slice(0, 10)}-${input.to.slice(0, 10)}.csv`;
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(auditCsv(this.source, stretch, input), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}"`,
    });
  }

  async #asked(actor: Visit['actor'], action: string, details: Record<string, unknown>) {
    const entry = { actor, action, resource: 'audit_event', details };
    await this.audit.record(this.source.manager, entry, this.clock.now());
  }
}
