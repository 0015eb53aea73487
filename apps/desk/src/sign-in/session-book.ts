import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { may, type Role } from '#contract';
import { type Clock, DomainError } from '#platform';
import { IDLE_MS } from '#staff';
import type { Colleague, OpenEmergency } from '../http/visit.js';

/** Being used is written down at most this often; milliseconds. */
const TOUCH_MS = 60_000;

interface SessionRow {
  session_id: string;
  used_at: Date;
  expires_at: Date;
  id: string;
  name: string;
  email: string;
  role: Role;
  team_id: string | null;
  on_duty: boolean;
  status: string;
  two_factor: boolean | null;
  hidden: string[];
  emergencies: Record<string, OpenEmergency>;
}

/** What the book depends on. */
export interface SessionBookOptions {
  pool: Pool;
  clock: Clock;
  secret: string;
  cookieName: string;
  /** In production nobody works with a password alone. */
  secondFactorRequired: boolean;
}

/**
 * The sessions of staff, all of them rows. One ends 15 minutes after its last use, 12 hours after
 * sign-in, or at once when its owner is disabled.
 */
export class SessionBook {
  constructor(private readonly options: SessionBookOptions) {}

  /**
   * Who holds the session of this Cookie header; undefined when nobody does any more.
   * @param touch whether this counts as use
   */
  async colleagueOf(
    cookies: string | undefined,
    { touch }: { touch: boolean },
  ): Promise<Colleague | undefined> {
    const token = this.tokenIn(cookies);
    if (token === undefined) return undefined;
    const { pool, clock } = this.options;
    const found = await pool.query<SessionRow>({
      name: 'session',
      text: SESSION,
      values: [token, clock.now()],
    });
    const row = found.rows[0];
    if (!row) return undefined;
    const now = clock.now().getTime();
    const idle = now - row.used_at.getTime();
    if (row.status !== 'active' || row.expires_at.getTime() <= now || idle >= IDLE_MS) {
      await pool.query('DELETE FROM auth.session WHERE id = $1', [row.session_id]);
      return undefined;
    }
    if (touch && idle >= TOUCH_MS) {
      await pool.query({
        name: 'session-touch',
        text: 'UPDATE auth.session SET "updatedAt" = $2 WHERE id = $1',
        values: [row.session_id, clock.now()],
      });
    }
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      teamId: row.team_id,
      onDuty: row.on_duty,
      twoFactor: row.two_factor === true,
      sessionId: row.session_id,
      hidden: new Set(may(row.role, 'lead.protect') ? [] : row.hidden),
      emergencies: new Map(Object.entries(row.emergencies)),
    };
  }

  /** Whether a second factor is required and this colleague has none yet. */
  secondFactorDue(colleague: Colleague): boolean {
    return this.options.secondFactorRequired && !colleague.twoFactor;
  }

  /** Throws `auth.second_factor_required` where {@link secondFactorDue}. */
  requireSecondFactor(colleague: Colleague): void {
    if (!this.secondFactorDue(colleague)) return;
    throw new DomainError('auth.second_factor_required', {
      status: 403,
      message: 'Please set up your second factor first: your account page shows how.',
    });
  }

  private tokenIn(cookies: string | undefined): string | undefined {
    const value = cookieValue(cookies, this.options.cookieName);
    const dot = value?.lastIndexOf('.') ?? -1;
    if (!value || dot < 1) return undefined;
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    const made = createHmac('sha256', this.options.secret).update(token).digest();
    return given.length === made.length && timingSafeEqual(given, made) ? token : undefined;
  }
}

const SESSION = `
  SELECT s.id AS session_id, s."updatedAt" AS used_at, s."expiresAt" AS expires_at,
    st.id, st.name, st.email, st.role, st.team_id, st.on_duty, st.status,
    u."twoFactorEnabled" AS two_factor, public.protected_from(st.id) AS hidden,
    (SELECT coalesce(jsonb_object_agg(e.lead_id, jsonb_build_object('id', e.id,
        'patientId', l.patient_id)), '{}')
      FROM public.emergency_access e JOIN public.lead l ON l.id = e.lead_id
      WHERE e.staff_id = st.id AND e.ended_at IS NULL AND e.ends_at > $2) AS emergencies
  FROM auth.session s
  JOIN auth."user" u ON u.id = s."userId"
  JOIN public.staff_user st ON st.id = s."userId"::uuid
  WHERE s.token = $1`;

function cookieValue(cookies: string | undefined, name: string): string | undefined {
  const pair = cookies
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  if (pair === undefined) return undefined;
  try {
    return decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    // Not something we set.
    return undefined;
  }
}
