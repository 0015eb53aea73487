import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { focused, goByKey, signInByKeys, tabTo } from './keys.js';
import {
  askForHelp,
  DEMO_PASSWORD,
  DESK,
  freshName,
  freshPhone,
  newVisit,
  openBrowser,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('R18 a lead is found, called and noted with the keyboard alone', async () => {
  const name = `${freshName()} Quill`;
  await askForHelp({ name, phone: freshPhone(), when: 'today' });
  const { page } = await newVisit(browser);
  const dialog = page.getByRole('dialog');

  await page.goto(`${DESK}/login`);
  await signInByKeys(page, 'agent@demo.example', DEMO_PASSWORD);
  await goByKey(page, 'l', 'Leads');
  // Tab goes on in the page one has come to.
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');
  await page.keyboard.press('/');
  await page.keyboard.type(name.split(' ')[0] ?? '');
  await page.getByRole('option', { name: new RegExp(name) }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();

  await page.keyboard.press('c');
  await dialog.waitFor();
  for (let presses = 0; presses < 14; presses += 1) {
    await page.keyboard.press('Tab');
    expect((await focused(page)).inDialog).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await tabTo(page, 'Log a call');
  expect(await focused(page)).toMatchObject({ outlined: true });
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focused(page)).toMatchObject({ words: 'Log a call', inDialog: false });

  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await tabTo(page, 'No answer');
  await page.keyboard.press('Space');
  await tabTo(page, 'Save the call');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('We called: no answer').waitFor();

  await page.keyboard.press('m');
  await dialog.waitFor();
  await page.keyboard.type('Typed without a mouse.');
  await tabTo(page, 'Save the note');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Typed without a mouse.').waitFor();

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.context().close();
});
