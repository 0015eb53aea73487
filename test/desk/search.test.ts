import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BoardAnswer, type LeadDetail, SearchAnswer } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';
import { leadMaker } from './merging-cases.js';

describe('searching and the board', () => {
  let t: DeskUnderTest;
  let agent: Hired;
  let mine: DeskClient;
  let theirs: DeskClient;
  let manager: DeskClient;
  let auditor: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = await t.hire('agent');
    mine = deskClient(t.url, await signIn(t.url, agent.email));
    theirs = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    manager = deskClient(t.url, await signIn(t.url, (await t.hire('manager')).email));
    auditor = deskClient(t.url, await signIn(t.url, (await t.hire('auditor')).email));
  }, 60_000);
  afterAll(() => t?.close());

  const make = (as = mine) => leadMaker(as, []);
  const search = async (q: string, as = mine): Promise<SearchAnswer> =>
    SearchAnswer.strict().parse((await as.get(`/api/search?q=${encodeURIComponent(q)}`)).body);

  test('finds by phone however written, e-mail, number, words and beginnings of names, and says by what', async () => {
    const lead = await make().lead({ name: 'Zsófia Ölveti-Kovács' });
    await mine.post(`/api/leads/${lead.id}/contacts/${lead.contacts[0]?.personId}/points`, {
      kind: 'email',
      value: 'zsofia@mail.example',
    });
    const phone = lead.phone as string;
    const cases: [string, string, string][] = [
      [phone, 'phone', phone],
      [phone.replace('+1', ''), 'phone', phone],
      [`(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`, 'phone', phone],
      ['Zsofia@Mail.Example', 'email', 'zsofia@mail.example'],
      [`#${lead.number}`, 'number', String(lead.number)],
      [String(lead.number), 'number', String(lead.number)],
      ['zsofia', 'name', 'Zsófia Ölveti-Kovács'],
      ['olveti ZSÓFIA', 'name', 'Zsófia Ölveti-Kovács'],
      ['kov', 'name', 'Zsófia Ölveti-Kovács'],
    ];
    for (const [q, what, value] of cases) {
      const { hits, more } = await search(q);
      expect({ q, hits, more }).toMatchObject({
        q,
        hits: [{ kind: 'lead', id: lead.id, number: lead.number, matched: [{ what, value }] }],
        more: false,
      });
    }
    for (const q of [
      'zsofia nobody',
      '2125559999',
      'other@mail.example',
      '!!!',
      '9999999',
      '+',
      '%',
    ]) {
      expect({ q, ...(await search(q)) }).toEqual({ q, hits: [], more: false });
    }
  });

  test('a contact is found with the lead they are on; somebody on no lead as a person', async () => {
    const lead = await make().lead({ name: 'Patient Zero' });
    const added = await mine.post(`/api/leads/${lead.id}/contacts`, {
      name: 'Gwendolyn Contact',
      relationship: 'parent',
    });
    const contact = (added.body as LeadDetail).contacts.find(({ isPatient }) => !isPatient);
    expect((await search('gwendolyn')).hits).toMatchObject([
      {
        kind: 'lead',
        id: lead.id,
        name: 'Patient Zero',
        matched: [{ what: 'name', value: 'Gwendolyn Contact' }],
      },
    ]);
    await mine.post(`/api/leads/${lead.id}/contacts/${contact?.personId}/end`, {});
    expect((await search('gwendolyn')).hits).toMatchObject([
      { kind: 'person', id: contact?.personId, name: 'Gwendolyn Contact', number: null },
    ]);
  });

  test('at most 20, open ones first, and says that there are more; put on record; closed to the auditor', async () => {
    const closed = await make().closed({ name: 'Crowd Member' });
    const open: string[] = [];
    for (let n = 0; n < 21; n += 1) open.push((await make().lead({ name: 'Crowd Member' })).id);
    const { hits, more } = await search('crowd');
    expect(hits.map(({ id }) => id)).toEqual(open.toReversed().slice(0, 20));
    expect(more).toBe(true);
    expect(hits.map(({ id }) => id)).not.toContain(closed.id);
    const [row] = await t.owner.query(
      "SELECT details FROM audit_event WHERE action = 'lead.listed' AND actor_id = $1 ORDER BY at DESC LIMIT 1",
      [agent.id],
    );
    expect(row.details.ids).toHaveLength(20);
    expect((await auditor.get('/api/search?q=crowd')).status).toBe(403);
    expect((await mine.get('/api/search?q=')).status).toBe(400);
    expect((await mine.get('/api/search')).status).toBe(400);
    expect((await mine.get(`/api/search?q=${'x'.repeat(201)}`)).status).toBe(400);
    expect((await mine.get('/api/search?q=%00')).status).toBe(422);
  });

  test('the board: open leads by stage, the most urgent and soonest first, by owner and team', async () => {
    const urgent = await make(theirs).lead({ name: 'Board One' });
    const later = await make(theirs).lead({ name: 'Board Two' });
    await t.owner.query("UPDATE lead SET urgency = 'P0' WHERE id = $1", [urgent.id]);
    const spoken = await make(theirs).lead({ name: 'Board Three', parts: ['stage'] });
    await make(theirs).closed({ name: 'Board Four' });
    const board = async (filter: object, as = theirs) =>
      BoardAnswer.strict().parse(
        (await as.get(`/api/leads/board?filter=${encodeURIComponent(JSON.stringify(filter))}`))
          .body,
      ).stages;
    const stages = await board({ ownerId: 'me' });
    expect(stages.map(({ stage }) => stage)).not.toContain('closed');
    const cards = Object.fromEntries(
      stages.map(({ stage, total, leads }) => [stage, { total, ids: leads.map(({ id }) => id) }]),
    );
    expect(cards.new).toEqual({ total: 2, ids: [urgent.id, later.id] });
    expect(cards.contacted).toEqual({ total: 1, ids: [spoken.id] });
    const all = await board({}, manager);
    const fresh = all.find(({ stage }) => stage === 'new');
    expect(fresh?.leads.length).toBeLessThanOrEqual(25);
    expect(fresh?.total).toBeGreaterThan(20);
    expect(fresh?.leads[0]?.id).toBe(urgent.id);
    const free = await board({ ownerId: 'none' });
    expect(free.every(({ total }) => total === 0)).toBe(true);
    const nowhere = await board({ teamId: 'none', ownerId: agent.id });
    expect(nowhere.find(({ stage }) => stage === 'new')?.total).toBeGreaterThan(20);
    const range = encodeURIComponent('[1,1]');
    const one = (await manager.get(`/api/leads/board?filter={"stage":"new"}&range=${range}`)).body;
    const every = all.find(({ stage }) => stage === 'new');
    expect(one).toEqual({ stages: [{ ...every, leads: every?.leads.slice(1, 2) }] });
    expect((await mine.get('/api/leads/board?filter={"stage":"closed"}')).status).toBe(400);
    expect((await mine.get('/api/leads/board?filter={"ownerId":"you"}')).status).toBe(400);
    expect((await auditor.get('/api/leads/board')).status).toBe(403);
  });
});
