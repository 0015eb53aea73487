import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESK, freshName, freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A qualified lead in Boston that pays without insurance. */
async function qualified(page: Page, name: string): Promise<string> {
  const ask = async (method: string, path: string, data: object) => {
    const answer = await page.request.fetch(DESK + path, {
      method,
      headers: { origin: DESK },
      data,
    });
    const body = (await answer.json()) as { id: string; version: number };
    if (!answer.ok()) throw new Error(`${answer.status()} ${JSON.stringify(body)}`);
    return body;
  };
  const { id } = await ask('POST', '/api/leads', { name, phone: freshPhone(), zip: '02115' });
  const lead = `/api/leads/${id}`;
  await ask('POST', `${lead}/calls`, { disposition: 'connected' });
  const current = async () =>
    ((await (await page.request.get(DESK + lead)).json()) as { version: number }).version;
  await ask('PUT', lead, {
    version: await current(),
    patientName: name,
    age: 34,
    substances: ['alcohol'],
    levelRequested: 'residential_high',
    payment: 'self_pay',
  });
  await ask('POST', `${lead}/stage`, { version: await current(), stage: 'qualified' });
  return id;
}

test('from a lead to programs with reasons, side by side and on the map, to one that was picked and why', async () => {
  const { page, misdeeds } = await signedIn(browser, 'manager');
  const name = `${freshName()} Quartz`;
  const id = await qualified(page, name);
  await openDesk(page, `/leads/${id}/show`);
  await page.getByRole('link', { name: 'Find programs' }).click();
  await page.getByRole('heading', { level: 1, name: `Programs for ${name}` }).waitFor();
  await page.getByText('Nobody looked for programs yet').waitFor();
  await page.getByRole('button', { name: 'Find programs' }).click();
  const list = page.getByRole('list', { name: 'Programs that could serve, the best first' });
  const cards = list.getByRole('listitem', { name: /\(sample\)/ });
  await cards.first().waitFor();
  expect(await cards.count()).toBeGreaterThan(2);
  await page.getByRole('heading', { name: /^Excluded: \d+$/ }).waitFor();
  await page
    .getByText(/What would have to change: /)
    .first()
    .waitFor();

  // By keys: the second one, all its reasons, side by side with the third.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const table = page.getByRole('region', { name: 'Side by side' }).getByRole('table');
  await table.getByRole('rowheader', { name: 'Level of care' }).waitFor();
  expect(await table.getByRole('columnheader').count()).toBe(2);

  await page.getByRole('button', { name: 'Show on a map' }).click();
  const map = page.getByRole('region', { name: /^Map of the programs/ });
  await map.getByText('Outlines: US Census Bureau').waitFor();
  expect(await map.locator('.match-pin').count()).toBeGreaterThan(2);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);

  const second = cards.nth(1);
  await second.getByRole('button', { name: /^Pick instead/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('comes first for this patient').waitFor();
  await dialog.getByLabel('Why').click();
  await page.getByRole('option', { name: 'The patient chose it' }).click();
  await dialog.getByLabel('In your words').fill('A sister lives there.');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await second.getByText('The patient chose it: A sister lives there.').waitFor();
  await second.getByRole('button', { name: 'Start a referral' }).click();
  await page.waitForURL(/\/referrals\/[0-9a-f-]{36}\/show$/);
  await page.getByText('Before it is sent').waitFor();

  await openDesk(page, `/leads/${id}/show`);
  await page.getByText(/One was picked\./).waitFor();
  await page
    .getByText(/^Program picked: /)
    .first()
    .waitFor();
  const stage = (await (await page.request.get(`${DESK}/api/leads/${id}`)).json()) as {
    stage: string;
  };
  expect(stage.stage).toBe('matched');
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
  await page.context().close();
});
