import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { seeded } from '../story/random.js';
import { FAMILY, GIVEN } from '../story/people.js';
import type { Agent, Shift } from './centre.js';
import { streamSeed } from './ids.js';
import type { YearOptions } from './options.js';

/** Requests a day that one agent looks after. */
const EACH_DAY = 22;
const LEAST_AGENTS = 8;
const MOST_AGENTS = 80;
const TEAMS = ['Days', 'Evenings', 'Español', 'Nights'];
const SHIFTS: readonly Shift[] = [
  'day',
  'day',
  'evening',
  'evening',
  'night',
  'day',
  'evening',
  'day',
];

interface StaffRow {
  id: string;
  team_id: string | null;
  languages: string[];
}

/** Who works in the year: who is there already, and as many colleagues without a sign-in as it takes. */
export async function staffOf(
  manager: EntityManager,
  options: YearOptions,
): Promise<{ agents: Agent[]; specialists: string[]; manager: string }> {
  const { leads, days, seed } = options;
  const wanted = Math.ceil(leads / Math.max(1, days) / EACH_DAY);
  const count = Math.min(MOST_AGENTS, Math.max(LEAST_AGENTS, wanted));
  const teams = await teamsOf(manager);
  const agents = await colleagues(manager, 'agent', count, teams);
  const specialists = await colleagues(manager, 'benefits', Math.ceil(count / 6) + 1, teams);
  const [first] = await colleagues(manager, 'manager', 1, teams);
  if (!first) throw new Error('Nobody leads the made-up centre.');
  const random = seeded(streamSeed(seed, 0, 3));
  return {
    manager: first.id,
    specialists: specialists.map(({ id }) => id),
    agents: agents.map((row, place) => ({
      id: row.id,
      teamId: row.team_id,
      pace: random.longTail(3.4, 0.55),
      skill: 0.78 + random.next() * 0.4,
      shift: SHIFTS[place % SHIFTS.length] ?? 'day',
      spanish: row.languages.includes('es'),
    })),
  };
}

async function teamsOf(manager: EntityManager): Promise<string[]> {
  await manager.query(
    `INSERT INTO team (id, name) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (lower(name)) DO NOTHING`,
    [TEAMS.map(() => newId()), TEAMS],
  );
  const rows = await manager.query<{ id: string }[]>(
    'SELECT id FROM team WHERE name = ANY($1::text[]) ORDER BY array_position($1::text[], name)',
    [TEAMS],
  );
  return rows.map(({ id }) => id);
}

async function colleagues(
  manager: EntityManager,
  role: string,
  count: number,
  teams: readonly string[],
): Promise<StaffRow[]> {
  for (let place = 0; place < count; place += 1) {
    const spanish = role === 'agent' && place % 5 === 4;
    const language = spanish ? 'es' : 'en';
    const [given, family] = [GIVEN[language], FAMILY[language]].map(
      (names) => names[(place * 7 + role.length) % names.length],
    );
    const team = spanish ? teams[2] : teams[[0, 0, 1, 1, 3, 0, 1, 0][place % 8] ?? 0];
    await manager.query(
      `INSERT INTO staff_user (id, name, email, role, team_id, languages) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (lower(email)) DO NOTHING`,
      [
        newId(),
        `${given} ${family}`,
        `year-${role}-${place + 1}@demo.example`,
        role,
        team,
        spanish ? ['en', 'es'] : ['en'],
      ],
    );
  }
  return manager.query<StaffRow[]>(
    `SELECT id, team_id, languages FROM staff_user WHERE role = $1 AND status = 'active'
     ORDER BY email LIKE 'year-%', created_at, email`,
    [role],
  );
}
