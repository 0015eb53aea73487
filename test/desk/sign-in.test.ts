import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  cookieOf,
  type DeskUnderTest,
  deskUnderTest,
  PASSWORD,
  post,
  signIn,
} from './desk-under-test.js';

const MINUTE = 60_000;

describe('R8 sign-in', () => {
  let t: DeskUnderTest;
  beforeAll(async () => {
    t = await deskUnderTest();
  }, 60_000);
  afterAll(() => t?.close());

  const me = (cookie: string, headers: Record<string, string> = {}) =>
    fetch(`${t.url}/api/me`, { headers: { cookie, ...headers } });

  test('R8 a session cookie is HttpOnly and SameSite=Strict, and the session is a row', async () => {
    const { email, id } = await t.hire('agent');
    const answer = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
    expect(answer.status).toBe(200);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^bridgeline\.session_token=.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const rows = await t.owner.query('SELECT 1 FROM auth.session WHERE "userId" = $1', [id]);
    expect(rows).toHaveLength(1);
    const seen = await me(cookieOf(answer));
    expect(await seen.json()).toMatchObject({ id, email, role: 'agent', twoFactor: false });
  });

  test('R8 the password is stored as argon2id with 19 MiB and two passes', async () => {
    const { id } = await t.hire('agent');
    const [{ password }] = await t.owner.query(
      'SELECT password FROM auth.account WHERE "userId" = $1',
      [id],
    );
    expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('R8 an idle session ends after 15 minutes, a used one after 12 hours', async () => {
    const { email } = await t.hire('agent');
    const cookie = await signIn(t.url, email);
    for (let minutes = 0; minutes < 12 * 60; minutes += 14) {
      expect((await me(cookie)).status).toBe(200);
      t.clock.ahead(14 * MINUTE);
    }
    expect((await me(cookie)).status).toBe(401);
    const second = await signIn(t.url, (await t.hire('agent')).email);
    // better-auth runs on the machine's clock, so this session began hours ago by the desk's.
    expect((await me(second)).status).toBe(401);
  });

  test('R8 what the dashboard fetches by itself does not keep a session alive', async () => {
    const t2 = await deskUnderTest();
    try {
      const cookie = await signIn(t2.url, (await t2.hire('agent')).email);
      const look = (headers: Record<string, string>) =>
        fetch(`${t2.url}/api/me`, { headers: { cookie, ...headers } });
      t2.clock.ahead(10 * MINUTE);
      expect((await look({ 'x-bridgeline-background': '1' })).status).toBe(200);
      t2.clock.ahead(6 * MINUTE);
      expect((await look({})).status).toBe(401);
    } finally {
      await t2.close();
    }
  }, 60_000);
});

describe('R8 doors that are shut', () => {
  let t: DeskUnderTest;
  beforeAll(async () => {
    t = await deskUnderTest();
  }, 60_000);
  afterAll(() => t?.close());

  test.each([
    '/sign-up/email',
    '/change-email',
    '/delete-user',
    '/update-user',
    '/request-password-reset',
    '/sign-in/social',
    '/two-factor/send-otp',
    '/admin/create-user',
    '/ok',
  ])('R8 %s does not exist', async (path) => {
    const body = { name: 'A', email: 'a@b.example', password: PASSWORD };
    expect((await post(`${t.url}/api/auth${path}`, body)).status).toBe(404);
  });

  test('R8 a tampered cookie opens nothing', async () => {
    const cookie = await signIn(t.url, (await t.hire('agent')).email);
    const [name, value = ''] = cookie.split('=', 2);
    const [token] = decodeURIComponent(value).split('.');
    for (const bad of [`${name}=${token}.`, `${name}=${token}`, `${name}=${token}.AAAA`, 'x=y']) {
      expect((await fetch(`${t.url}/api/me`, { headers: { cookie: bad } })).status).toBe(401);
    }
  });

  test('R8 wrong passwords cost more and more time, for one account only, known or not', async () => {
    const { email } = await t.hire('agent');
    const other = await t.hire('agent');
    for (const address of ['nobody@desk.example', email]) {
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const wrong = { email: address, password: 'not-the-password' };
        statuses.push((await post(`${t.url}/api/auth/sign-in/email`, wrong)).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    }
    const right = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    await signIn(t.url, other.email);
    t.clock.ahead(3000);
    await signIn(t.url, email);
  });

  test('R8 disabling a colleague ends all their sessions at once, and lets them in no more', async () => {
    const admin = await signIn(t.url, (await t.hire('admin')).email);
    const { id, email } = await t.hire('agent');
    const cookie = await signIn(t.url, email);
    const shut = await post(`${t.url}/api/users/${id}/disablement`, {}, { cookie: admin });
    expect(await shut.json()).toMatchObject({ id, status: 'disabled' });
    expect((await fetch(`${t.url}/api/me`, { headers: { cookie } })).status).toBe(401);
    const rows = await t.owner.query('SELECT 1 FROM auth.session WHERE "userId" = $1', [id]);
    expect(rows).toHaveLength(0);
    await expect(signIn(t.url, email)).rejects.toThrow();
  });

  test('R8 a write from another site is refused, whatever cookie it brings', async () => {
    const cookie = await signIn(t.url, (await t.hire('manager')).email);
    const source = { name: 'A', kind: 'other' };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      const answer = await post(`${t.url}/api/sources`, source, { cookie, ...headers });
      expect({ headers, status: answer.status }).toEqual({ headers, status: 403 });
    }
    const own = { cookie, origin: t.url, 'sec-fetch-site': 'same-origin' };
    expect((await post(`${t.url}/api/sources`, source, own)).status).toBe(201);
  });
});
