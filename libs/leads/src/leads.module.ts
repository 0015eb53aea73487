import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ConsentModule } from '#consent';
import { ContentModule } from '#content';
import { PeopleModule } from '#people';
import { ClockService } from './clocks/clock.service.js';
import { DoNotCall } from './do-not-call.js';
import { JoinQueries } from './joining/join.queries.js';
import { LeadEditService } from './lead-edit.service.js';
import { LeadIntakeService } from './lead-intake.service.js';
import { LeadProgressService } from './lead-progress.service.js';
import { LeadRows } from './lead-rows.js';
import { LeadService } from './lead.service.js';
import { GateFactsQueries } from './stages/gate-facts.js';
import { ActivityService } from './timeline/activity.service.js';

const services = [
  ActivityService,
  ClockService,
  GateFactsQueries,
  JoinQueries,
  LeadEditService,
  LeadIntakeService,
  LeadProgressService,
  LeadRows,
  LeadService,
];

/**
 * Leads, for processes that hold the vault. The lead page (`LeadQueries`) also shows coverages and so
 * comes with the insurance module.
 */
@Module({
  imports: [AuditModule, ConsentModule, ContentModule, PeopleModule],
  providers: [...services, DoNotCall],
  exports: [...services, AuditModule, ConsentModule, ContentModule, PeopleModule],
})
export class LeadsModule {}
