import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { phoneIdentityOf, staffOfIdentity } from '#contract';
import { deskSettings } from '#platform';
import { deskClient, type DeskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

const ACCOUNT = {
  TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
  TWILIO_API_KEY_SID: 'SK0123456789abcdef0123456789abcdef',
  TWILIO_API_KEY_SECRET: 'a-secret-of-tests',
  TWILIO_TWIML_APP_SID: 'AP0123456789abcdef0123456789abcdef',
};
let t: DeskUnderTest;
let agent: DeskClient;
let admin: DeskClient;
let her: Hired;
beforeAll(async () => {
  t = await deskUnderTest(ACCOUNT);
  her = await t.hire('agent');
  agent = deskClient(t.url, await signIn(t.url, her.email));
  admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
}, 60_000);
afterAll(() => t?.close());

/** A lead with a number, called while it may be: its own request permits it at any hour of its place. */
async function newLead(phone: string): Promise<{ leadId: string; contactPointId: string }> {
  const { body } = await agent.post('/api/leads', { name: 'Robin Vale', phone });
  return { leadId: body.id, contactPointId: body.contacts[0].points[0].id };
}

describe('a token for the browser', () => {
  test('is the colleague’s own, for an hour, and dials only through the site’s script', async () => {
    const { status, body } = await agent.post('/api/phone/token', {});
    expect(status).toBe(200);
    const [head, claims, signature] = (body.token as string).split('.');
    const signed = createHmac('sha256', ACCOUNT.TWILIO_API_KEY_SECRET).update(`${head}.${claims}`);
    expect(signature).toBe(signed.digest('base64url'));
    const said = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString());
    expect(said).toMatchObject({
      iss: ACCOUNT.TWILIO_API_KEY_SID,
      sub: ACCOUNT.TWILIO_ACCOUNT_SID,
      grants: {
        identity: phoneIdentityOf(her.id),
        voice: {
          incoming: { allow: true },
          outgoing: { application_sid: ACCOUNT.TWILIO_TWIML_APP_SID },
        },
      },
    });
    expect(said.exp - said.iat).toBe(3600);
  });

  test('a name at the phone company is one colleague’s', () => {
    expect(phoneIdentityOf(her.id)).toMatch(/^staff_[0-9a-f]{32}$/);
    expect(staffOfIdentity(phoneIdentityOf(her.id))).toBe(her.id);
    expect(staffOfIdentity(`client:${phoneIdentityOf(her.id)}`)).toBe(her.id);
    expect(staffOfIdentity('client:somebody')).toBeNull();
    expect(staffOfIdentity('+18885550100')).toBeNull();
  });

  test('the page may speak with the phone company and use the microphone, and nothing more', async () => {
    const { headers } = await fetch(`${t.url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/connect-src 'self' [^;]*wss:\/\/voice-js\.roaming\.twilio\.com/);
    expect(policy).toMatch(/script-src 'self';/);
    expect(headers.get('permissions-policy')).toContain('microphone=(self)');
  });
});

describe('leave to call', () => {
  test('is asked of the contact rules: given once, refused with the reason after a stop', async () => {
    const lead = await newLead('(415) 555-0171');
    const channels = (await agent.get(`/api/leads/${lead.leadId}/channels`)).body as {
      channel: string;
      open: boolean;
      sentence: string | null;
    }[];
    const call = channels.find(({ channel }) => channel === 'call');
    const first = await agent.post('/api/phone/permits', lead);
    // What the hour of the day says of California is said the same way by both.
    expect(first.status).toBe(call?.open ? 201 : 422);
    if (call?.open) expect(first.body).toMatchObject({ to: '+14155550171', name: 'Robin Vale' });
    else
      expect(first.body).toMatchObject({ code: 'phone.call_not_allowed', message: call?.sentence });

    await agent.post(`/api/leads/${lead.leadId}/calls`, {
      disposition: 'do_not_call',
      contactPointId: lead.contactPointId,
    });
    const stopped = await agent.post('/api/phone/permits', lead);
    expect(stopped.status).toBe(422);
    expect(stopped.body).toMatchObject({
      code: 'phone.call_not_allowed',
      message: expect.stringMatching(/\w/),
      because: expect.any(String),
    });
    const permits = await t.owner.query<unknown[]>('SELECT 1 FROM dial_permit WHERE lead_id = $1', [
      lead.leadId,
    ]);
    expect(permits).toHaveLength(call?.open ? 1 : 0);
  });

  test('a number of somebody else’s lead is refused', async () => {
    const [one, other] = [await newLead('(415) 555-0172'), await newLead('(415) 555-0173')];
    const answer = await agent.post('/api/phone/permits', {
      leadId: one.leadId,
      contactPointId: other.contactPointId,
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: { contactPointId: expect.any(String) } },
    });
  });
});

describe('who rings', () => {
  const ringOf = async () => {
    const [row] = await t.owner.query<{ ring: unknown }[]>(
      'SELECT ring FROM public_routing WHERE is_default',
    );
    return row?.ring;
  };

  test('browsers that are there, of those on duty; each keeps its place', async () => {
    expect(await ringOf()).toBeNull();
    const group = {
      name: 'Night desk',
      inTurn: true,
      seconds: 15,
      isDefault: true,
      members: [
        { kind: 'staff', staffId: her.id },
        { kind: 'phone', phone: '+12025550133', label: 'Office' },
        { kind: 'everyone' },
      ],
    };
    const added = await admin.post('/api/ring-groups', group);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ ...group, active: true });
    const phone = [{ phone: '+12025550133' }];
    expect(await ringOf()).toEqual({ inTurn: true, seconds: 15, members: [[], phone, []] });

    expect((await agent.post('/api/phone/line', { ready: true })).body.readyUntil).not.toBeNull();
    const hers = [{ client: phoneIdentityOf(her.id) }];
    expect(await ringOf()).toMatchObject({ members: [hers, phone, hers] });
    await t.owner.query('UPDATE staff_user SET on_duty = false WHERE id = $1', [her.id]);
    expect(await ringOf()).toMatchObject({ members: [[], phone, []] });
    await t.owner.query('UPDATE staff_user SET on_duty = true WHERE id = $1', [her.id]);
    await t.owner.query(
      `INSERT INTO shift (id, staff_id, kind, starts_at, ends_at)
       VALUES (gen_random_uuid(), $1, 'out_of_office', now() - interval '1 hour', now() + interval '1 hour')`,
      [her.id],
    );
    expect(await ringOf()).toMatchObject({ members: [[], phone, []] });
    await t.owner.query(`DELETE FROM shift WHERE staff_id = $1`, [her.id]);
    expect(await ringOf()).toMatchObject({ members: [hers, phone, hers] });
    await agent.post('/api/phone/line', { ready: false });
    expect(await ringOf()).toMatchObject({ members: [[], phone, []] });
  });

  test('a number’s own group before the usual one; taken out of use, the usual one again', async () => {
    const own = await admin.post('/api/ring-groups', {
      name: 'Day desk',
      members: [{ kind: 'phone', phone: '+12025550144', label: 'Front desk' }],
    });
    const [number] = (await admin.list('tracking-numbers', { filter: {} })).body as [
      { id: string; version: number; isDefault: boolean },
    ];
    await t.owner.query('UPDATE tracking_number SET is_default = (id = $1)', [number.id]);
    const change = { version: number.version, ringGroupId: own.body.id };
    expect((await admin.put(`/api/tracking-numbers/${number.id}`, change)).status).toBe(200);
    expect(await ringOf()).toMatchObject({ members: [[{ phone: '+12025550144' }]] });
    const off = { version: own.body.version, active: false };
    expect((await admin.put(`/api/ring-groups/${own.body.id}`, off)).status).toBe(200);
    expect(await ringOf()).toMatchObject({ inTurn: true });
  });

  test('one group is for every number; two of one name are not', async () => {
    const members = [{ kind: 'everyone' }];
    const next = await admin.post('/api/ring-groups', {
      name: 'Weekend',
      members,
      isDefault: true,
    });
    expect(next.status).toBe(201);
    const groups = (await admin.list('ring-groups')).body as { name: string; isDefault: boolean }[];
    expect(groups.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual([
      'Weekend',
    ]);
    const again = await admin.post('/api/ring-groups', { name: 'weekend', members });
    expect(again).toMatchObject({ status: 409, body: { code: 'ring_group.name_taken' } });
    const old = { version: 99, name: 'Other' };
    const stale = await admin.put(`/api/ring-groups/${next.body.id}`, old);
    expect(stale).toMatchObject({ status: 409, body: { current: { name: 'Weekend' } } });
  });
});

describe('without an account', () => {
  test('the desk says so, and the simulated phone is the demo’s', async () => {
    const plain = await deskUnderTest();
    try {
      const client = deskClient(
        plain.url,
        await signIn(plain.url, (await plain.hire('agent')).email),
      );
      expect((await client.get('/api/phone')).body).toMatchObject({
        kind: 'none',
        readyUntil: null,
      });
      for (const path of ['token', 'simulated/callers']) {
        const answer = await client.post(`/api/phone/${path}`, {});
        expect(answer).toMatchObject({ status: 409, body: { code: 'phone.not_configured' } });
      }
      const { headers } = await fetch(`${plain.url}/`);
      expect(headers.get('content-security-policy')).not.toContain('twilio');
      expect(headers.get('permissions-policy')).toContain('microphone=()');
    } finally {
      await plain.close();
    }
  }, 60_000);

  test('half of one stops the desk with a sentence', () => {
    const env = { DESK_DATABASE_URL: 'postgres://a:b@c/d', AUTH_SECRET: 'x'.repeat(32) };
    const { TWILIO_TWIML_APP_SID: _app, ...half } = ACCOUNT;
    expect(() => deskSettings({ ...env, ...half })).toThrow(/TWILIO_TWIML_APP_SID is not set/);
    expect(deskSettings({ ...env, TWILIO_ACCOUNT_SID: 'AC1' }).phone).toBeUndefined();
  });
});
