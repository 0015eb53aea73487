import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RouteList } from '../../apps/desk/src/http/route-list.js';
import { TestWorker } from '../worker.js';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';
import { fillDesk, RESOURCES } from './resources.js';

interface Shape {
  properties?: Record<string, unknown>;
}
interface Operation {
  requestBody?: { content: { 'application/json': { schema: Shape } } };
  parameters: { name: string; in: string; content?: { 'application/json': { schema: Shape } } }[];
}

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';
const LONG = 'x'.repeat(200_000);
/** What nobody in their right mind sends. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  9_007_199_254_740_991,
  '',
  ' ',
  'nonsense',
  NOBODY,
  LONG,
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  [],
  {},
  ['nonsense'],
  [NOBODY],
  [null],
  { __proto__: null, constructor: 1 },
];
/**
 * Of every field its third of them, each field another: what a kind of field takes badly shows at one of its
 * kind. All of them at all fields in the long form, `npm run test:thorough`.
 */
const shareOf = (field: number, odd = ODD) =>
  process.env.BRIDGELINE_THOROUGH ? odd : odd.filter((_, n) => (n + field) % 3 === 0);
/** JSON texts that read as something no database stores. */
const UNSTORABLE = ['"a\\u0000b"', '"\\ud800"', '"\\udc00 x"', '["\\ud83d"]', '{"\\u0000": 1}'];

/** What a body needs beside the field that is wrong, so that it gets past the door. */
const WHOLE: Record<string, Record<string, unknown>> = {
  '/api/leads': { name: 'Somebody', phone: '(415) 555-0990' },
  '/api/leads/:id/assignment': { ownerId: null },
  '/api/leads/:id/calls': { disposition: 'no_answer' },
  '/api/leads/:id/low-cost-offer': { note: 'A free clinic' },
  '/api/leads/:id/stage': { stage: 'contacted' },
  '/api/tasks': { title: 'Ask', dueAt: '2026-12-01T10:00:00Z' },
  '/api/tasks/:id/drop': { reason: 'Not needed' },
  '/api/users': { name: 'Rosa Blum', email: 'rosa@desk.example', role: 'agent' },
  '/api/sources': { name: 'Somewhere', kind: 'partner' },
  '/api/teams/:id': { name: 'Some team' },
};
const text = (value: unknown) => JSON.stringify(value).slice(0, 60);

describe('bad input is refused by name, and is never our fault', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let cookie: string;
  let admin: DeskClient;
  let paths: Record<string, Record<string, Operation>>;
  const known = new Map<string, { id: string; version?: number }>();
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    cookie = await signIn(t.url, (await t.hire('admin')).email);
    admin = deskClient(t.url, cookie);
    await fillDesk(admin, worker);
    paths = (await admin.get('/api/openapi.json')).body.paths;
    for (const name of Object.keys(RESOURCES)) {
      const [first] = (await admin.list(name)).body as { id: string; version?: number }[];
      if (first) known.set(name, first);
    }
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  /** A real record's address, so that the body is what is wrong. */
  const addressOf = (path: string) =>
    path.replaceAll(/:\w+/g, known.get(path.split('/')[2] ?? '')?.id ?? 'nobody');
  const writes = () =>
    t.desk.app.get(RouteList).routes.flatMap(({ method, path }) => {
      const operation = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const shape = operation?.requestBody?.content['application/json'].schema;
      return shape ? [{ method, path, fields: Object.keys(shape.properties ?? {}) }] : [];
    });
  const sendText = async (method: string, path: string, content: string) => {
    const answer = await fetch(t.url + addressOf(path), {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      body: content,
    });
    return { status: answer.status, body: await answer.json() };
  };

  test('every field of every body: wrong types, absurd dates and numbers, ids of nobody', async () => {
    const routes = writes();
    expect(routes.length).toBeGreaterThan(20);
    const broken: unknown[] = [];
    let turn = 0;
    for (const { method, path, fields } of routes) {
      let version = fields.includes('version') ? await versionOf(path) : undefined;
      for (const field of fields) {
        turn += 1;
        for (const value of shareOf(turn)) {
          const rest = { ...WHOLE[path], ...(version === undefined ? {} : { version }) };
          const { status } = await sendText(
            method,
            path,
            JSON.stringify({ ...rest, [field]: value }),
          );
          if (status >= 500) broken.push({ method, path, field, value: text(value), status });
          if (status < 300 && version !== undefined) version = await versionOf(path);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 240_000);

  test('bodies that are no object at all', async () => {
    for (const { method, path } of writes()) {
      for (const given of ['null', '[]', '7', '"text"', '{', '', '[[[[]]]]']) {
        const { status, body } = await sendText(method, path, given);
        expect({ path, given, clear: status >= 400 && status < 500 }).toEqual({
          path,
          given,
          clear: true,
        });
        expect(body).toMatchObject({ code: expect.any(String), message: expect.any(String) });
      }
    }
  }, 60_000);

  test('half surrogates and NUL are a 422 that names the field, in every body', async () => {
    for (const { method, path, fields } of writes()) {
      const field = fields.find((name) => name !== 'version') ?? 'version';
      for (const odd of UNSTORABLE) {
        const { status, body } = await sendText(method, path, `{"${field}": ${odd}}`);
        const named = Object.keys(body.errors ?? {}).some((name) => name.startsWith(field));
        expect({ path, odd, status, named }).toEqual({ path, odd, status: 422, named: true });
      }
    }
  }, 60_000);

  test('a megabyte is a 413, whichever route', async () => {
    for (const { method, path, fields } of writes()) {
      const large = JSON.stringify({ [fields[0] ?? 'name']: 'x'.repeat(1_048_576) });
      const { status, body } = await sendText(method, path, large);
      expect({ path, status, code: body.code }).toEqual({
        path,
        status: 413,
        code: 'request.too_large',
      });
    }
  }, 60_000);

  test('every filter of every list', async () => {
    const broken: unknown[] = [];
    const short = ODD.filter((odd) => odd !== LONG);
    let turn = 0;
    for (const name of Object.keys(RESOURCES)) {
      const filter = paths[`/api/${name}`]?.get?.parameters.find((one) => one.name === 'filter');
      const fields = Object.keys(filter?.content?.['application/json'].schema.properties ?? {});
      expect(fields).toContain('q');
      for (const field of fields) {
        turn += 1;
        for (const value of shareOf(turn, short)) {
          const { status } = await admin.list(name, { filter: { [field]: value }, range: [0, 0] });
          if (status >= 500) broken.push({ name, field, value: text(value), status });
        }
        for (const odd of UNSTORABLE) {
          const query = encodeURIComponent(`{"${field}": ${odd}}`);
          const { status, body } = await admin.get(`/api/${name}?filter=${query}`);
          if (status !== 422) broken.push({ name, field, odd, status, body });
        }
      }
    }
    expect(broken).toEqual([]);
  }, 120_000);

  test('sort and range', async () => {
    for (const name of Object.keys(RESOURCES)) {
      for (const sort of [
        '',
        'id',
        '["id"]',
        '["id","UP"]',
        '[1,"ASC"]',
        '{}',
        '["\\u0000","ASC"]',
      ]) {
        const { status } = await admin.get(`/api/${name}?sort=${encodeURIComponent(sort)}`);
        expect({ name, sort, clear: status === 400 || status === 422 }).toEqual({
          name,
          sort,
          clear: true,
        });
      }
      for (const range of ['', '[0]', '[-1,5]', '[0,1e9]', '[0.5,2]', '["0","9"]', 'null']) {
        const { status } = await admin.get(`/api/${name}?range=${encodeURIComponent(range)}`);
        expect({ name, range, status }).toEqual({ name, range, status: 400 });
      }
      const twice = await admin.get(`/api/${name}?filter={}&filter={}&sort=a&sort=b`);
      expect({ name, status: twice.status }).toEqual({ name, status: 400 });
    }
  }, 60_000);

  test('queries that are no list', async () => {
    const lead = known.get('leads')?.id as string;
    for (const path of [
      '/api/reports/leads-by-day?days=0',
      '/api/reports/leads-by-day?days=many',
      '/api/reports/leads-by-day?days=1e9',
      `/api/leads/${lead}/activities?limit=0`,
      `/api/leads/${lead}/activities?limit=201`,
      `/api/leads/${lead}/activities?beforeAt=0000-01-01T00:00:00Z&beforeId=${NOBODY}`,
      `/api/leads/${lead}/activities?beforeAt=yesterday&beforeId=${NOBODY}`,
    ]) {
      const { status, body } = await admin.get(path);
      expect({ path, status, errors: Object.keys(body.errors ?? {}).length }).toEqual({
        path,
        status: 400,
        errors: 1,
      });
    }
    expect((await admin.get('/api/leads/%00')).status).toBe(422);
    expect((await admin.get('/api/leads/%ff')).status).toBeLessThan(500);
    expect((await admin.get(`/api/leads/${'a'.repeat(5000)}`)).status).toBeLessThan(500);
  });

  /** The record's version now, where the address is one record's. */
  async function versionOf(path: string): Promise<number | undefined> {
    if (path === '/api/organisation') return (await admin.get(path)).body.version;
    const [, , name = '', parameter] = path.split('/');
    if (parameter !== ':id') return undefined;
    return (await admin.get(`/api/${name}/${known.get(name)?.id}`)).body.version;
  }
});
