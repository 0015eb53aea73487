import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  askForHelp,
  DESK,
  fillSignIn,
  freshName,
  freshPhone,
  openBrowser,
  openDesk,
  signedIn,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('Working side by side', () => {
  test('two who change the same field both see both values; what only one changed stays', async () => {
    const name = `${freshName()} Ferro`;
    const { page: one } = await signedIn(browser, 'manager');
    await openDesk(one, '/leads');
    await one.getByRole('status').getByText('Live').waitFor();
    await askForHelp({ name, phone: freshPhone() });
    await one.getByRole('link', { name }).click();
    await one.getByRole('heading', { level: 1, name }).waitFor();
    const { page: two } = await signedIn(browser, 'admin');
    await openDesk(two, new URL(one.url()).pathname);

    const edit = { name: 'Edit', exact: true };
    await one.getByRole('button', edit).click();
    await two.getByRole('button', edit).click();
    const [first, second] = [one.getByRole('dialog'), two.getByRole('dialog')];
    await first.getByRole('textbox', { name: 'Age' }).fill('41');
    await first.getByRole('textbox', { name: 'ZIP' }).fill('73301');
    await first.getByRole('button', { name: 'Save' }).click();
    await first.waitFor({ state: 'detached' });

    await second.getByRole('textbox', { name: 'ZIP' }).fill('10001');
    await second.getByRole('button', { name: 'Save' }).click();
    const values = second.getByRole('table', { name: 'Both values' });
    await values.waitFor();
    expect((await values.getByRole('row').last().innerText()).split(/\s+/)).toEqual([
      'ZIP',
      '73301',
      '10001',
    ]);
    await second.getByRole('button', { name: 'Use mine after all' }).click();
    await second.waitFor({ state: 'detached' });

    await one.getByText('10001, NY').waitFor();
    await one.getByText('41', { exact: true }).waitFor();
    await one.context().close();
    await two.context().close();
  });

  test('when the session ends one signs in again and is back where one was', async () => {
    const { page } = await signedIn(browser, 'benefits');
    await openDesk(page, '/leads');
    await page.context().clearCookies();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Tasks' })
      .click();
    await page.waitForURL(`${DESK}/login`);
    await fillSignIn(page, 'benefits@demo.example', 'Bridgeline-demo-1!');
    await page.getByRole('heading', { level: 1, name: 'My tasks' }).waitFor();
    await page.context().close();
  });
});
