import type { EntityManager } from 'typeorm';
import { IDLE_MS } from './auth-options.js';

/** A session of one's own, as one recognises it. Its token is in the browser's cookie and nowhere else. */
export interface OwnSession {
  id: string;
  startedAt: Date;
  usedAt: Date;
  ip: string | null;
  userAgent: string | null;
}

/** The sessions of a colleague that are alive, the last used first. */
export async function sessionsOf(
  manager: EntityManager,
  staffId: string,
  now: Date,
): Promise<OwnSession[]> {
  return manager.query<OwnSession[]>(
    `SELECT id, "createdAt" AS "startedAt", "updatedAt" AS "usedAt", "ipAddress" AS ip, "userAgent"
     FROM auth.session WHERE "userId" = $1 AND "expiresAt" > $2 AND "updatedAt" > $3
     ORDER BY "updatedAt" DESC, id LIMIT 100`,
    [staffId, now, new Date(now.getTime() - IDLE_MS)],
  );
}

/** Ends one session of a colleague; gives false when it is not theirs or over. */
export async function endSession(
  manager: EntityManager,
  staffId: string,
  id: string,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    'DELETE FROM auth.session WHERE "userId" = $1 AND id = $2 RETURNING id',
    [staffId, id],
  );
  return rows.length > 0;
}

/** Ends every session of a colleague but this one; gives how many. */
export async function endOtherSessions(
  manager: EntityManager,
  staffId: string,
  but: string,
): Promise<number> {
  const [rows] = await manager.query<[unknown[], number]>(
    'DELETE FROM auth.session WHERE "userId" = $1 AND id <> $2 RETURNING id',
    [staffId, but],
  );
  return rows.length;
}
