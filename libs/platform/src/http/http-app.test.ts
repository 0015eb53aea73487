import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpException, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { DomainError } from '../domain-error.js';
import { createLogger } from '../logger.js';
import { createHttpApp } from './http-app.js';

const Person = z.object({ name: z.string().min(1, 'Please give a name.'), age: z.number().int() });

const thrown: Record<string, () => unknown> = {
  domain: () => new DomainError('lead.not_found', { status: 404, message: 'No such lead.' }),
  zod: () => Person.safeParse({ name: '' }).error,
  unknown: () => new Error('secret-detail of 555-0100'),
  database: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  unique: () =>
    Object.assign(new Error('duplicate key'), {
      severity: 'ERROR',
      code: '23505',
      detail: 'canary',
    }),
  http: () => new HttpException('teapot-detail', 418),
  text: () => 'just text',
};

@Controller('things')
class ThingController {
  @Post()
  create(@Body({ schema: Person }) person: z.infer<typeof Person>) {
    return person;
  }

  @Get('throw/:kind')
  fail(@Param('kind') kind: string): never {
    throw thrown[kind]?.();
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

describe('an HTTP process', () => {
  let app: NestFastifyApplication;
  let url: string;
  const lines: string[] = [];
  let databaseWorks = true;

  beforeAll(async () => {
    const logger = createLogger('test', { destination: { write: (line) => lines.push(line) } });
    app = await createHttpApp(ThingModule, {
      logger,
      bodyLimit: 2000,
      ready: {
        database: async () => {
          if (!databaseWorks) throw new Error('away');
        },
      },
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = async (body: string, type = 'application/json') => {
    const answer = await fetch(`${url}/things`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    return { status: answer.status, body: await answer.json() };
  };

  test('takes what the schema takes and drops what it does not know', async () => {
    expect(await post('{"name":"Ana","age":3,"admin":true}')).toEqual({
      status: 201,
      body: { name: 'Ana', age: 3 },
    });
  });

  test('names each wrong field', async () => {
    expect(await post('{"name":"","age":"x"}')).toEqual({
      status: 400,
      body: {
        code: 'request.invalid',
        message: expect.any(String),
        errors: { name: 'Please give a name.', age: expect.stringContaining('number') },
      },
    });
  });

  test.each([
    ['malformed JSON', '{"name":', 400, 'request.malformed_json'],
    ['no JSON at all', 'x', 400, 'request.malformed_json'],
    ['a body too large', JSON.stringify({ name: 'a'.repeat(5000) }), 413, 'request.too_large'],
    ['NUL', '{"name":"a\\u0000b","age":1}', 422, 'request.unsupported_text'],
    ['half a surrogate pair', '{"name":"a\\ud800b","age":1}', 422, 'request.unsupported_text'],
    ['NUL in a key', '{"na\\u0000me":"x"}', 422, 'request.unsupported_text'],
    [
      'a prototype',
      '{"__proto__":{"admin":true},"name":"a","age":1}',
      400,
      'request.malformed_json',
    ],
    ['an array', '[]', 400, 'request.invalid'],
    ['null', 'null', 400, 'request.invalid'],
    ['emptiness', '', 400, expect.stringMatching(/^request\./)],
    ['absurd depth', `${'[['.repeat(200)}${']]'.repeat(200)}`, 400, 'request.invalid'],
  ])('answers %s with a clear refusal', async (_what, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code, message: expect.any(String) } });
  });

  test('names the field that holds what cannot be stored', async () => {
    const answer = await post('{"insurance":[{"payer":"a\\u0000"}]}');
    expect(answer.body.errors).toEqual({ 'insurance.0.payer': expect.any(String) });
  });

  test('refuses a kind of content it does not know', async () => {
    expect(await post('<a/>', 'text/xml')).toMatchObject({
      status: 415,
      body: { code: 'request.unsupported_media_type' },
    });
  });

  test.each([
    ['domain', 404, 'lead.not_found'],
    ['zod', 400, 'request.invalid'],
    ['unknown', 500, 'internal'],
    ['database', 503, 'service.database_away'],
    ['unique', 500, 'internal'],
    ['http', 418, 'request.invalid'],
    ['text', 500, 'internal'],
  ])('maps a thrown %s error', async (kind, status, code) => {
    const answer = await fetch(`${url}/things/throw/${kind}`);
    const text = await answer.text();
    expect({ status: answer.status, code: JSON.parse(text).code }).toEqual({ status, code });
    expect(text).not.toMatch(/secret-detail|teapot-detail|canary|stack|\.ts/);
  });

  test('R15 the log names the route, not the address, and none of the values', async () => {
    lines.length = 0;
    await fetch(`${url}/things/throw/unique?phone=5550100`);
    const log = lines.join('');
    expect(log).toContain('/things/throw/:kind');
    expect(log).not.toMatch(/5550100|canary|duplicate key/);
  });

  test('an address that does not exist is 404, without repeating it', async () => {
    const answer = await fetch(`${url}/nowhere/5550100`);
    const text = await answer.text();
    expect(answer.status).toBe(404);
    expect(JSON.parse(text).code).toBe('request.not_found');
    expect(text).not.toContain('5550100');
  });

  test.each(['/things/throw/a%00b', '/things/throw/x?q=%00', '/%ff', '/things/throw/%'])(
    'a hostile address %s is refused, never a 500',
    async (path) => {
      const answer = await fetch(url + path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.json()).toMatchObject({ code: expect.any(String) });
    },
  );

  test('is live always and ready only while every part works', async () => {
    databaseWorks = false;
    const notReady = await fetch(`${url}/health/ready`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({ status: 'not ready', failed: ['database'] });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    databaseWorks = true;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });
});
