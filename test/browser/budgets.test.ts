import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { SITE_PAGES } from './pages.js';
import { newVisit, openBrowser, SITE } from './visit.js';

/** Compressed bytes of a first view without pictures and headers. */
const PAGE = 25_000;
const GET_STARTED = 12_000;
const SCRIPT = 5000;
/** The biggest part of a page is painted after so long at most, on a slow phone line; milliseconds. */
const PAINTED = 2500;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** A slow 4G line: 1.6 Mbit/s down, 150 ms there and back. */
const SLOW_LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What a first view weighs: compressed bytes as they came over the line, by kind of what was asked for. */
function scale(line: CDPSession): { bytes: Record<string, number> } {
  const kinds = new Map<string, string>();
  const weighed: { bytes: Record<string, number> } = { bytes: {} };
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  line.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    weighed.bytes[kind] = (weighed.bytes[kind] ?? 0) + encodedDataLength;
  });
  return weighed;
}

/** How far things moved that nobody had touched, and when the biggest one was painted. */
const experience = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ moved: number; painted: number }>((resolve) => {
        let moved = 0;
        let painted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) moved += (entry as { value?: number }).value ?? 0;
        }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver((list) => {
          painted = list.getEntries().at(-1)?.startTime ?? painted;
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        setTimeout(() => resolve({ moved, painted: Math.round(painted) }), 300);
      }),
  );

/** Everything a browser forgives and a reader may not, without rules of taste. */
const html = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // React writes these its own way, and both are valid.
    'attr-case': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    // Titles say what the page says.
    'long-title': 'off',
    // Telephone links are numbers people read, not markup.
    'tel-non-breaking': 'off',
  },
});

describe('the budgets of the public site', () => {
  test('every page weighs little, asks nobody else, does not jump, and is there soon on a slow phone line', async () => {
    const found: object[] = [];
    for (const path of SITE_PAGES) {
      const { page, misdeeds } = await newVisit(browser, PHONE);
      const line = await page.context().newCDPSession(page);
      await line.send('Network.enable');
      await line.send('Network.emulateNetworkConditions', SLOW_LINE);
      const { bytes } = scale(line);
      await page.goto(SITE + path, { waitUntil: 'networkidle' });
      const { moved, painted } = await experience(page);
      const { Image: _pictures = 0, Script: script = 0, ...rest } = bytes;
      const total = script + Object.values(rest).reduce((sum, one) => sum + one, 0);
      const most = path.endsWith('/get-started') ? GET_STARTED : PAGE;
      if (total > most || total === 0 || script > SCRIPT || moved > 0 || painted > PAINTED) {
        found.push({ path, total, script, moved, painted });
      }
      expect([path, misdeeds.foreign]).toEqual([path, []]);
      await page.context().close();
    }
    expect(found).toEqual([]);
  }, 120_000);

  test('every page is valid HTML', async () => {
    const found: Record<string, string[]> = {};
    for (const path of SITE_PAGES) {
      const report = await html.validateString(await (await fetch(SITE + path)).text());
      const messages = report.results.flatMap((result) => result.messages);
      if (messages.length > 0) {
        found[path] = messages.map(
          ({ ruleId, message, line, column }) => `${ruleId} ${line}:${column} ${message}`,
        );
      }
    }
    expect(found).toEqual({});
  });

  test('what is not valid is found', async () => {
    const report = await html.validateString(
      '<!DOCTYPE html><html lang="en"><p><div></div></p><a></a>',
    );
    expect(report.errorCount).toBeGreaterThan(0);
  });
});
