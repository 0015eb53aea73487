import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  askForHelp,
  freshName,
  freshPhone,
  HIGH_RISK,
  openBrowser,
  openDesk,
  phoneToCallNow,
  settled,
  signedIn,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const CALL_BUTTON = /Shift C$/;

test('somebody is called by a key, agrees to be called again, and is not lost sight of when somebody else is in danger', async () => {
  const name = `${freshName()} Cole`;
  const phone = phoneToCallNow();
  if (phone === null) {
    process.stdout.write('SKIPPED: at this hour nobody in the United States may be called.\n');
    return;
  }
  // A number that ends in 9 is never answered by the simulated phone.
  await askForHelp({ name, phone: phone.replace(/9$/, '8'), ...HIGH_RISK });
  const { page, misdeeds } = await signedIn(browser, 'agent');
  await openDesk(page, '/leads');
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText(CALL_BUTTON).first().waitFor();
  await page.keyboard.press('Shift+C');
  const call = page.getByRole('region', { name: 'Call', exact: true });
  await call.getByRole('button', { name: /Hang up/ }).waitFor();
  await call.getByText(/· 0:0\d/).waitFor();
  await page.keyboard.press('Shift+E');
  await call.getByText(`What came of the call with ${name}?`).waitFor();
  await page.keyboard.press('Space');
  const again = call.getByRole('checkbox', { name: /call again/ });
  await again.waitFor();
  expect(await again.isChecked()).toBe(false);
  await again.press('Space');
  await page.keyboard.press('Control+Enter');
  await call.waitFor({ state: 'detached' });
  await page.getByText('Consent given: we may call them').waitFor();
  // Their request is answered; what they agreed to keeps the way open.
  await page.getByText(CALL_BUTTON).first().waitFor();
  expect(await page.getByText('No call now').count()).toBe(0);

  await openDesk(page, '/workbench');
  const title = page.locator('#person-title');
  await title.waitFor();
  await settled(page);
  const before = await title.innerText();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Write a note' });
  await dialog.waitFor();
  await page.keyboard.type('Sleeps until noon.');
  const danger = `${freshName()} Dale`;
  await askForHelp({ name: danger, phone: freshPhone(), when: 'today', danger: 'yes' });
  const alert = page.getByText(`P0: ${danger} needs a human now`, { exact: true });
  await alert.waitFor();
  await page.getByRole('button', { name: new RegExp(danger), includeHidden: true }).waitFor();
  expect(await title.innerText()).toBe(before);
  expect(await dialog.getByRole('textbox').first().inputValue()).toBe('Sleeps until noon.');
  // It is seen over the dialog, not behind it.
  const over = await alert.evaluate((element) => {
    const { left, top } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + 4, top + 4));
  });
  expect(over).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.getByText(/not saved/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+D');
  await page.waitForURL(/\/leads\/[^/]+\/show$/);
  expect(misdeeds.complaints).toEqual([]);
  await page.context().close();
});
