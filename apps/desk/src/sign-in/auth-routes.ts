import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { type Clock, DomainError, newId } from '#platform';
import { AUTH_PATHS, checkPassword } from '#staff';
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
      if (!AUTH_PATHS.has(path)) {
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
        await checkPassword(textIn(request.body, 'newPassword'), colleague);
      }
      return forward(request, reply, path);
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

  async function forward(request: FastifyRequest, reply: FastifyReply, path: string) {
    return send(await ask(request, path), reply);
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
        ...(sent ? { body: JSON.stringify(request.body ?? {}) } : {}),
      }),
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

/** better-auth words its errors in its own way; ours have one shape everywhere. */
async function send(answer: Response, reply: FastifyReply) {
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  void reply.header('cache-control', 'no-store').code(answer.status);
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

function messageIn(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null && 'message' in read) return String(read.message);
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
