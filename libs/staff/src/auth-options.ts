import type { BetterAuthOptions } from 'better-auth';
import { Pool } from 'pg';
import { newId } from '#platform';
import { codeAfterSso } from './code-after-sso.js';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-policy.js';
import { hashPassword, verifyPassword } from './password-hash.js';

/** Longest a session lives, however busy its owner is: 12 hours, in seconds. */
export const SESSION_SECONDS = 12 * 60 * 60;
/** A session nobody used for this long has ended: 15 minutes, in milliseconds. */
export const IDLE_MS = 15 * 60 * 1000;

/** Adding a passkey asks for a sign-in not older than this: 15 minutes, in seconds. */
const FRESH_SECONDS = 15 * 60;

/** What sign-in depends on in each installation. */
export interface AuthSettings {
  pool: Pool;
  /** The desk's address as staff see it; https makes the cookies `__Host-` and secure. */
  deskUrl: string;
  /** At least 32 characters. */
  secret: string;
  /** The organisation's own sign-in; undefined: there is none. */
  sso?: SingleSignOn | undefined;
}

/** An OpenID provider whose people may sign in here: those who are staff already, by a proven e-mail address. */
export interface SingleSignOn {
  /** Its address; `/.well-known/openid-configuration` below it says the rest. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** The provider's name in addresses. */
export const SSO = 'sso';

/** What exists besides with single sign-on. */
export const SSO_PATHS: ReadonlySet<string> = new Set(['/sign-in/social', `/callback/${SSO}`]);

/** The paths under `/api/auth` that exist for anyone; every other path of better-auth answers 404. */
export const AUTH_PATHS: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
  '/passkey/list-user-passkeys',
  '/passkey/delete-passkey',
]);

/** Connections whose tables are those of schema `auth`. The owner of the pool ends it. */
export function authPool(url: string, max = 4): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: 'bridgeline-auth',
    options: '-c search_path=auth',
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // Without a listener a lost idle connection ends the process; the pool opens a new one by itself.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * better-auth as the desk runs it: e-mail and password with argon2id, TOTP with backup codes, passkeys
 * that prove who holds them, no public sign-up, sessions in the database only, limits in the database so that replicas share them.
 * better-auth is loaded here, so that processes without sign-in do not carry it.
 */
export async function authOptions({ pool, deskUrl, secret, sso }: AuthSettings) {
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  const { passkey } = await import('@better-auth/passkey');
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth');
  const https = deskUrl.startsWith('https:');
  const origin = new URL(deskUrl).origin;
  return {
    appName: 'Bridgeline',
    baseURL: deskUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    // The end after 12 hours is fixed at sign-in; being idle is judged by the desk (session-book.ts).
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      freshAge: FRESH_SECONDS,
    },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    // The provider's tokens are of no use here, and a proven address is asked for: nobody is trusted by name.
    account: { encryptOAuthTokens: true, accountLinking: { enabled: true, trustedProviders: [] } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        // Per address, counted on while no minute passes without one: a shift begins behind one router.
        // Guessing at one account is held up by its own back-off.
        '/sign-in/email': { window: 60, max: 60 },
        '/sign-in/social': { window: 60, max: 60 },
        '/callback/*': { window: 60, max: 60 },
        '/two-factor/*': { window: 60, max: 20 },
        '/passkey/*': { window: 60, max: 60 },
        // Rows older than the longest window are pruned, and the back-off of accounts counts for an hour.
        '/change-password': { window: 3600, max: 20 },
      },
    },
    databaseHooks: {
      session: { create: { before: (session) => onlyActiveStaff(pool, session.userId) } },
    },
    plugins: [
      ...(sso ? [genericOAuth({ config: [providerOf(sso)] }), await codeAfterSso()] : []),
      twoFactor({ issuer: 'Bridgeline', skipVerificationOnEnable: false }),
      passkey({
        rpName: 'Bridgeline desk',
        rpID: new URL(deskUrl).hostname,
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // The library takes a key that somebody merely touched; ours stands for password and second factor.
        registration: {
          afterVerification: ({ verification }) =>
            requireVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            requireVerified(verification.authenticationInfo.userVerified),
        },
      }),
    ],
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: ['x-bridgeline-peer'] },
      // better-auth would write `__Secure-`; `__Host-` also binds the cookie to this very host.
      useSecureCookies: false,
      cookiePrefix: https ? '__Host-bridgeline' : 'bridgeline',
      // The way back from the provider is a step from another site: this one cookie has to come along.
      cookies: { state: { attributes: { sameSite: 'lax' } } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure: https, path: '/' },
    },
  } satisfies BetterAuthOptions;
}

function providerOf({ issuer, clientId, clientSecret }: SingleSignOn) {
  return {
    providerId: SSO,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authentication: 'basic' as const,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    // Staff are invited; nobody becomes staff by signing in.
    disableSignUp: true,
    disableImplicitSignUp: true,
    overrideUserInfo: false,
  };
}

/** A passkey counts only when its holder was checked: by a finger, a face or a PIN. */
async function requireVerified(verified: boolean | undefined): Promise<undefined> {
  if (verified === true) return undefined;
  const { APIError } = await import('better-auth/api');
  throw new APIError('UNAUTHORIZED', {
    message: 'This passkey did not check who you are. Please use one with a PIN, finger or face.',
  });
}

/** No session begins for somebody who is disabled, whichever way they proved who they are. */
async function onlyActiveStaff(pool: Pool, userId: string): Promise<false | undefined> {
  const found = await pool.query({
    name: 'staff-active',
    text: "SELECT 1 FROM public.staff_user WHERE id = $1::uuid AND status = 'active'",
    values: [userId],
  });
  return found.rowCount ? undefined : false;
}
