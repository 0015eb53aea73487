import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { CadenceCreate, CadenceDetail, CadenceEdit, CadenceRow, CadenceVersion } from '#contract';
import { cadenceNotFound, CadenceService } from '#follow-up';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { CadenceFilter, listCadences, readCadence } from './cadences.list.js';

@Controller('api/cadences')
export class CadencesController {
  constructor(
    private readonly source: DataSource,
    private readonly cadences: CadenceService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('cadence.read')
  @Summary('Follow-up plans.')
  @AnswersPage('cadences', CadenceRow, CadenceFilter)
  async all(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CadenceRow[]> {
    const request = listRequest(query, CadenceFilter);
    return sendPage(reply, 'cadences', request, await listCadences(this.source.manager, request));
  }

  @Get(':id')
  @May('cadence.read')
  @Summary('One follow-up plan with its newest steps.')
  @Answers(CadenceDetail)
  async get(@Param('id') id: string): Promise<CadenceDetail> {
    const found = isId(id) ? await readCadence(this.source.manager, id) : undefined;
    if (!found) throw cadenceNotFound();
    return found;
  }

  @Post()
  @May('cadence.write')
  @Summary('Writes a new follow-up plan.')
  @Answers(CadenceDetail, 201)
  async create(
    @Who() { actor }: Visit,
    @Body(new Valid(CadenceCreate)) input: CadenceCreate,
  ): Promise<CadenceDetail> {
    const id = await inTransaction(this.source, (manager) =>
      this.cadences.create(manager, input, actor, this.clock.now()),
    );
    return this.get(id);
  }

  @Put(':id')
  @May('cadence.write')
  @Summary('Changes a plan; other steps are a new version, which later enrolments get.')
  @Answers(CadenceDetail)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CadenceEdit)) edit: CadenceEdit,
  ): Promise<CadenceDetail> {
    return this.after(id, (manager, now) => this.cadences.edit(manager, id, edit, actor, now));
  }

  @Post(':id/activation')
  @HttpCode(200)
  @May('cadence.write')
  @Summary('Lets leads be enrolled in it again.')
  @Answers(CadenceDetail)
  async activate(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CadenceVersion)) input: z.infer<typeof CadenceVersion>,
  ): Promise<CadenceDetail> {
    return this.after(id, (manager, now) => this.cadences.activate(manager, id, input, actor, now));
  }

  @Post(':id/retirement')
  @HttpCode(200)
  @May('cadence.write')
  @Summary('Takes nobody new from now on; who is on it stays.')
  @Answers(CadenceDetail)
  async retire(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CadenceVersion)) input: z.infer<typeof CadenceVersion>,
  ): Promise<CadenceDetail> {
    return this.after(id, (manager, now) => this.cadences.retire(manager, id, input, actor, now));
  }

  @Post(':id/default')
  @HttpCode(200)
  @May('cadence.write')
  @Summary('Enrols leads that open in it from now on.')
  @Answers(CadenceDetail)
  async makeDefault(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CadenceVersion)) input: z.infer<typeof CadenceVersion>,
  ): Promise<CadenceDetail> {
    return this.after(id, (manager, now) =>
      this.cadences.makeDefault(manager, id, input, actor, now),
    );
  }

  private async after(
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<void>,
  ): Promise<CadenceDetail> {
    if (!isId(id)) throw cadenceNotFound();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.get(id);
  }
}
