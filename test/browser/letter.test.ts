import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { simulate } from './simulate.js';
import { freshName, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('an e-mail that comes in waits in the inbox, with who vouches for its sender, and is dealt with', async () => {
  const { page, misdeeds } = await signedIn(browser, 'agent');
  await openDesk(page, '/inbox');
  await page.getByRole('status').getByText('Live').waitFor();
  const sender = `${freshName().toLowerCase()}@mail.example`;
  const question = `Can somebody write to ${sender}?`;

  await simulate('email', '--from', sender, question);

  // The worker reads the mailbox every ten seconds; the list shows it by itself.
  const thread = page.getByRole('button').filter({ hasText: sender }).first();
  await thread.waitFor({ timeout: 45_000 });
  await thread.click();
  await page.getByText(question).last().waitFor();
  await page.getByRole('button', { name: /^Mark as dealt with/ }).click();
  await page.getByText('Dealt with.', { exact: true }).waitFor();
  await thread.waitFor({ state: 'detached' });
  expect(misdeeds.complaints).toEqual([]);
  await page.context().close();
});
