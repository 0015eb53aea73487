import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { LegalHoldInput, LegalHoldLifting, LegalHoldView } from '#contract';
import { ErasureService, erasureError, LegalHoldEntity, LegalHoldService } from '#erasure';
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

const HoldFilter = z.strictObject({
  id: ids.optional(),
  personId: z.uuid().optional(),
  standing: z.boolean().optional(),
});

const HOLDS: ListSql = {
  columns: 'h.id',
  from: 'legal_hold h',
  id: 'h.id',
  sorts: { placedAt: 'h.placed_at' },
  encrypted: ['reason', 'personName'],
  order: ['placedAt', 'DESC'],
};

/** Legal holds: people whose record is not erased while they stand. */
@Controller('api/legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly source: DataSource,
    private readonly holds: LegalHoldService,
    private readonly erasures: ErasureService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('erasure.decide')
  @Summary('Legal holds, latest first.')
  @AnswersPage('legal-holds', LegalHoldView, HoldFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LegalHoldView[]> {
    const request = listRequest(query, HoldFilter);
    const { id, personId, standing } = request.filter;
    const where = new Conditions()
      .add('h.id = ANY (?::uuid[])', id)
      .add('h.person_id = ?::uuid', personId)
      .add('(h.lifted_at IS NULL) = ?', standing);
    const { manager } = this.source;
    const page = await selectEntities(manager, LegalHoldEntity, HOLDS, request, where);
    const rows = await this.#views(manager, page.rows);
    const people = rows.map((row) => ({ id: row.personId }));
    await this.readings.page(manager, actor, 'person', people, this.clock.now());
    return sendPage(reply, 'legal-holds', request, { rows, total: page.total });
  }

  @Post()
  @May('erasure.decide')
  @Summary('Holds a person’s record: nothing of it is erased until the hold is lifted.')
  @Answers(LegalHoldView, 201)
  async place(
    @Who() { actor }: Visit,
    @Body(new Valid(LegalHoldInput)) input: LegalHoldInput,
  ): Promise<LegalHoldView> {
    const id = await inTransaction(this.source, async (manager) => {
      const personId = await personOf(manager, input);
      return this.holds.place(manager, { personId, reason: input.reason }, actor, this.clock.now());
    });
    return this.#one(id);
  }

  @Post(':id/lifting')
  @HttpCode(200)
  @May('erasure.decide')
  @Summary('Lifts a hold.')
  @Answers(LegalHoldView)
  async lift(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(LegalHoldLifting)) { version }: z.infer<typeof LegalHoldLifting>,
  ): Promise<LegalHoldView> {
    if (!isId(id)) throw erasureError('legal_hold.not_found');
    await inTransaction(this.source, (manager) =>
      this.holds.lift(manager, id, version, actor, this.clock.now()),
    );
    return this.#one(id);
  }

  async #one(id: string): Promise<LegalHoldView> {
    const { manager } = this.source;
    const [view] = await this.#views(manager, await manager.findBy(LegalHoldEntity, { id }));
    if (!view) throw erasureError('legal_hold.not_found');
    return view;
  }

  async #views(
    manager: EntityManager,
    found: readonly LegalHoldEntity[],
  ): Promise<LegalHoldView[]> {
    const whose = await whoseOf(manager, this.erasures, found);
    return found.map((row) => ({
      id: row.id,
      version: row.version,
      ...whose(row.personId),
      reason: this.holds.reasonOf(row),
      placedAt: row.placedAt.toISOString(),
      placedBy: row.placedBy,
      liftedAt: row.liftedAt?.toISOString() ?? null,
      liftedBy: row.liftedBy,
    }));
  }
}
