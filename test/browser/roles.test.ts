import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '#contract';
import { openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DAILY = [
  'Workbench',
  'Today',
  'Leads',
  'Messages',
  'Tasks',
  'Inquiries',
  'Calls',
  'Facilities',
];
const HOUSE = ['Staff', 'Sources', 'Payers'];
const SHIFT = ['Duty', 'Follow-up plans', 'Templates', 'Site pages'];
const NO_ROUTING = ['/audit-events', '/routing'];
const PLACES: Record<Role, { offered: string[]; closed: string[] }> = {
  agent: { offered: [...DAILY, ...SHIFT, ...HOUSE], closed: NO_ROUTING },
  benefits: { offered: [...DAILY, ...SHIFT, ...HOUSE], closed: NO_ROUTING },
  manager: {
    offered: [...DAILY, ...SHIFT, 'Routing', ...HOUSE],
    closed: ['/audit-events'],
  },
  admin: { offered: [...DAILY, ...SHIFT, 'Routing', ...HOUSE, 'Audit', 'Settings'], closed: [] },
  auditor: {
    offered: ['Today', ...HOUSE, 'Audit'],
    closed: [
      '/leads',
      '/leads/create',
      '/tasks',
      '/inquiries',
      '/calls',
      '/workbench',
      '/inbox',
      '/duty',
      '/routing',
      '/cadences',
      '/templates',
      '/articles',
      '/facilities',
    ],
  },
};

describe('R7 what a role may not do is not offered', () => {
  test.each(Object.entries(PLACES))('%s', async (role, { offered, closed }) => {
    const { page, misdeeds } = await signedIn(browser, role as Role);
    await openDesk(page, '/');
    for (const place of offered) {
      await goTo(page, place);
      await page.locator('h1').first().waitFor();
      expect(await page.getByText('There is nothing here').count()).toBe(0);
    }
    for (const path of closed) {
      await openDesk(page, path);
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    }
    const mayInvite = role === 'admin';
    await openDesk(page, '/users');
    expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(mayInvite ? 1 : 0);
    expect(await page.getByRole('link', { name: 'New lead' }).count()).toBe(
      role === 'auditor' ? 0 : 1,
    );
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();
  });
});

/** By the menu: a link of its own, or one behind a word that holds several. Throws when it is not offered. */
async function goTo(page: Page, place: string): Promise<void> {
  const main = page.getByRole('navigation', { name: 'Main' });
  const link = main.getByRole('link', { name: place, exact: true });
  if ((await link.count()) > 0) return link.click();
  for (const group of await main.locator('button[aria-haspopup="menu"]:visible').all()) {
    await group.click();
    const item = page.getByRole('menuitem', { name: place, exact: true });
    await page.getByRole('menu').waitFor();
    if ((await item.count()) > 0) return item.click();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  throw new Error(`${place} is not offered.`);
}
