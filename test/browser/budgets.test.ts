import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { type HangingLine, hangingLine } from './hanging-line.js';
import { SITE_PAGES } from './pages.js';
import { askForHelp, freshName, freshPhone, newVisit, openBrowser, SITE } from './visit.js';

/** Compressed bytes of a first view without pictures and headers. */
const PAGE = 25_000;
const GET_STARTED = 12_000;
const SCRIPT = 5000;
/** The biggest part of a page is painted after so long at most, on a slow phone line; milliseconds. */
const PAINTED = 900;
/** A slow page is slow each time it is looked at; a machine busy with something else is not. The best of so many looks counts. */
const LOOKS = 6;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** A slow 4G line: 1.6 Mbit/s down, 150 ms there and back. */
const SLOW_LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
};

/** One page of each making; those of one making differ in what comes after the numbers. */
const KINDS = [
  '/',
  '/es',
  '/get-started',
  '/articles/signs-of-relapse-on-heroin',
  '/find?state=MA',
];

let browser: Browser;
let pages: readonly string[];
beforeAll(async () => {
  browser = await openBrowser();
  pages = [...SITE_PAGES, ...(await pagesOfThisDemo())];
});
afterAll(() => browser.close());

/** Pages whose addresses no other demo has: a place's, and those of a request. */
async function pagesOfThisDemo(): Promise<string[]> {
  const found = await (await fetch(`${SITE}/find?state=MA`)).text();
  const place = /href="(\/facilities\/[0-9a-f-]{36})"/.exec(found)?.[1];
  if (!place) throw new Error('The demo lists no place in Massachusetts.');
  const receipt = await askForHelp({ name: freshName(), phone: freshPhone() });
  return [place, `${place}/mistake`, `/thanks/${receipt}`, `/es/status/${receipt}`];
}

/** What a first view weighs: compressed bytes as every answer says them, by kind of what was asked for. */
function scale(line: CDPSession): { bytes: Record<string, number> } {
  const weighed: { bytes: Record<string, number> } = { bytes: {} };
  line.on('Network.responseReceived', ({ type, response }) => {
    const length = Object.entries(response.headers).find(([name]) =>
      /^content-length$/i.test(name),
    );
    // What says no length weighs too much for any budget.
    const bytes = length ? Number(length[1]) : Number.POSITIVE_INFINITY;
    weighed.bytes[type] = (weighed.bytes[type] ?? 0) + bytes;
  });
  return weighed;
}

interface Experience {
  /** How far things moved that nobody had touched. */
  moved: number;
  /** When the biggest part was painted; milliseconds after the way to the page began. */
  painted: number;
  /** Files the first paint had to wait for, beside the page itself. */
  waitedFor: string[];
  /** The file the biggest part came in; empty when that is the page itself. */
  biggest: string;
}

const experience = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<Experience>((resolve) => {
        const seen: Experience = { moved: 0, painted: 0, waitedFor: [], biggest: '' };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            seen.moved += (entry as { value?: number }).value ?? 0;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver((list) => {
          const last: (PerformanceEntry & { url?: string }) | undefined = list.getEntries().at(-1);
          seen.painted = Math.round(last?.startTime ?? seen.painted);
          seen.biggest = last?.url ?? '';
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        for (const entry of performance.getEntriesByType('resource')) {
          const { renderBlockingStatus } = entry as { renderBlockingStatus?: string };
          if (renderBlockingStatus === 'blocking') seen.waitedFor.push(entry.name);
        }
        setTimeout(() => resolve(seen), 300);
      }),
  );

/** Somebody's first look at a page, on a phone with a slow line. */
async function firstView(path: string) {
  const { page, misdeeds } = await newVisit(browser, PHONE);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', SLOW_LINE);
  const { bytes } = scale(line);
  await page.goto(SITE + path, { waitUntil: 'networkidle' });
  const seen = await experience(page);
  await page.context().close();
  expect([path, misdeeds.foreign]).toEqual([path, []]);
  return { bytes, ...seen };
}

/** Which of these pages are painted late however often one looks, round after round, and how soon they were at best. */
async function stillLate(paths: readonly string[]): Promise<{ path: string; best: number }[]> {
  let late = paths.map((path) => ({ path, best: Number.POSITIVE_INFINITY }));
  for (let look = 1; look < LOOKS && late.length > 0; look += 1) {
    const again = [];
    for (const { path, best } of late) {
      const { painted } = await firstView(path);
      again.push({ path, best: Math.min(best, painted) });
    }
    late = again.filter(({ best }) => best > PAINTED);
  }
  return late;
}

/** The numbers somebody sees and can press while the rest of a page does not come; empty when nothing is painted. */
async function numbersOnHangingLine(line: HangingLine, path: string): Promise<string[]> {
  const { page } = await newVisit(browser, PHONE);
  await page.goto(line.address + path, { waitUntil: 'commit' });
  const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
  await page.waitForFunction(painted, null, { timeout: 5000, polling: 100 }).catch(() => undefined);
  const seen = await page.evaluate(() => {
    // A page that came whole proves nothing.
    const whole = document.readyState !== 'loading';
    if (whole || performance.getEntriesByName('first-contentful-paint').length === 0) return [];
    return [...document.querySelectorAll<HTMLAnchorElement>('a[href^="tel:"]')]
      .filter((link) => {
        const { left, top, width, height } = link.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there !== null && link.contains(there);
      })
      .map((link) => `${link.className} ${link.getAttribute('href')}`.trim());
  });
  await page.context().close();
  return seen;
}

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
  test('every page weighs little, asks nobody else, does not jump, and is painted soon from its first file alone', async () => {
    const found: object[] = [];
    const late: string[] = [];
    for (const path of pages) {
      const { bytes, moved, painted, waitedFor, biggest } = await firstView(path);
      const { Image: _pictures = 0, Script: script = 0, ...rest } = bytes;
      const total = script + Object.values(rest).reduce((sum, one) => sum + one, 0);
      const most = path.endsWith('/get-started') ? GET_STARTED : PAGE;
      const heavy = total > most || total === 0 || script > SCRIPT;
      if (heavy || moved > 0 || painted === 0 || waitedFor.length > 0 || biggest !== '') {
        found.push({ path, total, script, moved, painted, waitedFor, biggest });
      }
      if (painted > PAINTED) late.push(path);
    }
    expect(found).toEqual([]);
    expect(await stillLate(late)).toEqual([]);
  }, 240_000);

  test('a page whose line hangs still shows the crisis numbers and our own', async () => {
    const line = await hangingLine();
    const found: Record<string, string[]> = {};
    for (const path of [...KINDS, ...pages.slice(-3)]) {
      const seen = await numbersOnHangingLine(line, path);
      const ours = seen.some((link) => /^call tel:\+1\d{10}$/.test(link));
      if (!ours || !seen.includes('tel:911') || !seen.includes('tel:988')) found[path] = seen;
    }
    await line.close();
    expect(found).toEqual({});
  }, 120_000);

  test('every page is valid HTML', async () => {
    const found: Record<string, string[]> = {};
    for (const path of pages) {
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
