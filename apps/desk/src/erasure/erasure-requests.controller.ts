import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  codesOf,
  ERASURE_STATES,
  ErasureApproval,
  ErasureInput,
  ErasureRefusal,
  ErasureView,
} from '#contract';
import { erasureError, ErasureRequestEntity, ErasureService } from '#erasure';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectEntities } from '../http/list-sql.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { personOf, whoseOf } from './person-of.js';

const ErasureFilter = z.strictObject({
  id: ids.optional(),
  state: z.enum(codesOf(ERASURE_STATES)).optional(),
  personId: z.uuid().optional(),
});

const REQUESTS: ListSql = {
  columns: 'e.id',
  from: 'erasure_request e',
  id: 'e.id',
  sorts: { askedAt: 'e.asked_at' },
  encrypted: ['reason', 'decision', 'personName'],
  order: ['askedAt', 'DESC'],
};

/** Erasures: asked for, decided, done (R19). */
@Controller('api/erasure-requests')
export class ErasureRequestsController {
  constructor(
    private readonly source: DataSource,
    private readonly erasures: ErasureService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('erasure.decide')
  @Summary('Erasures that were asked for, latest first.')
  @AnswersPage('erasure-requests', ErasureView, ErasureFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView[]> {
    const request = listRequest(query, ErasureFilter);
    const { id, state, personId } = request.filter;
    const where = new Conditions()
      .add('e.id = ANY (?::uuid[])', id)
      .add('e.state = ?', state)
      .add('e.person_id = ?::uuid', personId);
    const { manager } = this.source;
    const page = await selectEntities(manager, ErasureRequestEntity, REQUESTS, request, where);
    const rows = await this.#views(manager, page.rows);
    const people = rows.map((row) => ({ id: row.personId }));
    await this.readings.page(manager, actor, 'person', people, this.clock.now());
    return sendPage(reply, 'erasure-requests', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('erasure.decide')
  @Summary('One erasure, with its receipt once it is done.')
  @Answers(ErasureView)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<ErasureView> {
    const view = await this.#one(id);
    const reading = { resource: 'person', id: view.personId, personId: view.personId } as const;
    await this.readings.one(this.source.manager, actor, reading, this.clock.now());
    return view;
  }

  @Post()
  @May('erasure.ask')
  @Summary('Asks for somebody’s data to be erased; an administrator decides.')
  @Answers(z.object({ id: z.uuid() }), 201)
  async ask(
    @Who() { actor }: Visit,
    @Body(new Valid(ErasureInput)) input: ErasureInput,
  ): Promise<{ id: string }> {
    const now = this.clock.now();
    const id = await inTransaction(this.source, async (manager) => {
      const personId = await personOf(manager, input);
      const wish = { personId, origin: 'person' as const, reason: input.reason };
      return this.erasures.ask(manager, wish, actor, now);
    });
    return { id };
  }

  @Post(':id/approval')
  @HttpCode(200)
  @May('erasure.decide')
  @Summary('Decides that it is erased. It cannot be taken back.')
  @Answers(ErasureView)
  async approve(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ErasureApproval)) { version }: z.infer<typeof ErasureApproval>,
  ): Promise<ErasureView> {
    if (!isId(id)) throw erasureError('erasure.not_found');
    await inTransaction(this.source, (manager) =>
      this.erasures.approve(manager, id, version, actor, this.clock.now()),
    );
    return this.#one(id);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @May('erasure.decide')
  @Summary('Decides that it is not erased, and why.')
  @Answers(ErasureView)
  async refuse(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ErasureRefusal)) refusal: ErasureRefusal,
  ): Promise<ErasureView> {
    if (!isId(id)) throw erasureError('erasure.not_found');
    await inTransaction(this.source, (manager) =>
      this.erasures.refuse(manager, id, refusal, actor, this.clock.now()),
    );
    return this.#one(id);
  }

  async #one(id: string): Promise<ErasureView> {
    const { manager } = this.source;
    const found = isId(id) ? await manager.findBy(ErasureRequestEntity, { id }) : [];
    const [view] = await this.#views(manager, found);
    if (!view) throw erasureError('erasure.not_found');
    return view;
  }

  async #views(
    manager: EntityManager,
    found: readonly ErasureRequestEntity[],
  ): Promise<ErasureView[]> {
    const [whose, held] = await Promise.all([
      whoseOf(manager, this.erasures, found),
      heldAmong(
        manager,
        found.map(({ personId }) => personId),
      ),
    ]);
    return found.map((row) => ({
      id: row.id,
      version: row.version,
      state: row.state,
      origin: row.origin,
      ...whose(row.personId),
      held: held.has(row.personId),
      ...this.erasures.wordsOf(row),
      askedAt: row.askedAt.toISOString(),
      askedBy: row.askedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: row.decidedBy,
      doneAt: row.doneAt?.toISOString() ?? null,
      receipt: row.receipt,
    }));
  }
}

async function heldAmong(
  manager: EntityManager,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await manager.query<{ id: string }[]>(
    'SELECT person_id AS id FROM legal_hold WHERE person_id = ANY($1::uuid[]) AND lifted_at IS NULL',
    [personIds],
  );
  return new Set(rows.map(({ id }) => id));
}
