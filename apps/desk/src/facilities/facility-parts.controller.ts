import { Body, Controller, Param, Put } from '@nestjs/common';
import { FacilityContactEdit, FacilityDetail, FacilityLicenceEdit } from '#contract';
import { FacilityContactService, FacilityLicenceService } from '#facilities';
import { isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { FacilityPage } from './facility-page.js';

const noContact = notFound('facility_contact.not_found', 'contact');
const noLicence = notFound('facility_licence.not_found', 'license');

/** What stands around a facility and is changed by itself. */
@Controller('api')
export class FacilityPartsController {
  constructor(
    private readonly page: FacilityPage,
    private readonly contacts: FacilityContactService,
    private readonly licences: FacilityLicenceService,
  ) {}

  @Put('facility-contacts/:id')
  @May('facility.work')
  @Summary('Changes or retires a contact of a facility.')
  @Answers(FacilityDetail)
  editContact(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(FacilityContactEdit)) edit: FacilityContactEdit,
  ): Promise<FacilityDetail> {
    if (!isId(id)) throw noContact();
    return this.page.afterPart((manager, now) => this.contacts.edit(manager, id, edit, actor, now));
  }

  @Put('facility-licences/:id')
  @May('facility.write')
  @Summary('Changes or retires a license of a facility.')
  @Answers(FacilityDetail)
  editLicence(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(FacilityLicenceEdit)) edit: FacilityLicenceEdit,
  ): Promise<FacilityDetail> {
    if (!isId(id)) throw noLicence();
    return this.page.afterPart((manager, now) => this.licences.edit(manager, id, edit, actor, now));
  }
}
