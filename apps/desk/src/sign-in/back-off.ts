import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { type Clock, newId } from '#platform';

/** Wrong passwords that are free; the next one starts to cost time. */
const FREE = 4;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60 * 1000;
/** After this long without a wrong password the count starts anew; milliseconds. */
const FORGET_MS = 60 * 60 * 1000;

/**
 * Slows guessing at one account down: from the fifth wrong password on the wait doubles, from two
 * seconds to fifteen minutes. The count is in the database, so replicas share it, under a digest of
 * the e-mail address, known or not, so that nothing tells which addresses exist.
 */
export class SignInBackOff {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  /** Seconds to wait before the next attempt; 0 when it may be made now. */
  async waitSeconds(email: string): Promise<number> {
    const found = await this.pool.query<{ count: number; last: string }>(
      'SELECT count, "lastRequest" AS last FROM auth."rateLimit" WHERE key = $1',
      [keyOf(email)],
    );
    const row = found.rows[0];
    if (!row || row.count <= FREE) return 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (row.count - FREE - 1), LONGEST_WAIT_MS);
    return Math.max(0, Math.ceil((Number(row.last) + wait - this.clock.now().getTime()) / 1000));
  }

  /** Counts a wrong password. */
  async failed(email: string): Promise<void> {
    const now = this.clock.now().getTime();
    await this.pool.query(
      `INSERT INTO auth."rateLimit" AS r (id, key, count, "lastRequest") VALUES ($1, $2, 1, $3)
       ON CONFLICT (key) DO UPDATE SET "lastRequest" = $3,
         count = CASE WHEN r."lastRequest" < $3 - $4::bigint THEN 1 ELSE r.count + 1 END`,
      [newId(), keyOf(email), now, FORGET_MS],
    );
  }

  /** Forgets the wrong ones after the right one. */
  async succeeded(email: string): Promise<void> {
    await this.pool.query('DELETE FROM auth."rateLimit" WHERE key = $1', [keyOf(email)]);
  }
}

function keyOf(email: string): string {
  const digest = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
  return `sign-in:${digest}`;
}
