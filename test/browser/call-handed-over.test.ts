import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Lets the demo's phone company call until the call rings here: the site learns within seconds whose browser rings. */
async function ringHere(page: Page): Promise<void> {
  const answer = page.getByRole('region', { name: 'Call' }).getByRole('button', { name: 'Answer' });
  for (let tries = 0; tries < 10; tries += 1) {
    await page.getByRole('button', { name: /^Phone: / }).click();
    await page.getByRole('button', { name: 'Let somebody call' }).click();
    const rings = await answer.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    await page.keyboard.press('Escape');
    if (rings) return;
  }
  throw new Error('No call rang in this browser.');
}

test('a call is answered, held, joined with 988 and left to them, by keys, and what came of it is proposed', async () => {
  const { page, misdeeds } = await signedIn(browser, 'agent');
  await openDesk(page, '/tasks');
  const call = page.getByRole('region', { name: 'Call' });
  await page.getByRole('button', { name: /^Phone: / }).click();
  const rings = page.getByRole('switch', { name: 'Calls ring in this browser' });
  if (!(await rings.isChecked())) await rings.click();
  await page.keyboard.press('Escape');
  await ringHere(page);

  await page.keyboard.press('Shift+A');
  await call.getByRole('button', { name: 'Hold' }).waitFor();
  await page.keyboard.press('Shift+H');
  await call.getByRole('button', { name: 'Take back' }).waitFor();
  expect(await call.innerText()).toMatch(/on hold 0:\d\d/);

  await page.keyboard.press('Shift+T');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name or number', { exact: true }).fill('988');
  await dialog.getByRole('radio', { name: /988/ }).click();
  await dialog.getByRole('button', { name: 'Call them' }).click();
  await call.getByRole('button', { name: 'Join all' }).waitFor();
  expect(await call.innerText()).toContain('You speak with 988 Suicide & Crisis Lifeline.');
  await page.keyboard.press('Shift+J');
  await call.getByRole('button', { name: 'Leave them to it' }).waitFor();
  await page.keyboard.press('Shift+L');

  await call.getByText(/^What came of the call/).waitFor();
  const handed = call.getByRole('button', { name: 'Transferred to 988', pressed: true });
  await handed.waitFor();
  await call.getByLabel('Note').fill('Stays on the line with 988.');
  await call.getByRole('button', { name: 'Save' }).click();
  await page.getByText('What came of the call is on the record.').waitFor();
  await call.waitFor({ state: 'detached' });
  expect(misdeeds.complaints).toEqual([]);

  await page.getByRole('button', { name: /^Phone: / }).click();
  await rings.click();
  await page.context().close();
});
