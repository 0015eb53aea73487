import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BulkChangeResult, BulkUndoResult, type LeadDetail } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';
import { leadMaker } from './merging-cases.js';

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';

describe('changing many leads at once', () => {
  let t: DeskUnderTest;
  let agent: Hired;
  let colleague: Hired;
  let mine: DeskClient;
  let theirs: DeskClient;
  let manager: DeskClient;
  let tag: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = await t.hire('agent');
    colleague = await t.hire('agent');
    mine = deskClient(t.url, await signIn(t.url, agent.email));
    theirs = deskClient(t.url, await signIn(t.url, colleague.email));
    manager = deskClient(t.url, await signIn(t.url, (await t.hire('manager')).email));
    tag = (await manager.post('/api/tags', { name: 'Bulk' })).body.id;
  }, 60_000);
  afterAll(() => t?.close());

  const lead = (more: object = {}, as = mine) => leadMaker(as, [tag]).lead(more);
  const get = async (id: string): Promise<LeadDetail> => (await mine.get(`/api/leads/${id}`)).body;
  const bulk = async (as: DeskClient, ids: string[], kind: string, what: object) => {
    const { status, body } = await as.post('/api/leads/bulk-changes', { ids, kind, what });
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return BulkChangeResult.strict().parse(body);
  };
  const undo = async (as: DeskClient, id: string) => {
    const { status, body } = await as.post(`/api/bulk-changes/${id}/undo`, {});
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return BulkUndoResult.strict().parse(body);
  };
  const assigned = async (id: string) => {
    const rows = await t.owner.query<unknown[]>(
      "SELECT 1 FROM audit_event WHERE action = 'lead.assigned' AND lead_id = $1",
      [id],
    );
    return rows.length;
  };

  test('assigns each by its own rules, one audit row each, and puts back those nobody changed since', async () => {
    const [a, b, c] = [await lead(), await lead(), await lead()];
    const closed = await leadMaker(mine, [tag]).closed({});
    const before = await assigned(a.id);
    const result = await bulk(manager, [a.id, b.id, c.id, closed.id, NOBODY, a.id], 'assign', {
      ownerId: colleague.id,
      note: 'canary for you',
    });
    expect(new Set(result.done)).toEqual(new Set([a.id, b.id, c.id]));
    expect(result.unchanged).toEqual([]);
    expect(result.refused).toEqual(
      expect.arrayContaining([
        {
          id: closed.id,
          number: closed.number,
          code: 'lead.already_closed',
          because: expect.any(String),
        },
        { id: NOBODY, number: null, code: 'lead.not_found', because: expect.any(String) },
      ]),
    );
    expect(await assigned(a.id)).toBe(before + 1);
    const [row] = await t.owner.query('SELECT what, before FROM bulk_change WHERE id = $1', [
      result.id,
    ]);
    expect(JSON.stringify(row)).not.toContain('canary');
    expect((await get(a.id)).ownerId).toBe(colleague.id);
    t.clock.ahead(1000);
    // One is handed on, and back: it was changed since all the same.
    for (const ownerId of [agent.id, colleague.id]) {
      await manager.post(`/api/leads/${b.id}/assignment`, {
        version: (await get(b.id)).version,
        ownerId,
      });
      t.clock.ahead(1000);
    }
    await mine.post(`/api/leads/${c.id}/notes`, { text: 'A note is no assignment' });
    const undone = await undo(manager, result.id);
    expect(new Set(undone.restored)).toEqual(new Set([a.id, c.id]));
    expect(undone.left).toEqual([{ id: b.id, number: b.number, because: expect.any(String) }]);
    expect((await get(a.id)).ownerId).toBe(agent.id);
    expect((await get(b.id)).ownerId).toBe(colleague.id);
    const again = await manager.post(`/api/bulk-changes/${result.id}/undo`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'bulk_change.already_undone' } });
  });

  test('an agent takes free ones and hands on their own; what is somebody else’s is refused and named', async () => {
    const own = await lead();
    const foreign = await lead({}, theirs);
    const result = await bulk(mine, [own.id, foreign.id], 'assign', { ownerId: null });
    expect(result.done).toEqual([own.id]);
    expect(result.refused).toMatchObject([{ id: foreign.id, code: 'auth.forbidden' }]);
    expect((await theirs.post(`/api/bulk-changes/${result.id}/undo`, {})).status).toBe(404);
    expect((await undo(mine, result.id)).restored).toEqual([own.id]);
    expect((await get(own.id)).ownerId).toBe(agent.id);
  });

  test('moves stages through their gates, says what is missing, and reopens with tasks and promises', async () => {
    const ready = await lead({ parts: ['stage'] });
    const fresh = await lead();
    const forward = await bulk(mine, [ready.id, fresh.id], 'stage', { stage: 'qualified' });
    expect(forward.done).toEqual([]);
    expect(forward.refused.map(({ code }) => code).sort()).toEqual([
      'lead.gate_not_met',
      'lead.transition_not_allowed',
    ]);
    expect(forward.refused.find(({ id }) => id === ready.id)?.because).toMatch(
      /needs: .*substance/,
    );
    const tasksBefore = (await mine.list('tasks', { filter: { leadId: fresh.id, open: true } }))
      .body;
    expect(tasksBefore.length).toBeGreaterThan(0);
    const closing = await bulk(mine, [fresh.id, ready.id], 'stage', {
      stage: 'closed',
      reason: 'wrong_number',
    });
    expect(new Set(closing.done)).toEqual(new Set([fresh.id, ready.id]));
    expect((await get(fresh.id)).nextActionAt).toBeNull();
    const twice = await bulk(mine, [fresh.id], 'stage', { stage: 'closed', reason: 'spam' });
    expect(twice.unchanged).toEqual([fresh.id]);
    t.clock.ahead(1000);
    const undone = await undo(mine, closing.id);
    expect(new Set(undone.restored)).toEqual(new Set([fresh.id, ready.id]));
    const back = await get(fresh.id);
    expect(back).toMatchObject({ stage: 'new', closedReason: null });
    expect(back.clocks.some(({ cancelledAt, metAt }) => !cancelledAt && !metAt)).toBe(true);
    expect(back.nextActionAt).toBe(fresh.nextActionAt);
    const tasks = (await mine.list('tasks', { filter: { leadId: fresh.id, open: true } })).body;
    expect(tasks.map(({ id }: { id: string }) => id)).toEqual(
      tasksBefore.map(({ id }: { id: string }) => id),
    );
    const jobs = await t.owner.query(
      'SELECT dedupe_key FROM outbox WHERE done_at IS NULL AND dedupe_key = $1',
      [`task:${tasks[0].id}`],
    );
    expect(jobs).toHaveLength(1);
    expect((await get(ready.id)).stage).toBe('contacted');
  });

  test('tags and untags; undoing leaves alone what was tagged anew since', async () => {
    const [a, b, c] = [await lead(), await lead(), await lead()];
    await mine.post(`/api/leads/${c.id}/tags`, { tagId: tag });
    t.clock.ahead(1000);
    const given = await bulk(mine, [a.id, b.id, c.id], 'tag', { tagId: tag });
    expect(new Set(given.done)).toEqual(new Set([a.id, b.id]));
    expect(given.unchanged).toEqual([c.id]);
    t.clock.ahead(1000);
    await mine.post(`/api/leads/${b.id}/tags/${tag}/removal`, {});
    await mine.post(`/api/leads/${b.id}/tags`, { tagId: tag });
    const undone = await undo(mine, given.id);
    expect(undone.restored).toEqual([a.id]);
    expect(undone.left.map(({ id }) => id)).toEqual([b.id]);
    const tagged = async (id: string) => (await get(id)).tagIds;
    expect([await tagged(a.id), await tagged(b.id), await tagged(c.id)]).toEqual([
      [],
      [tag],
      [tag],
    ]);
    const taken = await bulk(mine, [b.id, c.id], 'tag', { tagId: tag, add: false });
    expect(taken.done).toHaveLength(2);
    expect((await undo(mine, taken.id)).restored).toHaveLength(2);
    expect(await tagged(c.id)).toEqual([tag]);
  });

  test('nothing, too many, nonsense and an unknown tag are refused as a whole', async () => {
    const one = await lead();
    const send = async (body: object) => (await mine.post('/api/leads/bulk-changes', body)).status;
    const what = { tagId: tag };
    expect(await send({ ids: [], kind: 'tag', what })).toBe(400);
    expect(await send({ ids: Array(501).fill(one.id), kind: 'tag', what })).toBe(400);
    expect(await send({ ids: ['x'], kind: 'tag', what })).toBe(400);
    expect(await send({ ids: [one.id], kind: 'delete', what })).toBe(400);
    expect(await send({ ids: [one.id], kind: 'stage', what: { stage: 'lost' } })).toBe(400);
    expect(await send({ ids: [one.id], kind: 'tag', what: { tagId: NOBODY } })).toBe(404);
    expect((await mine.post(`/api/bulk-changes/${NOBODY}/undo`, {})).status).toBe(404);
    expect((await mine.post('/api/bulk-changes/x/undo', {})).status).toBe(404);
  });
});
