import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type Route, RouteList } from '../../apps/desk/src/http/route-list.js';
import { ERROR_STATUS, ROLES } from '#contract';
import { type DeskUnderTest, deskUnderTest } from './desk-under-test.js';

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary?: string;
  tags: string[];
  parameters: { name: string; in: string; required?: boolean; schema?: Json; content?: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
  'x-permission'?: string;
  'x-roles'?: string[];
  'x-access'?: string;
}

describe('the API’s description', () => {
  let t: DeskUnderTest;
  let document: Json & { paths: Record<string, Record<string, Operation>> };
  beforeAll(async () => {
    t = await deskUnderTest();
    document = (await (await fetch(`${t.url}/api/openapi.json`)).json()) as typeof document;
  }, 60_000);
  afterAll(() => t?.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );

  test('is OpenAPI 3.1, needs no session, and its page needs no script', async () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: expect.any(String), version: expect.any(String) },
      servers: [{ url: expect.stringMatching(/^http/) }],
    });
    const page = await fetch(`${t.url}/api/docs`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const html = await page.text();
    expect(html).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1|localhost)[^\s"<]*\.(js|css)/);
    for (const path of Object.keys(document.paths)) expect(html).toContain(`<code>${path}</code>`);
  });

  test('is the same small or as it is, and made once for all who ask', async () => {
    const ask = (path: string, encoding: string) =>
      fetch(t.url + path, { headers: { 'accept-encoding': encoding } });
    for (const path of ['/api/openapi.json', '/api/docs']) {
      const [small, plain] = await Promise.all([ask(path, 'gzip'), ask(path, 'identity')]);
      expect([
        small.headers.get('content-encoding'),
        plain.headers.get('content-encoding'),
      ]).toEqual(['gzip', null]);
      const length = Number(small.headers.get('content-length'));
      expect(await small.text()).toBe(await plain.text());
      expect(length).toBeLessThan(Number(plain.headers.get('content-length')) / 5);
    }
    // Anybody may ask without signing in: a hundred times costs the desk next to nothing.
    const before = process.cpuUsage();
    for (let n = 0; n < 100; n += 1) await (await ask('/api/openapi.json', 'gzip')).arrayBuffer();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(4);
  });

  test('has every route of the desk, and no other', () => {
    const described = operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const real = t.desk.app
      .get(RouteList)
      .routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(described.toSorted()).toEqual(real.toSorted());
  });

  test('says of each route what it does, who may, what it takes and what it answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, method, operation } of operations()) {
      const label = `${method} ${path}`;
      expect({ label, summary: operation.summary }).toEqual({
        label,
        summary: expect.stringMatching(/\.$/),
      });
      const who = operation['x-permission'] ?? operation['x-access'];
      expect({ label, who }).toEqual({ label, who: expect.any(String) });
      for (const role of operation['x-roles'] ?? []) expect(ROLES).toContain(role);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((one) => one.in === 'path');
      expect({ label, inPath: declared.map(({ name }) => name) }).toEqual({ label, inPath });
      expect(declared.every(({ required }) => required)).toBe(true);
      for (const parameter of operation.parameters) {
        expect(parameter.schema ?? parameter.content).toBeDefined();
      }
      const writes = readsBody(t.desk.app.get(RouteList).routes, method, path);
      const taken = operation.requestBody?.content['application/json']?.schema;
      expect({ label, takes: taken !== undefined }).toEqual({ label, takes: writes });
      if (taken) expect(hasShape(taken)).toBe(true);
      const { default: refusal, ...successes } = operation.responses;
      expect(refusal?.content?.['application/json']?.schema).toEqual({
        $ref: '#/components/schemas/Error',
      });
      expect(Object.keys(successes)).toEqual([expect.stringMatching(/^20[01]$/)]);
      for (const { content = {} } of Object.values(successes)) {
        const [answer] = Object.values(content);
        expect({ label, answers: answer !== undefined && hasShape(answer.schema) }).toEqual({
          label,
          answers: true,
        });
      }
    }
  });

  test('is a valid document: references lead somewhere, schemas are JSON Schema 2020-12', () => {
    const problems: string[] = [];
    walk(document, '#', (value, at) => {
      const reference = value.$ref;
      if (typeof reference === 'string' && !resolve(document, reference)) {
        problems.push(`${at}: ${reference} leads nowhere`);
      }
      if (typeof reference === 'string') return;
      if ('nullable' in value) problems.push(`${at}: nullable is of OpenAPI 3.0`);
      if (Array.isArray(value.items)) problems.push(`${at}: a tuple is prefixItems`);
      if (typeof value.exclusiveMinimum === 'boolean') problems.push(`${at}: is of draft 4`);
      for (const name of asList(value.required)) {
        const properties = (value.properties ?? {}) as Json;
        if (!(String(name) in properties)) problems.push(`${at}: requires unknown ${String(name)}`);
      }
    });
    expect(problems).toEqual([]);
  });

  test('what it describes is what is answered: codes are known, statuses are theirs', async () => {
    const answer = await fetch(`${t.url}/api/leads`);
    const body = (await answer.json()) as { code: keyof typeof ERROR_STATUS };
    expect(answer.status).toBe(ERROR_STATUS[body.code]);
    const error = (document.components as { schemas: { Error: Json } }).schemas.Error;
    expect(error).toMatchObject({ type: 'object', required: ['code', 'message'] });
  });
});

/** Whether a route's method has a parameter that is the body; some verbs need none. */
function readsBody(routes: readonly Route[], method: string, path: string): boolean {
  const route = routes.find(
    (one) => one.method === method.toUpperCase() && one.path.replaceAll(/:(\w+)/g, '{$1}') === path,
  );
  if (!route) throw new Error(`No route ${method} ${path}`);
  const parameters: object =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, route.type, route.handler) ?? {};
  return Object.keys(parameters).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`));
}

function hasShape(schema: Json): boolean {
  return ['type', '$ref', 'anyOf', 'oneOf', 'allOf'].some((key) => key in schema);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function resolve(document: Json, reference: string): boolean {
  const parts = reference.replace(/^#\//, '').split('/');
  let at: unknown = document;
  for (const part of parts) at = (at as Json | undefined)?.[part];
  return reference.startsWith('#/') && at !== undefined;
}

/** Calls `look` on every object below; the names of properties are no keywords. */
function walk(
  value: unknown,
  at: string,
  look: (value: Json, at: string) => void,
  names = false,
): void {
  if (Array.isArray(value)) return value.forEach((one, index) => walk(one, `${at}/${index}`, look));
  if (typeof value !== 'object' || value === null) return;
  if (!names) look(value as Json, at);
  for (const [key, inner] of Object.entries(value)) {
    walk(inner, `${at}/${key}`, look, !names && ['properties', 'paths', 'schemas'].includes(key));
  }
}
