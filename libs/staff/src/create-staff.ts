import type { EntityManager } from 'typeorm';
import type { Role } from '#contract';
import { insertStaff } from './insert-staff.js';
import { createSignInAccount } from './sign-in-account.js';

/** A colleague who is simply there: of the demo, or of a test. */
export interface StaffWithPassword {
  id?: string;
  name: string;
  email: string;
  role: Role;
  password: string;
  teamId?: string | null;
  onDuty?: boolean;
  languages?: string[];
}

/**
 * Makes a colleague with an account, without invitation, password policy or audit: for the demo and
 * for tests only. Doing it again for the same e-mail changes nothing.
 * @returns the colleague's id
 */
export async function createStaffWithPassword(
  manager: EntityManager,
  person: StaffWithPassword,
  now: Date,
): Promise<string> {
  const email = person.email.toLowerCase();
  const there: { id: string }[] = await manager.query(
    'SELECT id FROM staff_user WHERE lower(email) = $1',
    [email],
  );
  if (there[0]) return there[0].id;
  const id = await insertStaff(manager, person, now, person);
  const { name, password } = person;
  await createSignInAccount(manager, { id, name, email, password }, now);
  return id;
}
