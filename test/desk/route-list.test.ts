import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { May } from '../../apps/desk/src/http/access.js';
import { RouteList } from '../../apps/desk/src/http/route-list.js';
import { may, ROLES, type Role } from '#contract';
import { createHttpApp, createLogger } from '#platform';
import { accessTable } from '../trust/access-table.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

const quiet = createLogger('desk', { destination: { write: () => undefined } });

@Controller('api/careful')
class CarefulController {
  @Get()
  @May('lead.read')
  read() {
    return [];
  }
}

@Controller('api/careless')
class CarelessController {
  @Get()
  read() {
    return 'who am I to ask';
  }
}

function appOf(controllers: (new () => unknown)[]) {
  class Some {}
  Module({ imports: [DiscoveryModule], controllers, providers: [RouteList] })(Some);
  return createHttpApp(Some, { logger: quiet });
}

describe('R7 every route says who may use it', () => {
  test('R7 a route without a declaration does not start', async () => {
    const app = await appOf([CarefulController, CarelessController]);
    await expect(app.init()).rejects.toThrow(
      /CarelessController\.read does not say who may use it/,
    );
    await app.close();
  });

  test('R7 with all declared it starts', async () => {
    const app = await appOf([CarefulController]);
    await app.init();
    expect(app.get(RouteList).routes).toMatchObject([{ method: 'GET', path: '/api/careful' }]);
    await app.close();
  });
});

/** A body that is refused, so that an allowed request changes nothing. */
const NOTHING = '{}';
const STREAMS = new Set(['/api/events']);

describe('R7 role × route', () => {
  let t: DeskUnderTest;
  const cookies = new Map<Role, string>();
  beforeAll(async () => {
    t = await deskUnderTest();
    for (const role of ROLES) cookies.set(role, await signIn(t.url, (await t.hire(role)).email));
  }, 60_000);
  afterAll(() => t?.close());

  const ask = (method: string, path: string, cookie?: string) =>
    fetch(t.url + path.replaceAll(/:\w+/g, '0190a0a0-0000-7000-8000-000000000000'), {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' ? {} : { body: NOTHING }),
    });

  test('R7 the guard of the whole app is on', () => {
    expect(t.desk.app.get(RouteList).routes.length).toBeGreaterThan(25);
    expect(APP_GUARD).toBeDefined();
  });

  test('R7 without a session only what is declared public answers', async () => {
    for (const route of t.desk.app.get(RouteList).routes) {
      const { status } = await ask(route.method, route.path);
      const label = `${route.method} ${route.path}`;
      const open = status !== 401;
      expect({ label, open }).toEqual({ label, open: route.access.kind === 'public' });
    }
  });

  test.each([...ROLES])('R7 %s gets in exactly where the role may', async (role) => {
    for (const { method, path, access } of t.desk.app.get(RouteList).routes) {
      if (STREAMS.has(path)) continue;
      const { status } = await ask(method, path, cookies.get(role));
      const label = `${method} ${path}`;
      const expected = access.kind === 'permission' ? may(role, access.permission) : true;
      expect({ label, status, allowed: status !== 403 }).toEqual({
        label,
        status,
        allowed: expected,
      });
      expect(status).not.toBe(401);
      expect(status).toBeLessThan(500);
    }
  });

  test('R7 the auditor sees no route that names a patient', () => {
    const naming = /lead|person|people|inquir|call|task|coverage/;
    const open = t.desk.app
      .get(RouteList)
      .routes.filter(
        ({ access }) => access.kind === 'permission' && may('auditor', access.permission),
      )
      .map(({ path }) => path);
    expect(open.filter((path) => naming.test(path) && !path.startsWith('/api/reports'))).toEqual(
      [],
    );
  });

  test('R7 docs/access.md says what the routes declare', async () => {
    const file = new URL('../../docs/access.md', import.meta.url);
    const made = accessTable(t.desk.app.get(RouteList).routes);
    expect(await readFile(file, 'utf8')).toBe(made);
  });

  test('nobody deletes: 405 with what the address allows instead', async () => {
    const cookie = cookies.get('admin') as string;
    const answer = await ask('DELETE', '/api/sources/:id', cookie);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'PUT']);
    expect(await answer.json()).toMatchObject({ code: 'request.method_not_allowed' });
    expect((await ask('DELETE', '/api/nothing', cookie)).status).toBe(404);
  });
});
