import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { faultsOf } from './inspection.js';
import { DESK_PAGES, recordPages, SITE_PAGES } from './pages.js';
import { DESK, newVisit, openBrowser, openDesk, SITE, signedIn, type Visit } from './visit.js';

// Each page is opened once, and everything that must hold of it is looked at there: opening them anew for
// each rule took a minute more.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const WHOLE_WALK = 600_000;

/** What must not be found on any page. */
interface Findings {
  /** R18: what axe finds and what scrolls sideways, by page. */
  faults: Record<string, string[]>;
  /** R15: other origins asked, complaints of the browser, refusals. */
  misdeeds: Visit['misdeeds'];
  /** R15: what the browser keeps of a page besides cookies, where it is anything. */
  kept: Record<string, object>;
  /** R15: pages of the desk that put a record's name or a filter into their address. */
  asking: string[];
}

const NOTHING: Findings = {
  faults: {},
  misdeeds: { foreign: [], complaints: [], refusals: [] },
  kept: {},
  asking: [],
};

/** Opens the pages one after the other in one visit. */
async function walk(
  { page, misdeeds }: Visit,
  paths: readonly string[],
  open: (path: string) => Promise<unknown>,
): Promise<Findings> {
  const found: Findings = { faults: {}, misdeeds, kept: {}, asking: [] };
  for (const path of paths) {
    await open(path);
    const faults = await faultsOf(page);
    if (faults.length > 0) found.faults[path] = faults;
    const left = await kept(page);
    if (Object.values(left).some((count) => count > 0)) found.kept[path] = left;
    if (page.url().startsWith(DESK) && new URL(page.url()).search !== '') found.asking.push(path);
  }
  await page.context().close();
  return found;
}

/** Everything a page can keep in a browser besides cookies. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

describe('R15 no trackers, R18 accessible: every page', () => {
  test(
    'of the site',
    async () => {
      const visit = await newVisit(browser);
      const open = (path: string) => visit.page.goto(SITE + path, { waitUntil: 'networkidle' });
      expect(await walk(visit, SITE_PAGES, open)).toEqual(NOTHING);
    },
    WHOLE_WALK,
  );

  test(
    'of the desk',
    async () => {
      const visit = await signedIn(browser, 'admin');
      const paths = [...DESK_PAGES, ...(await recordPages(visit.page))];
      const open = (path: string) => openDesk(visit.page, path);
      expect(await walk(visit, paths, open)).toEqual(NOTHING);
    },
    WHOLE_WALK,
  );
});
