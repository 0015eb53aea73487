import { newId } from '#platform';
import type { EntityManager } from 'typeorm';
import { hashPassword } from './password-hash.js';

/**
 * Makes the sign-in account of a colleague in better-auth's tables, in the caller's transaction, so
 * that a colleague without an account or an account without a colleague cannot exist. Both have one id.
 */
export async function createSignInAccount(
  manager: EntityManager,
  person: { id: string; name: string; email: string; password: string },
  now: Date,
): Promise<void> {
  const hash = await hashPassword(person.password);
  await manager.query(
    `INSERT INTO auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     VALUES ($1, $2, $3, true, $4, $4)`,
    [person.id, person.name, person.email, now],
  );
  await manager.query(
    `INSERT INTO auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     VALUES ($1, $2, 'credential', $2, $3, $4, $4)`,
    [newId(), person.id, hash, now],
  );
}

/** Ends every session of a colleague; their next request is answered with 401. */
export async function endSessions(manager: EntityManager, staffId: string): Promise<void> {
  await manager.query('DELETE FROM auth.session WHERE "userId" = $1', [staffId]);
}
