import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formOf, type RunningSite, startSite } from '../../../test/site.js';

let site: RunningSite;

beforeAll(async () => {
  site = await startSite({ proxied: true });
});
afterAll(() => site.stop());

const typed = {
  name: 'Maria',
  phone: '212 555 0147',
  message: 'since <spring>',
  'insurance[payer]': 'Aetna',
};
const stored = () => site.count('SELECT count(*) FROM inquiry');

describe.each(['cut', 'silence'] as const)('R1 the database is away (%s)', (way) => {
  beforeAll(() => site.proxy?.[way]());
  afterAll(() => site.proxy?.restore());

  it('the form says so, keeps what was typed, shows the number, within three seconds', async () => {
    const start = performance.now();
    const answer = await site.post('/get-started', typed);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('30');
    const html = await answer.text();
    expect(html).toContain('We could not save your request just now.');
    expect(html).toContain('tel:+18885550100');
    expect(formOf(html)).toMatchObject(typed);
  });

  it('the JSON way says so with a code', async () => {
    const start = performance.now();
    const answer = await site.postJson({ name: 'A', phone: '2125550101' });
    expect(performance.now() - start).toBeLessThan(3000);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await answer.json()).toMatchObject({ code: 'service.database_away' });
  });

  it('pages still come, with the number and who answers', async () => {
    for (const path of ['/', '/get-started', '/es']) {
      const answer = await fetch(site.url + path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('tel:+18885550100');
    }
    expect((await fetch(`${site.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${site.url}/health/ready`)).status).toBe(503);
  });

  it('a receipt can’t be looked up, and the page says nothing is lost', async () => {
    const answer = await fetch(`${site.url}/thanks/00000000000000000000000000`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Nothing is lost.');
  });
});

it('R1 the same form sent again, once the database is back, is stored once', async () => {
  const page = await (await fetch(`${site.url}/get-started`)).text();
  const before = await stored();
  site.proxy?.cut();
  const away = await (await site.post('/get-started', { ...formOf(page), ...typed })).text();
  site.proxy?.restore();
  const again = await site.post('/get-started', formOf(away));
  expect(again.status).toBe(303);
  expect(await stored()).toBe(before + 1);
});

it('keeps the routing on disk for a start without a database', () => {
  const path = join(site.dataDir, 'routing-snapshot.json');
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    numbers: [{ phone: '+18885550100' }],
  });
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
});

it('R1 R16 who asks a dozen times because the database is away is not held back as one of many', async () => {
  const request = { name: 'Nadia', phone: '(212) 555-0148' };
  const key = { 'idempotency-key': 'again-and-again' };
  site.proxy?.cut();
  for (let n = 0; n < 12; n += 1) {
    expect((await site.postJson(request, key)).status).toBe(503);
  }
  site.proxy?.restore();
  expect((await site.postJson(request, key)).status).toBe(202);
  expect((await site.inquiries()).at(-1)).toMatchObject({ suspicion: [] });
}, 40_000);
