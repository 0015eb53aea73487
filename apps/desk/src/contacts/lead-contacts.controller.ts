import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  ContactConsentInput,
  ContactPointAdd,
  ContactPointEdit,
  LeadContactAdd,
  LeadContactEdit,
  LeadContactEnd,
  LeadDetail,
  StatusSharingInput,
} from '#contract';
import { ContactConsents, LeadContactService, leadError, StatusSharing } from '#leads';
import { isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';

const noContact = () =>
  leadError('lead.contact_not_found', 'There is no such contact on this lead.');

/** Whom to speak with about a lead, and how. */
@Controller('api/leads/:id/contacts')
export class LeadContactsController {
  constructor(
    private readonly page: LeadPage,
    private readonly contacts: LeadContactService,
    private readonly sharing: StatusSharing,
    private readonly consents: ContactConsents,
  ) {}

  @Post()
  @May('person.write')
  @Summary('Adds somebody to speak with: a person on record, or a new one.')
  @Answers(LeadDetail, 201)
  async add(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(LeadContactAdd)) contact: LeadContactAdd,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.contacts.add(manager, id, contact, visit.actor, now),
    );
  }

  @Put(':personId')
  @May('person.write')
  @Summary('Changes how a contact stands to the patient, or what they are called.')
  @Answers(LeadDetail)
  async change(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Body(new Valid(LeadContactEdit)) edit: LeadContactEdit,
  ): Promise<LeadDetail> {
    if (!isId(personId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.contacts.change(manager, id, personId, edit, visit.actor, now),
    );
  }

  @Post(':personId/end')
  @HttpCode(200)
  @May('person.write')
  @Summary('Says that somebody is no longer a contact of the lead.')
  @Answers(LeadDetail)
  async end(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Body(new Valid(LeadContactEnd)) { reason }: z.infer<typeof LeadContactEnd>,
  ): Promise<LeadDetail> {
    if (!isId(personId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.contacts.end(manager, id, personId, reason, visit.actor, now),
    );
  }

  @Post(':personId/status-sharing')
  @HttpCode(200)
  @May('person.write')
  @Summary(
    'Puts on record whether the patient agrees that this contact follows how the request stands.',
  )
  @Answers(LeadDetail)
  async share(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Body(new Valid(StatusSharingInput)) input: StatusSharingInput,
  ): Promise<LeadDetail> {
    if (!isId(personId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.sharing.record(manager, id, personId, input, visit.actor, now),
    );
  }

  @Post(':personId/points')
  @May('person.write')
  @Summary('Adds a number or address to the patient or a contact.')
  @Answers(LeadDetail, 201)
  async addPoint(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Body(new Valid(ContactPointAdd)) point: ContactPointAdd,
  ): Promise<LeadDetail> {
    if (!isId(personId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.contacts.addPoint(manager, id, personId, point, visit.actor, now),
    );
  }

  @Put(':personId/points/:pointId')
  @May('person.write')
  @Summary('Changes what somebody wishes at a number or address.')
  @Answers(LeadDetail)
  async changeWishes(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Param('pointId') pointId: string,
    @Body(new Valid(ContactPointEdit)) wishes: ContactPointEdit,
  ): Promise<LeadDetail> {
    if (!isId(personId) || !isId(pointId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.contacts.changeWishes(manager, id, { personId, pointId }, wishes, visit.actor, now),
    );
  }

  @Post(':personId/points/:pointId/consents')
  @HttpCode(200)
  @May('person.write')
  @Summary('Puts on record what somebody said about being called, texted or written to there.')
  @Answers(LeadDetail)
  async consent(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Param('personId') personId: string,
    @Param('pointId') pointId: string,
    @Body(new Valid(ContactConsentInput)) input: ContactConsentInput,
  ): Promise<LeadDetail> {
    if (!isId(personId) || !isId(pointId)) throw noContact();
    return this.page.after(visit, id, (manager, now) =>
      this.consents.record(manager, id, { personId, pointId }, input, visit.actor, now),
    );
  }
}
