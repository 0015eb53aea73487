import type { RoutingConditions, RoutingTarget } from '#contract';

/** A rule a fresh installation starts with. */
export interface ShippedRule {
  /** Fixed, so that loading again finds it. */
  id: string;
  position: number;
  name: string;
  conditions: RoutingConditions;
  target: RoutingTarget;
}

export const SHIPPED_RULES: readonly ShippedRule[] = [
  {
    id: '0193a000-0000-7000-8000-000000000001',
    position: 10,
    name: 'Whoever they know',
    conditions: { returning: true },
    target: { kind: 'last_owner' },
  },
  {
    id: '0193a000-0000-7000-8000-000000000002',
    position: 20,
    name: 'Spanish speakers',
    conditions: { languages: ['es'] },
    target: { kind: 'on_duty', speaking: true, pick: 'round_robin' },
  },
  {
    id: '0193a000-0000-7000-8000-000000000003',
    position: 1000,
    name: 'Everybody else',
    conditions: {},
    target: { kind: 'queue' },
  },
];
