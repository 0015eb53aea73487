import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  BedHoldAnswer,
  BedHoldCreate,
  BedHoldRelease,
  BedHoldView,
  BedLinkCreate,
  BedReportInput,
  FacilityAccessMade,
  FacilityDetail,
  FacilityKeyCreate,
} from '#contract';
import {
  BedHoldService,
  BedService,
  FacilityAccessService,
  facilityNotFound,
  programNotFound,
} from '#facilities';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { refuseUnknownLead } from '../tasks/task-references.js';
import { CLOCK, PUBLIC_URL } from '../tokens.js';
import { FacilityPage } from './facility-page.js';
import { FacilityTasks } from './facility-tasks.js';

const noHold = notFound('bed_hold.not_found', 'hold');
const noAccess = notFound('facility_access.not_found', 'link or key');

/** Open beds, beds that are kept, and how a facility gets in to report them. */
@Controller('api')
export class BedsController {
  constructor(
    private readonly source: DataSource,
    private readonly page: FacilityPage,
    private readonly beds: BedService,
    private readonly holds: BedHoldService,
    private readonly access: FacilityAccessService,
    private readonly tasks: FacilityTasks,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('programs/:id/bed-reports')
  @May('facility.work')
  @Summary('Writes down how many beds are open, as a colleague knows or was told.')
  @Answers(FacilityDetail, 201)
  report(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(BedReportInput)) input: BedReportInput,
  ): Promise<FacilityDetail> {
    if (!isId(id)) throw programNotFound();
    return this.page.afterPart(async (manager, now) => {
      const facilityId = await this.beds.report(manager, id, input, actor, now);
      await this.tasks.settle(manager, facilityId, 'ask_beds', actor, now);
      return facilityId;
    });
  }

  @Post('programs/:id/bed-holds')
  @May('facility.work')
  @Summary('Asks the facility to keep a bed for a lead.')
  @Answers(BedHoldView, 201)
  ask(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(BedHoldCreate)) input: BedHoldCreate,
  ): Promise<BedHoldView> {
    if (!isId(id)) throw programNotFound();
    return this.hold(async (manager, now) => {
      await refuseUnknownLead(manager, input.leadId);
      return this.holds.ask(manager, id, input, actor, now);
    });
  }

  @Post('bed-holds/:id/answer')
  @HttpCode(200)
  @May('facility.work')
  @Summary('Writes down whether the facility keeps the bed.')
  @Answers(BedHoldView)
  answer(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(BedHoldAnswer)) input: BedHoldAnswer,
  ): Promise<BedHoldView> {
    if (!isId(id)) throw noHold();
    return this.hold(async (manager, now) => {
      await this.holds.answer(manager, id, input, actor, now);
      return id;
    });
  }

  @Post('bed-holds/:id/release')
  @HttpCode(200)
  @May('facility.work')
  @Summary('Gives the bed back.')
  @Answers(BedHoldView)
  release(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(BedHoldRelease)) { version }: z.infer<typeof BedHoldRelease>,
  ): Promise<BedHoldView> {
    if (!isId(id)) throw noHold();
    return this.hold(async (manager, now) => {
      await this.holds.release(manager, id, version, actor, now);
      return id;
    });
  }

  @Post('facilities/:id/bed-links')
  @May('facility.work')
  @Summary('Makes a link with which the facility reports its beds; it is shown this once.')
  @Answers(FacilityAccessMade, 201)
  async makeLink(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(BedLinkCreate)) { days }: z.infer<typeof BedLinkCreate>,
  ): Promise<FacilityAccessMade> {
    if (!isId(id)) throw facilityNotFound();
    const made = await inTransaction(this.source, (manager) =>
      this.access.makeLink(manager, id, days, actor, this.clock.now()),
    );
    return { ...made, secret: `${this.publicUrl}/beds/${made.secret}` };
  }

  @Post('facilities/:id/api-keys')
  @May('facility.write')
  @Summary('Makes a key with which the facility’s own system reports beds; it is shown this once.')
  @Answers(FacilityAccessMade, 201)
  makeKey(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(FacilityKeyCreate)) { label }: z.infer<typeof FacilityKeyCreate>,
  ): Promise<FacilityAccessMade> {
    if (!isId(id)) throw facilityNotFound();
    return inTransaction(this.source, (manager) =>
      this.access.makeKey(manager, id, label, actor, this.clock.now()),
    );
  }

  @Post('bed-links/:id/revocation')
  @HttpCode(200)
  @May('facility.work')
  @Summary('Ends a facility’s link at once.')
  @Answers(FacilityDetail)
  revokeLink(@Who() { actor }: Visit, @Param('id') id: string): Promise<FacilityDetail> {
    if (!isId(id)) throw noAccess();
    return this.page.afterPart((manager, now) =>
      this.access.revoke(manager, 'link', id, actor, now),
    );
  }

  @Post('facility-keys/:id/revocation')
  @HttpCode(200)
  @May('facility.write')
  @Summary('Ends a facility’s key at once.')
  @Answers(FacilityDetail)
  revokeKey(@Who() { actor }: Visit, @Param('id') id: string): Promise<FacilityDetail> {
    if (!isId(id)) throw noAccess();
    return this.page.afterPart((manager, now) =>
      this.access.revoke(manager, 'key', id, actor, now),
    );
  }

  private async hold(
    work: (manager: EntityManager, now: Date) => Promise<string>,
  ): Promise<BedHoldView> {
    const id = await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.holds.get(this.source.manager, id);
  }
}
