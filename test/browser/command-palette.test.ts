import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { askForHelp, freshName, freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('Everything by its name', () => {
  test('Ctrl-K goes to pages, finds leads, and acts on the one that is open', async () => {
    const name = `${freshName()} Adler`;
    await askForHelp({ name, phone: freshPhone() });
    const { page, misdeeds } = await signedIn(browser, 'agent');
    await openDesk(page, '/tasks');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await page.keyboard.press('Control+k');
    await palette.getByRole('option', { name: 'Board', exact: true }).waitFor();
    expect(await palette.getByRole('option', { name: 'Audit' }).count()).toBe(0);
    await page.keyboard.type('board');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Board' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type(name.split(' ')[0] ?? '');
    await palette.getByRole('option', { name: new RegExp(name) }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('nothing of that name');
    await palette.getByText('Nothing is called that.').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('write a note');
    await palette.getByRole('option', { name: 'Write a note' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Write a note' }).waitFor();
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();
  });
});
