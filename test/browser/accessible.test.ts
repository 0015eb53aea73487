import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESK_PAGES, recordPages, SITE_PAGES } from './pages.js';
import {
  DESK,
  freshName,
  freshPhone,
  newVisit,
  openBrowser,
  openDesk,
  settled,
  SITE,
  signedIn,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'] as const;
/** 320 px: the narrowest phone, and 1280 px at 400 %. 720 px: a laptop at 200 %. */
const NARROW = [320, 720] as const;
const WIDE = { width: 1440, height: 900 };

type Scheme = (typeof SCHEMES)[number];

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

/** Everything wrong with the page as it stands: by light and by dark. */
async function faultsInBoth(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await faults(page, colorScheme)).map((fault) => `${colorScheme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Whether the page scrolls sideways on a narrow screen. */
async function sideways(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    await settled(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${over} px too wide at ${width} px`);
  }
  await page.setViewportSize(WIDE);
  return found;
}

/** Looks at pages one after the other, each once: axe by light and by dark, then its width. */
function inspection(page: Page) {
  const found: Record<string, string[]> = {};
  const keep = (where: string, wrong: string[]) => {
    if (wrong.length > 0) found[where] = [...(found[where] ?? []), ...wrong];
  };
  return {
    found,
    page: async (path: string) => {
      keep(path, await faultsInBoth(page));
      keep(path, await sideways(page));
    },
    part: async (name: string) => keep(name, await faultsInBoth(page)),
  };
}

describe('R18 accessible', () => {
  test.each(SCHEMES)('axe finds what is wrong when something is, %s', async (colorScheme) => {
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

  test('no page of the site has a fault, by light or dark, or scrolls sideways', async () => {
    const { page } = await newVisit(browser);
    const look = inspection(page);
    for (const path of SITE_PAGES) {
      await page.goto(SITE + path);
      await look.page(path);
    }
    expect(look.found).toEqual({});
    await page.context().close();
  });

  test('nor does the door of the desk', async () => {
    const { page } = await newVisit(browser);
    const look = inspection(page);
    await page.goto(`${DESK}/login`);
    await page.getByLabel('E-mail').waitFor();
    await look.page('/login');
    expect(look.found).toEqual({});
    await page.context().close();
  });

  test('nor does any page of the desk', async () => {
    const { page } = await signedIn(browser, 'admin');
    const look = inspection(page);
    for (const path of [...DESK_PAGES, ...(await recordPages(page))]) {
      await openDesk(page, path);
      await look.page(path);
    }
    expect(look.found).toEqual({});
    await page.context().close();
  }, 600_000);

  test('nor has any dialog of a lead', async () => {
    const { page } = await signedIn(browser, 'admin');
    // One of its own: it has everything a lead begins with, whatever other stories did to theirs.
    const lead = await page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        const made = await fetch('/api/leads', { method: 'POST', headers, body });
        return ((await made.json()) as { id: string }).id;
      },
      JSON.stringify({ name: freshName(), phone: freshPhone() }),
    );
    await openDesk(page, `/leads/${lead}/show`);
    const found = await lookAtDialogs(page, [
      'Log a call',
      'Note',
      'Questions',
      'Set aside',
      'Assign',
      'Change stage',
      'Close',
      'Edit',
      'Task',
      /^(Change the|Start a) plan$/,
      'Pause',
      'End',
    ]);
    expect(found).toEqual({});
    await page.context().close();
  });

  test.each<[string, (string | RegExp)[]]>([
    ['/duty', ['Plan hours', /^Add for /, /, On duty/]],
    ['/routing', ['Add a rule', /^Edit: /]],
  ])('nor any of %s', async (path, openers) => {
    const { page } = await signedIn(browser, 'admin');
    await openDesk(page, path);
    expect(await lookAtDialogs(page, openers)).toEqual({});
    await page.context().close();
  });
});

/** Opens dialogs one after the other by the buttons of these names, and looks at each. */
async function lookAtDialogs(
  page: Page,
  openers: readonly (string | RegExp)[],
): Promise<Record<string, string[]>> {
  const look = inspection(page);
  for (const name of openers) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
    await settled(page);
    await look.part(String(name));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  return look.found;
}
