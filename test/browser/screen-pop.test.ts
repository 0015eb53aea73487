import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { beginSimulation } from './simulate.js';
import { freshPhone, openBrowser, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('who calls pops up at whoever is on duty, and at nobody who is not', async () => {
  const phone = freshPhone();
  const inWords = phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
  // The demo's agent is on shift whenever it is begun; the benefits specialist has no duty.
  const onDuty = await signedIn(browser, 'agent');
  const offDuty = await signedIn(browser, 'benefits');
  const heard = offDuty.page.waitForResponse((answer) => answer.url().endsWith('/api/duty'));
  for (const { page } of [onDuty, offDuty]) {
    await page.getByRole('status').getByText('Live').waitFor();
  }
  const pop = (page: typeof onDuty.page) => page.getByRole('alert').filter({ hasText: inWords });

  const hangUp = beginSimulation('call', '--answered', '--from', phone);
  try {
    await pop(onDuty.page).waitFor();
    // The other has heard of the call, too, and asked who works.
    await heard;
    await offDuty.page.waitForTimeout(400);
    expect(await pop(offDuty.page).count()).toBe(0);
    await pop(onDuty.page).getByRole('link', { name: 'Open the lead' }).click();
    await onDuty.page.waitForURL(/\/leads\/[0-9a-f-]{36}\/show$/);
    await onDuty.page.getByRole('heading', { level: 1 }).waitFor();
  } finally {
    hangUp();
  }
  await onDuty.page.context().close();
  await offDuty.page.context().close();
});
