import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ContentModule } from '#content';
import { DutyModule } from '#duty';
import { LeadFactsQueries } from './lead-facts.queries.js';
import { RoutingRuleService } from './routing-rule.service.js';
import { RoutingService } from './routing.service.js';

/** Who gets a lead. */
@Module({
  imports: [AuditModule, ContentModule, DutyModule],
  providers: [LeadFactsQueries, RoutingRuleService, RoutingService],
  exports: [LeadFactsQueries, RoutingRuleService, RoutingService],
})
export class RoutingModule {}
