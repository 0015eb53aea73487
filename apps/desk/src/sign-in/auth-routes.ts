import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { type Clock, DomainError, newId } from '#platform';
import { ASKS_FOR_CODE, AUTH_PATHS, checkPassword, type IsBreached, SSO, SSO_PATHS } from '#staff';
import type { SessionBook } from './session-book.js';
import { SignInBackOff } from './back-off.js';

/** The part of better-auth that the routes use. */
export interface AuthHandler {
  handler(request: Request): Promise<Response>;
}

/** What the sign-in routes depend on. */
export interface AuthRoutesOptions {
  auth: AuthHandler;
  sessions: SessionBook;
  pool: Pool;
  clock: Clock;
  deskUrl: string;
  isBreached: IsBreached | undefined;
  /** Whether the organisation's own sign-in is set up. */
  sso: boolean;
}

const BASE = '/api/auth';

/**
 * Mounts better-auth at `/api/auth/*`: only the paths of the allow-list exist. Around it: slowing
 * down of guesses, the end of idle sessions, the password policy, and an audit row for each sign-in.
 */
export function mountAuth(http: FastifyInstance, options: AuthRoutesOptions): void {
  const backOff = new SignInBackOff(options.pool, options.clock);
  http.route({
    method: ['GET', 'POST'],
    url: `${BASE}/*`,
    bodyLimit: 16 * 1024,
    handler: async (request, reply) => {
      const path = new URL(request.url, options.deskUrl).pathname.slice(BASE.length);
      if (!AUTH_PATHS.has(path) && !(options.sso && SSO_PATHS.has(path))) {
        throw new DomainError('request.not_found', {
          status: 404,
          message: 'There is nothing at this address.',
        });
      }
      if (path === '/sign-in/email') return signIn(request, reply, path);
      // An idle session is gone before better-auth, which only knows its 12 hours, looks at it.
      const colleague = await options.sessions.colleagueOf(request.headers.cookie, {
        touch: request.method === 'POST',
      });
      if (path === '/change-password' && colleague) {
        await checkPassword(textIn(request.body, 'newPassword'), colleague, options.isBreached);
      }
      return forward(request, reply, path, colleague?.id);
    },
  });

  async function signIn(request: FastifyRequest, reply: FastifyReply, path: string) {
    const email = textIn(request.body, 'email');
    const wait = await backOff.waitSeconds(email);
    if (wait > 0) {
      void reply.header('retry-after', String(wait));
      throw new DomainError('request.too_many', {
        status: 429,
        message: `Too many wrong passwords. Please try again in ${wait} seconds.`,
      });
    }
    const answer = await ask(request, path);
    if (answer.status === 200) await backOff.succeeded(email);
    else if (answer.status === 401 || answer.status === 403) await backOff.failed(email);
    await recordSignIn(request, email, answer.status);
    return send(answer, reply);
  }

  async function forward(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    staffId: string | undefined,
  ) {
    const answer = await ask(request, path);
    const deed = DEEDS[path];
    if (deed && answer.status === 200) {
      // Who signs in with a passkey is nobody before the answer names them.
      const id = staffId ?? userIdIn(await answer.clone().text());
      await record(request, { action: deed, staffId: id });
    }
    if (path === `/callback/${SSO}`) {
      // Who came back from the provider is whoever the new cookie is for.
      const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
      const now = await options.sessions.colleagueOf(cookies.join('; '), { touch: false });
      const asksCode = !now && answer.headers.has(ASKS_FOR_CODE);
      const refused = asksCode ? 'sign_in.sso_code_asked' : 'sign_in.sso_refused';
      const action = now ? 'sign_in.sso_accepted' : refused;
      await record(request, { action, staffId: now?.id });
      if (asksCode) {
        for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
        return reply.header('cache-control', 'no-store').redirect(CODE_PAGE, 302);
      }
    }
    return send(answer, reply);
  }

  function ask(request: FastifyRequest, path: string): Promise<Response> {
    const url = new URL(request.url, options.deskUrl);
    url.pathname = `${BASE}${path}`;
    // Whether the request comes from our own page was checked before (same-site.ts).
    const headers = new Headers({
      origin: new URL(options.deskUrl).origin,
      'x-bridgeline-peer': request.ip,
      'user-agent': request.headers['user-agent'] ?? '',
    });
    if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
    const sent = request.method === 'POST';
    if (sent) headers.set('content-type', 'application/json');
    return options.auth.handler(
      new Request(url, {
        method: request.method,
        headers,
        ...(sent ? { body: JSON.stringify({ ...bodyOf(request), ...ALWAYS[path] }) } : {}),
      }),
    );
  }

  async function record(
    request: FastifyRequest,
    { action, staffId }: { action: string; staffId: string | undefined },
  ) {
    await options.pool.query(
      `INSERT INTO public.audit_event (id, at, actor_kind, actor_id, action, resource, request_id, ip)
       VALUES ($1, $2, CASE WHEN $3::uuid IS NULL THEN 'person' ELSE 'staff' END, $3, $4, 'session', $5, $6)`,
      [newId(), options.clock.now(), staffId ?? null, action, request.id, request.ip],
    );
  }

  async function recordSignIn(request: FastifyRequest, email: string, status: number) {
    await options.pool.query(
      `INSERT INTO public.audit_event (id, at, actor_kind, actor_id, action, resource, resource_id, request_id, ip)
       SELECT $1, $2, CASE WHEN s.id IS NULL THEN 'person' ELSE 'staff' END, s.id, $3, 'session', NULL, $4, $5
       FROM (SELECT 1) one LEFT JOIN public.staff_user s ON lower(s.email) = lower($6)`,
      [
        newId(),
        options.clock.now(),
        status === 200 ? 'sign_in.password_accepted' : 'sign_in.refused',
        request.id,
        request.ip,
        email,
      ],
    );
  }
}

/** Where the dashboard asks for the code of the second factor. */
const CODE_PAGE = '/login?code=1';

/** What of one's own account is put on record when it is done. */
const DEEDS: Readonly<Record<string, string>> = {
  '/sign-out': 'sign_in.ended',
  '/change-password': 'sign_in.password_changed',
  '/two-factor/verify-totp': 'sign_in.code_accepted',
  '/two-factor/verify-backup-code': 'sign_in.backup_code_used',
  '/two-factor/disable': 'sign_in.second_factor_ended',
  '/two-factor/generate-backup-codes': 'sign_in.backup_codes_made',
  '/passkey/verify-registration': 'sign_in.passkey_added',
  '/passkey/verify-authentication': 'sign_in.passkey_accepted',
  '/passkey/delete-passkey': 'sign_in.passkey_removed',
};

/** What is so whatever a client sends. */
const ALWAYS: Readonly<Record<string, Record<string, unknown>>> = {
  '/change-password': { revokeOtherSessions: true },
  '/passkey/verify-registration': { createSession: false },
  '/sign-in/social': {
    provider: SSO,
    callbackURL: '/',
    errorCallbackURL: '/login',
    newUserCallbackURL: '/login',
    disableRedirect: true,
    idToken: undefined,
  },
};

/** The object of a body; nothing for a body that is none. */
function bodyOf({ body }: FastifyRequest): Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}

function userIdIn(text: string): string | undefined {
  const read = JSON.parse(text) as { user?: { id?: unknown } } | null;
  return typeof read?.user?.id === 'string' ? read.user.id : undefined;
}

/** better-auth words its errors in its own way; ours have one shape everywhere. */
async function send(answer: Response, reply: FastifyReply) {
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store').code(answer.status);
  const location = answer.headers.get('location');
  if (location) void reply.header('location', location);
  const text = await answer.text();
  if (answer.status < 400) return reply.type('application/json').send(text || '{}');
  const retry = answer.headers.get('x-retry-after');
  if (retry) void reply.header('retry-after', retry);
  return reply.send({ code: codeOf(answer.status), message: messageIn(text) });
}

function codeOf(status: number): string {
  if (status === 401) return 'auth.required';
  if (status === 403) return 'auth.forbidden';
  if (status === 429) return 'request.too_many';
  if (status >= 500) return 'internal';
  return 'request.invalid';
}

/** What people meet while they sign in, in our words, by better-auth's own codes. */
const SENTENCES: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'E-mail or password is not right.',
  INVALID_PASSWORD: 'The password is not right.',
  INVALID_CODE: 'This code is not right. Please type the one that the app shows now.',
  INVALID_BACKUP_CODE: 'This backup code is not right, or was used before.',
  INVALID_TWO_FACTOR_COOKIE: 'This took too long. Please go back and sign in again.',
  SESSION_EXPIRED: 'You are signed out. Please sign in again.',
};

function messageIn(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && 'message' in read) {
      const ours = 'code' in read ? SENTENCES[String(read.code)] : undefined;
      return ours ?? String(read.message);
    }
  } catch {
    // Not JSON: it has no message for a person either.
  }
  return 'This did not work.';
}

function textIn(body: unknown, field: string): string {
  const value: unknown =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : '';
  return typeof value === 'string' ? value : '';
}
