import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { simulate } from './simulate.js';
import { freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a missed call, signed by the phone company, becomes a task to call back', async () => {
  const phone = freshPhone();
  const { page } = await signedIn(browser, 'manager');
  await openDesk(page, '/tasks');
  await page.getByRole('button', { name: 'Everybody’s' }).click();
  await page.getByRole('status').getByText('Live').waitFor();

  await simulate('call', '--missed', '--fast', '--from', phone);

  const inWords = phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
  const task = page.getByRole('listitem').filter({ hasText: inWords });
  // While we are closed nobody is rung, so that the call is settled only when nothing more is said of it.
  await task.getByText(/Call back/).waitFor({ timeout: 45_000 });
  await task.getByRole('link', { name: /Call back/ }).click();
  await page.getByText(/They called: (nobody answered|hung up before an answer)/).waitFor();
  const nextAction = page.getByRole('region', { name: 'Next action' });
  await nextAction.getByText('Call back', { exact: true }).waitFor();
  expect(await nextAction.innerText()).toMatch(/Call back [^\n]* (left|runs again)/);
  await page.context().close();
});
