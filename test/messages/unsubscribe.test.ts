import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger, siteSettings, systemClock } from '#platform';
import { newToken, siteKeysOf } from '#vault';
import { createSite, type Site } from '../../apps/site/src/create-site.js';
import { type Known, MessageHouse } from './house.js';
import { mimeOf } from './mime.js';

let house: MessageHouse;
let site: Site;
let url: string;
let dataDir: string;
beforeAll(async () => {
  house = await MessageHouse.open();
  dataDir = mkdtempSync(join(tmpdir(), 'unsubscribe-'));
  const settings = siteSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    SITE_DATABASE_URL: house.db.siteUrl,
  });
  const logger = createLogger('site', { level: 'silent' });
  site = await createSite({ settings, keys: siteKeysOf(house.ring), clock: systemClock, logger });
  await site.app.listen(0, '127.0.0.1');
  url = (await site.app.getUrl()).replace('[::1]', '127.0.0.1');
}, 60_000);
afterAll(async () => {
  await site.close();
  await house.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let maria: Known;
let path: string;
let numbers = 0;
beforeEach(async () => {
  house.now = new Date();
  numbers += 1;
  maria = await house.known({ email: `reader${numbers}@person.example` });
  await house.write(maria, 'Hello.', {
    channel: 'email',
    subject: 'Your request',
    contactPointId: maria.emailId ?? '',
  });
  await house.work();
  const { headers } = mimeOf(house.mail.mails.at(-1)?.raw ?? '');
  const link = headers.get('list-unsubscribe')?.slice(1, -1) ?? '';
  path = new URL(link).pathname;
});

async function takeIn(): Promise<void> {
  house.later(60_000);
  await house.work();
}

async function stopped(): Promise<string[]> {
  const rows = await house.rows<{ scope: string }>(
    "SELECT DISTINCT scope FROM consent WHERE person_id = $1 AND decision = 'revoked' ORDER BY scope",
    [maria.personId],
  );
  return rows.map(({ scope }) => scope);
}

function post(body: string | FormData, type?: string): Promise<Response> {
  const headers: Record<string, string> = type ? { 'content-type': type } : {};
  return fetch(url + path, { method: 'POST', headers, body });
}

const FORM = 'application/x-www-form-urlencoded';

describe('R21 the link at the end of an e-mail', () => {
  test('looking changes nothing, in English and in Spanish', async () => {
    for (const [prefix, word] of [
      ['', 'Stop e-mails'],
      ['/es', 'No más correos'],
    ]) {
      const page = await fetch(`${url}${prefix}${path}`);
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      const html = await page.text();
      expect(html).toContain(word);
      // Who we are is at the foot of every page; the page itself gives nothing away.
      const [content] = /<main.*<\/main>/s.exec(html) ?? [''];
      expect(content).toContain(word);
      expect(content).not.toMatch(/treatment|rehab|tratamiento/i);
    }
    await takeIn();
    expect(await stopped()).toEqual([]);
  });

  test('one click of a mail program ends e-mails, and the next one is not sent', async () => {
    const answer = await post('List-Unsubscribe=One-Click', FORM);
    expect(answer.status).toBe(200);
    await takeIn();
    expect(await stopped()).toEqual(['email']);
    const id = await house.write(maria, 'Again.', {
      channel: 'email',
      subject: 'Your request',
      contactPointId: maria.emailId ?? '',
    });
    await house.work();
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', closed_because: 'stopped' });
  });

  test('as a multipart form, as some mail programs post it', async () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    expect((await post(form)).status).toBe(200);
    await takeIn();
    expect(await stopped()).toEqual(['email']);
  });

  test('may end all contact', async () => {
    expect((await post('scope=all', FORM)).status).toBe(200);
    await takeIn();
    expect(await stopped()).toEqual(['call', 'email', 'sms']);
  });

  test('R11 clicked and not read yet, it holds every message to them', async () => {
    expect((await post('List-Unsubscribe=One-Click', FORM)).status).toBe(200);
    const id = await house.write(maria, 'Hello?');
    house.later(60_000);
    await house.work(['send-message']);
    expect(await house.stateOf(id)).toMatchObject({
      state: 'queued',
      closed_because: 'inbound_unprocessed',
    });
  });

  test('twice in a moment is once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => post('List-Unsubscribe=One-Click', FORM)));
    await takeIn();
    const rows = await house.rows(
      "SELECT 1 FROM consent WHERE person_id = $1 AND decision = 'revoked'",
      [maria.personId],
    );
    expect(rows.length).toBeGreaterThanOrEqual(1);
    // The wish is told apart by the minute, and four clicks can cross one.
    expect(rows.length).toBeLessThanOrEqual(2);
  });

  test('that was never given out leads nowhere and stores nothing', async () => {
    const before = await house.rows('SELECT 1 FROM inquiry');
    for (const token of [newToken(), 'x', '../../etc']) {
      const address = `${url}/unsubscribe/${encodeURIComponent(token)}`;
      expect((await fetch(address)).status).toBe(404);
      expect(
        (await fetch(address, { method: 'POST', headers: { 'content-type': FORM } })).status,
      ).toBe(404);
    }
    expect(await house.rows('SELECT 1 FROM inquiry')).toHaveLength(before.length);
  });
});
