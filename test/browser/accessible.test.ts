import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESK_PAGES, recordPages, SITE_PAGES } from './pages.js';
import { DESK, newVisit, openBrowser, openDesk, SITE, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Scheme = 'light' | 'dark';

/** What axe finds, short enough to read in a failing test. Only contrast can differ in the dark. */
async function faults(page: Page, scheme: Scheme): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const rules = scheme === 'light' ? axe.withTags(RULES) : axe.withRules(['color-contrast']);
  const { violations, passes } = await rules.analyze();
  if (passes.length === 0) throw new Error('axe found nothing to look at.');
  return violations.map(
    (fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each<Scheme>(['light', 'dark'])('R18 accessible, %s', (colorScheme) => {
  test('axe finds what is wrong when something is', async () => {
    const { page } = await newVisit(browser, { colorScheme });
    await page.goto(`${SITE}/privacy`);
    await page.evaluate(() => {
      const pale = document.createElement('p');
      pale.id = 'pale';
      pale.textContent = 'Hard to read';
      pale.style.color = '#777';
      pale.style.backgroundColor = '#888';
      document.querySelector('main')?.append(pale);
    });
    expect(await faults(page, colorScheme)).toEqual(['color-contrast: #pale']);
    await page.context().close();
  });

  test('axe finds nothing on any page of the site', async () => {
    const { page } = await newVisit(browser, { colorScheme });
    const found: Record<string, string[]> = {};
    for (const path of SITE_PAGES) {
      await page.goto(SITE + path);
      const here = await faults(page, colorScheme);
      if (here.length > 0) found[path] = here;
    }
    expect(found).toEqual({});
    await page.context().close();
  });

  test('axe finds nothing on any page of the desk', async () => {
    const { page } = await newVisit(browser, { colorScheme });
    await page.goto(`${DESK}/login`);
    await page.getByLabel('E-mail').waitFor();
    const found: Record<string, string[]> = {};
    const look = async (where: string) => {
      const here = await faults(page, colorScheme);
      if (here.length > 0) found[where] = here;
    };
    await look('/login');
    await page.context().close();

    const inside = await signedIn(browser, 'admin', { colorScheme });
    const lookInside = async (where: string) => {
      const here = await faults(inside.page, colorScheme);
      if (here.length > 0) found[where] = here;
    };
    const records = await recordPages(inside.page);
    for (const path of [...DESK_PAGES, ...records]) {
      await openDesk(inside.page, path);
      await lookInside(path);
    }
    await openDesk(inside.page, records[0] ?? '');
    for (const name of [
      'Log a call',
      'Note',
      'Questions',
      'Set aside',
      'Assign',
      'Change stage',
      'Close',
      'Edit',
      'Task',
    ]) {
      await inside.page.getByRole('button', { name, exact: true }).first().click();
      await inside.page.getByRole('dialog').waitFor();
      await lookInside(`dialog ${name}`);
      await inside.page.keyboard.press('Escape');
      await inside.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(found).toEqual({});
    await inside.page.context().close();
  }, 240_000);
});

/** 320 px: the narrowest phone, and 1280 px at 400 %. 720 px: a laptop at 200 %. */
describe.each([320, 720])('R18 at %i px', (width) => {
  test('nothing scrolls sideways', async () => {
    const viewport = { width, height: 640 };
    const wide: Record<string, number> = {};
    const visitor = await newVisit(browser, { viewport });
    for (const path of SITE_PAGES) {
      await visitor.page.goto(SITE + path);
      const over = await sideways(visitor.page);
      if (over > 0) wide[path] = over;
    }
    await visitor.page.goto(`${DESK}/login`);
    await visitor.page.getByLabel('E-mail').waitFor();
    if ((await sideways(visitor.page)) > 0) wide['/login'] = await sideways(visitor.page);
    await visitor.page.context().close();

    const { page } = await signedIn(browser, 'admin', { viewport });
    for (const path of [...DESK_PAGES, ...(await recordPages(page))]) {
      await openDesk(page, path);
      const over = await sideways(page);
      if (over > 0) wide[path] = over;
    }
    expect(wide).toEqual({});
    await page.context().close();
  });
});
