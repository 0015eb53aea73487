import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { LeadTagInput, TagView } from '#contract';
import { LeadQueries, TagService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { tagView } from './tag-view.js';

const noLead = notFound('lead.not_found', 'lead');
const Tags = z.array(TagView);

@Controller('api/leads/:id/tags')
export class LeadTagsController {
  constructor(
    private readonly source: DataSource,
    private readonly tags: TagService,
    private readonly leads: LeadQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('The tags of a lead.')
  @Answers(Tags)
  async list(@Param('id') id: string): Promise<TagView[]> {
    if (!isId(id)) throw noLead();
    await this.leads.get(this.source.manager, id);
    return this.of(this.source.manager, id);
  }

  @Post()
  @May('lead.work')
  @Summary('Marks a lead with a tag.')
  @Answers(Tags, 201)
  async add(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(LeadTagInput)) { tagId }: z.infer<typeof LeadTagInput>,
  ): Promise<TagView[]> {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      await this.tags.add(manager, id, tagId, actor, this.clock.now());
      return this.of(manager, id);
    });
  }

  @Post(':tagId/removal')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Takes a tag off a lead.')
  @Answers(Tags)
  async remove(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('tagId') tagId: string,
  ): Promise<TagView[]> {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      await this.tags.remove(manager, id, tagId, actor, this.clock.now());
      return this.of(manager, id);
    });
  }

  private async of(manager: EntityManager, leadId: string): Promise<TagView[]> {
    return ((await this.tags.ofLeads(manager, [leadId])).get(leadId) ?? []).map(tagView);
  }
}
