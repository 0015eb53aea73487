import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BulkChangeInput, BulkChangeResult, BulkUndoResult, may } from '#contract';
import { BulkChangeService } from '#leads';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { BulkChanges } from './bulk-changes.js';
import { BulkUndo } from './bulk-undo.js';

const noChange = notFound('bulk_change.not_found', 'change of yours');

/** One change of many leads. */
@Controller('api')
export class BulkChangesController {
  constructor(
    private readonly source: DataSource,
    private readonly bulk: BulkChanges,
    private readonly undoing: BulkUndo,
    private readonly changes: BulkChangeService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('leads/bulk-changes')
  @May('lead.work')
  @Summary('Assigns, moves or tags up to 500 leads, each by its own rules; it can be undone.')
  @Answers(BulkChangeResult, 201)
  async make(
    @Who() visit: Visit,
    @Body(new Valid(BulkChangeInput)) input: BulkChangeInput,
  ): Promise<BulkChangeResult> {
    return inTransaction(this.source, (manager) =>
      this.bulk.make(manager, input, visit, this.clock.now()),
    );
  }

  @Post('bulk-changes/:changeId/undo')
  @HttpCode(200)
  @May('lead.work')
  @Summary(
    'Puts back the leads of a bulk change that nobody has changed since, and names the others.',
  )
  @Answers(BulkUndoResult)
  async undo(@Who() visit: Visit, @Param('changeId') changeId: string): Promise<BulkUndoResult> {
    return inTransaction(this.source, async (manager) => {
      const { madeBy } = await this.changes.get(manager, changeId);
      const mine = madeBy === visit.actor.id || may(visit.colleague.role, 'lead.assign');
      // Another agent's change is not there for this one.
      if (!mine) throw noChange();
      return this.undoing.undo(manager, changeId, visit, this.clock.now());
    });
  }
}
