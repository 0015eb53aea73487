import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import {
  BOARD_CARDS,
  OPEN_STAGES,
  BoardAnswer,
  BoardFilter,
  COUNT_CAP,
  type Stage,
} from '#contract';
import { LeadEntity, LeadRows } from '#leads';
import type { Clock } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { type ListRequest, listRequest } from '../http/list-dialect.js';
import { Conditions } from '../http/list-sql.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

/** Open leads by stage. */
@Controller('api/leads/board')
export class BoardController {
  constructor(
    private readonly source: DataSource,
    private readonly rows: LeadRows,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary(
    'Open leads by stage: the first 25 of each to act on, and how many there are; of one stage, as many as range asks for.',
  )
  @Answers(BoardAnswer)
  async board(@Who() { actor }: Visit, @Query() query: unknown): Promise<BoardAnswer> {
    const { filter, offset, limit, hidden } = listRequest(query, BoardFilter, actor);
    const part = filter.stage
      ? { offset, limit, hidden }
      : { offset: 0, limit: BOARD_CARDS, hidden };
    const { manager } = this.source;
    const columns = await Promise.all(
      (filter.stage ? [filter.stage] : OPEN_STAGES).map(async (stage) => ({
        stage,
        ...(await column(this.source, stage, filter, part, actor.id)),
      })),
    );
    const ids = columns.flatMap((each) => each.ids);
    const leads = ids.length > 0 ? await manager.findBy(LeadEntity, { id: In(ids) }) : [];
    const now = this.clock.now();
    const rows = new Map(
      (await this.rows.decorate(manager, leads, now)).map((row) => [row.id, row]),
    );
    await this.readings.page(manager, actor, 'lead', leads, now);
    return {
      stages: columns.map(({ stage, total, ids: shown }) => ({
        stage,
        total,
        leads: shown.flatMap((id) => rows.get(id) ?? []),
      })),
    };
  }
}

/** The cards and the count of one stage, each by one statement that an index covers. */
async function column(
  source: DataSource,
  stage: Stage,
  { ownerId, teamId }: BoardFilter,
  { offset, limit, hidden }: Pick<ListRequest<unknown>, 'offset' | 'limit' | 'hidden'>,
  me: string,
): Promise<{ ids: string[]; total: number }> {
  const where = new Conditions().add('l.closed_at IS NULL').add('l.stage = ?', stage);
  if (ownerId === 'none') where.add('l.owner_id IS NULL');
  else where.add('l.owner_id = ?::uuid', ownerId === 'me' ? me : ownerId);
  if (teamId === 'none') where.add('l.team_id IS NULL');
  else where.add('l.team_id = ?::uuid', teamId);
  where.without(hidden, ['l.id']);
  const [cards, counted] = await Promise.all([
    source.query<{ id: string }[]>(
      `SELECT l.id FROM lead l WHERE ${where.where}
       ORDER BY l.urgency, l.next_action_at, l.id LIMIT ${limit} OFFSET ${offset}`,
      where.values,
    ),
    source.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM (
         SELECT 1 FROM lead l WHERE ${where.where} LIMIT ${COUNT_CAP}) AS counted`,
      where.values,
    ),
  ]);
  return { ids: cards.map(({ id }) => id), total: Number(counted[0]?.total ?? 0) };
}
