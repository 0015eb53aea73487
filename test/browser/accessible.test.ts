import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { faults, faultsInBoth, faultsOf, SCHEMES } from './inspection.js';
import {
  DESK,
  freshName,
  freshPhone,
  newVisit,
  openBrowser,
  openDesk,
  settled,
  SITE,
  signedIn,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('R18 accessible', () => {
  test.each(SCHEMES)('axe finds what is wrong when something is, %s', async (colorScheme) => {
    const { page } = await newVisit(browser, { colorScheme });
    await page.goto(`${SITE}/privacy`);
    await page.evaluate(() => {
      const pale = document.createElement('p');
      pale.id = 'pale';
      pale.textContent = 'Hard to read';
      pale.style.color = '#777';
      pale.style.backgroundColor = '#888';
      document.querySelector('main')?.append(pale);
    });
    expect(await faults(page, colorScheme)).toEqual(['color-contrast: #pale']);
    await page.context().close();
  });

  test('the door of the desk has no fault, by light or dark, nor scrolls sideways', async () => {
    const { page } = await newVisit(browser);
    await page.goto(`${DESK}/login`);
    await page.getByLabel('E-mail').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  test('nor has any dialog of a lead', async () => {
    const { page } = await signedIn(browser, 'admin');
    // One of its own: it has everything a lead begins with, whatever other stories did to theirs.
    const lead = await page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json' };
        const made = await fetch('/api/leads', { method: 'POST', headers, body });
        return ((await made.json()) as { id: string }).id;
      },
      JSON.stringify({ name: freshName(), phone: freshPhone() }),
    );
    await openDesk(page, `/leads/${lead}/show`);
    const found = await lookAtDialogs(page, [
      'Log a call',
      'Note',
      'Questions',
      'Set aside',
      'Assign',
      'Change stage',
      'Close',
      'Edit',
      'Task',
      /^(Change the|Start a) plan$/,
      'Pause',
      'End',
    ]);
    expect(found).toEqual({});
    await page.context().close();
  });

  test.each<[string, (string | RegExp)[]]>([
    ['/duty', ['Plan hours', /^Add for /, /, On duty/]],
    ['/routing', ['Add a rule', /^Edit: /]],
  ])('nor any of %s', async (path, openers) => {
    const { page } = await signedIn(browser, 'admin');
    await openDesk(page, path);
    expect(await lookAtDialogs(page, openers)).toEqual({});
    await page.context().close();
  });
});

/** Opens dialogs one after the other by the buttons of these names, and looks at each. */
async function lookAtDialogs(
  page: Page,
  openers: readonly (string | RegExp)[],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const name of openers) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
    await settled(page);
    const faultsOfDialog = await faultsInBoth(page);
    if (faultsOfDialog.length > 0) found[String(name)] = faultsOfDialog;
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  return found;
}
