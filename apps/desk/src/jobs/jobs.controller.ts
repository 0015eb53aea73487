import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditService } from '#audit';
import { codesOf, ERROR_STATUS, JOB_STATES, JobRetried, JobView } from '#contract';
import { SEND_MESSAGE } from '#messages';
import { type Clock, DomainError, inTransaction, isId } from '#platform';
import { retry } from '#queue';
import { SEND_FACILITY_NOTICE } from '#referrals';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noJob = notFound('job.not_found', 'job');
/** What goes out of the house once; rule R12. */
const SENDS = new Set([SEND_MESSAGE, SEND_FACILITY_NOTICE].map(({ name }) => name));

const JobFilter = z.strictObject({
  id: ids.optional(),
  state: z.enum(codesOf(JOB_STATES)).optional(),
  queue: z.string().max(60).optional(),
});

const STATE = `CASE WHEN o.failed_at IS NOT NULL THEN 'failed' WHEN o.handed_at IS NOT NULL THEN 'running'
  ELSE 'late' END`;

const JOBS: ListSql = {
  columns: `o.id, o.queue, o.name, ${STATE} AS state, o.payload, o.due_at, o.failed_at, o.last_error`,
  from: 'outbox o',
  id: 'o.id',
  sorts: { dueAt: 'o.due_at' },
  order: ['dueAt', 'DESC'],
};

interface Row {
  id: string;
  queue: string;
  name: string;
  state: JobView['state'];
  payload: Record<string, unknown>;
  due_at: Date;
  failed_at: Date | null;
  last_error: string | null;
}

/** Work that waits or failed, for whoever runs the house. */
@Controller('api/jobs')
export class JobsController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('job.manage')
  @Summary('Jobs that failed, are late, or are under way; ids and codes alone.')
  @AnswersPage('jobs', JobView, JobFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobView[]> {
    const request = listRequest(query, JobFilter);
    const { id, state, queue } = request.filter;
    const where = new Conditions()
      .add('o.done_at IS NULL')
      .add('(o.handed_at IS NOT NULL OR o.due_at <= ?)', this.clock.now())
      .add('o.id = ANY (?::uuid[])', id)
      .add(`${STATE} = ?`, state)
      .add('o.queue = ?', queue);
    const page = await selectPage<Row>(this.source.manager, JOBS, request, where);
    return sendPage(reply, 'jobs', request, { rows: page.rows.map(viewOf), total: page.total });
  }

  @Post(':id/retry')
  @HttpCode(200)
  @May('job.manage')
  @Summary('Puts a failed job up again. Sends are not: what went out is not known.')
  @Answers(JobRetried)
  async again(@Who() { actor }: Visit, @Param('id') id: string): Promise<{ id: string }> {
    if (!isId(id)) throw noJob();
    const now = this.clock.now();
    await inTransaction(this.source, async (manager) => {
      const [job] = await manager.query<{ name: string }[]>(
        'SELECT name FROM outbox WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!job) throw noJob();
      if (SENDS.has(job.name) || !(await retry(manager, id, now))) {
        throw new DomainError('job.not_retriable', {
          status: ERROR_STATUS['job.not_retriable'],
          message: SENDS.has(job.name)
            ? 'Nobody knows whether this went out: look with the provider, then decide on the record.'
            : 'This job has not failed, or was put up again already.',
        });
      }
      const entry = { actor, action: 'job.retried', resource: 'job', resourceId: id };
      await this.audit.record(manager, { ...entry, details: { name: job.name } }, now);
    });
    return { id };
  }
}

function viewOf(row: Row): JobView {
  return {
    id: row.id,
    queue: row.queue,
    name: row.name,
    state: row.state,
    payload: row.payload,
    dueAt: row.due_at.toISOString(),
    failedAt: row.failed_at?.toISOString() ?? null,
    lastError: row.last_error,
    retriable: row.state === 'failed' && !SENDS.has(row.name),
  };
}
