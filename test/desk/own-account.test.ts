import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Provider from 'oidc-provider';
import {
  cookieOf,
  type DeskUnderTest,
  deskUnderTest,
  PASSWORD,
  post,
  signIn,
} from './desk-under-test.js';
import { totp } from './totp.js';

describe('R8 one’s own password and second factor', () => {
  let t: DeskUnderTest;
  beforeAll(async () => {
    t = await deskUnderTest();
  }, 60_000);
  afterAll(() => t?.close());

  test('R8 changing to a weak or breached password is refused; a good one ends other sessions', async () => {
    const { email } = await t.hire('agent');
    const elsewhere = await signIn(t.url, email);
    const cookie = await signIn(t.url, email);
    const change = (newPassword: string) =>
      post(
        `${t.url}/api/auth/change-password`,
        { currentPassword: PASSWORD, newPassword, revokeOtherSessions: true },
        { cookie },
      );
    for (const weak of ['short', 'password12345', 'qwertyuiop12']) {
      const refused = await change(weak);
      expect({ weak, status: refused.status }).toEqual({ weak, status: 422 });
      expect(await refused.json()).toMatchObject({ code: 'auth.weak_password' });
    }
    expect((await change('amber kettle marches 77')).status).toBe(200);
    const me = await fetch(`${t.url}/api/me`, { headers: { cookie: elsewhere } });
    expect(me.status).toBe(401);
    await expect(signIn(t.url, email)).rejects.toThrow();
    await signIn(t.url, email, 'amber kettle marches 77');
  });

  test('R8 a changed password ends other sessions whatever the client asks for', async () => {
    const { email } = await t.hire('agent');
    const elsewhere = await signIn(t.url, email);
    const cookie = await signIn(t.url, email);
    const body = { currentPassword: PASSWORD, newPassword: 'amber kettle marches 77' };
    const asked = { ...body, revokeOtherSessions: false };
    expect((await post(`${t.url}/api/auth/change-password`, asked, { cookie })).status).toBe(200);
    const me = await fetch(`${t.url}/api/me`, { headers: { cookie: elsewhere } });
    expect(me.status).toBe(401);
  });

  test('R8 one’s devices are listed without what would let anybody in, and ended one by one or all', async () => {
    const { email, id } = await t.hire('agent');
    const cookies = [];
    for (let n = 0; n < 3; n += 1) cookies.push(await signIn(t.url, email));
    const [here = '', second = '', third = ''] = cookies;
    const stranger = await signIn(t.url, (await t.hire('agent')).email);
    const ask = (cookie: string, path = '', body?: object) =>
      body
        ? post(`${t.url}/api/me/sessions${path}`, body, { cookie })
        : fetch(`${t.url}/api/me/sessions${path}`, { headers: { cookie } });
    const list = (await (await ask(here)).json()) as { id: string; here: boolean }[];
    expect(list.map((one) => one.here).filter(Boolean)).toHaveLength(1);
    expect(list).toHaveLength(3);
    const tokens: { token: string }[] = await t.owner.query(
      'SELECT token FROM auth.session WHERE "userId" = $1',
      [id],
    );
    for (const { token } of tokens) expect(JSON.stringify(list)).not.toContain(token);
    const other = list.find((one) => !one.here);
    expect((await ask(stranger, `/${other?.id}/ending`, {})).status).toBe(404);
    expect(await (await ask(here, `/${other?.id}/ending`, {})).json()).toHaveLength(2);
    const alive = async () =>
      Promise.all([here, second, third].map(async (cookie) => (await ask(cookie)).status));
    expect((await alive()).filter((status) => status === 200)).toHaveLength(2);
    await ask(here, '/ending', {});
    expect(await alive()).toEqual([200, 401, 401]);
    await ask(here, '/ending', { here: true });
    expect(await alive()).toEqual([401, 401, 401]);
    const deeds: { action: string }[] = await t.owner.query(
      `SELECT DISTINCT action FROM audit_event WHERE actor_id = $1 ORDER BY action`,
      [id],
    );
    expect(deeds.map(({ action }) => action)).toEqual([
      'sign_in.ended',
      'sign_in.ended_everywhere',
      'sign_in.password_accepted',
    ]);
  });

  test('R8 an administrator signs a colleague out everywhere; nobody else may', async () => {
    const admin = await signIn(t.url, (await t.hire('admin')).email);
    const { email, id } = await t.hire('agent');
    const cookie = await signIn(t.url, email);
    const path = `${t.url}/api/users/${id}/sessions-ending`;
    expect((await post(path, {}, { cookie })).status).toBe(403);
    expect((await post(path, {}, { cookie: admin })).status).toBe(200);
    expect((await fetch(`${t.url}/api/me`, { headers: { cookie } })).status).toBe(401);
    await signIn(t.url, email);
  });

  test('R8 a passkey asks for a fresh sign-in, and for a holder who was checked', async () => {
    const { email } = await t.hire('agent');
    const cookie = await signIn(t.url, email);
    const ask = (path: string) =>
      fetch(`${t.url}/api/auth/passkey/${path}`, { headers: { cookie } });
    const options = await (await ask('generate-register-options')).json();
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    await t.owner.query(
      `UPDATE auth.session SET "createdAt" = now() - interval '20 minutes' WHERE "userId" =
         (SELECT id::text FROM staff_user WHERE email = $1)`,
      [email],
    );
    expect((await ask('generate-register-options')).status).toBe(403);
    const forged = await post(
      `${t.url}/api/auth/passkey/verify-authentication`,
      { response: { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: {} } },
      {},
    );
    expect(forged.status).toBe(400);
  });

  test('R8 a backup code opens once, and new ones end the old', async () => {
    const { email } = await t.hire('agent');
    const own = await signIn(t.url, email);
    const ask = (path: string, body: object, cookie: string) =>
      post(`${t.url}/api/auth/two-factor/${path}`, body, { cookie });
    const { totpURI, backupCodes } = (await (
      await ask('enable', { password: PASSWORD }, own)
    ).json()) as { totpURI: string; backupCodes: string[] };
    const secret = new URL(totpURI).searchParams.get('secret') as string;
    expect((await ask('verify-totp', { code: totp(secret) }, own)).status).toBe(200);
    const spend = async (code = '') => {
      const half = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
      return ask('verify-backup-code', { code }, cookieOf(half));
    };
    const [first, second] = backupCodes;
    const opened = await spend(first);
    expect(opened.status).toBe(200);
    const cookie = cookieOf(opened);
    expect((await fetch(`${t.url}/api/me`, { headers: { cookie } })).status).toBe(200);
    expect((await spend(first)).status).toBe(401);
    const made = await ask('generate-backup-codes', { password: PASSWORD }, cookie);
    const fresh = ((await made.json()) as { backupCodes: string[] }).backupCodes;
    expect((await spend(second)).status).toBe(401);
    expect((await spend(fresh[0])).status).toBe(200);
    const rows = await t.owner.query(
      `SELECT count(*)::int AS used FROM audit_event WHERE action = 'sign_in.backup_code_used'`,
    );
    expect(rows).toEqual([{ used: 2 }]);
  });

  test('R8 guessing codes locks the second factor, with the right password in hand', async () => {
    const { email, id } = await t.hire('agent');
    const own = await signIn(t.url, email);
    await post(`${t.url}/api/auth/two-factor/enable`, { password: PASSWORD }, { cookie: own });
    await t.owner.query('UPDATE auth."user" SET "twoFactorEnabled" = true WHERE id = $1', [id]);
    await t.owner.query('UPDATE auth."twoFactor" SET verified = true WHERE "userId" = $1', [id]);
    const statuses: number[] = [];
    for (let round = 0; round < 14; round += 1) {
      const half = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
      const cookie = half.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const wrong = await post(
        `${t.url}/api/auth/two-factor/verify-totp`,
        { code: '000000' },
        { cookie },
      );
      statuses.push(wrong.status);
    }
    expect(statuses.slice(0, 4)).toEqual([401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });
});

/** A browser's cookies of one origin. */
class Jar {
  readonly #cookies = new Map<string, string>();
  async ask(url: string, form?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split(/=(.*)/s) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

describe('R8 single sign-on with an OpenID provider', () => {
  let t: DeskUnderTest;
  let server: Server;
  let issuer: string;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'bridgeline',
          client_secret: 'known-to-both-0123456789',
          redirect_uris: ['http://localhost:4500/api/auth/callback/sso'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['of the test'] },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: async () => ({
          sub: id,
          name: 'Somebody',
          email: id.replace('unproven-', ''),
          email_verified: !id.startsWith('unproven-'),
        }),
      }),
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    t = await deskUnderTest({
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'bridgeline',
      OIDC_CLIENT_SECRET: 'known-to-both-0123456789',
      OIDC_NAME: 'Harbor accounts',
    });
  }, 60_000);
  afterAll(async () => {
    await t?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Goes the whole way as a browser would: to the provider, in there, and back. */
  async function goThrough(login: string, forge: (back: URL) => void = () => undefined) {
    const asked = await post(`${t.url}/api/auth/sign-in/social`, {
      provider: 'github',
      callbackURL: 'https://evil.example',
    });
    const { url } = (await asked.json()) as { url: string };
    const jar = new Jar();
    let answer = await jar.ask(url);
    const follow = async () => {
      while (answer.status >= 300 && answer.status < 400) {
        const next = new URL(answer.headers.get('location') ?? '', issuer).href;
        if (!next.startsWith(issuer)) return next;
        answer = await jar.ask(next);
        if (answer.status === 200 && /interaction/.test(next)) {
          const prompt = /name="prompt" value="(\w+)"/.exec(await answer.text())?.[1] ?? '';
          answer = await jar.ask(next, { prompt, login, password: 'x' });
        }
      }
      throw new Error(`The provider stopped with ${answer.status}.`);
    };
    const back = new URL(await follow());
    forge(back);
    const cookies = asked.headers.getSetCookie().map((line) => line.split(';')[0]);
    return fetch(t.url + back.pathname + back.search, {
      redirect: 'manual',
      headers: { cookie: cookies.join('; ') },
    });
  }
  const signedIn = async (answer: Response) => {
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return fetch(`${t.url}/api/me`, { headers: { cookie } });
  };

  test('R8 a colleague signs in by it, and only the path of the provider leads there', async () => {
    const ways = await fetch(`${t.url}/api/sign-in-ways`);
    expect(await ways.json()).toEqual({ sso: 'Harbor accounts' });
    const { email, id } = await t.hire('agent');
    const back = await goThrough(email);
    expect([back.status, back.headers.get('location')]).toEqual([
      302,
      expect.stringMatching(/\/$/),
    ]);
    expect(await (await signedIn(back)).json()).toMatchObject({ id, email });
    const rows = await t.owner.query('SELECT action FROM audit_event WHERE actor_id = $1', [id]);
    expect(rows).toEqual([{ action: 'sign_in.sso_accepted' }]);
  });

  test('R8 whoever has a second factor is asked for it after the provider too, whatever that says of its own', async () => {
    const { email, id } = await t.hire('agent');
    const own = await signIn(t.url, email);
    const enabled = await post(
      `${t.url}/api/auth/two-factor/enable`,
      { password: PASSWORD },
      { cookie: own },
    );
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    const secret = new URL(totpURI).searchParams.get('secret') as string;
    const verify = (code: string, cookie: string) =>
      post(`${t.url}/api/auth/two-factor/verify-totp`, { code }, { cookie });
    expect((await verify(totp(secret), own)).status).toBe(200);
    const back = await goThrough(email);
    expect([back.status, back.headers.get('location')]).toEqual([302, '/login?code=1']);
    expect((await signedIn(back)).status).toBe(401);
    const pending = cookieOf(back);
    expect((await verify('000000', pending)).status).toBe(401);
    const right = await verify(totp(secret), pending);
    expect(right.status).toBe(200);
    expect(await (await signedIn(right)).json()).toMatchObject({ id, twoFactor: true });
    const rows = await t.owner.query(
      `SELECT action FROM audit_event WHERE resource = 'session' AND action LIKE 'sign_in.sso%' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ action: 'sign_in.sso_code_asked' }]);
  });

  test('R8 nobody becomes staff by it, and an address that nobody proved counts for nothing', async () => {
    const { email } = await t.hire('agent');
    const before = await t.owner.query('SELECT count(*)::int AS count FROM auth."user"');
    for (const login of ['stranger@elsewhere.example', `unproven-${email}`]) {
      const back = await goThrough(login);
      expect(back.headers.get('location')).toContain('/login?error=');
      expect((await signedIn(back)).status).toBe(401);
    }
    expect(await t.owner.query('SELECT count(*)::int AS count FROM auth."user"')).toEqual(before);
  });

  test('R8 somebody disabled stays out, and a forged way back leads nowhere', async () => {
    const { email, id } = await t.hire('agent');
    await t.owner.query("UPDATE staff_user SET status = 'disabled' WHERE id = $1", [id]);
    expect((await signedIn(await goThrough(email))).status).toBe(401);
    const other = await t.hire('agent');
    const forged = await goThrough(other.email, (back) => back.searchParams.set('state', 'mine'));
    expect((await signedIn(forged)).status).toBe(401);
    const wrongCode = await goThrough(other.email, (back) => back.searchParams.set('code', 'mine'));
    expect((await signedIn(wrongCode)).status).toBe(401);
  });
});
