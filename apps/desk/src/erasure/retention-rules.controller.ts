import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { codesOf, RETENTION_KINDS, RetentionRuleEdit, RetentionRuleView } from '#contract';
import { RetentionRuleEntity, RetentionService } from '#erasure';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

/** How long what is kept. */
@Controller('api/retention-rules')
export class RetentionRulesController {
  constructor(
    private readonly source: DataSource,
    private readonly retention: RetentionService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('erasure.decide')
  @Summary('How long each kind of data is kept.')
  @Answers(z.array(RetentionRuleView))
  async list(): Promise<RetentionRuleView[]> {
    const rules = await this.source.manager.find(RetentionRuleEntity);
    const order: readonly string[] = codesOf(RETENTION_KINDS);
    return rules
      .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
      .map(viewOf);
  }

  @Put(':kind')
  @May('erasure.decide')
  @Summary('Changes how long a kind of data is kept; what is older goes the next night.')
  @Answers(RetentionRuleView)
  async edit(
    @Who() { actor }: Visit,
    @Param('kind') kind: string,
    @Body(new Versioned(RetentionRuleEdit)) edit: RetentionRuleEdit,
  ): Promise<RetentionRuleView> {
    const rule = await inTransaction(this.source, (manager) =>
      this.retention.edit(manager, kind, edit, actor, this.clock.now()),
    );
    return viewOf(rule);
  }
}

function viewOf({ kind, version, keepDays }: RetentionRuleEntity): RetentionRuleView {
  return { id: kind, version, keepDays };
}
