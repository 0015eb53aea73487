import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  FacilityDetail,
  FacilityMergeInput,
  FacilityMergePreview,
  FacilityMergeQuery,
  FacilityMergeView,
} from '#contract';
import {
  FacilityMergeQueries,
  FacilityMergeService,
  facilityNotFound,
  type Follower,
} from '#facilities';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { FacilityPage } from './facility-page.js';

const noMerge = notFound('facility_merge.not_found', 'merge');
const Merges = z.array(FacilityMergeView);

/** What other domains keep of a facility, and follows it. */
const FOLLOWERS: readonly Follower[] = [
  { what: 'referrals', table: 'referral' },
  { what: 'tasks', table: 'task' },
];

/** Two facilities that are one, made one by hand, and taken apart again. */
@Controller('api')
export class FacilityMergesController {
  constructor(
    private readonly source: DataSource,
    private readonly page: FacilityPage,
    private readonly merges: FacilityMergeService,
    private readonly queries: FacilityMergeQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('facilities/:id/merge-preview')
  @May('facility.write')
  @Summary('What merging the other facility into this one would do. Changes nothing.')
  @Answers(FacilityMergePreview)
  async preview(
    @Param('id') id: string,
    @Query(new Valid(FacilityMergeQuery)) { otherId }: z.infer<typeof FacilityMergeQuery>,
  ): Promise<FacilityMergePreview> {
    if (!isId(id)) throw facilityNotFound();
    return this.queries.preview(this.source.manager, id, otherId, FOLLOWERS);
  }

  @Get('facilities/:id/merges')
  @May('facility.read')
  @Summary('Merges this facility was part of, latest first, undone ones too.')
  @Answers(Merges)
  async list(@Param('id') id: string): Promise<FacilityMergeView[]> {
    if (!isId(id)) throw facilityNotFound();
    return this.queries.ofFacility(this.source.manager, id);
  }

  @Post('facilities/:id/merges')
  @May('facility.write')
  @Summary('Merges the other facility into this one; it can be undone.')
  @Answers(FacilityDetail, 201)
  merge(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(FacilityMergeInput)) input: FacilityMergeInput,
  ): Promise<FacilityDetail> {
    return this.page.after(id, async (manager, now) => {
      const done = await this.merges.merge(manager, id, input, FOLLOWERS, actor, now);
      await referralsFollow(manager, done.programIds);
    });
  }

  @Post('facility-merges/:id/undo')
  @HttpCode(200)
  @May('facility.write')
  @Summary('Takes a merge back; what was done since stays with the facility that was kept.')
  @Answers(Merges)
  async undo(@Who() { actor }: Visit, @Param('id') id: string): Promise<FacilityMergeView[]> {
    if (!isId(id)) throw noMerge();
    return inTransaction(this.source, async (manager) => {
      const done = await this.merges.undo(manager, id, FOLLOWERS, actor, this.clock.now());
      await referralsFollow(manager, done.programIds);
      const [row] = await manager.query<{ kept_id: string }[]>(
        'SELECT kept_id FROM facility_merge WHERE id = $1',
        [id],
      );
      return row ? this.queries.ofFacility(manager, row.kept_id) : [];
    });
  }
}

/**
 * A referral is to the facility whose program it is for, also one that was made between a merge and its undoing. What
 * was picked from matches of these programs counts for the facility as well.
 */
async function referralsFollow(
  manager: EntityManager,
  programIds: readonly string[],
): Promise<void> {
  await manager.query(
    `UPDATE referral r SET facility_id = p.facility_id FROM program p
     WHERE p.id = r.program_id AND p.id = ANY($1::uuid[]) AND r.facility_id <> p.facility_id`,
    [programIds],
  );
  await manager.query(
    `INSERT INTO report_stale (lead_id) SELECT DISTINCT m.lead_id FROM match_pick k JOIN match m ON m.id = k.match_id
     WHERE k.program_id = ANY($1::uuid[])`,
    [programIds],
  );
}
