import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Role } from '#contract';
import { openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DAILY = ['Workbench', 'Today', 'Leads', 'Messages', 'Tasks', 'Inquiries', 'Calls'];
const HOUSE = ['Staff', 'Sources', 'Payers'];
const SHIFT = ['Duty', 'Follow-up plans', 'Templates'];
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
    ],
  },
};

describe('R7 what a role may not do is not offered', () => {
  test.each(Object.entries(PLACES))('%s', async (role, { offered, closed }) => {
    const { page, misdeeds } = await signedIn(browser, role as Role);
    await openDesk(page, '/');
    const main = page.getByRole('navigation', { name: 'Main' });
    const links = await main.getByRole('link').allInnerTexts();
    const names = new Set(links.map((text) => text.trim()));
    expect(offered.filter((place) => !names.has(place))).toEqual([]);
    for (const place of offered) {
      await main.getByRole('link', { name: place, exact: true }).click();
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
