import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { askForHelp, freshName, freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('what was taken is returned, a task is done, and what a colleague decided meanwhile is left', async () => {
  const name = `${freshName()} Alder`;
  const { page, misdeeds } = await signedIn(browser, 'manager');
  await openDesk(page, '/workbench');
  await askForHelp({ name, phone: freshPhone(), when: 'today', pregnant: 'yes' });
  const waiting = page.getByRole('button', { name: new RegExp(name) });
  const dialog = page.getByRole('dialog');

  await waiting.first().click();
  await page.locator('#person-title').getByText(name).waitFor();
  await page.getByRole('button', { name: /^Take/ }).click();
  await page.getByText(`With you now: ${name}.`).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: /^Return/ }).click();
  await dialog.getByLabel('A note for whoever is next').fill('Rings back after her shift.');
  await dialog.getByRole('button', { name: 'Return', exact: true }).click();
  await page.getByText('Back in the queue.').waitFor();
  await waiting.first().waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type(name.split(' ')[0] ?? '');
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Rings back after her shift.').first().waitFor();
  await page.getByRole('button', { name: 'Task', exact: true }).click();
  await dialog.getByLabel('What to do').fill(`Send ${name} the list`);
  await dialog.getByRole('button', { name: 'Save the task' }).click();
  await dialog.waitFor({ state: 'detached' });
  const lead = new URL(page.url()).pathname;
  await openDesk(page, '/tasks');
  const finish = page.getByRole('button', { name: `Done: Send ${name} the list` });
  await finish.click();
  await finish.waitFor({ state: 'detached' });
  await openDesk(page, lead);
  await page.getByText(`Done: Send ${name} the list`, { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  // A colleague is faster, and this page does not hear of it.
  await page.evaluate(async () => {
    const id = location.pathname.split('/')[2];
    const get = async (path: string) => (await fetch(path)).json();
    const lead = (await get(`/api/leads/${id}`)) as { version: number };
    const staff = (await get('/api/users')) as { id: string; name: string }[];
    const ownerId = staff.find((each) => each.name === 'Priya Raman')?.id;
    await fetch(`/api/leads/${id}/assignment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: lead.version, ownerId }),
    });
  });
  await dialog.getByRole('combobox', { name: 'Owner' }).click();
  await page.getByRole('option', { name: 'Jonah Pike' }).click();
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  const values = dialog.getByRole('table', { name: 'Both values' });
  await values.getByRole('row', { name: /Owner Priya Raman Jonah Pike/ }).waitFor();
  await dialog.getByRole('button', { name: 'Leave it as it is now' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Priya Raman').first().waitFor();
  expect(misdeeds.refusals).toEqual([expect.stringMatching(/^409 POST .*\/assignment$/)]);
  await page.context().close();
});
