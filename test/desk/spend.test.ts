import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

describe('what sources cost', () => {
  let t: DeskUnderTest;
  let manager: DeskClient;
  let cookie: string;
  let ads: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    cookie = await signIn(t.url, (await t.hire('manager')).email);
    manager = deskClient(t.url, cookie);
    const sources = (await manager.list('sources', { range: [0, 99] })).body as {
      id: string;
      code: string;
    }[];
    ads = sources.find(({ code }) => code === 'paid_search')?.id ?? '';
  }, 60_000);
  afterAll(() => t?.close());

  const upload = async (content: string | Buffer, query = `?sourceId=${ads}`) => {
    const answer = await fetch(`${t.url}/api/spend-imports${query}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': 'ads.csv' },
      body: new Uint8Array(Buffer.from(content as string)),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const step = async (run: { id: string; version: number }, what: 'start' | 'undo') =>
    manager.post(`/api/spend-imports/${run.id}/${what}`, { version: run.version });
  const linesOf = async (id: string) => (await manager.get(`/api/spend-imports/${id}/lines`)).body;
  const amounts = async () =>
    (
      (await manager.list('spend', { sort: ['month', 'ASC'] })).body as Record<string, unknown>[]
    ).map(({ month, campaign, cents }) => [month, campaign, cents]);

  test('by hand: once a month and campaign, both values in a conflict, gone when removed', async () => {
    const entry = { sourceId: ads, campaign: 'Detox', month: '2026-01', cents: 120_000 };
    const entered = await manager.post('/api/spend', entry);
    expect(entered).toMatchObject({ status: 201, body: { ...entry, importId: null, version: 1 } });
    const twice = await manager.post('/api/spend', { ...entry, campaign: 'DETOX' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'spend.exists' } });
    const path = `/api/spend/${entered.body.id}`;
    expect((await manager.put(path, { cents: 1 })).status).toBe(428);
    expect(await manager.put(path, { version: 1, cents: 5 })).toMatchObject({
      status: 200,
      body: { cents: 5, version: 2 },
    });
    expect(await manager.put(path, { version: 1, cents: 6 })).toMatchObject({
      status: 409,
      body: { current: { cents: 5, version: 2 }, yours: { cents: 6 } },
    });
    for (const bad of [
      { cents: -1 },
      { cents: 1.5 },
      { month: '2026-13' },
      { month: '2026-01-05' },
    ]) {
      const [field] = Object.keys(bad);
      const { status, body } = await manager.post('/api/spend', { ...entry, ...bad });
      expect({ status, named: Object.keys(body.errors) }).toEqual({ status: 400, named: [field] });
    }
    expect((await manager.post(`${path}/removal`, { version: 2 })).status).toBe(200);
    expect(await amounts()).toEqual([]);
    const trail = await t.owner.query(
      "SELECT action, details FROM audit_event WHERE resource = 'spend' ORDER BY at, id",
    );
    expect(
      trail.map(({ action, details }: { action: string; details: object }) => [action, details]),
    ).toEqual([
      ['spend.entered', { after: 120_000 }],
      ['spend.changed', { before: 120_000, after: 5 }],
      ['spend.removed', { before: 5, month: '2026-01-01', sourceId: ads }],
    ]);
  });

  test('R17 a table: looked at, taken in, sent again, taken back; what somebody changed since stays', async () => {
    const hostile = `=HYPERLINK("http://x.example")`;
    const first = await upload(
      `Month,Campaign,Cost\n2026-02,Spring,100\n2026-02,"${hostile.replaceAll('"', '""')}",7\n2026-03,,3\n2026-04,Bad,=1+1\n`,
    );
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'ready', counts: { new: 3, update: 0, same: 0, bad: 1 }, totalCents: 11_000 },
    });
    expect(await amounts()).toEqual([]);
    expect(await linesOf(first.body.id)).toMatchObject([
      { state: 'new', month: '2026-02', campaign: 'Spring', cents: 10_000, before: null },
      { state: 'new', campaign: hostile },
      { state: 'new', month: '2026-03', campaign: null },
      { state: 'bad', problems: ['“=1+1” is no amount.'] },
    ]);
    const taken = await step(first.body, 'start');
    expect(taken).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(await amounts()).toHaveLength(3);
    expect((await step(taken.body, 'start')).body.code).toBe('import.not_possible');

    const second = await upload('Month,Campaign,Cost\n2026-02,Spring,250\n2026-03,,3\n');
    expect(second.body.counts).toEqual({ new: 0, update: 1, same: 1, bad: 0 });
    const replaced = await step(second.body, 'start');
    const undone = await step(replaced.body, 'undo');
    expect(undone.body).toMatchObject({ state: 'undone', undone: { takenBack: 1, left: 0 } });
    expect(await amounts()).toContainEqual(['2026-02', 'Spring', 10_000]);

    const march = (
      (await manager.list('spend', { filter: { month: '2026-03' } })).body as {
        id: string;
        version: number;
      }[]
    )[0];
    await manager.put(`/api/spend/${march?.id}`, { version: march?.version, cents: 444 });
    const back = await step(taken.body, 'undo');
    expect(back.body.undone).toEqual({ takenBack: 2, left: 1 });
    expect(await amounts()).toEqual([['2026-03', null, 444]]);
    expect((await linesOf(first.body.id))[2].left).toBe('This amount was changed since.');
  });

  test('the columns are chosen by hand when their names say nothing, and an amount that moved stops the start', async () => {
    const odd = await upload('A,B\n2026-05,12\n');
    expect(odd.body).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('“Day or month”'),
      columns: [{ name: 'A', field: null, samples: ['2026-05'] }, { name: 'B' }],
    });
    const path = `/api/spend-imports/${odd.body.id}`;
    const mapped = await manager.put(path, {
      version: odd.body.version,
      mapping: { A: 'day', B: 'amount' },
    });
    expect(mapped.body).toMatchObject({ state: 'ready', counts: { new: 1 } });
    await manager.post('/api/spend', { sourceId: ads, month: '2026-05', cents: 1 });
    expect(await step(mapped.body, 'start')).toMatchObject({ status: 409 });
    expect(await amounts()).toContainEqual(['2026-05', null, 1]);
  });

  test('R7 R13 an agent neither sees nor enters it, an auditor only sees it', async () => {
    const agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    const auditor = deskClient(t.url, await signIn(t.url, (await t.hire('auditor')).email));
    expect((await agent.list('spend')).status).toBe(403);
    expect((await auditor.list('spend')).status).toBe(200);
    const entry = { sourceId: ads, month: '2026-06', cents: 1 };
    expect((await auditor.post('/api/spend', entry)).status).toBe(403);
    const nobody = await upload('Month,Cost\n2026-02,1\n', `?sourceId=nobody`);
    expect(nobody.status).toBe(400);
  });
});
