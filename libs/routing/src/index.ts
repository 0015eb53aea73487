export { LeadFactsQueries } from './lead-facts.queries.js';
export { type Routed, route, type RoutingContext, type RoutingRule } from './route.js';
export { RoutingModule } from './routing.module.js';
export { RoutingRuleEntity } from './routing-rule.entity.js';
export { RoutingRuleService } from './routing-rule.service.js';
export { RoutingService } from './routing.service.js';
export { ruleSentence } from './rule-sentence.js';
export { SHIPPED_RULES } from './shipped-rules.js';
