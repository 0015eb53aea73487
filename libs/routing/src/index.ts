export { RoutingRuleEntity } from './routing-rule.entity.js';
