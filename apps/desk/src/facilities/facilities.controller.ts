import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  FacilityContactCreate,
  FacilityCreate,
  FacilityDetail,
  FacilityEdit,
  FacilityHistoryRow,
  FacilityLicenceCreate,
  FacilityNoteCreate,
  FacilityRow,
  FactConfirmation,
  ProgramCreate,
} from '#contract';
import {
  FacilityContactService,
  FacilityLicenceService,
  facilityNotFound,
  FacilityQueries,
  FacilityService,
  ProgramService,
} from '#facilities';
import { type Clock, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { FacilityFilter, listFacilities } from './facility.list.js';
import { FacilityPage } from './facility-page.js';
import { FacilityTasks } from './facility-tasks.js';

const History = z.array(FacilityHistoryRow);

@Controller('api/facilities')
export class FacilitiesController {
  constructor(
    private readonly source: DataSource,
    private readonly page: FacilityPage,
    private readonly facilities: FacilityService,
    private readonly programs: ProgramService,
    private readonly contacts: FacilityContactService,
    private readonly licences: FacilityLicenceService,
    private readonly queries: FacilityQueries,
    private readonly tasks: FacilityTasks,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('facility.read')
  @Summary('Facilities by name; with a ZIP code the nearest first.')
  @AnswersPage('facilities', FacilityRow, FacilityFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FacilityRow[]> {
    const request = listRequest(query, FacilityFilter);
    const context = { me: actor.id, now: this.clock.now() };
    const page = await listFacilities(this.source.manager, request, context);
    return sendPage(reply, 'facilities', request, page);
  }

  @Get(':id')
  @May('facility.read')
  @Summary('A facility: programs, contacts, licenses, notes, beds, and who said what of it.')
  @Answers(FacilityDetail)
  get(@Param('id') id: string): Promise<FacilityDetail> {
    return this.page.read(id);
  }

  @Get(':id/history')
  @May('facility.read')
  @Summary('What was done to a facility, newest first.')
  @Answers(History)
  async history(@Param('id') id: string): Promise<FacilityHistoryRow[]> {
    if (!isId(id)) throw facilityNotFound();
    return this.queries.history(this.source.manager, id);
  }

  @Post()
  @May('facility.write')
  @Summary('Adds a facility.')
  @Answers(FacilityDetail, 201)
  add(
    @Who() { actor }: Visit,
    @Body(new Valid(FacilityCreate)) input: FacilityCreate,
  ): Promise<FacilityDetail> {
    return this.page.afterPart((manager, now) => this.facilities.add(manager, input, actor, now));
  }

  @Put(':id')
  @May('facility.write')
  @Summary('Changes a facility; what is sent counts as said today.')
  @Answers(FacilityDetail)
  edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(FacilityEdit)) edit: FacilityEdit,
  ): Promise<FacilityDetail> {
    return this.page.after(id, (manager, now) =>
      this.facilities.edit(manager, id, edit, actor, now),
    );
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @May('facility.work')
  @Summary('Says that what is written is still true: all of it, or fields of one record.')
  @Answers(FacilityDetail)
  confirm(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(FactConfirmation)) input: FactConfirmation,
  ): Promise<FacilityDetail> {
    return this.page.after(id, async (manager, now) => {
      await this.facilities.confirm(manager, id, input, actor, now);
      if (!input.recordId) await this.tasks.settle(manager, id, 'verify_facility', actor, now);
    });
  }

  @Post(':id/programs')
  @May('facility.write')
  @Summary('Adds a program to a facility.')
  @Answers(FacilityDetail, 201)
  addProgram(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(ProgramCreate)) input: ProgramCreate,
  ): Promise<FacilityDetail> {
    return this.page.after(id, (manager, now) => this.programs.add(manager, id, input, actor, now));
  }

  @Post(':id/contacts')
  @May('facility.work')
  @Summary('Adds a contact.')
  @Answers(FacilityDetail, 201)
  addContact(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(FacilityContactCreate)) input: FacilityContactCreate,
  ): Promise<FacilityDetail> {
    return this.page.after(id, (manager, now) => this.contacts.add(manager, id, input, actor, now));
  }

  @Post(':id/licences')
  @May('facility.write')
  @Summary('Adds a license or an accreditation.')
  @Answers(FacilityDetail, 201)
  addLicence(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(FacilityLicenceCreate)) input: FacilityLicenceCreate,
  ): Promise<FacilityDetail> {
    return this.page.after(id, (manager, now) => this.licences.add(manager, id, input, actor, now));
  }

  @Post(':id/notes')
  @May('facility.work')
  @Summary('Writes a note on a facility.')
  @Answers(FacilityDetail, 201)
  note(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(FacilityNoteCreate)) input: z.infer<typeof FacilityNoteCreate>,
  ): Promise<FacilityDetail> {
    return this.page.after(id, (manager, now) =>
      this.facilities.note(manager, id, input, actor, now),
    );
  }
}
