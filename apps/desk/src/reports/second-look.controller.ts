import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SecondLook, SecondLookInput, SecondLookQuery } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { SecondLookService } from '#reporting';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

/** Leads that the numbers leave out, looked at by somebody who did not close them. */
@Controller('api/reports/second-look')
export class SecondLookController {
  constructor(
    private readonly source: DataSource,
    private readonly looks: SecondLookService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.manage')
  @Summary('A month’s sample of the leads that numbers leave out, and what a second person found.')
  @Answers(SecondLook)
  month(
    @Who() { colleague, actor }: Visit,
    @Query(new Valid(SecondLookQuery)) { month }: SecondLookQuery,
  ): Promise<SecondLook> {
    return inTransaction(
      this.source,
      (manager) => this.looks.month(manager, month, colleague.id, actor, this.clock.now()),
      { snapshot: true },
    );
  }

  @Post(':leadId')
  @May('report.manage')
  @Summary('Says of a sampled lead whether it is rightly left out; not of one closed by oneself.')
  @Answers(SecondLook, 201)
  find(
    @Who() { colleague, actor }: Visit,
    @Param('leadId') leadId: string,
    @Body(new Valid(SecondLookInput)) input: SecondLookInput,
  ): Promise<SecondLook> {
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const month = await this.looks.find(manager, leadId, input, colleague.id, actor, now);
      return this.looks.month(manager, month, colleague.id, actor, now);
    });
  }
}
