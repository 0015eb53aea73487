import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freshName, freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Opens a lead by its form, and gives back its number. */
async function openLead(page: Page, name: string, phone: string): Promise<number> {
  await page.getByLabel('Name of who is asking').fill(name);
  await page.getByLabel('Phone', { exact: true }).fill(phone);
  await page.getByRole('button', { name: 'Open the lead' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  const words = await page.getByText(/^#\d+ · received/).innerText();
  return Number(/#(\d+)/.exec(words)?.[1]);
}

test('the record of a person: warned of a double, files, contacts, a mention, merged and two again', async () => {
  const name = `${freshName()} Ostrom`;
  const { page, misdeeds } = await signedIn(browser, 'manager');
  const dialog = page.getByRole('dialog');
  const panel = (title: string) =>
    page.getByRole('region', { name: title, exact: true }).filter({ visible: true });
  await openDesk(page, '/leads/create');
  const first = await openLead(page, name, freshPhone());
  await page.keyboard.press('n');
  await page.getByLabel('Name of who is asking').fill(name);
  await page.getByRole('link', { name: `#${first} ${name}` }).waitFor();
  await page.getByText('The same name').waitFor();
  const second = await openLead(page, name, freshPhone());

  const picker = page.getByLabel('Files to add');
  const text = Buffer.from('Discharged on Monday.');
  await picker.setInputFiles({
    name: 'letter of discharge.txt',
    mimeType: 'text/plain',
    buffer: text,
  });
  await panel('Files').getByRole('link', { name: 'letter of discharge.txt' }).waitFor();
  const download = page.waitForEvent('download');
  await panel('Files').getByRole('link', { name: 'letter of discharge.txt' }).click();
  const given = await (await download).createReadStream();
  expect(Buffer.concat(await given.toArray())).toEqual(text);
  const large = { name: 'scan.png', mimeType: 'image/png', buffer: Buffer.alloc(10_485_761) };
  await picker.setInputFiles(large);
  await panel('Files').getByRole('alert').getByText('at most 10 MB').waitFor();

  await panel('Contacts').getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByLabel('Name').fill('Berta Ostrom');
  await dialog.getByLabel('Phone').fill(freshPhone());
  await dialog.getByRole('button', { name: 'Add the contact' }).click();
  await panel('Contacts').getByRole('heading', { name: 'Berta Ostrom parent' }).waitFor();

  await page.keyboard.press('m');
  await dialog.waitFor();
  await page.keyboard.type('Please ring the mother, @Ave');
  await page.getByRole('option', { name: 'Avery Stone' }).waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save the note' }).click();
  await panel('Timeline').getByText('@Avery Stone').waitFor();

  await panel('Same person').getByRole('button', { name: 'Merge', exact: true }).click();
  await dialog.getByLabel('The other lead of this person').fill(String(first));
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await dialog.getByRole('button', { name: 'Compare them' }).click();
  await dialog.getByRole('button', { name: `Merge into #${second}` }).click();
  await panel('Timeline').getByText(`Lead #${first} was merged into this one`).waitFor();
  await panel('Same person')
    .getByRole('link', { name: `#${first}` })
    .click();
  await page.getByText(`This lead is part of #${second} now.`).waitFor();
  await panel('Same person')
    .getByRole('button', { name: /^Undo the merge/ })
    .click();
  await page.getByText(`This lead is part of #${second} now.`).waitFor({ state: 'detached' });
  await panel('Timeline').getByText(`Merge with lead #${second} undone`).waitFor();
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
  await page.context().close();

  const agent = await signedIn(browser, 'agent');
  await agent.page.getByRole('link', { name: /^Notes that name me: \d+ new/ }).click();
  await agent.page.getByRole('link', { name: `#${second} ${name}` }).click();
  await agent.page.getByRole('heading', { level: 1, name }).waitFor();
  await agent.page.context().close();
});
