import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeskUnderTest, deskUnderTest, PASSWORD, post, signIn } from './desk-under-test.js';

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
