import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskEvent } from '#contract';
import type { EventListener } from '../../apps/desk/src/events/event-listener.js';
import { EventStreams } from '../../apps/desk/src/events/event-streams.js';
import { TestWorker } from '../worker.js';
import { deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, post, signIn } from './desk-under-test.js';

const MINUTE = 60_000;

interface Heard {
  event: string;
  data: unknown;
}

describe('events', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  test('a request taken in reaches who is signed in: ids, and nothing else', async () => {
    const cookie = await signIn(t.url, (await t.hire('agent')).email);
    const stream = await listen(t.url, cookie);
    const cameIn = await worker.request({
      name: 'Canaria Streamvogel',
      phone: '(415) 555-0777',
      email: 'canaria@streamvogel.example',
    });
    await worker.takeIn(cameIn);
    const heard = await stream.until(
      ({ event, data }) => event === 'lead.changed' && DeskEvent.parse(data).created,
    );
    const { id, leadId } = DeskEvent.strict().parse(heard.data);
    expect(leadId).toBe(id);
    const lead = await deskClient(t.url, cookie).get(`/api/leads/${id}`);
    expect(lead.body).toMatchObject({ patientName: 'Canaria Streamvogel' });
    expect(stream.text()).not.toMatch(/streamvogel|0777/i);
    for (const { event, data } of stream.heard.filter((one) => one.event !== 'ready')) {
      expect(DeskEvent.strict().parse(data).event).toBe(event);
    }
    await stream.end();
  });

  test('a change that is rolled back is not told', async () => {
    const cookie = await signIn(t.url, (await t.hire('agent')).email);
    const stream = await listen(t.url, cookie);
    const client = deskClient(t.url, cookie);
    const made = await client.post('/api/leads', { name: 'Ada', phone: '(415) 555-0778' });
    await stream.until(({ event }) => event === 'lead.changed');
    const before = stream.heard.length;
    const refused = await client.post(`/api/leads/${made.body.id}/calls`, {
      disposition: 'connected',
      contactPointId: '0190a0a0-0000-7000-8000-000000000000',
    });
    expect(refused.status).toBe(400);
    const noted = await client.post(`/api/leads/${made.body.id}/notes`, { text: 'Heard last' });
    expect(noted.status).toBe(201);
    await stream.until(() => stream.heard.length > before);
    const later = stream.heard.slice(before).map(({ event }) => event);
    expect(later).not.toContain('call.changed');
    await stream.end();
  });

  test('R8 an open stream keeps no idle session alive', async () => {
    const own = await deskUnderTest();
    try {
      const cookie = await signIn(own.url, (await own.hire('agent')).email);
      own.clock.ahead(14 * MINUTE);
      const stream = await listen(own.url, cookie);
      own.clock.ahead(2 * MINUTE);
      const me = await fetch(`${own.url}/api/me`, { headers: { cookie } });
      expect(me.status).toBe(401);
      await stream.end();
    } finally {
      await own.close();
    }
  }, 60_000);

  test('without a session there is no stream, and with too many windows no further one', async () => {
    expect((await fetch(`${t.url}/api/events`)).status).toBe(401);
    const cookie = await signIn(t.url, (await t.hire('agent')).email);
    const streams = [];
    for (let window = 0; window < 8; window += 1) streams.push(await listen(t.url, cookie));
    const ninth = await fetch(`${t.url}/api/events`, { headers: { cookie } });
    expect(ninth.status).toBe(429);
    expect(await ninth.json()).toMatchObject({ code: 'request.too_many' });
    await Promise.all(streams.map((stream) => stream.end()));
  });
});

describe('streams', () => {
  test('R8 a stream whose session has ended says so and ends', async () => {
    const deaf = { subscribe: () => () => undefined } as unknown as EventListener;
    const streams = new EventStreams(deaf, { heartbeat: 10, check: 20 });
    let signedIn = true;
    const server = createServer((_request, response) => {
      streams.add('somebody', response, async () => signedIn);
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      server.once('listening', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    setTimeout(() => {
      signedIn = false;
    }, 60);
    const text = await answer.text();
    expect(text).toMatch(/event: ready/);
    expect(text).toMatch(/: still here/);
    expect(text).toMatch(/event: signed-out\ndata: \{\}\n\n$/);
    server.close();
  });

  test('stopping the desk ends open streams at once', async () => {
    const t = await deskUnderTest();
    const cookie = await signIn(t.url, (await t.hire('agent')).email);
    const stream = await listen(t.url, cookie);
    const before = performance.now();
    await t.close();
    expect(performance.now() - before).toBeLessThan(3000);
    await stream.end();
  }, 60_000);

  test('R8 disabling a colleague ends their session under an open stream', async () => {
    const t = await deskUnderTest();
    try {
      const admin = await signIn(t.url, (await t.hire('admin')).email);
      const { id, email } = await t.hire('agent');
      const cookie = await signIn(t.url, email);
      const stream = await listen(t.url, cookie);
      await post(`${t.url}/api/users/${id}/disablement`, {}, { cookie: admin });
      expect((await fetch(`${t.url}/api/events`, { headers: { cookie } })).status).toBe(401);
      await stream.end();
    } finally {
      await t.close();
    }
  }, 60_000);
});

/** Opens the stream and keeps what comes; `until` waits up to five seconds. */
async function listen(url: string, cookie: string) {
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/events`, { headers: { cookie }, signal: stop.signal });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const heard: Heard[] = [];
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      const part = decoder.decode(chunk, { stream: true });
      text += part;
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.+)$/m.exec(block)?.[1];
        const data = /^data: (.+)$/m.exec(block)?.[1];
        if (event && data) heard.push({ event, data: JSON.parse(data) });
      }
    }
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  const until = async (wanted: (one: Heard) => boolean): Promise<Heard> => {
    const deadline = Date.now() + 5000;
    while (Date.now() < deadline) {
      const found = heard.find(wanted);
      if (found) return found;
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    throw new Error(`Not heard within five seconds; heard: ${JSON.stringify(heard)}`);
  };
  await until(({ event }) => event === 'ready');
  return {
    heard,
    until,
    text: () => text,
    end: () => {
      stop.abort();
      return reading;
    },
  };
}
