import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  askForHelp,
  DESK,
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

/**
 * Carries a card by its lower edge into a column, until what it leads to is there: the board is live,
 * and a card that has just come may give way to another under the hand.
 */
async function drag(card: Locator, column: Locator, leadsTo: Locator): Promise<void> {
  for (let hand = 1; ; hand += 1) {
    await carry(card, column);
    try {
      return await leadsTo.waitFor({ timeout: 4000 });
    } catch (error) {
      if (hand === 3) throw error;
    }
  }
}

async function carry(card: Locator, column: Locator): Promise<void> {
  const page = card.page();
  // Whole in sight: at the edge of the window its lower part may lie under something.
  await card.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  // Waits until it lies still.
  await card.hover({ position: { x: 20, y: 10 } });
  const [from, to] = [await card.boundingBox(), await column.boundingBox()];
  if (!from || !to) throw new Error('There is nothing to drag, or nowhere to drag it to.');
  await page.mouse.move(from.x + 20, from.y + from.height - 6);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + from.height, { steps: 3 });
  // Columns are as long as the longest: at the card's own height it stays in sight, however far one has scrolled.
  await page.mouse.move(to.x + to.width / 2, from.y + from.height, { steps: 6 });
  await page.mouse.up();
}

/** Gives the lead of this name, as soon as there is one, to whoever is signed in. */
async function makeMine(page: Page, name: string): Promise<void> {
  const ask = async (method: string, path: string, data?: object) =>
    (await page.request.fetch(DESK + path, { method, headers: { origin: DESK }, data })).json();
  const found = encodeURIComponent(JSON.stringify({ q: name }));
  let leads: { id: string; version: number }[] = [];
  for (let looks = 0; leads.length === 0 && looks < 100; looks += 1) {
    leads = await ask('GET', `/api/leads?filter=${found}`);
    await page.waitForTimeout(100);
  }
  const [lead] = leads;
  if (!lead) throw new Error(`${name} never became a lead.`);
  const { id: ownerId } = await ask('GET', '/api/me');
  await ask('POST', `/api/leads/${lead.id}/assignment`, { version: lead.version, ownerId });
}

test('a card is moved by keys and by hand, and a shut gate says what is missing', async () => {
  const { page, misdeeds } = await signedIn(browser, 'manager');
  await openDesk(page, '/board');
  await page.getByRole('status').getByText('Live').waitFor();
  const name = `${freshName()} Moser`;
  await askForHelp({ name, phone: freshPhone() });
  await makeMine(page, name);
  // Of one's own there are few: whatever others of this run have asked for, the card is in sight and stays in place.
  const onlyMine = () => page.getByRole('button', { name: 'Mine', exact: true }).click();
  await onlyMine();
  const stage = (label: string) => page.getByRole('region', { name: label, exact: true });
  const card = (label: string) => stage(label).getByRole('listitem').filter({ hasText: name });
  await card('New').waitFor();

  const dialog = page.getByRole('dialog');
  const refused = dialog.getByRole('heading', { name: `${name} stays in new` });
  await drag(card('New'), stage('Contacted'), refused);
  await dialog.getByText('a conversation: log the call that reached the person').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(misdeeds.refusals).toEqual([expect.stringMatching(/^422 POST .*\/stage$/)]);
  misdeeds.refusals.length = 0;
  misdeeds.complaints.length = 0;

  await card('New').getByRole('link').press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.keyboard.press('c');
  await dialog.getByRole('button', { name: 'No answer' }).click();
  await dialog.getByRole('button', { name: 'Save the call' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await onlyMine();
  const handle = (label: string) => card(label).getByRole('button', { name: /^Move / });
  await handle('Attempted').press('Enter');
  const menu = page.getByRole('menu', { name: 'Move to' });
  await menu.getByText('Still needed: a conversation').waitFor();
  await menu.getByRole('menuitem', { name: 'New' }).press('Enter');
  await card('New').waitFor();
  await drag(card('New'), stage('Attempted'), card('Attempted'));
  await page.getByText(`${name}: now attempted.`).waitFor();
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
  await page.context().close();
});
