import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  type DeskUnderTest,
  deskUnderTest,
  PASSWORD,
  post,
  send,
  signIn,
} from './desk-under-test.js';
import { totp } from './totp.js';

describe('staff', () => {
  let t: DeskUnderTest;
  let cookie: string;
  let adminId: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    const admin = await t.hire('admin');
    adminId = admin.id;
    cookie = await signIn(t.url, admin.email);
  }, 60_000);
  afterAll(() => t?.close());

  let invited = 0;
  let invitation: { id: string; link: string; email: string };
  let acceptance: string;
  beforeEach(async () => {
    invited += 1;
    const body = { name: 'Rosa Blum', email: `Rosa${invited}@desk.example`, role: 'agent' };
    const answer = await post(`${t.url}/api/users`, body, { cookie });
    expect(answer.status).toBe(201);
    invitation = await answer.json();
    acceptance = `${t.url}/api/invitations/${invitation.link.split('/').at(-1)}/acceptance`;
  });

  const person = (more: object = {}) => ({
    name: 'Rosa Blum',
    email: invitation.email,
    password: 'copper lantern drifts 88',
    ...more,
  });

  test('R8 an invited colleague chooses a password, once, and signs in; both have one id', async () => {
    const stored = await t.owner.query('SELECT token_digest FROM staff_invitation WHERE id = $1', [
      invitation.id,
    ]);
    const token = invitation.link.split('/').at(-1) as string;
    expect(stored[0].token_digest).toEqual(createHash('sha256').update(token).digest());
    const shown = await fetch(acceptance.replace('/acceptance', ''));
    expect(await shown.json()).toMatchObject({ email: invitation.email, role: 'agent' });
    const joined = await post(acceptance, person());
    expect(joined.status).toBe(201);
    const { id, email } = await joined.json();
    expect(email).toBe(invitation.email);
    const own = await signIn(t.url, email, person().password);
    const me = await fetch(`${t.url}/api/me`, { headers: { cookie: own } });
    expect(await me.json()).toMatchObject({ id, role: 'agent' });
    const again = await post(acceptance, person({ email: 'other@desk.example' }));
    expect(again.status).toBe(410);
    expect(await again.json()).toMatchObject({ code: 'auth.invitation_invalid' });
  });

  test('R8 two who accept at once: one gets in', async () => {
    const both = await Promise.all([post(acceptance, person()), post(acceptance, person())]);
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 410]);
  });

  test.each([
    ['too short', 'Tr0ub4dor&3'],
    ['known from breaches', 'password12345'],
    ['a row of keys', 'qwertyuiop12'],
    ['with the own name', 'blum-velvet-anchor-93'],
    ['one letter over and over', 'aaaaaaaaaaaaaaaaaa'],
  ])(
    'R8 a password that is %s is refused, and the invitation stays good',
    async (_why, password) => {
      const answer = await post(acceptance, person({ password }));
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({
        code: 'auth.weak_password',
        errors: { password: expect.any(String) },
      });
      expect((await fetch(acceptance.replace('/acceptance', ''))).status).toBe(200);
    },
  );

  test('R8 an invitation ends after three days, and a made-up one never began', async () => {
    await t.owner.query(
      "UPDATE staff_invitation SET expires_at = now() - interval '1 s' WHERE id = $1",
      [invitation.id],
    );
    expect((await post(acceptance, person())).status).toBe(410);
    expect((await post(`${t.url}/api/invitations/nothing/acceptance`, person())).status).toBe(410);
  });

  test('an e-mail address belongs to one colleague, whatever its letters’ case', async () => {
    await post(acceptance, person());
    const body = { name: 'Other', email: invitation.email.toUpperCase(), role: 'agent' };
    const answer = await post(`${t.url}/api/users`, body, { cookie });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'staff.email_taken' });
  });

  test('the last administrator can be neither disabled nor demoted, also not two by each other', async () => {
    const alone = await post(`${t.url}/api/users/${adminId}/disablement`, {}, { cookie });
    expect(alone.status).toBe(409);
    expect(await alone.json()).toMatchObject({ code: 'staff.last_administrator' });
    const mine = await (
      await fetch(`${t.url}/api/users/${adminId}`, { headers: { cookie } })
    ).json();
    const demoted = await send(
      'PUT',
      `${t.url}/api/users/${adminId}`,
      { ...mine, role: 'agent' },
      { cookie },
    );
    expect(demoted.status).toBe(409);
    const second = await t.hire('admin');
    const theirs = await signIn(t.url, second.email);
    const both = await Promise.all([
      post(`${t.url}/api/users/${second.id}/disablement`, {}, { cookie }),
      post(`${t.url}/api/users/${adminId}/disablement`, {}, { cookie: theirs }),
    ]);
    expect(both.filter((answer) => answer.status === 200)).toHaveLength(1);
    const [{ left }] = await t.owner.query(
      "SELECT count(*)::int AS left FROM staff_user WHERE role = 'admin' AND status = 'active'",
    );
    expect(left).toBe(1);
    await t.owner.query("UPDATE staff_user SET status = 'active' WHERE id = $1", [adminId]);
    cookie = await signIn(
      t.url,
      (await t.owner.query('SELECT email FROM staff_user WHERE id = $1', [adminId]))[0].email,
    );
  });

  test('a change needs the version seen: 428 without, 409 with both values when it is old', async () => {
    const { id } = await t.hire('agent', { name: 'First' });
    const url = `${t.url}/api/users/${id}`;
    const seen = await (await fetch(url, { headers: { cookie } })).json();
    const { version: _version, ...without } = seen;
    expect((await send('PUT', url, without, { cookie })).status).toBe(428);
    const first = await send(
      'PUT',
      url,
      { ...seen, name: 'Second', email: 'ignored@x.example' },
      { cookie },
    );
    expect(await first.json()).toMatchObject({ name: 'Second', version: 2, email: seen.email });
    const late = await send('PUT', url, { ...seen, name: 'Third' }, { cookie });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({
      code: 'record.version_conflict',
      current: { name: 'Second', version: 2 },
      yours: { name: 'Third' },
    });
  });

  test('R6 inviting, joining, changing and disabling are on record', async () => {
    const joined = await (await post(acceptance, person())).json();
    await post(`${t.url}/api/users/${joined.id}/disablement`, {}, { cookie });
    const filter = encodeURIComponent(
      JSON.stringify({ resource: 'staff_user', resourceId: joined.id }),
    );
    const events = await fetch(`${t.url}/api/audit-events?filter=${filter}`, {
      headers: { cookie },
    });
    const rows = (await events.json()) as { action: string; actorId: string; ip: string }[];
    expect(rows.map((row) => row.action)).toEqual(['staff.disabled', 'staff.joined']);
    expect(rows[0]).toMatchObject({ actorId: adminId, ip: '127.0.0.1' });
  });

  test('R8 TOTP: set up, asked for at sign-in, and a wrong code opens nothing', async () => {
    const { email } = await t.hire('agent');
    const own = await signIn(t.url, email);
    const enabled = await post(
      `${t.url}/api/auth/two-factor/enable`,
      { password: PASSWORD },
      { cookie: own },
    );
    expect(enabled.status).toBe(200);
    const { totpURI } = await enabled.json();
    const secret = new URL(totpURI).searchParams.get('secret') as string;
    const confirmed = await post(
      `${t.url}/api/auth/two-factor/verify-totp`,
      { code: totp(secret) },
      { cookie: own },
    );
    expect(confirmed.status).toBe(200);
    const half = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
    expect(await half.json()).toMatchObject({ twoFactorRedirect: true });
    const pending = half.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect((await fetch(`${t.url}/api/me`, { headers: { cookie: pending } })).status).toBe(401);
    const wrong = await post(
      `${t.url}/api/auth/two-factor/verify-totp`,
      { code: '000000' },
      { cookie: pending },
    );
    expect(wrong.status).toBe(401);
    const right = await post(
      `${t.url}/api/auth/two-factor/verify-totp`,
      { code: totp(secret) },
      { cookie: pending },
    );
    expect(right.status).toBe(200);
    const full = right.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const me = await fetch(`${t.url}/api/me`, { headers: { cookie: full } });
    expect(await me.json()).toMatchObject({ email, twoFactor: true });
  });

  test('R15 preferences live on the server', async () => {
    const value = { theme: 'dark', columns: ['number'] };
    const kept = await send('PUT', `${t.url}/api/me/preferences/leads.list`, { value }, { cookie });
    expect(kept.status).toBe(200);
    const me = await (await fetch(`${t.url}/api/me`, { headers: { cookie } })).json();
    expect(me.preferences).toEqual({ 'leads.list': value });
    const huge = { value: 'x'.repeat(20_000) };
    expect((await send('PUT', `${t.url}/api/me/preferences/a`, huge, { cookie })).status).toBe(400);
  });
});

describe('R8 in production', () => {
  let t: DeskUnderTest;
  beforeAll(async () => {
    t = await deskUnderTest({ NODE_ENV: 'production', DESK_URL: 'https://desk.example' });
  }, 60_000);
  afterAll(() => t?.close());

  test('R8 the cookie is __Host- and Secure, and nobody works with a password alone', async () => {
    const { email } = await t.hire('admin');
    const answer = await post(`${t.url}/api/auth/sign-in/email`, { email, password: PASSWORD });
    const [line = ''] = answer.headers.getSetCookie();
    expect(line).toMatch(/^__Host-bridgeline\.session_token=/);
    expect(line).toMatch(/; Secure/);
    expect(line).toMatch(/; Path=\//);
    expect(line).not.toMatch(/Domain=/);
    const cookie = line.split(';')[0] as string;
    expect((await fetch(`${t.url}/api/me`, { headers: { cookie } })).status).toBe(200);
    const users = await fetch(`${t.url}/api/users`, { headers: { cookie } });
    expect(users.status).toBe(403);
    expect(await users.json()).toMatchObject({ code: 'auth.second_factor_required' });
    for (const path of ['events', 'saved-views']) {
      const answer = await fetch(`${t.url}/api/${path}`, { headers: { cookie } });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ code: 'auth.second_factor_required' });
    }
    expect(users.headers.get('strict-transport-security')).toContain('max-age');
  });
});
