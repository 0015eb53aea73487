import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Body, Controller, Get, HttpException, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { DomainError } from '../domain-error.js';
import { newId } from '../ids.js';
import { createLogger } from '../logger.js';
import { testDatabase } from '../../../../test/database.js';
import { createPool } from '../database/pool.js';
import { openTracing } from '../tracing/tracing.js';
import { wordsOf } from '../tracing/watch-database.js';
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

describe('somebody who takes their time', () => {
  let app: NestFastifyApplication;
  let port: number;
  beforeAll(async () => {
    const logger = createLogger('test', { destination: { write: () => undefined } });
    app = await createHttpApp(ThingModule, { logger, headersTimeout: 300, requestTimeout: 900 });
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  /** Sends `first`, then a letter every 50 ms; how long it took the server to hang up, and what it said. */
  const dribble = (first: string, then: string) =>
    new Promise<{ took: number; said: string }>((resolve, reject) => {
      const began = Date.now();
      const socket = connect(port, '127.0.0.1', () => socket.write(first));
      const timer = setInterval(() => then && socket.writable && socket.write(then), 50);
      let said = '';
      socket.on('data', (part: Buffer) => (said += part.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        clearTimeout(tooLong);
        resolve({ took: Date.now() - began, said });
      });
      const tooLong = setTimeout(() => {
        socket.destroy();
        reject(new Error('The server still waits.'));
      }, 10_000);
    });

  test.each([
    ['a head that never ends', 'GET /health/live HTTP/1.1\r\nhost: x\r\n', 'x-a: b\r\n'],
    ['nothing at all', '', ''],
    [
      'a body that never ends',
      'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1500\r\n\r\n{',
      ' ',
    ],
  ])(
    '%s is hung up on, and others are answered meanwhile',
    async (_what, first, then) => {
      const slow = Promise.all(Array.from({ length: 50 }, () => dribble(first, then)));
      const answer = await fetch(`http://127.0.0.1:${port}/health/live`);
      expect(answer.status).toBe(200);
      for (const { took } of await slow) expect(took).toBeLessThan(6000);
    },
    30_000,
  );

  test('a body that is packed is refused as it is: nothing is unpacked that could grow', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    const answer = await fetch(`http://127.0.0.1:${port}/things`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect([400, 415]).toContain(answer.status);
  });
});

describe('OpenTelemetry', () => {
  test('is not there unless a collector is named', async () => {
    expect(await openTracing('test', {})).toBeUndefined();
    expect(await openTracing('test', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).toBeUndefined();
  });

  test('R15 requests, statements and jobs by their names; nothing of what was in them', async () => {
    const sent: string[] = [];
    const collector = createServer((request, answer) => {
      request.setEncoding('utf8');
      let body = `${request.url} `;
      request.on('data', (part: string) => (body += part));
      request.on('end', () => {
        sent.push(body);
        answer.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready));
    const { port } = collector.address() as AddressInfo;
    const db = await testDatabase();
    const tracing = await openTracing('desk', {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    });
    const pool = createPool(db.ownerUrl, { name: 'test' });
    const logger = createLogger('test', { destination: { write: () => undefined } });
    const app = await createHttpApp(ThingModule, {
      logger,
      tracing,
      prepare: (http) => {
        http.post('/people/:name', async (request) => {
          const { name } = request.params as { name: string };
          await pool.query('SELECT id FROM person WHERE $1 <> $2', [name, request.body]);
          await pool.query("SELECT 'Canary-4' FROM lead WHERE false").catch(() => undefined);
          return { name };
        });
      },
    });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const { headers } = await fetch(`${url}/people/Canary-1?q=Canary-2`, {
      method: 'POST',
      body: '"Canary-3"',
      headers: { 'content-type': 'application/json' },
    });
    await fetch(`${url}/things/throw/unknown`);
    const requestId = headers.get('x-request-id') ?? '';
    const other = newId();
    const done = async (): Promise<void> => undefined;
    await tracing?.span('job of one', { 'job.name': 'one' }, [requestId], done);
    await tracing?.span('job of two', { 'job.count': 2 }, [requestId, other], done);
    const job = tracing?.span('job take-in', { 'job.name': 'take-in' }, [], async () => {
      await pool.query({ text: 'UPDATE lead SET age = $1 WHERE false', values: [99] });
      throw Object.assign(new TypeError('Canary-5'), { detail: 'Canary-6' });
    });
    await expect(job).rejects.toThrow('Canary-5');
    await pool.query('SELECT 1 FROM facility');
    await app.close();
    await tracing?.close();
    await pool.end();
    collector.close();
    await db.drop();
    const text = sent.join();
    expect(sent[0]).toMatch(/^\/v1\/traces /);
    expect(text).not.toMatch(/Canary|127\.0\.0\.1|"facility"/);
    interface Sent {
      traceId: string;
      spanId: string;
      parentSpanId?: string;
      name: string;
      status?: { code?: number };
      links?: { traceId: string; spanId: string }[];
      attributes: { key: string }[];
    }
    const spans = sent.flatMap((body) =>
      (JSON.parse(body.slice(body.indexOf('{'))) as { resourceSpans: Resource[] }).resourceSpans
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap((scope) => scope.spans),
    );
    interface Resource {
      scopeSpans: { spans: Sent[] }[];
    }
    const named = (name: string) => spans.find((span) => span.name === name);
    const request = named('POST /people/:name');
    expect(spans.map(({ name }) => name).toSorted()).toEqual([
      'GET /things/throw/:kind',
      'POST /people/:name',
      'SELECT lead',
      'SELECT person',
      'UPDATE lead',
      'job of one',
      'job of two',
      'job of two',
      'job of two',
      'job take-in',
    ]);
    // A job goes on with the trace of the request that wanted it, which is the request's id.
    const traceId = requestId.replaceAll('-', '');
    expect(request).toMatchObject({ traceId, spanId: traceId.slice(16) });
    const wanted = { traceId, parentSpanId: request?.spanId };
    expect(named('job of one')).toMatchObject(wanted);
    const together = spans.filter(({ name }) => name === 'job of two');
    const own = together.find(({ parentSpanId }) => !parentSpanId);
    const link = { traceId: own?.traceId, spanId: own?.spanId };
    expect(together.filter((span) => span !== own)).toEqual([
      expect.objectContaining({ ...wanted, links: [expect.objectContaining(link)] }),
      expect.objectContaining({ traceId: other.replaceAll('-', '') }),
    ]);
    for (const name of ['SELECT person', 'SELECT lead']) {
      expect(named(name)).toMatchObject({
        traceId: request?.traceId,
        parentSpanId: request?.spanId,
      });
    }
    expect(named('UPDATE lead')).toMatchObject({ parentSpanId: named('job take-in')?.spanId });
    expect(named('job take-in')?.status?.code).toBe(2);
    expect(named('GET /things/throw/:kind')?.status?.code).toBe(2);
    expect(request?.attributes.map(({ key }) => key).toSorted()).toEqual([
      'http.request.method',
      'http.response.status_code',
      'http.route',
      'request.id',
    ]);
  }, 30_000);

  test.each([
    ['SELECT x FROM "lead" l JOIN person p', 'SELECT', 'lead'],
    ['insert into public.lead (id) VALUES ($1)', 'INSERT', 'public.lead'],
    ["SELECT 'from someone' FROM task", 'SELECT', 'task'],
    ["SELECT 'from someone", 'SELECT', undefined],
    ['SELECT take_inquiry($1)', 'SELECT', undefined],
    ['BEGIN', 'BEGIN', undefined],
    ['', 'STATEMENT', undefined],
  ])('a statement is told as %s → %s %s', (text, operation, table) => {
    expect(wordsOf(text)).toEqual({
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      ...(table ? { 'db.collection.name': table } : {}),
    });
  });
});
