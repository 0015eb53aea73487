import { createHash } from 'node:crypto';
import type { Role } from '#contract';
import { migrateSettings, newId } from '#platform';
import { newToken } from '#vault';
import { connectOwner } from './owner.js';

/** The link is good for a day; each start without an administrator makes a new one. */
const HOURS = 24;

const ADMIN: Role = 'admin';

/**
 * Prints the path of a one-time link with which the first administrator makes their account, or
 * nothing when there is an administrator. Only the newest link works.
 */
async function offerFirstAdministrator(): Promise<string | undefined> {
  const client = await connectOwner(migrateSettings().databaseUrl);
  try {
    await client.query('BEGIN');
    await client.query('LOCK TABLE staff_invitation IN SHARE ROW EXCLUSIVE MODE');
    const administrators = await client.query(
      "SELECT 1 FROM staff_user WHERE role = $1 AND status = 'active' LIMIT 1",
      [ADMIN],
    );
    if (administrators.rowCount) return undefined;
    await client.query(
      `UPDATE staff_invitation SET expires_at = now()
       WHERE invited_by IS NULL AND used_at IS NULL AND expires_at > now()`,
    );
    const token = newToken();
    await client.query(
      `INSERT INTO staff_invitation (id, token_digest, role, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(hours => $4))`,
      [newId(), createHash('sha256').update(token).digest(), ADMIN, HOURS],
    );
    await client.query('COMMIT');
    return `/invitation/${token}`;
  } finally {
    await client.end();
  }
}

try {
  const path = await offerFirstAdministrator();
  if (path) process.stdout.write(`${path}\n`);
} catch (error) {
  process.stderr.write(`No link for the first administrator: ${String(error)}\n`);
  process.exitCode = 1;
}
