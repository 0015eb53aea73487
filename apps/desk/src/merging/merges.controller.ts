import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { LeadDetail, may, MergeInput, MergePreview, MergeView } from '#contract';
import { LeadMergeService } from '#leads';
import { type Clock, DomainError, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');
const noMerge = notFound('merge.not_found', 'merge');
const PreviewQuery = z.object({
  otherLeadId: z.uuid({ error: 'Please name the other lead by its id.' }),
});

/** Two leads of one patient become one, and two again. */
@Controller('api')
export class MergesController {
  constructor(
    private readonly source: DataSource,
    private readonly merges: LeadMergeService,
    private readonly page: LeadPage,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('leads/:id/merge-preview')
  @May('lead.work')
  @Summary('What would happen if the other lead was merged into this one.')
  @Answers(MergePreview)
  async preview(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Query(new Valid(PreviewQuery)) { otherLeadId }: z.infer<typeof PreviewQuery>,
  ): Promise<MergePreview> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const preview = await this.merges.preview(manager, id, otherLeadId);
    const both = [{ id }, { id: otherLeadId }];
    await this.readings.page(manager, actor, 'lead', both, this.clock.now());
    return preview;
  }

  @Get('leads/:id/merges')
  @May('lead.read')
  @Summary('Merges this lead was part of, latest first, undone ones too.')
  @Answers(z.array(MergeView))
  async list(@Who() { actor }: Visit, @Param('id') id: string): Promise<MergeView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const merges = await this.merges.ofLead(manager, id);
    const leads = merges.flatMap(({ kept, merged }) => [kept, merged]);
    await this.readings.page(manager, actor, 'lead', leads, this.clock.now());
    return merges;
  }

  @Post('leads/:id/merges')
  @May('lead.work')
  @Summary('Merges the other lead into this one; it can be undone.')
  @Answers(LeadDetail, 201)
  async merge(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(MergeInput)) input: MergeInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, async (manager, now) => {
      await refuseForeign(manager, visit, [id, input.otherLeadId]);
      await this.merges.merge(manager, id, input, visit.actor, now);
    });
  }

  @Post('merges/:mergeId/undo')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Takes a merge back; what was done since stays with the lead that was kept.')
  @Answers(MergeView)
  async undo(@Who() visit: Visit, @Param('mergeId') mergeId: string): Promise<MergeView> {
    if (!isId(mergeId)) throw noMerge();
    return inTransaction(this.source, async (manager) => {
      const { kept } = await this.merges.get(manager, mergeId);
      await refuseForeign(manager, visit, [kept.id]);
      await this.merges.undo(manager, mergeId, visit.actor, this.clock.now());
      return this.merges.get(manager, mergeId);
    });
  }
}

/** Who may not assign leads at will merges what is theirs or nobody's. */
async function refuseForeign(
  manager: EntityManager,
  { colleague }: Visit,
  leadIds: readonly string[],
): Promise<void> {
  if (may(colleague.role, 'lead.assign')) return;
  const foreign = await manager.query<{ number: string }[]>(
    `SELECT number FROM lead WHERE id = ANY($1::uuid[]) AND owner_id IS NOT NULL AND owner_id <> $2`,
    [leadIds, colleague.id],
  );
  const [first] = foreign;
  if (!first) return;
  throw new DomainError('auth.forbidden', {
    status: 403,
    message: `Lead #${first.number} is somebody else’s. A manager can merge it.`,
  });
}
