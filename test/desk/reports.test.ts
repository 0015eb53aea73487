import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { NumbersQuery } from '#contract';
import { groupBy, inTransaction, newId } from '#platform';
import {
  BehindQueries,
  FactService,
  NumberQueries,
  numberNamed,
  NUMBERS,
  PeriodCloseService,
  RollUpService,
} from '#reporting';
import { ReportUpkeep } from '../../apps/worker/src/reports/report-upkeep.js';
import { TestWorker } from '../worker.js';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';
import { makeReportWorld } from './report-world.js';
import { fillDesk } from './resources.js';

const WHOLE = { from: '2026-02-01', to: '2027-12-31' };
const FACTS = ['lead', 'call', 'check', 'referral', 'stay', 'pick'].map((kind) => `${kind}_fact`);
const LEADS = 250;

describe('the numbers', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let admin: DeskClient;
  let leads: string[];
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    const { id } = await t.hire('manager');
    admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
    await fillDesk(admin, worker);
    const ids = async (sql: string): Promise<string[]> =>
      (await t.owner.query<{ id: string }[]>(sql)).map((row) => row.id);
    leads = await inTransaction(t.owner, async (manager) =>
      makeReportWorld(
        manager,
        {
          sources: await ids('SELECT id FROM source ORDER BY code LIMIT 4'),
          staff: [id, ...(await ids('SELECT id FROM staff_user ORDER BY email LIMIT 2'))],
          teams: await ids('SELECT id FROM team ORDER BY name LIMIT 2'),
          payers: await ids('SELECT id FROM payer ORDER BY name LIMIT 3'),
          programs: await t.owner.query('SELECT id, facility_id FROM program ORDER BY name'),
          numbers: await ids('SELECT id FROM tracking_number ORDER BY phone LIMIT 2'),
        },
        LEADS,
      ),
    );
    const [source] = await ids('SELECT id FROM source ORDER BY code LIMIT 1');
    await t.owner.query('DELETE FROM spend');
    await t.owner.query(
      `INSERT INTO spend (id, source_id, campaign, month, cents)
       VALUES ($1, $3, NULL, '2026-03-01', 310000), ($2, $3, 'spring', '2026-04-01', 60001)`,
      [newId(), newId(), source],
    );
    await refresh();
  }, 90_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  /** As the worker does it: until no mark is left. */
  async function refresh() {
    const source = worker.app.get(DataSource);
    const facts = worker.app.get(FactService);
    let marks = 1;
    while (marks > 0) marks = await inTransaction(source, (m) => facts.refresh(m, t.clock.now()));
  }
  async function rollUp() {
    const source = worker.app.get(DataSource);
    const rollUps = worker.app.get(RollUpService);
    let days = 1;
    const now = t.clock.now();
    while (days > 0) days = await inTransaction(source, (m) => rollUps.rollUp(m, now, now));
    // Long after: months that were changed have come to rest.
    const later = new Date(now.getTime() + 3_600_000);
    while (await inTransaction(source, (m) => rollUps.addUpMonth(m, later)));
  }
  const ask = (query: Partial<NumbersQuery> & { names: string[] }) =>
    t.desk.app.get(DataSource).transaction('REPEATABLE READ', (manager) =>
      t.desk.app.get(NumberQueries).report(
        manager,
        {
          ...WHOLE,
          by: [],
          grain: undefined,
          filter: {},
          compare: false,
          distribution: true,
          ...query,
        },
        t.clock.now(),
      ),
    );
  /** Every number as a whole, by week and by month, by each of its slices, and by several at once, filtered as well. */
  async function everything() {
    const answers: Record<string, unknown> = {};
    const sources = await t.owner.query<{ id: string }[]>(
      'SELECT id FROM source ORDER BY code LIMIT 2',
    );
    const filter = { source: ['none', ...sources.map(({ id }) => id)] };
    const one = async (name: string, more: Partial<NumbersQuery>) => {
      answers[`${name} ${JSON.stringify(more)}`] = (await ask({ names: [name], ...more })).numbers;
    };
    for (const { name, slices } of NUMBERS) {
      await one(name, { grain: 'week' });
      await one(name, { grain: 'month' });
      for (const slice of slices) await one(name, { by: [slice] });
    }
    // Several slices at once: all numbers of a kind of record together, those of money by what money is known by.
    for (const [kind, ofIt] of groupBy(
      NUMBERS,
      ({ population, unit }) => `${population} ${unit === 'cents'}`,
    )) {
      const names = ofIt.map(({ name }) => name);
      const many = async (more: Partial<NumbersQuery>) => {
        answers[`${kind} ${JSON.stringify(more)}`] = (await ask({ names, ...more })).numbers;
      };
      await many({ by: ['campaign'], grain: 'month', filter });
      await many({ by: ['source', 'campaign'] });
      if (kind.endsWith('true')) continue;
      await many({ by: ['levelOfCare', 'payer', 'state'] });
      await many({ by: ['hourOfWeek', 'lastSource'], filter, grain: 'week' });
    }
    return answers;
  }
  const allFacts = async () =>
    Object.fromEntries(
      await Promise.all(
        FACTS.map(async (table) => [
          table,
          await t.owner.query(`SELECT * FROM ${table} ORDER BY id`),
        ]),
      ),
    );

  test('every number and every one of its bars counts just the records that it opens', async () => {
    const manager = t.desk.app.get(DataSource).manager;
    const behind = t.desk.app.get(BehindQueries);
    for (const definition of NUMBERS) {
      for (const slice of definition.slices) {
        const { numbers } = await ask({ names: [definition.name], by: [slice] });
        const [answer] = numbers;
        expect(answer?.total.counted).toBe(answer?.rows.reduce((sum, row) => sum + row.counted, 0));
        for (const { keys, counted, of, leftOut } of answer?.rows ?? []) {
          const slices = { [slice]: [keys[slice] ?? ''] };
          const count = (part: 'counted' | 'of' | 'left_out') =>
            behind.count(manager, definition, { ...WHOLE, part, slices });
          const found = [await count('counted'), await count('of'), await count('left_out')];
          expect({ name: definition.name, slices, found }).toEqual({
            name: definition.name,
            slices,
            found: [counted, of ?? found[1], leftOut],
          });
        }
      }
    }
  }, 120_000);

  test('over HTTP: each number’s list is as long as the number says, and so is its file', async () => {
    const names = NUMBERS.map(({ name }) => name);
    const { from, to } = WHOLE;
    const asked = `/api/reports/numbers?names=${names.join()}&from=${from}&to=${to}&compare=true`;
    const { status, body } = await admin.get(asked);
    expect(status).toBe(200);
    expect(body.numbers[0].total.counted).toBeGreaterThan(LEADS / 2);
    for (const { name, total } of body.numbers) {
      const filter = encodeURIComponent(JSON.stringify(WHOLE));
      const path = `/api/reports/numbers/${name}/records`;
      const page = await admin.get(`${path}?filter=${filter}&range=[0,1]`);
      expect({ name, status: page.status }).toEqual({ name, status: 200 });
      // Above the list stands what the roll-ups say, of what is left out and of what it is divided by as well.
      const said = ['counted', 'of', 'left_out'].map((part) =>
        t.desk.app
          .get(NumberQueries)
          .records(t.desk.app.get(DataSource).manager, numberNamed(name), {
            ...WHOLE,
            part: part as 'counted',
            slices: {},
          }),
      );
      expect(await Promise.all(said)).toEqual([total.counted, total.of, total.leftOut]);
      const file = await fetch(`${t.url}${path}.csv?filter=${filter}`, {
        headers: admin.headers,
      });
      const lines = (await file.text()).trimEnd().split('\r\n');
      expect({ name, records: lines.length - 1 }).toEqual({ name, records: total.counted });
    }
  }, 60_000);

  test('each bar of a distribution opens the records it counts', async () => {
    const manager = t.desk.app.get(DataSource).manager;
    for (const definition of NUMBERS.filter(({ unit }) => unit === 'duration')) {
      const { numbers } = await ask({ names: [definition.name] });
      for (const { fromSeconds, toSeconds, count } of numbers[0]?.distribution ?? []) {
        const filter = { ...WHOLE, part: 'counted' as const, slices: {}, fromSeconds };
        const found = await t.desk.app
          .get(BehindQueries)
          .count(manager, definition, toSeconds === null ? filter : { ...filter, toSeconds });
        expect({ fromSeconds, found }).toEqual({ fromSeconds, found: count });
        const upTo = toSeconds === null ? filter : { ...filter, toSeconds };
        const said = await t.desk.app.get(NumberQueries).records(manager, definition, upTo);
        expect({ fromSeconds, said }).toEqual({ fromSeconds, said: count });
      }
    }
  });

  test('rolled up, half rolled up or not at all: the same numbers', async () => {
    const raw = await everything();
    await rollUp();
    expect(
      await t.owner.query('SELECT 1 FROM report_day WHERE dirty_at IS NOT NULL OR shape IS NULL'),
    ).toEqual([]);
    expect(await everything()).toEqual(raw);
    // As if half of the days were changed since.
    await t.owner.query('UPDATE report_day SET dirty_at = now() WHERE extract(day FROM day) > 15');
    await t.owner.query(
      "DELETE FROM report_cell WHERE span = 'day' AND extract(day FROM start) > 15",
    );
    await t.owner.query('DELETE FROM report_block WHERE extract(day FROM day) > 15');
    expect(await everything()).toEqual(raw);
  }, 60_000);

  test('late events, corrections and merges are followed; all built anew is the same to the bit', async () => {
    await rollUp();
    const closing = leads.slice(0, 40);
    await t.owner.query(
      "UPDATE lead SET closed_reason = 'spam', closed_at = now(), stage = 'closed' WHERE id = ANY ($1)",
      [closing],
    );
    await t.owner.query(
      'UPDATE lead SET closed_reason = NULL, closed_at = NULL, stage = $2 WHERE id = ANY ($1)',
      [leads.slice(40, 60), 'new'],
    );
    await t.owner.query(
      'UPDATE stage_change SET undone_at = CASE WHEN undone_at IS NULL THEN now() END WHERE lead_id = ANY ($1)',
      [leads.slice(60, 100)],
    );
    // Everything of one lead follows into another, as merging does.
    for (const table of ['call', 'coverage', 'benefit_check', 'match']) {
      await t.owner.query(`UPDATE ${table} SET lead_id = $1 WHERE lead_id = $2`, [
        leads[101],
        leads[102],
      ]);
    }
    await t.owner.query(
      "UPDATE call SET disposition = 'connected', outcome = 'answered' WHERE lead_id = ANY ($1)",
      [leads.slice(110, 150)],
    );
    await t.owner.query(
      "UPDATE referral SET state = 'declined', decline_reason = 'payer' WHERE lead_id = ANY ($1)",
      [leads.slice(150, 200)],
    );
    await refresh();
    const followed = await allFacts();
    const numbers = await everything();
    const source = worker.app.get(DataSource);
    for (const table of [
      ...FACTS,
      'report_day',
      'report_month',
      'report_cell',
      'report_times',
      'report_block',
      'report_key',
    ]) {
      await t.owner.query(`DELETE FROM ${table}`);
    }
    await t.owner.query("INSERT INTO report_rebuild (because) VALUES ('test')");
    let more = true;
    while (more) {
      more = await inTransaction(source, (m) =>
        worker.app.get(FactService).rebuildMore(m, t.clock.now()),
      );
    }
    expect(await allFacts()).toEqual(followed);
    await rollUp();
    expect(await everything()).toEqual(numbers);
  }, 60_000);

  test('when the business hours change all is counted anew by itself, and the desk says how far that is', async () => {
    const standing = async () => (await admin.get('/api/reports/standing')).body;
    expect((await standing()).recount).toBeNull();
    const hours = (open: string) =>
      t.owner.query(
        `UPDATE organisation SET business_hours = jsonb_set(business_hours, '{1}', $1::jsonb)`,
        [JSON.stringify([[open, '17:00']])],
      );
    await hours('10:00');
    expect((await standing()).recount).toMatchObject({ because: 'organisation', done: 0 });
    await t.owner.query(
      'UPDATE report_rebuild SET done_to = (SELECT max(id::text)::uuid FROM lead)',
    );
    expect((await standing()).recount.done).toBe(1);
    await t.owner.query('UPDATE report_rebuild SET done_to = NULL');
    const upkeep = worker.app.get(ReportUpkeep);
    await upkeep.rebuild(t.clock.now(), new AbortController().signal);
    expect((await standing()).recount).toBeNull();
  }, 30_000);

  test('a closed month keeps what it was, beside what it is', async () => {
    const source = worker.app.get(DataSource);
    const close = () =>
      source.transaction('REPEATABLE READ', (m) =>
        worker.app.get(PeriodCloseService).closeNext(m, t.clock.now()),
      );
    const now = t.clock.now().toISOString().slice(0, 7);
    const months: string[] = [];
    for (let month = await close(); month !== null; month = await close()) months.push(month);
    expect(months.slice(0, 2)).toEqual(['2026-02-01', '2026-03-01']);
    expect(months.every((month) => month.slice(0, 7) < now)).toBe(true);
    const asItIs = await admin.get('/api/reports/closes/2026-03-01');
    expect(asItIs.body).toMatchObject({ month: '2026-03-01', changed: 0 });
    await t.owner.query(
      "UPDATE lead SET closed_reason = 'vendor', closed_at = now() WHERE id = (SELECT id FROM lead_fact WHERE day = '2026-03-08' AND counted LIMIT 1)",
    );
    await refresh();
    const { body } = await admin.get('/api/reports/closes/2026-03-01');
    const { closed, now: present } = body.numbers.find(
      ({ name }: { name: string }) => name === 'leads',
    );
    expect(body.changed).toBeGreaterThan(0);
    expect(closed.counted - present.counted).toBe(1);
    expect((await admin.get('/api/reports/closes')).body.length).toBe(months.length);
    expect((await admin.get('/api/reports/closes/1999-01-01')).status).toBe(404);
  }, 30_000);

  test('R6 what numbers leave out is sampled, and looked at by somebody who did not close it', async () => {
    const path = '/api/reports/second-look';
    const { body } = await admin.get(`${path}?month=2026-03`);
    const [counts] = await t.owner.query<{ all: number; left_out: number }[]>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE NOT counted)::int AS left_out FROM lead_fact
       WHERE day BETWEEN '2026-03-01' AND '2026-03-31'`,
    );
    expect(body).toMatchObject({
      all: counts?.all,
      leftOut: counts?.left_out,
      looked: 0,
      wrong: 0,
    });
    expect(counts?.left_out).toBeGreaterThan(0);
    expect(body.rows.length).toBe(Math.min(10, counts?.left_out ?? 0));
    expect((await admin.get(`${path}?month=2026-03`)).body.rows).toEqual(body.rows);
    const { leadId, reason } = body.rows[0];
    const find = (client: DeskClient, input: object) => client.post(`${path}/${leadId}`, input);
    const silent = await find(admin, { verdict: 'wrong' });
    expect(silent).toMatchObject({ status: 400, body: { errors: { note: expect.any(String) } } });
    const found = await find(admin, { verdict: 'wrong', note: 'They asked for a bed.' });
    expect(found).toMatchObject({ status: 201, body: { looked: 1, wrong: 1 } });
    expect(found.body.rows[0].look).toMatchObject({ note: 'They asked for a bed.' });
    expect(
      await t.owner.query(
        'SELECT action, lead_id, details FROM audit_event WHERE request_id = $1',
        [found.requestId],
      ),
    ).toContainEqual({
      action: 'lead.second_looked',
      lead_id: leadId,
      details: { verdict: 'wrong', leftOutAs: reason },
    });
    const closer = await t.hire('manager');
    await t.owner.query(
      `INSERT INTO stage_change (id, lead_id, from_stage, to_stage, changed_by, at)
       VALUES ($1, $2, 'new', 'closed', $3, now())`,
      [newId(), leadId, closer.id],
    );
    const own = await find(deskClient(t.url, await signIn(t.url, closer.email)), {
      verdict: 'right',
    });
    expect(own).toMatchObject({ status: 403, body: { code: 'second_look.own' } });
    const [counted] = await t.owner.query<{ id: string }[]>(
      'SELECT id FROM lead_fact WHERE counted LIMIT 1',
    );
    const other = await admin.post(`${path}/${counted?.id}`, { verdict: 'right' });
    expect(other).toMatchObject({ status: 404, body: { code: 'second_look.not_in_sample' } });
    const agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    expect((await agent.get(`${path}?month=2026-03`)).status).toBe(403);
    expect((await admin.get(`${path}?month=2026-13`)).status).toBe(400);
  }, 30_000);

  test('the day is the organisation’s: around midnight and when the clocks change', async () => {
    const days = await t.owner.query(
      'SELECT to_char(day, $2) AS day, hour_of_week FROM lead_fact WHERE id = ANY ($1) ORDER BY array_position($1, id)',
      [leads.slice(0, 5), 'MM-DD'],
    );
    expect(days).toEqual([
      { day: '03-08', hour_of_week: 6 * 24 + 1 },
      { day: '03-08', hour_of_week: 6 * 24 + 3 },
      { day: '11-01', hour_of_week: 6 * 24 + 1 },
      { day: '11-01', hour_of_week: 6 * 24 + 1 },
      { day: '02-28', hour_of_week: 5 * 24 + 23 },
    ]);
  });

  test('money is shared out by the day, and none is lost where nobody came', async () => {
    const cost = async (more: Partial<NumbersQuery>) =>
      (await ask({ names: ['cost_per_lead'], ...more })).numbers[0];
    const half = await cost({ from: '2026-03-01', to: '2026-03-10', by: ['source'] });
    expect(half?.total.spentCents).toBe(100_000);
    expect(half?.rows.reduce((sum, row) => sum + (row.spentCents ?? 0), 0)).toBe(100_000);
    const months = await cost({ from: '2026-03-01', to: '2026-04-30', grain: 'month' });
    expect(months?.rows.map(({ spentCents }) => spentCents)).toEqual([310_000, 60_001]);
    const campaign = await cost({ from: '2026-04-01', to: '2026-04-30', by: ['campaign'] });
    expect(
      campaign?.rows.find(({ keys }) => keys.campaign?.toLowerCase() === 'spring')?.spentCents,
    ).toBe(60_001);
  });

  test('what a colleague has on their hands', async () => {
    const { status, body } = await admin.get('/api/reports/load?from=2026-03-01&to=2026-04-30');
    expect(status).toBe(200);
    const [open] = await t.owner.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM lead WHERE closed_at IS NULL AND owner_id IS NOT NULL',
    );
    const sum = (field: string) =>
      body.reduce((all: number, one: Record<string, number>) => all + (one[field] ?? 0), 0);
    expect(sum('openLeads')).toBe(open?.count);
    expect(sum('attempts')).toBeGreaterThan(0);
    expect((await admin.get('/api/reports/load?from=2026-01-01&to=2026-12-31')).status).toBe(400);
  });

  test('R7 R6 the auditor reads numbers and no record; who lists or exports is on record', async () => {
    const auditor = deskClient(t.url, await signIn(t.url, (await t.hire('auditor')).email));
    const agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    const asked = `/api/reports/numbers?names=leads&from=${WHOLE.from}&to=${WHOLE.to}`;
    expect((await auditor.get(asked)).status).toBe(200);
    const records = `/api/reports/numbers/leads/records`;
    const filter = encodeURIComponent(JSON.stringify(WHOLE));
    expect((await auditor.get(`${records}?filter=${filter}`)).status).toBe(403);
    const page = await agent.get(`${records}?filter=${filter}&range=[0,4]`);
    expect(page.status).toBe(200);
    expect((await agent.get(`${records}.csv?filter=${filter}`)).status).toBe(403);
    const events = await t.owner.query('SELECT * FROM audit_event WHERE request_id = $1', [
      page.requestId,
    ]);
    expect(events).toMatchObject([
      {
        action: 'lead.listed',
        details: {
          number: 'leads',
          ids: page.body.map(({ leadId }: { leadId: string }) => leadId),
        },
      },
    ]);
  });

  test('EKRA: admits, shows and cost are refused by agent, however it is asked', async () => {
    const { from, to } = WHOLE;
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
