import type { Pool } from 'pg';
import { type Arrival, databaseIsAway, type DoorOutcome, inboundLock } from '#inquiries';
import type { Clock } from '#platform';
import { capabilityDigest, isToken } from '#vault';

export type UnsubscribeScope = 'email' | 'all';

/** What the links at the end of e-mails need from the site. */
export interface UnsubscribesOptions {
  pool: Pool;
  /** Stores, or keeps in the sealed spool: the site's `Spool`. */
  spool: { takeOrKeep(arrival: Arrival): Promise<DoorOutcome | 'kept'> };
  clock: Clock;
}

const MINUTE = 60_000;

/** Takes what the holder of an unsubscribe link asks for; on disk when it returns, also while the database is away. */
export class Unsubscribes {
  constructor(private readonly options: UnsubscribesOptions) {}

  /** Whether this link was ever given out. While nobody can tell, every well-formed one is taken at its word. */
  async knows(token: string): Promise<boolean> {
    if (!isToken(token)) return false;
    try {
      const { rows } = await this.options.pool.query<{ known: boolean }>({
        name: 'knows-unsubscribe',
        text: 'SELECT knows_unsubscribe($1) AS known',
        values: [capabilityDigest(token)],
        query_timeout: 1500,
      } as { text: string; values: unknown[] });
      return rows[0]?.known ?? false;
    } catch (error) {
      if (databaseIsAway(error)) return true;
      throw error;
    }
  }

  async take(token: string, scope: UnsubscribeScope): Promise<void> {
    const { spool, clock } = this.options;
    const now = clock.now();
    const digest = capabilityDigest(token);
    // Twice within a minute is once; a year later, after agreeing anew, it is a new wish.
    const eventId = `${digest.toString('hex')}:${scope}:${Math.floor(now.getTime() / MINUTE)}`;
    await spool.takeOrKeep({
      kind: 'email',
      provider: 'unsubscribe',
      eventId,
      token,
      locks: [inboundLock.ofLink(digest)],
      digestOf: Buffer.from(eventId),
      envelope: { type: 'unsubscribe', token, scope, receivedAt: now.toISOString() },
    });
  }
}
