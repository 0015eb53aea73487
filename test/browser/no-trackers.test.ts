import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESK, newVisit, openBrowser } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('R15 no trackers', () => {
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
