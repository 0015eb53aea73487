import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { may, type Role } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

const WORKERS: readonly Role[] = ['agent', 'benefits', 'manager', 'admin'];
const HAVING = ['own', 'foreign', 'free'] as const;
const DOING = ['take', 'give', 'release'] as const;

/** Who may not assign at will takes what nobody has, and does with their own as they like. */
const allowedAnyway: Record<string, boolean> = {
  'own take': true,
  'own give': true,
  'own release': true,
  'free take': true,
};

describe('R7 role × own, foreign and free leads × what is done with them', () => {
  let t: DeskUnderTest;
  let other: Hired;
  let manager: DeskClient;
  const people = new Map<Role, Hired & { client: DeskClient }>();
  beforeAll(async () => {
    t = await deskUnderTest();
    other = await t.hire('agent');
    for (const role of [...WORKERS, 'auditor'] as const) {
      const hired = await t.hire(role);
      people.set(role, { ...hired, client: deskClient(t.url, await signIn(t.url, hired.email)) });
    }
    manager = people.get('manager')?.client as DeskClient;
  }, 60_000);
  afterAll(() => t?.close());

  let phones = 0;
  /** A lead that is `ownerId`'s, or nobody's. */
  async function leadOf(ownerId: string | null): Promise<{ id: string; version: number }> {
    phones += 1;
    const phone = `(415) 556-${String(phones).padStart(4, '0')}`;
    const { body } = await manager.post('/api/leads', { name: `Patient ${phones}`, phone });
    const { id, version } = body as { id: string; version: number };
    const { body: assigned } = await manager.post(`/api/leads/${id}/assignment`, {
      version,
      ownerId,
    });
    return { id, version: assigned.version };
  }

  const cases = WORKERS.flatMap((role) =>
    HAVING.flatMap((having) => DOING.map((doing) => [role, having, doing] as const)),
  );

  test.each(cases)('R7 %s, %s lead: %s', async (role, having, doing) => {
    const me = people.get(role);
    if (!me) throw new Error(`Nobody is ${role}`);
    const owner = { own: me.id, foreign: other.id, free: null }[having];
    const target = { take: me.id, give: other.id, release: null }[doing];
    const { id, version } = await leadOf(owner);
    const { status } = await me.client.post(`/api/leads/${id}/assignment`, {
      version,
      ownerId: target,
    });
    const allowed = may(role, 'lead.assign') || allowedAnyway[`${having} ${doing}`] === true;
    expect(status).toBe(allowed ? 200 : 403);
    const after = (await manager.get(`/api/leads/${id}`)).body;
    expect(after.ownerId).toBe(allowed ? target : owner);
  });

  test('R7 the auditor has no way to a lead, own or foreign, by any of its addresses', async () => {
    const { client, id: ownerId } = people.get('auditor') as Hired & { client: DeskClient };
    const { id, version } = await leadOf(null);
    for (const path of ['', '/activities']) {
      expect((await client.get(`/api/leads/${id}${path}`)).status).toBe(403);
    }
    const { status } = await client.post(`/api/leads/${id}/assignment`, { version, ownerId });
    expect(status).toBe(403);
  });

  test('R7 a role that is changed counts at once, in a session that is open', async () => {
    const hired = await t.hire('agent');
    const client = deskClient(t.url, await signIn(t.url, hired.email));
    expect((await client.list('leads')).status).toBe(200);
    const admin = people.get('admin')?.client as DeskClient;
    const { version } = (await admin.get(`/api/users/${hired.id}`)).body;
    await admin.put(`/api/users/${hired.id}`, { version, role: 'auditor' });
    expect((await client.list('leads')).status).toBe(403);
    expect((await client.list('audit-events')).status).toBe(200);
  });
});
