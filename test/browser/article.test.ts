import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freshName, newVisit, openBrowser, openDesk, settled, signedIn, SITE } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The site reads what is public anew after 15 seconds, and the page asked for then is the next one. */
const ON_THE_SITE_WITHIN = 25_000;
const HOSTILE = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 1">',
  '[a way](javascript:window.ran=1) and [a good one](/find)',
  '## What <b>helps</b>',
  '[[call]]',
].join('\n\n');
const RAN = () => 'ran' in window;

async function fromTheSite(page: Page, path: string): Promise<void> {
  const until = Date.now() + ON_THE_SITE_WITHIN;
  for (;;) {
    const answer = await page.goto(SITE + path);
    if (answer?.status() === 200) return;
    if (Date.now() > until) throw new Error(`${path} still answers ${answer?.status()}.`);
    await page.waitForTimeout(500);
  }
}

describe('a page of the content desk', () => {
  test('R17 written, previewed, reviewed, planned and published; nothing in it runs anywhere', async () => {
    const name = freshName();
    const title = `A fresh start with ${name}`;
    const path = `/articles/a-fresh-start-with-${name.toLowerCase()}`;
    const { page, misdeeds } = await signedIn(browser, 'manager');
    await openDesk(page, '/articles/create');
    await page.getByLabel('Title').fill(title);
    await page.getByLabel('Teaser').fill('What a first week can look like.');
    await page.getByLabel('Text', { exact: true }).fill(HOSTILE);
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('<script>window.ran = 1</script>').waitFor();
    await preview.getByText('What <b>helps</b>').waitFor();
    expect(await preview.locator('script, img, b, [href^="javascript"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('English: Draft').waitFor();

    await page.getByRole('button', { name: 'Put down a review' }).click();
    await page.getByLabel('Who').fill('Ada Reader');
    await page.getByLabel('Credentials').fill('LCSW');
    await page.getByRole('button', { name: 'Put down', exact: true }).click();
    await page.getByText(/^Reviewed by Ada Reader/).waitFor();

    await page.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByLabel('Not before').fill('2031-05-01T09:00');
    await page.getByRole('button', { name: 'Plan it' }).click();
    await page.getByText('English: Planned').waitFor();
    expect((await fetch(SITE + path)).status).toBe(404);

    await page.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('English: On the site').waitFor();
    await settled(page);
    // A list knows less of a page than its editor shows.
    await openDesk(page, '/articles');
    await page.getByRole('row', { name: /Signs of a relapse on heroin/ }).click();
    await page.getByRole('heading', { level: 1, name: /Signs of a relapse/ }).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toMatch(/^Signs of a relapse/);
    expect(await page.evaluate(RAN)).toBe(false);
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();

    const visitor = await newVisit(browser);
    await fromTheSite(visitor.page, path);
    visitor.misdeeds.complaints.length = 0;
    visitor.misdeeds.refusals.length = 0;
    await visitor.page.reload();
    await visitor.page.getByRole('heading', { level: 1, name: title }).waitFor();
    await visitor.page.getByText(/^Reviewed by Ada Reader, LCSW/).waitFor();
    const article = visitor.page.getByRole('main');
    await article.getByText('<img src=x onerror="window.ran = 1">').waitFor();
    expect(await article.locator('article a[href^="tel:"]').count()).toBeGreaterThan(0);
    expect(await article.locator('a[href="/find"]').count()).toBe(1);
    expect(await article.locator('script, [onerror], [href^="javascript"]').count()).toBe(0);
    expect(await visitor.page.evaluate(RAN)).toBe(false);
    await visitor.page.goto(`${SITE}/articles`);
    await visitor.page.getByRole('link', { name: title }).first().waitFor();
    expect(visitor.misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await visitor.page.context().close();
  });
});
