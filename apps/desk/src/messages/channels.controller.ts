import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ChannelView } from '#contract';
import { LeadQueries } from '#leads';
import { ChannelQueries } from '#messages';
import { type Clock, DomainError, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';

/** What would be open at a time to come, as far as it is known now: for a message that is sent later. */
const ChannelsQuery = z.strictObject({ at: z.iso.datetime({ offset: true }).optional() });
/** A year; milliseconds. */
const FARTHEST = 366 * 86_400_000;

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
  @Summary(
    'Each number and address of the people on a lead: open, or why not and from when; now, or `at` a time to come.',
  )
  @Answers(z.array(ChannelView))
  async all(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Query(new Valid(ChannelsQuery)) { at }: z.infer<typeof ChannelsQuery>,
  ): Promise<ChannelView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    await this.page.seen(visit, await this.leads.get(manager, id));
    return this.channels.ofLead(manager, id, this.#moment(at));
  }

  /** Of the past there is no answer: what stood then is in the timeline. */
  #moment(at: string | undefined): Date {
    const now = this.clock.now();
    const wanted = at === undefined ? now : new Date(at);
    if (wanted.getTime() - now.getTime() > FARTHEST) {
      throw new DomainError('request.invalid', {
        status: 400,
        message: 'That is too far ahead.',
        errors: { at: 'Please ask for a time within the next year.' },
      });
    }
    return wanted > now ? wanted : now;
  }
}
