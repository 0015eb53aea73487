import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  MAX_BULK,
  QuarantineDecided,
  QuarantineDecision,
  QuarantinePage,
  SUSPICIONS,
  type Suspicion,
} from '#contract';
import { QuarantineService } from '#inquiries';
import { type Clock, inTransaction, invalidRequest } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const Asked = z.object({
  reason: z.enum(Object.keys(SUSPICIONS) as [Suspicion, ...Suspicion[]]).optional(),
});

/** The desk for what was held back: it may be a person in need (rule R16). */
@Controller('api/quarantine')
export class QuarantineController {
  constructor(
    private readonly source: DataSource,
    private readonly quarantine: QuarantineService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('inquiry.release')
  @Summary(
    'What is held back and waits for a look, opened, oldest first; and how each reason of doubt has done.',
  )
  @Answers(QuarantinePage)
  async page(@Who() { actor }: Visit, @Query() query: unknown): Promise<QuarantinePage> {
    const asked = Asked.safeParse(query);
    if (!asked.success) throw invalidRequest(asked.error.issues);
    const now = this.clock.now();
    const { manager } = this.source;
    const page = await this.quarantine.page(manager, asked.data.reason, now);
    await this.readings.page(manager, actor, 'inquiry', page.rows, now);
    return page;
  }

  @Post('decisions')
  @HttpCode(200)
  @May('inquiry.release')
  @Summary(
    'Says whether people or a machine wrote what was held back. People are taken in at once; the rules learn.',
  )
  @Answers(QuarantineDecided)
  async decide(
    @Who() { actor }: Visit,
    @Body(new Valid(QuarantineDecision)) input: QuarantineDecision,
  ): Promise<QuarantineDecided> {
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const ids =
        'ids' in input
          ? input.ids
          : await this.quarantine.waitingFor(manager, input.reason, new Date(input.receivedTo));
      const some = ids.slice(0, MAX_BULK);
      const decided = await this.quarantine.decide(manager, some, input.verdict, actor, now);
      return { decided, left: ids.length - some.length };
    });
  }
}
