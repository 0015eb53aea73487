import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freshName, freshPhone, newVisit, openBrowser, openDesk, SITE, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('A call at a time they chose, asked for on a phone and changed on their own page', () => {
  const name = `${freshName()} Hale`;
  /** Of New York: every time that is offered there may be chosen, which in Florida the last may not. */
  const phone = freshPhone('607');
  let visitor: Page;
  let chosen: string;
  const next = () => visitor.locator('button.next').click();

  test('the visitor chooses a time, and keeps what they typed only because they ask to', async () => {
    const visit = await newVisit(browser, { viewport: { width: 320, height: 640 } });
    visitor = visit.page;
    await visitor.goto(`${SITE}/get-started`);
    await visitor.getByRole('button', { name: 'No one is in danger now' }).click();
    await visitor.getByLabel('for myself').check();
    await next();
    await visitor.getByLabel('Later').check();
    await next();
    await visitor.locator('input[name=name]').fill(name);
    await visitor.locator('input[name=phone]').fill(phone);
    expect(await visitor.evaluate(() => localStorage.length)).toBe(0);
    await visitor.getByRole('button', { name: 'Keep my answers on this device' }).click();
    await visitor.getByText('Your answers are kept on this device').waitFor();
    const times = visitor.locator('select[name=callBackAt]');
    chosen = (await times.locator('option').last().getAttribute('value')) ?? '';
    await times.selectOption(chosen);
    await next();
    await next();
    expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    // Nobody reads and types faster; who does is held back as a machine (R16).
    await visitor.waitForTimeout(2600);
    await visitor.getByRole('button', { name: 'Send my request' }).click();
    await visitor.waitForURL(/\/thanks\//);
    await visitor.getByText(/We call you on/).waitFor();
    await visitor.getByRole('link', { name: 'Add the call to a calendar' }).waitFor();
    expect(await visitor.evaluate(() => localStorage.length)).toBe(0);
    expect(visit.misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
  });

  test('staff sees the promised call, and the new time when it is changed', async () => {
    const { page: agent } = await signedIn(browser, 'manager');
    await openDesk(agent, '/leads');
    await agent.getByRole('link', { name }).first().click();
    await agent.getByText('Call at the time they chose on the site').first().waitFor();

    await visitor.getByRole('link', { name: 'See where your request stands' }).click();
    await visitor.getByText('We call you at the time you chose').waitFor();
    await visitor.getByText('Choose when we call').click();
    const times = visitor.locator('select[name=at]');
    const other = (await times.locator('option').nth(1).getAttribute('value')) ?? '';
    expect(other).not.toBe(chosen);
    await times.selectOption(other);
    await visitor.getByRole('button', { name: 'Save the time' }).click();
    await visitor.getByText(/you told us when to call/).waitFor();
    await agent.getByText('Call at the time they chose on their page').first().waitFor();
    await agent.context().close();
  });

  test('leaving by the keyboard replaces the page, and the way back leads away again', async () => {
    await visitor.route('https://www.weather.gov/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }),
    );
    await visitor.keyboard.press('Escape');
    await visitor.keyboard.press('Escape');
    await visitor.waitForURL('https://www.weather.gov/');
    await visitor.goBack();
    await visitor.waitForURL('https://www.weather.gov/');
    await visitor.context().close();
  });
});
