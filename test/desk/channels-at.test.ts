import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChannelView } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

const DAY = 86_400_000;

let t: DeskUnderTest;
let agent: DeskClient;
let path: string;
beforeAll(async () => {
  t = await deskUnderTest();
  agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
  const body = { name: 'Wanda Later', phone: '(212) 555-0461', zip: '10001' };
  path = `/api/leads/${(await agent.post('/api/leads', body)).body.id}/channels`;
}, 60_000);
afterAll(() => t?.close());

const callAt = async (at: string): Promise<ChannelView> => {
  const answer = await agent.get(`${path}?at=${encodeURIComponent(at)}`);
  expect(answer.status).toBe(200);
  return (answer.body as ChannelView[]).find(({ channel }) => channel === 'call') as ChannelView;
};

test('R11 a time to come is judged as that time: closed by night with when it opens, open by day', async () => {
  const day = new Date(t.clock.now().getTime() + DAY).toISOString().slice(0, 10);
  // 7:00 UTC is night in New York all year round, and 19:00 UTC is afternoon.
  const night = await callAt(`${day}T07:00:00.000Z`);
  expect(night.open).toBe(false);
  const opens = new Date(night.opensAt ?? '');
  expect(opens.toLocaleTimeString('en-US', { timeZone: 'America/New_York' })).toBe('8:00:00 AM');
  expect(opens.toISOString().slice(0, 10)).toBe(day);
  expect((await callAt(`${day}T19:00:00.000Z`)).open).toBe(true);
});

test('what has passed is answered as now; what is no time, or years ahead, is refused by name', async () => {
  const now = (await agent.get(path)).body;
  expect((await agent.get(`${path}?at=2001-01-01T00:00:00Z`)).body).toEqual(now);
  for (const at of ['soon', '2199-01-01T00:00:00Z']) {
    const refused = await agent.get(`${path}?at=${at}`);
    expect([at, refused.status]).toEqual([at, 400]);
    expect(Object.keys(refused.body.errors)).toEqual(['at']);
  }
});
