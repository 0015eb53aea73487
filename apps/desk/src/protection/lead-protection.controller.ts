import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProtectionInput, ProtectionView } from '#contract';
import { ProtectionService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');

/** Whether a lead is seen by its own people only. */
@Controller('api/leads/:id/protection')
export class LeadProtectionController {
  constructor(
    private readonly source: DataSource,
    private readonly protection: ProtectionService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Whether the lead is protected, by whom and why.')
  @Answers(ProtectionView)
  async get(@Param('id') id: string): Promise<ProtectionView> {
    if (!isId(id)) throw noLead();
    return this.protection.view(this.source.manager, id);
  }

  @Post()
  @HttpCode(200)
  @May('lead.protect')
  @Summary('From now on only the owner, who has a task of it, and those who protect leads see it.')
  @Answers(ProtectionView)
  async protect(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(ProtectionInput)) input: ProtectionInput,
  ): Promise<ProtectionView> {
    return this.#change(id, (manager) =>
      this.protection.protect(manager, id, input, actor, this.clock.now()),
    );
  }

  @Post('lifting')
  @HttpCode(200)
  @May('lead.protect')
  @Summary('Everybody who works on leads sees it again.')
  @Answers(ProtectionView)
  async lift(@Who() { actor }: Visit, @Param('id') id: string): Promise<ProtectionView> {
    return this.#change(id, (manager) =>
      this.protection.lift(manager, id, actor, this.clock.now()),
    );
  }

  async #change(id: string, work: (manager: EntityManager) => Promise<void>) {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      await work(manager);
      return this.protection.view(manager, id);
    });
  }
}
