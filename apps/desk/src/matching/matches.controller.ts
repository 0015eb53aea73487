import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { MatchAsk, MatchPickInput, MatchRow, MatchStart, MatchView } from '#contract';
import { LeadQueries } from '#leads';
import { MatchQueries, MatchService } from '#matching';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { ReadingRecord } from '../leads/reading.js';
import { addPatient, PersonSearch } from '../people/person-search.js';
import { CLOCK } from '../tokens.js';

const noMatch = notFound('match.not_found', 'match');
const noLead = notFound('lead.not_found', 'lead');

const MatchFilter = z.strictObject({
  id: ids.optional(),
  /** The patient: a phone number, an e-mail address, or words of a name. */
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  askedBy: z.uuid().optional(),
});

const MATCHES: ListSql = {
  columns: `m.id, m.lead_id AS "leadId", m.asked_by AS "askedBy", m.asked_at AS "askedAt",
    m.rules_version AS "rulesVersion", m.considered, m.open,
    (SELECT count(*)::int FROM match_pick k WHERE k.match_id = m.id) AS picks`,
  from: 'match m',
  id: 'm.id',
  about: ['m.lead_id'],
  sorts: { askedAt: 'm.asked_at' },
  order: ['askedAt', 'DESC'],
};

/** Which programs a lead could go to, why, and which one was picked. */
@Controller('api')
export class MatchesController {
  constructor(
    private readonly source: DataSource,
    private readonly matches: MatchService,
    private readonly queries: MatchQueries,
    private readonly leads: LeadQueries,
    private readonly page: LeadPage,
    private readonly readings: ReadingRecord,
    private readonly search: PersonSearch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('matches')
  @May('match.read')
  @Summary('What was asked of the matcher, latest first, without the answers.')
  @AnswersPage('matches', MatchRow, MatchFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MatchRow[]> {
    const request = listRequest(query, MatchFilter, actor);
    const { filter } = request;
    const where = new Conditions()
      .add('m.id = ANY (?::uuid[])', filter.id)
      .add('m.lead_id = ?::uuid', filter.leadId)
      .add('m.asked_by = ?::uuid', filter.askedBy);
    if (filter.q) addPatient(where, 'm.lead_id', this.search.personsBy(filter.q));
    const { manager } = this.source;
    const found = await selectPage<Omit<MatchRow, 'askedAt'> & { askedAt: Date }>(
      manager,
      MATCHES,
      request,
      where,
    );
    const rows = found.rows.map((row) => ({ ...row, askedAt: row.askedAt.toISOString() }));
    await this.readings.page(manager, actor, 'match', rows, this.clock.now());
    return sendPage(reply, 'matches', request, { rows, total: found.total });
  }

  @Get('matches/:id')
  @May('match.read')
  @Summary(
    'One match: ranked programs with the reasons, the excluded ones, what changed since the one before.',
  )
  @Answers(MatchView)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<MatchView> {
    if (!isId(id)) throw noMatch();
    const { manager } = this.source;
    const match = await this.queries.view(manager, id);
    const reading = { resource: 'match', id, leadId: match.leadId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    return match;
  }

  @Get('leads/:id/match-wishes')
  @May('match.read')
  @Summary('What the matcher would be asked with: as last time, else as the screening has it.')
  @Answers(MatchStart)
  async start(@Who() visit: Visit, @Param('id') id: string): Promise<MatchStart> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    await this.page.seen(visit, await this.leads.get(manager, id));
    return this.queries.start(manager, id);
  }

  @Post('matches')
  @May('match.make')
  @Summary('Ranks the programs of the directory for a lead, and keeps question and answer.')
  @Answers(MatchView, 201)
  async ask(@Who() visit: Visit, @Body(new Valid(MatchAsk)) input: MatchAsk): Promise<MatchView> {
    const id = await inTransaction(this.source, (manager) =>
      this.matches.ask(manager, input, visit.actor, this.clock.now()),
    );
    return this.get(visit, id);
  }

  @Post('matches/:id/picks')
  @HttpCode(200)
  @May('match.make')
  @Summary(
    'Picks a program for a referral; any but the first one left needs a reason. Moves the lead to matched.',
  )
  @Answers(MatchView)
  async pick(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(MatchPickInput)) input: MatchPickInput,
  ): Promise<MatchView> {
    if (!isId(id)) throw noMatch();
    await inTransaction(this.source, (manager) =>
      this.matches.pick(manager, id, input, visit.actor, this.clock.now()),
    );
    return this.get(visit, id);
  }
}
