import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '#platform';
import { FactService, NUMBERS } from '#reporting';
import { TestWorker } from '../worker.js';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';
import { fillDesk } from './resources.js';

describe('the numbers', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let admin: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
    await fillDesk(admin, worker);
    const facts = worker.app.get(FactService);
    await inTransaction(t.owner, (manager) => facts.refresh(manager, t.clock.now()));
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  const period = () => {
    const to = new Date(t.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    return { from: '2026-01-01', to };
  };

  test('a change shows in the numbers, and each opens the records it counts', async () => {
    const { from, to } = period();
    const names = NUMBERS.map(({ name }) => name).filter((name) => !name.startsWith('cost'));
    const { status, body } = await admin.get(
      `/api/reports/numbers?names=${names.join()}&from=${from}&to=${to}`,
    );
    expect(status).toBe(200);
    expect(body.numbers[0]).toMatchObject({ name: 'leads', total: { counted: 6 } });
    for (const { name, total } of body.numbers) {
      const filter = encodeURIComponent(JSON.stringify({ from, to }));
      const page = await admin.get(
        `/api/reports/numbers/${name}/records?filter=${filter}&range=[0,99]`,
      );
      expect({ name, status: page.status, records: page.body.length }).toEqual({
        name,
        status: 200,
        records: total.counted,
      });
    }
  });

  test('EKRA: admits, shows and cost are refused by agent, however it is asked', async () => {
    const { from, to } = period();
    for (const name of ['admit_rate', 'show_of_leads', 'retained_30', 'cost_per_admit']) {
      const asked = `/api/reports/numbers?names=leads,${name}&from=${from}&to=${to}`;
      for (const more of ['&by=agent', `&filter={"agent":["none"]}`]) {
        const { status, body } = await admin.get(asked + more);
        expect({ name, status, code: body.code }).toEqual({
          name,
          status: 422,
          code: 'report.slice_refused',
        });
        expect(body.message).toMatch(/EKRA/);
      }
      const filter = encodeURIComponent(JSON.stringify({ from, to, slices: { agent: ['none'] } }));
      const { status } = await admin.get(`/api/reports/numbers/${name}/records?filter=${filter}`);
      expect(status).toBe(422);
    }
  });

  test('what cannot be asked is a clear 400, 404 or 422', async () => {
    const good = `names=leads&from=2026-01-01&to=2026-01-31`;
    for (const [query, expected] of [
      ['names=leads', 400],
      ['names=leads&from=2026-02-01&to=2026-01-01', 400],
      ['names=leads&from=0000-01-01&to=9999-12-31', 400],
      ['names=leads&from=2020-01-01&to=2026-01-31', 400],
      [`${good}&by=moon`, 400],
      [`${good}&grain=year`, 400],
      [`${good}&filter=[`, 400],
      [`${good}&filter={"moon":["1"]}`, 400],
      [`${good}&filter=${encodeURIComponent('{"state":["a\\u0000b"]}')}`, 422],
      [good.replace('leads', 'nonsense'), 404],
      [`${good}&by=facility`, 422],
    ] as const) {
      const { status, body } = await admin.get(`/api/reports/numbers?${query}`);
      expect({ query, status }).toEqual({ query, status: expected });
      expect(Object.keys(body.errors ?? {})).not.toEqual([]);
    }
  });
});
