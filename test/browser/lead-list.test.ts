import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshName, openBrowser, openDesk, settled, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('The list of leads', () => {
  test('many are tagged and moved at once, refusals say why, all is undone, and a view keeps what one sees', async () => {
    const tag = freshName();
    const { page, misdeeds } = await signedIn(browser, 'manager');
    const dialog = page.getByRole('dialog');
    await openDesk(page, '/tags');
    await page.getByRole('button', { name: 'New tag' }).click();
    await dialog.getByLabel('Name').fill(tag);
    await dialog.getByRole('radio', { name: 'Teal' }).check();
    await dialog.getByRole('button', { name: 'Make the tag' }).click();
    await page.getByRole('button', { name: `Edit ${tag}` }).waitFor();

    await openDesk(page, '/leads');
    const rows = page.getByRole('table').getByRole('checkbox', { name: /^Choose #/ });
    await rows.nth(0).check();
    await rows.nth(1).check();
    const chosen = page.getByRole('region', { name: 'Chosen leads' });
    await chosen.getByText('2 leads chosen').waitFor();
    await chosen.getByRole('button', { name: 'Tag', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Tag' }).click();
    await page.getByRole('option', { name: tag }).click();
    await dialog.getByRole('button', { name: 'Tag them' }).click();
    await page.getByText(`Tagged “${tag}”: 2.`).waitFor();
    await page.getByRole('cell', { name: tag }).nth(1).waitFor();
    expect(await page.getByRole('cell', { name: tag }).count()).toBe(2);

    await page.getByRole('button', { name: 'Filters' }).click();
    await dialog.getByRole('combobox', { name: 'Tags' }).click();
    await page.getByRole('option', { name: tag }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Show the list' }).click();
    await page.getByText('1–2 of 2').waitFor();
    await page.getByRole('button', { name: /^Views?: / }).click();
    await page.getByRole('menuitem', { name: 'Save what I see as a view…' }).click();
    await dialog.getByLabel('Name').fill(`All ${tag}`);
    await dialog.getByRole('switch').check();
    await dialog.getByRole('button', { name: 'Save the view' }).click();
    await page.getByRole('button', { name: `View: All ${tag}` }).waitFor();

    await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
    await chosen.getByRole('button', { name: 'Change stage' }).click();
    await dialog.getByRole('combobox', { name: 'New stage' }).click();
    await page.getByRole('option', { name: 'Admitted' }).click();
    await dialog.getByRole('button', { name: 'Move them' }).click();
    await page.getByText('Nothing changed, 2 refused.').waitFor();
    // While the dialog closes, what lies behind it has no roles.
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('link', { name: /^Lead #/ }).count()).toBe(2);

    await chosen.waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
    await chosen.getByRole('button', { name: 'Tag', exact: true }).click();
    await dialog.getByRole('radio', { name: 'Take a tag off' }).check();
    await dialog.getByRole('combobox', { name: 'Tag' }).click();
    await page.getByRole('option', { name: tag }).click();
    await dialog.getByRole('button', { name: 'Take it off' }).click();
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: 2 as they were before.').waitFor();
    await page.getByText('1–2 of 2').waitFor();
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();

    const agent = await signedIn(browser, 'agent');
    await openDesk(agent.page, '/leads');
    await agent.page.getByRole('button', { name: /^Views?: / }).click();
    await agent.page.getByRole('menuitem', { name: `All ${tag}` }).click();
    await agent.page.getByText('1–2 of 2').waitFor();
    await settled(agent.page);
    await agent.page.context().close();
  });
});
