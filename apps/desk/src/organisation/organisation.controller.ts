import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '#audit';
import { OrganisationEntity } from '#content';
import { OrganisationEdit, OrganisationView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { DomainError, notFound } from '../http/record-errors.js';
import { saveVersioned } from '../http/save-versioned.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noOrganisation = notFound('organisation.not_found', 'organisation');

@Controller('api/organisation')
export class OrganisationController {
  constructor(
    private readonly source: DataSource,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('organisation.read')
  @Summary('Who this organisation is, when it works, which phone rings.')
  @Answers(OrganisationView)
  async get(): Promise<OrganisationView> {
    return this.shown(this.source.manager);
  }

  @Put()
  @May('organisation.manage')
  @Summary('Changes who this organisation is.')
  @Answers(OrganisationView)
  async change(
    @Who() { actor }: Visit,
    @Body(new Versioned(OrganisationEdit)) change: OrganisationEdit,
  ): Promise<OrganisationView> {
    refuseUnknownZone(change.timeZone);
    const now = this.clock.now();
    return inTransaction(this.source, async (manager) => {
      const { fields } = await saveVersioned(manager, OrganisationEntity, 1, change, {
        now,
        notFound: noOrganisation,
      });
      await this.audit.record(
        manager,
        {
          actor,
          action: 'organisation.changed',
          resource: 'organisation',
          resourceId: '1',
          details: { fields },
        },
        now,
      );
      return this.shown(manager);
    });
  }

  private async shown(manager: EntityManager): Promise<OrganisationView> {
    const found = await manager.findOneBy(OrganisationEntity, { id: 1 });
    if (!found) throw noOrganisation();
    const { updatedAt: _updatedAt, look, ...view } = found;
    const { brand = null, call = null, logoId = null } = look;
    return { ...view, look: { brand, call, logoId } };
  }
}

function refuseUnknownZone(zone: string | undefined): void {
  if (zone === undefined || Intl.supportedValuesOf('timeZone').includes(zone)) return;
  const sentence = 'Please choose a time zone such as America/New_York.';
  throw new DomainError('request.invalid', {
    status: 400,
    message: sentence,
    errors: { timeZone: sentence },
  });
}
