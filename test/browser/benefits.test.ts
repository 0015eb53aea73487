import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESK, freshName, freshPhone, openBrowser, openDesk, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** One dot: the smallest PNG there is. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('coverage to verdict: a payer found with a slip, the card, the consent, asked electronically, printed', async () => {
  const name = `${freshName()} Tallis`;
  const { page, misdeeds } = await signedIn(browser, 'agent');
  const dialog = page.getByRole('dialog');
  const panel = page.getByRole('region', { name: 'Coverage and benefits', exact: true });
  await openDesk(page, '/leads/create');
  await page.getByLabel('Name of who is asking').fill(name);
  await page.getByLabel('Phone', { exact: true }).fill(freshPhone());
  await page.getByRole('button', { name: 'Open the lead' }).click();

  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByLabel('Payer, as they say it').pressSequentially('aetnna');
  await page.getByRole('option', { name: 'Aetna', exact: true }).click();
  await dialog.getByLabel('Member id').fill('PPO4471');
  await dialog.getByLabel('Policyholder’s date of birth').fill('1988-04-17');
  await dialog.getByRole('button', { name: 'Save the coverage' }).click();
  await panel.getByText('PPO4471').waitFor();

  const picture = { name: 'card.png', mimeType: 'image/png', buffer: DOT };
  await panel.getByLabel('Picture of the card, front').setInputFiles(picture);
  await panel.getByRole('button', { name: 'Show card, front' }).click();
  const shown = panel.getByRole('img', { name: 'Insurance card, front' });
  await shown.waitFor();
  expect(
    await shown.evaluate((image: HTMLImageElement) =>
      image.decode().then(() => image.naturalWidth),
    ),
  ).toBe(1);

  await panel.getByRole('button', { name: 'Check the benefits' }).click();
  await dialog.getByLabel('Levels of care').fill('High-int');
  await page.getByRole('option', { name: /High-intensity residential/ }).click();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('The patient said yes').check();
  await dialog.getByRole('button', { name: 'Ask the payer' }).click();

  // The worker asks and the page hears of it by itself.
  await page.getByText('Viable', { exact: true }).waitFor({ timeout: 30_000 });
  await page.getByText('$1,200 left of $3,000').waitFor();
  await page.getByText(/about \$1,200 of your deductible is left/).waitFor();
  await page.getByRole('button', { name: 'Spanish' }).click();
  await page.getByText(/quedan unos \$1,200 de su deducible/).waitFor();

  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  await page
    .getByText(/26 (of \d+ )?days left/)
    .filter({ visible: true })
    .first()
    .waitFor();
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('link', { name: /^Lead #/ }).click();
  await page.getByText('Benefits: viable').waitFor();
  await panel.getByText('Viable', { exact: true }).waitFor();
  expect(new URL(page.url()).origin).toBe(DESK);
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
}, 120_000);
