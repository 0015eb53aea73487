import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { TrackingNumberEntity } from '#content';
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

const { phone, label, sourceId, campaign, utmSource, ringGroupId } = TrackingNumberInput.shape;
const TrackingNumberEdit = z.object({
  version: z.number().int(),
  phone: phone.optional(),
  label: label.optional(),
  sourceId: sourceId.optional(),
  campaign,
  utmSource,
  ringGroupId,
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
    return viewOf(await this.desk.trackingNumber(this.source.manager, id));
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
      viewOf(await this.desk.addNumber(manager, input, actor, this.clock.now())),
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
      viewOf(await this.desk.changeNumber(manager, id, change, actor, this.clock.now())),
    );
  }
}

function viewOf(number: TrackingNumberEntity): TrackingNumber {
  const { id, version, phone: e164, label: name, sourceId: from, active, isDefault } = number;
  const { campaign: of, utmSource: utm, ringGroupId: group } = number;
  return {
    id,
    version,
    phone: e164,
    label: name,
    sourceId: from,
    campaign: of,
    utmSource: utm,
    active,
    isDefault,
    ringGroupId: group,
  };
}
