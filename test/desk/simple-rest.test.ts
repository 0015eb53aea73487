import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import simpleRestProvider from 'ra-data-simple-rest';
import { MAX_OFFSET } from '#contract';
import { TestWorker } from '../worker.js';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';
import { fillDesk, RESOURCES } from './resources.js';

const FIRST = { page: 1, perPage: 2 };
const ADMIN = 'admin1@desk.example';

describe('ra-data-simple-rest, as it comes, over every resource', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let provider: ReturnType<typeof simpleRestProvider>;
  let admin: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    await t.hire('admin', { email: ADMIN });
    await t.hire('agent');
    await t.hire('agent');
    const cookie = await signIn(t.url, ADMIN);
    admin = deskClient(t.url, cookie);
    await fillDesk(admin, worker);
    provider = simpleRestProvider(`${t.url}/api`, (url, options) => asked(url, cookie, options));
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  const all = Object.entries(RESOURCES);
  const changeable = all.flatMap(([name, { change }]) => (change ? [[name, change] as const] : []));

  /** Every list that the desk describes, those with tests of their own elsewhere too. */
  async function described(): Promise<string[]> {
    const { body } = await admin.get('/api/openapi.json');
    const paths = body.paths as Record<string, { get?: { parameters: { name: string }[] } }>;
    return (
      Object.entries(paths)
        .filter(([, { get }]) => get?.parameters.some(({ name }) => name === 'range'))
        .map(([path]) => path.replace('/api/', ''))
        // The records of a number are asked with a period: the tests of reports walk through those.
        .filter((path) => !path.includes('{'))
    );
  }

  test('every resource here is a list of the desk, and every list of the desk keeps to the dialect', async () => {
    const names = await described();
    expect(names).toEqual(expect.arrayContaining(Object.keys(RESOURCES)));
    for (const name of names) {
      const page = await admin.list(name, { range: [0, 4] });
      expect({ name, status: page.status, range: page.headers.get('content-range') }).toEqual({
        name,
        status: 200,
        range: expect.stringMatching(new RegExp(`^${name} 0-\\d+/\\d+$`)),
      });
      const deep = await admin.list(name, { range: [MAX_OFFSET + 1, MAX_OFFSET + 5] });
      expect({ name, code: deep.body.code }).toEqual({ name, code: 'request.offset_too_deep' });
      const odd = await admin.list(name, { sort: ['constructor', 'ASC'] });
      const ours = name in RESOURCES;
      expect({ name, clear: ours ? odd.status === 400 : odd.status < 500 }).toEqual({
        name,
        clear: true,
      });
    }
  });

  test.each(all)(
    '%s: getList pages through in order, and says how many there are',
    async (name, { row, sort }) => {
      const pageOf = (page: number) =>
        provider.getList(name, {
          pagination: { page, perPage: 2 },
          sort: { field: sort, order: 'DESC' },
          filter: {},
        });
      const first = await pageOf(1);
      const second = await pageOf(2);
      expect(first.data).toHaveLength(2);
      expect(first.total).toBeGreaterThanOrEqual(3);
      for (const each of first.data) expect(row.strict().parse(each)).toEqual(each);
      const ids = [...first.data, ...second.data].map(({ id }) => String(id));
      expect(new Set(ids).size).toBe(ids.length);
      const [high, low] = first.data.map((each) => each[sort]);
      if (typeof high === 'number') expect(high).toBeGreaterThan(low);
      else expect(String(high).toLowerCase() >= String(low).toLowerCase()).toBe(true);
    },
  );

  test.each(all)('%s: getOne, getMany and the quick search', async (name, { one, sort }) => {
    const list = await provider.getList(name, {
      pagination: FIRST,
      sort: { field: sort, order: 'ASC' },
      filter: {},
    });
    const ids = list.data.map(({ id }) => String(id));
    const { data } = await provider.getOne(name, { id: ids[0] });
    expect(one.strict().parse(data)).toEqual(data);
    expect(data.id).toBe(ids[0]);
    const many = await provider.getMany(name, { ids });
    expect(many.data.map(({ id }) => String(id)).toSorted()).toEqual(ids.toSorted());
    const none = await provider.getList(name, {
      pagination: FIRST,
      sort: { field: sort, order: 'ASC' },
      filter: { q: 'zzqqxx nobody' },
    });
    expect(none).toMatchObject({ data: [], total: 0 });
  });

  test('getMany gives every record asked for, more than a page holds by default', async () => {
    const { body } = await admin.list('payers', { range: [0, 59] });
    const ids = (body as { id: string }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(40);
    const { data } = await provider.getMany('payers', { ids });
    expect(data).toHaveLength(ids.length);
  });

  test.each(['tasks', 'calls', 'coverages'])('%s: getManyReference of a lead', async (name) => {
    const [call] = (await admin.list('calls')).body as { leadId: string }[];
    const { data } = await provider.getManyReference(name, {
      target: 'leadId',
      id: call?.leadId as string,
      pagination: FIRST,
      sort: { field: RESOURCES[name]?.sort as string, order: 'ASC' },
      filter: {},
    });
    expect(data.length).toBeGreaterThan(0);
    for (const each of data) expect(each.leadId).toBe(call?.leadId);
  });

  test.each(changeable)(
    '%s: update once, 409 with both values the second time, 428 without a version',
    async (name, change) => {
      const { data: before } = await someRecord(name);
      const save = (data: Record<string, unknown>) =>
        provider.update(name, { id: before.id, data, previousData: before });
      const [field = '', value] = Object.entries(change)[0] ?? [];
      const { data: after } = await save({ ...before, ...change });
      expect(after).toMatchObject({ ...change, id: before.id });
      expect(after.version).toBeGreaterThan(before.version);
      await expect(save({ ...before, ...change, [field]: before[field] })).rejects.toMatchObject({
        status: 409,
        body: {
          code: 'record.version_conflict',
          current: { [field]: value, version: after.version },
          yours: { [field]: before[field] ?? null },
        },
      });
      const { version: _version, ...rest } = after;
      await expect(save(rest)).rejects.toMatchObject({
        status: 428,
        body: { code: 'record.version_required', errors: { version: expect.any(String) } },
      });
      expect((await provider.getOne(name, { id: before.id })).data).toMatchObject(change);
    },
  );

  test.each(all)('%s: nobody deletes, one or many', async (name) => {
    const { data } = await someRecord(name);
    const refused = { status: 405, body: { code: 'request.method_not_allowed' } };
    await expect(provider.delete(name, { id: data.id, previousData: data })).rejects.toMatchObject(
      refused,
    );
    await expect(provider.deleteMany(name, { ids: [data.id] })).rejects.toMatchObject(refused);
    expect((await provider.getOne(name, { id: data.id })).data.id).toBe(data.id);
  });

  test.each(all)('%s: beyond the deepest offset is a 400 that says so', async (name, { sort }) => {
    const at = (offset: number) =>
      provider.getList(name, {
        pagination: { page: offset / 100 + 1, perPage: 100 },
        sort: { field: sort, order: 'ASC' },
        filter: {},
      });
    expect((await at(MAX_OFFSET)).data).toEqual([]);
    await expect(at(MAX_OFFSET + 100)).rejects.toMatchObject({
      status: 400,
      body: { code: 'request.offset_too_deep', errors: { range: expect.any(String) } },
    });
  });

  test.each(all)('%s: a sort or filter it does not have is a 400 that names it', async (name) => {
    for (const field of ['constructor', '__proto__', 'toString', 'id; DROP TABLE lead', '']) {
      const { status, body } = await admin.list(name, { sort: [field, 'ASC'] });
      expect({ field, status, errors: body.errors }).toEqual({
        field,
        status: 400,
        errors: { sort: expect.any(String) },
      });
    }
    const { status, body } = await admin.list(name, { filter: { colour: 'red' } });
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: { 'filter.colour': expect.any(String) },
    });
  });

  /** The first record of a list, read whole. */
  async function someRecord(name: string) {
    const list = await provider.getList(name, {
      pagination: { page: 1, perPage: 50 },
      sort: { field: RESOURCES[name]?.sort as string, order: 'ASC' },
      filter: name === 'tasks' ? { open: true } : {},
    });
    const other = list.data.find((record) => record.email !== ADMIN);
    return provider.getOne(name, { id: other?.id as string });
  }
});

/** What `fetchUtils.fetchJson` of react-admin does, without a browser around it. */
async function asked(url: string, cookie: string, options: RequestInit = {}) {
  const headers = new Headers(options.headers);
  headers.set('cookie', cookie);
  if (options.body) headers.set('content-type', 'application/json');
  const answer = await fetch(url, { ...options, headers });
  const body = await answer.text();
  const json = JSON.parse(body);
  if (!answer.ok)
    throw Object.assign(new Error(json.message), { status: answer.status, body: json });
  return { status: answer.status, headers: answer.headers, body, json };
}
