import type { EntityManager } from 'typeorm';
import type { Role } from '#contract';
import { newId } from '#platform';
import { createStaffWithPassword } from '#staff';

/** Written in the README: these logins exist in the demo only, and the demo listens on loopback only. */
const PASSWORD = 'Bridgeline-demo-1!';

const TEAMS = ['Days', 'Evenings', 'Español'] as const;
type Team = (typeof TEAMS)[number];

interface Colleague {
  name: string;
  email: string;
  role: Role;
  team: Team | null;
  languages?: string[];
}

const COLLEAGUES: readonly Colleague[] = [
  { name: 'Avery Stone', email: 'agent@demo.example', role: 'agent', team: 'Days' },
  { name: 'Bea Lindqvist', email: 'benefits@demo.example', role: 'benefits', team: 'Days' },
  { name: 'Morgan Ellery', email: 'manager@demo.example', role: 'manager', team: null },
  { name: 'Alex Romero', email: 'admin@demo.example', role: 'admin', team: null },
  { name: 'Audra Finch', email: 'auditor@demo.example', role: 'auditor', team: null },
  { name: 'Jonah Pike', email: 'jonah@demo.example', role: 'agent', team: 'Evenings' },
  { name: 'Priya Raman', email: 'priya@demo.example', role: 'agent', team: 'Evenings' },
  {
    name: 'Lucía Serrano',
    email: 'lucia@demo.example',
    role: 'agent',
    team: 'Español',
    languages: ['en', 'es'],
  },
];

/**
 * Makes the demo's teams and colleagues; the agents are on duty.
 * @returns the ids of those who call people
 */
export async function hireDemoStaff(manager: EntityManager, now: Date): Promise<string[]> {
  const teams = await makeTeams(manager);
  const agents: string[] = [];
  for (const { team, ...colleague } of COLLEAGUES) {
    const id = await createStaffWithPassword(
      manager,
      {
        ...colleague,
        password: PASSWORD,
        teamId: team ? (teams.get(team) ?? null) : null,
        onDuty: colleague.role === 'agent',
      },
      now,
    );
    if (colleague.role === 'agent') agents.push(id);
  }
  return agents;
}

async function makeTeams(manager: EntityManager): Promise<Map<string, string>> {
  await manager.query(
    `INSERT INTO team (id, name) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (lower(name)) DO NOTHING`,
    [TEAMS.map(() => newId()), TEAMS],
  );
  const rows = await manager.query<{ id: string; name: string }[]>('SELECT id, name FROM team');
  return new Map(rows.map(({ id, name }) => [name, id]));
}
