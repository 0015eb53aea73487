import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { TrackingNumberInput, TrackingNumberView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { SourceDesk } from './source-desk.js';
import { listTrackingNumbers, TrackingNumberFilter } from './sources.list.js';

const { phone, label, sourceId, active: _active, ...clearable } = TrackingNumberInput.shape;
const TrackingNumberEdit = z.object({
  version: z.number().int(),
  phone: phone.optional(),
  label: label.optional(),
  sourceId: sourceId.optional(),
  ...clearable,
  active: z.boolean().optional(),
});
type TrackingNumber = z.infer<typeof TrackingNumberView>;

@Controller('api/tracking-numbers')
export class TrackingNumbersController {
  constructor(
    private readonly source: DataSource,
    private readonly desk: SourceDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('source.read')
  @Summary('Our own phone numbers.')
  @AnswersPage('tracking-numbers', TrackingNumberView, TrackingNumberFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, TrackingNumberFilter);
    const page = await listTrackingNumbers(this.source.manager, request);
    return sendPage(reply, 'tracking-numbers', request, page);
  }

  @Get(':id')
  @May('source.read')
  @Summary('One tracking number.')
  @Answers(TrackingNumberView)
  async get(@Param('id') id: string): Promise<TrackingNumber> {
    const { id: known } = await this.desk.trackingNumber(this.source.manager, id);
    return numberOf(this.source.manager, known);
  }

  @Post()
  @May('source.write')
  @Summary('Adds a tracking number.')
  @Answers(TrackingNumberView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(TrackingNumberInput)) input: z.infer<typeof TrackingNumberInput>,
  ): Promise<TrackingNumber> {
    return inTransaction(this.source, async (manager) =>
      numberOf(manager, (await this.desk.addNumber(manager, input, actor, this.clock.now())).id),
    );
  }

  @Put(':id')
  @May('source.write')
  @Summary('Changes a tracking number.')
  @Answers(TrackingNumberView)
  async change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TrackingNumberEdit)) change: z.infer<typeof TrackingNumberEdit>,
  ): Promise<TrackingNumber> {
    return inTransaction(this.source, async (manager) =>
      numberOf(
        manager,
        (await this.desk.changeNumber(manager, id, change, actor, this.clock.now())).id,
      ),
    );
  }
}

/** One number as its list shows it. */
async function numberOf(manager: EntityManager, id: string): Promise<TrackingNumber> {
  const request = { filter: { id: [id] }, sort: undefined, offset: 0, limit: 1 };
  const [number] = (await listTrackingNumbers(manager, request)).rows;
  if (!number) throw new Error('A tracking number that was just read is gone');
  return number;
}
