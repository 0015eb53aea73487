import { createHmac, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'pg';

/** The processes that have a role of their own in the database. */
export const roleNames = ['site', 'desk', 'worker'] as const;
export type RoleName = (typeof roleNames)[number];

/** A password for each role; without one the role's password stays as it is. */
export type RolePasswords = Partial<Record<RoleName, string | undefined>>;

/** The owner may not create roles and they are not there: the message holds the SQL to run. */
export class RolesMissingError extends Error {}

/**
 * Creates the roles that are missing and sets the passwords given. Where the owner may not do
 * that, roles made by hand are taken as they are.
 */
export async function ensureRoles(client: Client, passwords: RolePasswords): Promise<void> {
  const statements: string[] = [];
  for (const role of roleNames) {
    const name = `bridgeline_${role}`;
    const exists = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    const password = passwords[role];
    if (!exists.rowCount) {
      statements.push(
        `CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION`,
      );
    }
    if (password) statements.push(`ALTER ROLE ${name} PASSWORD '${scramVerifier(password)}'`);
  }
  const mayCreate = await client.query(
    'SELECT rolsuper OR rolcreaterole AS yes FROM pg_roles WHERE rolname = current_user',
  );
  if (mayCreate.rows[0]?.yes) {
    for (const statement of statements) await client.query(statement);
    return;
  }
  const missing = statements.filter((statement) => statement.startsWith('CREATE'));
  if (missing.length === 0) return;
  throw new RolesMissingError(
    [
      'The owner of DATABASE_URL may not create roles. Ask an administrator of the server to run',
      '',
      ...missing.map((statement) => `  ${statement} PASSWORD '...';`),
      '',
      'then set SITE_DATABASE_URL, DESK_DATABASE_URL and WORKER_DATABASE_URL with those passwords.',
    ].join('\n'),
  );
}

/**
 * The form in which PostgreSQL stores a password (RFC 5802, RFC 7677). Sending this instead of
 * the password keeps the password out of statements, logs and `pg_stat_activity`.
 */
export function scramVerifier(password: string, salt = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
