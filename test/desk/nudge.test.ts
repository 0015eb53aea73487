import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type DeskUnderTest, deskUnderTest, post, signIn } from './desk-under-test.js';

/** Longer than a nudge may wait (10 ms) and a notice travels. */
const LONG_ENOUGH_MS = 150;

describe('the relay is nudged by what staff do', () => {
  let t: DeskUnderTest;
  let ear: Client;
  let cookie: string;
  let nudges = 0;
  beforeAll(async () => {
    t = await deskUnderTest();
    cookie = await signIn(t.url, (await t.hire('manager')).email);
    ear = new Client({ connectionString: t.db.ownerUrl });
    ear.on('notification', () => {
      nudges += 1;
    });
    await ear.connect();
    await ear.query('LISTEN outbox_nudge');
  }, 60_000);
  afterAll(async () => {
    await ear?.end();
    await t?.close();
  });

  const nudgesAfter = async (work: () => Promise<Response>) => {
    await settled();
    const before = nudges;
    const { status } = await work();
    await settled();
    return { status, nudged: nudges > before };
  };

  test('after a change, not after a reading nor after a refusal', async () => {
    const task = { title: 'Ask the payer', dueAt: '2026-12-01T10:00:00Z' };
    expect(await nudgesAfter(() => post(`${t.url}/api/tasks`, task, { cookie }))).toEqual({
      status: 201,
      nudged: true,
    });
    const read = () => fetch(`${t.url}/api/tasks`, { headers: { cookie } });
    expect(await nudgesAfter(read)).toEqual({ status: 200, nudged: false });
    const refused = () => post(`${t.url}/api/tasks`, { ...task, dueAt: 'soon' }, { cookie });
    expect(await nudgesAfter(refused)).toEqual({ status: 400, nudged: false });
  });

  test('closing right after a change ends without an error and leaves no connection', async () => {
    const other = await deskUnderTest();
    const own = await signIn(other.url, (await other.hire('manager')).email);
    const task = { title: 'The last word', dueAt: '2026-12-01T10:00:00Z' };
    await post(`${other.url}/api/tasks`, task, { cookie: own });
    await other.desk.close();
    await settled();
    const left = await other.owner.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = $1 AND usename = 'bridgeline_desk'`,
      [other.db.name],
    );
    expect(left).toEqual([{ count: 0 }]);
    expect(other.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
    await other.owner.destroy();
    await other.db.drop();
  }, 60_000);
});

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONG_ENOUGH_MS);
  });
}
