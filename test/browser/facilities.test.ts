import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESK, newVisit, openBrowser, openDesk, signedIn, SITE } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const TABLE = [
  'Name,Address,City,State,ZIP,Phone,Services',
  'Story House,12 Story Lane,Boston,MA,2115,617-555-0177,Short-term residential; Medicaid; Cash or self-payment',
  'Story House Recovery,12 Story Ln,Boston,MA,02115,617-555-0177,Intensive outpatient treatment',
].join('\n');

describe('the directory', () => {
  test('a table is looked at, taken in; the facility reports its beds by its link on a phone; the desk sees them', async () => {
    const { page, misdeeds } = await signedIn(browser, 'manager');
    await openDesk(page, '/directory-imports');
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'story.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(TABLE),
    });
    await page.getByRole('button', { name: 'Look at it' }).click();
    const takeIn = page.getByRole('button', { name: 'Take 2 rows in' });
    await takeIn.waitFor();
    await page.getByText('The ZIP code 2115 had lost a zero: read as 02115.').waitFor();
    await page.getByText('The same place as in row 1.').waitFor();
    await takeIn.click();
    await page.getByRole('button', { name: 'Take it all back' }).waitFor();
    await page.getByRole('link', { name: 'Story House', exact: true }).first().click();

    await page.getByRole('heading', { level: 1, name: 'Story House' }).waitFor();
    await page.getByText('Also known as Story House Recovery').waitFor();
    await page
      .getByRole('article', { name: 'High-intensity residential' })
      .getByText('MassHealth')
      .waitFor();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.locator('code').textContent();
    const { pathname } = new URL(link ?? '');

    const phone = await newVisit(browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await phone.page.goto(SITE + pathname);
    await phone.page.getByText('Story House', { exact: true }).waitFor();
    const residence = phone.page.getByRole('group', { name: 'High-intensity residential' });
    await residence.getByLabel('Open now').fill('4');
    await residence.getByLabel('In all (if you like)').fill('16');
    await phone.page.getByRole('button', { name: 'Send' }).click();
    await phone.page.getByRole('heading', { name: 'Thank you.' }).waitFor();

    // Without reloading: the worker tells the desk.
    const program = page.getByRole('article', { name: 'High-intensity residential' });
    await program.getByText('4 of 16 open').waitFor();
    await program.getByText('Fresh', { exact: true }).waitFor();
    expect(new URL(page.url()).origin).toBe(DESK);
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    expect(phone.misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await phone.page.context().close();
    await page.context().close();
  });
});
