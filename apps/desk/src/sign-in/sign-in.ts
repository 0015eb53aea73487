import { type BetterAuthOptions, betterAuth } from 'better-auth';
import type { Pool } from 'pg';
import type { Clock } from '#platform';
import { authOptions, type SingleSignOn } from '#staff';
import type { AuthHandler } from './auth-routes.js';
import { SessionBook } from './session-book.js';

/** What sign-in is made of. */
export interface SignIn {
  auth: AuthHandler;
  sessions: SessionBook;
}

/** Makes sign-in for one process; the pool's search path is schema `auth`. */
export async function createSignIn(settings: {
  pool: Pool;
  clock: Clock;
  deskUrl: string;
  secret: string;
  secondFactorRequired: boolean;
  sso?: SingleSignOn | undefined;
}): Promise<SignIn> {
  const { pool, clock, deskUrl, secret, secondFactorRequired, sso } = settings;
  const options: BetterAuthOptions = await authOptions({ pool, deskUrl, secret, sso });
  const auth = betterAuth(options);
  const { authCookies } = await auth.$context;
  const sessions = new SessionBook({
    pool,
    clock,
    secret,
    cookieName: authCookies.sessionToken.name,
    secondFactorRequired,
  });
  return { auth, sessions };
}
