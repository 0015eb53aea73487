import type { EntityManager } from 'typeorm';
import { YearError } from './options.js';

/**
 * Whether made-up people may go into this database: it has no leads (`empty`), or is the demo's. Throws
 * {@link YearError} for one that may hold somebody's real request, and for one that holds a year already.
 */
export async function refuseRealLeads(
  manager: EntityManager,
  { demo }: { demo: boolean },
): Promise<{ empty: boolean }> {
  const [found] = await manager.query<{ leads: boolean; year: boolean; demo: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM lead) AS leads,
       EXISTS (SELECT 1 FROM inquiry WHERE provider_event_id LIKE 'year-%') AS year,
       EXISTS (SELECT 1 FROM staff_user WHERE email = 'admin@demo.example') AS demo`,
  );
  if (found?.year) {
    throw new YearError(
      'This database holds a made-up year already. Take an empty one: another DATA_DIR, or a new DATABASE_URL.',
    );
  }
  if (!found?.leads) return { empty: true };
  if (demo && found.demo) return { empty: false };
  throw new YearError(
    'This database holds leads of real people, and made-up ones must never stand among them: nothing was written. ' +
      'Take an empty database (another DATA_DIR, or a new DATABASE_URL), or the demo’s.',
  );
}
