import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESK_PAGES, recordPages, SITE_PAGES } from './pages.js';
import { DESK, newVisit, openBrowser, openDesk, SITE, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Everything a page can keep in a browser besides cookies. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
const NOTHING = { local: 0, session: 0, databases: 0, caches: 0, workers: 0 };

describe('R15 no trackers', () => {
  test('no page of the site asks another origin, complains, or keeps anything', async () => {
    const { page, misdeeds } = await newVisit(browser);
    for (const path of SITE_PAGES) {
      await page.goto(SITE + path, { waitUntil: 'networkidle' });
      expect([path, await kept(page)]).toEqual([path, NOTHING]);
    }
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();
  });

  test('no page of the desk does, nor puts a record’s name or a filter into its address', async () => {
    const { page, misdeeds } = await signedIn(browser, 'admin');
    for (const path of [...DESK_PAGES, ...(await recordPages(page))]) {
      await openDesk(page, path);
      expect([path, await kept(page)]).toEqual([path, NOTHING]);
      expect(new URL(page.url()).search).toBe('');
    }
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();
  });

  test('the desk forbids inline scripts, framing and other origins', async () => {
    const answer = await fetch(`${DESK}/`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');

    const { page } = await newVisit(browser);
    await page.goto(`${DESK}/login`);
    await page.getByLabel('E-mail').waitFor();
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.head.append(script);
      return 'ranInline' in window;
    });
    expect(ran).toBe(false);
    await page.context().close();
  });

  test('the first load of the desk stays under 390 kB, and the chart comes later', async () => {
    const page = await (await fetch(`${DESK}/login`)).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(assets.length).toBeGreaterThan(0);
    let bytes = 0;
    for (const path of assets) {
      const answer = await fetch(DESK + path, { headers: { 'accept-encoding': 'gzip' } });
      bytes += Number(answer.headers.get('content-length'));
    }
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(390_000);
    expect(assets.filter((path) => path?.includes('LeadsByDay'))).toEqual([]);
  });
});
