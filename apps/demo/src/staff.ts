import type { EntityManager } from 'typeorm';
import type { Role } from '#contract';
import { newId } from '#platform';
import { createStaffWithPassword } from '#staff';

/** Written in the README: these logins exist in the demo only, and the demo listens on loopback only. */
const PASSWORD = 'Bridgeline-demo-1!';

const TEAMS = ['Days', 'Evenings', 'Español'] as const;
type Team = (typeof TEAMS)[number];

type ColleagueKey = 'avery' | 'bea' | 'morgan' | 'alex' | 'audra' | 'jonah' | 'priya' | 'lucia';

/** Whom the demo's stories know by name: their ids. */
export type Colleagues = Readonly<Record<ColleagueKey, string>>;

/** Teams by name: their ids. */
export type Teams = ReadonlyMap<string, string>;

interface Colleague {
  key: ColleagueKey;
  name: string;
  email: string;
  role: Role;
  team: Team | null;
  languages?: string[];
}

const COLLEAGUES: readonly Colleague[] = [
  { key: 'avery', name: 'Avery Stone', email: 'agent@demo.example', role: 'agent', team: 'Days' },
  {
    key: 'bea',
    name: 'Bea Lindqvist',
    email: 'benefits@demo.example',
    role: 'benefits',
    team: 'Days',
  },
  {
    key: 'morgan',
    name: 'Morgan Ellery',
    email: 'manager@demo.example',
    role: 'manager',
    team: null,
  },
  { key: 'alex', name: 'Alex Romero', email: 'admin@demo.example', role: 'admin', team: null },
  { key: 'audra', name: 'Audra Finch', email: 'auditor@demo.example', role: 'auditor', team: null },
  {
    key: 'jonah',
    name: 'Jonah Pike',
    email: 'jonah@demo.example',
    role: 'agent',
    team: 'Evenings',
  },
  {
    key: 'priya',
    name: 'Priya Raman',
    email: 'priya@demo.example',
    role: 'agent',
    team: 'Evenings',
  },
  {
    key: 'lucia',
    name: 'Lucía Serrano',
    email: 'lucia@demo.example',
    role: 'agent',
    team: 'Español',
    languages: ['en', 'es'],
  },
];

/** Makes the demo's teams and colleagues; the agents are on duty. `agents` are those who call people. */
export async function hireDemoStaff(
  manager: EntityManager,
  now: Date,
): Promise<{ colleagues: Colleagues; teams: Teams; agents: string[] }> {
  const teams = await makeTeams(manager);
  const agents: string[] = [];
  const colleagues: Partial<Record<ColleagueKey, string>> = {};
  for (const { key, team, ...colleague } of COLLEAGUES) {
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
    colleagues[key] = id;
    if (colleague.role === 'agent') agents.push(id);
  }
  return { colleagues: colleagues as Colleagues, teams, agents };
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
