import { Controller, Get, Inject, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ChannelView } from '#contract';
import { LeadQueries } from '#leads';
import { ChannelQueries } from '#messages';
import { type Clock, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');

/** Which ways to reach the people on a lead are open. */
@Controller('api/leads/:id/channels')
export class ChannelsController {
  constructor(
    private readonly source: DataSource,
    private readonly leads: LeadQueries,
    private readonly page: LeadPage,
    private readonly channels: ChannelQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Each number and address of the people on a lead: open, or why not and from when.')
  @Answers(z.array(ChannelView))
  async all(@Who() visit: Visit, @Param('id') id: string): Promise<ChannelView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    await this.page.seen(visit, await this.leads.get(manager, id));
    return this.channels.ofLead(manager, id, this.clock.now());
  }
}
