import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freshName, freshPhone, newVisit, openBrowser, openDesk, SITE, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('From Get Started to the desk', () => {
  const name = `${freshName()} Marlow`;
  const phone = freshPhone();
  let agent: Page;
  let newBefore: number;

  const dialog = () => agent.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  const newToday = async (page: Page) => {
    const tile = page.getByRole('button', { name: /New today/ });
    await tile.waitFor();
    return Number(/^[\d,]+/.exec(await tile.innerText())?.[0]);
  };

  test('a manager sees how many came today', async () => {
    const { page } = await signedIn(browser, 'manager');
    await openDesk(page, '/');
    newBefore = await newToday(page);
    await page.context().close();
  });

  test('a visitor without JavaScript asks for help, and staff see it without reloading', async () => {
    ({ page: agent } = await signedIn(browser, 'manager'));
    await openDesk(agent, '/leads');
    await agent.getByRole('status').getByText('Live').waitFor();

    const { page: visitor, misdeeds } = await newVisit(browser, { javaScriptEnabled: false });
    await visitor.goto(SITE);
    await visitor
      .getByRole('link', { name: /Get Started/i })
      .first()
      .click();
    await visitor.getByRole('button', { name: 'No one is in danger now' }).click();
    await visitor.getByLabel('for myself').check();
    await visitor.locator('button.next').click();
    await visitor.getByLabel('Alcohol').check();
    await visitor.getByLabel('Today').check();
    await visitor.locator('textarea[name=message]').fill('I want to stop and I am afraid to.');
    await visitor.locator('button.next').click();
    await visitor.locator('input[name=name]').fill(name);
    await visitor.locator('input[name=phone]').fill(phone);
    await visitor.locator('button.next').click();
    await visitor.locator('button.next').click();
    await visitor.getByRole('button', { name: 'Send my request' }).click();
    await visitor.waitForURL(/\/thanks\//);
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });

    await agent.getByRole('link', { name }).waitFor({ timeout: 10_000 });
  });

  test('the browser’s own way back leads to the step before, with all that was typed', async () => {
    const { page: visitor, misdeeds } = await newVisit(browser);
    const heading = (title: string) =>
      visitor.getByRole('heading', { level: 1, name: title }).waitFor();
    await visitor.goto(`${SITE}/get-started`);
    await visitor.getByRole('button', { name: 'No one is in danger now' }).click();
    await heading('Who is looking for help?');
    await visitor.getByRole('radio', { name: 'for someone else' }).check();
    await visitor.locator('button.next').click();
    await heading('What is going on?');
    await visitor.locator('textarea[name=message]').fill('He says <b>he is fine</b>.');

    await visitor.goBack();
    await heading('Who is looking for help?');
    expect(await visitor.getByRole('radio', { name: 'for someone else' }).isChecked()).toBe(true);
    await visitor.goForward();
    await heading('What is going on?');
    expect(await visitor.locator('textarea[name=message]').inputValue()).toBe(
      'He says <b>he is fine</b>.',
    );

    await visitor.getByRole('button', { name: 'Español' }).click();
    await heading('¿Qué está pasando?');
    expect(await visitor.locator('html').getAttribute('lang')).toBe('es');
    await visitor.getByRole('button', { name: 'Atrás' }).click();
    await visitor.getByText('Paso 1 de 5').waitFor();
    await visitor.goBack();
    await visitor.locator('button[name=danger][value=no]').waitFor();
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    expect(await visitor.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([
      0, 0,
    ]);
    await visitor.context().close();
  });

  test('the lead is opened, its urgency explained, and claimed', async () => {
    await agent.getByRole('link', { name }).first().click();
    await agent.getByRole('heading', { level: 1, name }).waitFor();
    await agent.getByText('I want to stop and I am afraid to.').waitFor();
    await agent.getByText('Do not stop suddenly on your own').first().waitFor();

    await agent.getByRole('button', { name: 'Assign', exact: true }).click();
    await dialog().getByLabel('Owner').click();
    await agent.getByRole('option', { name: /Morgan Ellery/ }).click();
    await dialog().getByRole('button', { name: 'Assign' }).click();
    await closed();
    await agent.getByText('Assigned to Morgan Ellery').waitFor();
  });

  test('a call is logged and moves the lead on', async () => {
    await agent.getByRole('button', { name: 'Log a call' }).first().click();
    await dialog().getByRole('button', { name: 'Connected' }).click();
    await dialog().getByLabel('Minutes').fill('12');
    await dialog().getByRole('textbox', { name: 'Note' }).fill('Spoke for a while; wants detox.');
    await dialog().getByRole('button', { name: 'Save the call' }).click();
    await closed();
    await agent.getByText('We called: connected').waitFor();
    await agent.getByText('12 minutes').waitFor();
    await agent.getByText('Attempted → Contacted').waitFor();
  });

  test('a shut gate says what is missing; filled in, it opens', async () => {
    await agent.getByRole('button', { name: 'Change stage' }).click();
    await dialog()
      .getByText(/Still needed: the level of care wanted/)
      .waitFor();
    expect(await dialog().getByRole('radio', { name: 'Qualified' }).isDisabled()).toBe(true);
    await dialog().getByRole('button', { name: 'Fill in' }).click();
    await agent.getByRole('dialog', { name: 'Edit details' }).waitFor();
    await dialog().getByLabel('Level of care wanted').click();
    await agent.getByRole('option', { name: 'Outpatient (1)' }).click();
    await dialog().getByLabel('Payment').click();
    await agent.getByRole('option', { name: 'Self-pay' }).click();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();

    await agent.getByRole('button', { name: 'Change stage' }).click();
    await dialog().getByRole('radio', { name: 'Qualified' }).check();
    await dialog().getByRole('button', { name: 'Move to qualified' }).click();
    await closed();
    await agent.getByText('Contacted → Qualified').waitFor();
  });

  test('closing as unreachable is refused with the reason', async () => {
    await agent.getByRole('button', { name: 'Close', exact: true }).click();
    await dialog().getByLabel('Reason').click();
    await agent.getByRole('option', { name: 'Unreachable' }).click();
    await dialog().getByRole('button', { name: 'Close the lead' }).click();
    await dialog()
      .getByText(/Closed needs: six attempts/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await closed();
  });

  test('a note is kept exactly as it was typed (R17)', async () => {
    const hostile = '<script>alert(1)</script> {{7*7}} 🌱 ‮abc';
    await agent.getByRole('button', { name: 'Note', exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Note' }).fill(hostile);
    await dialog().getByRole('button', { name: 'Save the note' }).click();
    await closed();
    await agent.getByText(hostile).waitFor();
  });

  test('the manager’s start page counts the lead, and the number opens its records', async () => {
    await openDesk(agent, '/');
    expect(await newToday(agent)).toBe(newBefore + 1);
    await agent.getByRole('button', { name: /New today/ }).click();
    await agent.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();
    await agent.getByRole('link', { name }).waitFor();
    await agent.getByText(`of ${newBefore + 1}`).waitFor();
  });
});
