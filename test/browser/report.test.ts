import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESK, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The whole number a button begins with: "412 of 530" is 412. */
const numberIn = (text: string) => Number(/([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));

async function countShown(page: Page): Promise<number> {
  const list = page.getByRole('dialog');
  const words = list.getByRole('status').filter({ hasText: /record/ });
  await words.waitFor();
  return numberIn((await words.textContent()) ?? '');
}

test('a manager opens a number and finds exactly its records, and from there the lead', async () => {
  const { page, misdeeds } = await signedIn(browser, 'manager');
  await openDesk(page, '/reports');
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByRole('menuitem', { name: 'Last 12 months' }).click();

  const leads = page.getByRole('button', { name: /^Leads: [\d,]+\. Show its records/ });
  await leads.waitFor();
  const shown = numberIn((await leads.getAttribute('aria-label')) ?? '');
  expect(shown).toBeGreaterThan(0);
  await leads.click();
  expect(await countShown(page)).toBe(shown);
  await page.getByRole('button', { name: 'Close the list' }).click();

  // The period goes along to the next page, and stands in no address.
  await page.getByRole('tab', { name: 'Sources and cost' }).click();
  expect(new URL(page.url()).search).toBe('');
  const table = page.getByRole('table', { name: 'Sources side by side' });
  const cell = table.getByRole('button', { name: /, Leads: [\d,]+\. Show the records/ }).first();
  await cell.waitFor();
  const ofSource = numberIn(
    ((await cell.getAttribute('aria-label')) ?? '').split('Leads:')[1] ?? '',
  );
  await cell.click();
  expect(await countShown(page)).toBe(ofSource);
  const records = page.getByRole('list', { name: 'Records' }).getByRole('listitem');
  expect(await records.count()).toBe(Math.min(ofSource, 25));

  await records.first().getByRole('link').click();
  await page.waitForURL(`${DESK}/leads/*/show`);
  await page.getByRole('region', { name: 'How they came' }).waitFor();
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
}, 60_000);
