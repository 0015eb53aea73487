import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { TeamInput, TeamView } from '#contract';
import { type Clock, databaseCode, DomainError, inTransaction } from '#platform';
import { TeamService } from '#staff';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { listTeams, TeamFilter } from './staff.list.js';

const TeamEdit = TeamInput.extend({ version: z.number().int() });
type Team = z.infer<typeof TeamView>;

@Controller('api/teams')
export class TeamsController {
  constructor(
    private readonly source: DataSource,
    private readonly teams: TeamService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('team.read')
  @Summary('Teams.')
  @AnswersPage('teams', TeamView, TeamFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, TeamFilter);
    return sendPage(reply, 'teams', request, await listTeams(this.source.manager, request));
  }

  @Get(':id')
  @May('team.read')
  @Summary('One team.')
  @Answers(TeamView)
  async get(@Param('id') id: string): Promise<Team> {
    return viewOf(await this.teams.get(this.source.manager, id));
  }

  @Post()
  @May('staff.manage')
  @Summary('Founds a team.')
  @Answers(TeamView, 201)
  async found(
    @Who() { actor }: Visit,
    @Body(new Valid(TeamInput)) { name }: z.infer<typeof TeamInput>,
  ): Promise<Team> {
    const team = await oneOfAName(
      inTransaction(this.source, (manager) =>
        this.teams.found(manager, name, actor, this.clock.now()),
      ),
    );
    return viewOf(team);
  }

  @Put(':id')
  @May('staff.manage')
  @Summary('Renames a team.')
  @Answers(TeamView)
  async rename(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TeamEdit)) change: z.infer<typeof TeamEdit>,
  ): Promise<Team> {
    const team = await oneOfAName(
      inTransaction(this.source, (manager) =>
        this.teams.rename(manager, id, change, actor, this.clock.now()),
      ),
    );
    return viewOf(team);
  }
}

function viewOf(team: { id: string; version: number; name: string; createdAt: Date }): Team {
  const { id, version, name, createdAt } = team;
  return { id, version, name, createdAt: createdAt.toISOString() };
}

async function oneOfAName<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    throw new DomainError('request.invalid', {
      status: 400,
      message: 'There is a team of this name already.',
      errors: { name: 'There is a team of this name already.' },
      cause: error,
    });
  }
}
