import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RoutingRuleInput } from '#contract';
import { RoutingRuleService } from '#routing';
import type { Colleagues, Teams } from './staff.js';

/** Adds the rules an organisation like this one would have to those every house begins with. */
export async function addRoutingRules(
  app: INestApplicationContext,
  manager: EntityManager,
  { colleagues, teams }: { colleagues: Colleagues; teams: Teams },
  now: Date,
): Promise<void> {
  const sources = await manager.query<{ id: string; code: string }[]>(
    'SELECT id, code FROM source',
  );
  const source = (code: string) => sources.flatMap((row) => (row.code === code ? [row.id] : []));
  const team = (name: string) => teams.get(name) ?? '';
  const rules: RoutingRuleInput[] = [
    {
      name: 'Hospitals get somebody of the day team',
      active: true,
      position: 30,
      conditions: { sourceIds: source('hospital'), hours: 'open' },
      target: { kind: 'team', teamId: team('Days'), pick: 'least_loaded' },
    },
    {
      name: 'Alumni are taken at once',
      active: true,
      position: 40,
      conditions: { sourceIds: source('alumni') },
      target: { kind: 'on_duty', speaking: false, pick: 'round_robin' },
    },
    {
      name: 'The west calls late: to the evening team',
      active: true,
      position: 50,
      conditions: { states: ['WA', 'OR', 'AZ', 'CO'], hours: 'closed', urgencies: ['P2', 'P3'] },
      target: { kind: 'queue', teamId: team('Evenings') },
    },
    {
      name: 'Court referrals, while Jonah knew the clerk',
      active: false,
      position: 60,
      conditions: { sourceIds: source('court') },
      target: { kind: 'colleague', staffId: colleagues.jonah },
    },
  ];
  const actor = { kind: 'staff', id: colleagues.alex } as const;
  for (const rule of rules) await app.get(RoutingRuleService).add(manager, rule, actor, now);
}
