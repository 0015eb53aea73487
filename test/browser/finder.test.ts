import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newVisit, openBrowser, openDesk, settled, signedIn, SITE } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const BOSTON = { latitude: 42.3412, longitude: -71.0721 };

describe('finding a place', () => {
  test('from where somebody is, without the place in the address; and what they say is wrong reaches the desk', async () => {
    const { page, misdeeds } = await newVisit(browser, {
      ...PHONE,
      geolocation: BOSTON,
      permissions: ['geolocation'],
    });
    await page.goto(`${SITE}/find`);
    await page.getByLabel('Kind of care').selectOption('detox');
    await page.getByRole('button', { name: 'Use where I am' }).click();
    await page.getByRole('heading', { name: /of Boston, MA/ }).waitFor();
    const address = new URL(page.url());
    expect(address.pathname).toBe('/find');
    expect(address.search).toMatch(/^\?zip=02\d{3}&miles=25&level=detox$/);
    expect(page.url()).not.toContain('42.3');

    await page.getByRole('link', { name: 'Harborlight Recovery (sample)' }).click();
    await page.getByRole('heading', { level: 1, name: /Harborlight/ }).waitFor();
    const first = page.locator('main a[href^="tel:"]').first();
    expect(await first.getAttribute('href')).toBe('tel:+16175550142');
    await page.getByText('What we do not know').waitFor();
    await page.getByRole('link', { name: 'Report a mistake' }).click();
    await page.getByLabel('The phone number').check();
    await page.getByLabel('What is right, or what happened?').fill('It rings a bakery.');
    // Nobody fills this in as quickly as a machine.
    await page.waitForTimeout(2600);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: /It is with our staff/ }).waitFor();
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();

    const desk = await signedIn(browser, 'manager');
    await openDesk(desk.page, '/tasks');
    await desk.page
      .getByText(/A visitor reports a mistake at Harborlight/)
      .first()
      .waitFor();
    await desk.page.context().close();
  });

  test('without script: a search, a payer, and the general answer to a question about it', async () => {
    const { page } = await newVisit(browser, { ...PHONE, javaScriptEnabled: false });
    await page.goto(`${SITE}/find`);
    await page.getByLabel('ZIP code').fill('02118');
    await page.getByLabel('Within').selectOption('100');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('heading', { name: /places? within 100 miles of Boston/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Use where I am' }).isVisible()).toBe(false);
    // On paper are the places and whom to call, without what only a screen can use.
    await page.emulateMedia({ media: 'print' });
    const onPaper = ['.found h2', '.places', '.top .number', '.finder-form', '#exit'];
    expect(await Promise.all(onPaper.map((part) => page.locator(part).isVisible()))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${SITE}/insurance`);
    await page.getByRole('link', { name: 'Aetna', exact: true }).click();
    await page.getByRole('link', { name: 'Does my insurance cover this?' }).click();
    await page.getByRole('button', { name: 'Show what is generally true' }).click();
    await page.getByText('For Aetna').waitFor();
    await page.getByLabel('What should we call you?').fill('Ana Ruiz');
    await page.getByLabel('Phone number').fill('(212) 555-0188');
    await page.waitForTimeout(2600);
    await page.getByRole('button', { name: 'Ask for the check' }).click();
    await settled(page);
    expect(new URL(page.url()).pathname).toMatch(/^\/thanks\//);
    await page.context().close();
  });
});
