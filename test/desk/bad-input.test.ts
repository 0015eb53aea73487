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
/** Whoever asks these is signed out. */
const LEAVING = new Set(['/api/me/sessions/ending']);
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
      return shape && !LEAVING.has(path)
        ? [{ method, path, fields: Object.keys(shape.properties ?? {}) }]
        : [];
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

  test('every parameter of every address: what climbs, breaks out, or goes on and on', async () => {
    const odd = [
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e%2f',
      "' OR 1=1--",
      '$(id)',
      '%0d%0aSet-Cookie:%20a=b',
      '__proto__',
      'constructor',
      'a'.repeat(190),
      '0190a0a0-0000-7000-8000-00000000000g',
      '%F0%9F%A6%84',
    ];
    const broken: unknown[] = [];
    let turn = 0;
    for (const { method, path } of t.desk.app.get(RouteList).routes) {
      if (!path.includes(':')) continue;
      turn += 1;
      for (const text of shareOf(turn, odd) as string[]) {
        const answer = await fetch(t.url + path.replaceAll(/:\w+/g, text), {
          method,
          headers: { cookie, 'content-type': 'application/json' },
          redirect: 'manual',
          ...(method === 'GET' ? {} : { body: '{}' }),
        });
        await answer.arrayBuffer();
        const odds = answer.status >= 500 || answer.headers.getSetCookie().length > 0;
        if (odds) broken.push({ method, path, text, status: answer.status });
      }
    }
    expect(turn).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  }, 120_000);

  test('no body reaches the prototype of everything, and none is read for longer than a moment', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const wide = JSON.stringify(Array.from({ length: 40_000 }, (_, n) => n));
    const slow: unknown[] = [];
    for (const { method, path, fields } of writes()) {
      const field = fields[0] ?? 'name';
      for (const content of [
        `{"__proto__": {"polluted": 1}, "${field}": 1}`,
        `{"constructor": {"prototype": {"polluted": 1}}, "${field}": 1}`,
        `{"${field}": ${deep}}`,
        `{"${field}": ${wide}}`,
        // What a careless regular expression backtracks over.
        `{"${field}": "${'a'.repeat(30_000)}!"}`,
        `{"${field}": "${' '.repeat(30_000)}x"}`,
        `{"${field}": "${'+1'.repeat(15_000)}@"}`,
      ]) {
        const began = performance.now();
        const { status } = await sendText(method, path, content);
        const took = performance.now() - began;
        if (status >= 500 || took > 1500)
          slow.push({ method, path, status, took, content: content.slice(0, 60) });
      }
    }
    expect(slow).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }, 120_000);

  test('R7 fields that are not offered change nothing, whatever a body holds', async () => {
    const agent = await t.hire('agent');
    const client = deskClient(t.url, await signIn(t.url, agent.email));
    const { id, version } = known.get('leads') as { id: string; version: number };
    const before = (await client.get(`/api/leads/${id}`)).body;
    const sent = {
      ...before,
      version: (await versionOf('/api/leads/:id')) ?? version,
      id: NOBODY,
      number: 1,
      stage: 'admitted',
      urgency: 'P0',
      ownerId: agent.id,
      teamId: NOBODY,
      levelAssessed: 'residential_high',
      receivedAt: '2020-01-01T00:00:00Z',
      createdAt: '2020-01-01T00:00:00Z',
      closedAt: '2020-01-01T00:00:00Z',
      lowCostOfferedAt: '2020-01-01T00:00:00Z',
      patientId: NOBODY,
    };
    const { status, body } = await client.put(`/api/leads/${id}`, sent);
    expect(status).toBe(200);
    for (const field of [
      'id',
      'number',
      'stage',
      'urgency',
      'ownerId',
      'levelAssessed',
      'receivedAt',
      'closedAt',
      'lowCostOfferedAt',
    ]) {
      expect({ field, value: body[field] }).toEqual({ field, value: before[field] });
    }
    const self = await client.put(`/api/users/${agent.id}`, { version: 1, role: 'admin' });
    expect(self.status).toBe(403);
    await client.put('/api/me/preferences/theme', {
      value: 'dark',
      staffId: NOBODY,
      role: 'admin',
    });
    const me = (await client.get('/api/me')).body;
    expect(me).toMatchObject({ role: 'agent', preferences: { theme: 'dark' } });
    const view = { resource: 'leads', name: 'Mine', filter: {}, ownerId: NOBODY, staffId: NOBODY };
    const made = await client.post('/api/saved-views', view);
    if (made.status === 201) expect(JSON.stringify(made.body)).not.toContain(NOBODY);
  });

  test('headers of a client decide nothing: neither where links lead nor who it is', async () => {
    const invited = await fetch(`${t.url}/api/users`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'https',
        'x-real-ip': '203.0.113.9',
        'x-http-method-override': 'DELETE',
        'x-request-id': 'mine',
      },
      body: JSON.stringify({ name: 'Ada Moss', email: 'ada@desk.example', role: 'agent' }),
    });
    const { link, id } = (await invited.json()) as { link: string; id: string };
    expect([invited.status, new URL(link).host]).toEqual([201, 'localhost:4500']);
    const [row] = await t.owner.query(
      `SELECT ip, request_id FROM audit_event WHERE action = 'staff.invited' AND resource_id = $1`,
      [id],
    );
    expect(row.ip).toMatch(/127\.0\.0\.1|::1/);
    expect(row.request_id).not.toBe('mine');
    expect(invited.headers.get('x-request-id')).toBe(row.request_id);
  });

  test.each([
    'a"\r\nSet-Cookie: a=b\r\n.txt',
    '../../../etc/passwd',
    'C:\\Windows\\win.ini',
    'ünï ☃.txt',
    '\u202Egpj.exe.txt',
    '%0d%0aX-Evil: 1.txt',
    `${'x'.repeat(150)}.txt`,
  ])('a file called %j is given back under a name that is one, in one header', async (name) => {
    const lead = known.get('leads')?.id as string;
    const sent = await fetch(`${t.url}/api/leads/${lead}/files`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
      },
      body: 'Nothing but text.',
    });
    expect([201, 400, 422]).toContain(sent.status);
    if (sent.status !== 201) return;
    const { id } = (await sent.json()) as { id: string };
    const got = await fetch(`${t.url}/api/leads/${lead}/files/${id}`, { headers: { cookie } });
    const said = got.headers.get('content-disposition') ?? '';
    expect(said).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.%~!*-]*$/);
    expect(said).not.toMatch(/filename="[^"]*[/\\]/);
    expect([got.headers.getSetCookie(), got.headers.get('x-evil')]).toEqual([[], null]);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('who sends a request a byte at a time is cut off', () => {
    const server = t.desk.app.getHttpServer();
    expect(server.requestTimeout).toBe(30_000);
    expect(server.headersTimeout).toBe(10_000);
  });

  /** The record's version now, where the address is one record's. */
  async function versionOf(path: string): Promise<number | undefined> {
    if (path === '/api/organisation') return (await admin.get(path)).body.version;
    const [, , name = '', parameter] = path.split('/');
    if (parameter !== ':id') return undefined;
    return (await admin.get(`/api/${name}/${known.get(name)?.id}`)).body.version;
  }
});
