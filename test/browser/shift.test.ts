import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chooseByKey, goByKey, signInByKeys, tabTo, tabToField } from './keys.js';
import { simulate } from './simulate.js';
import {
  askForHelp,
  DEMO_PASSWORD,
  DESK,
  freshName,
  freshPhone,
  HIGH_RISK,
  type Misdeeds,
  newVisit,
  openBrowser,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('A whole shift, with the keyboard alone', () => {
  const first = `${freshName()} Ambrose`;
  const second = `${freshName()} Baines`;
  const writer = { name: `${freshName()} Wells`, phone: freshPhone() };
  const text = 'Is somebody there in the evening, too?';
  let page: Page;
  let misdeeds: Misdeeds;

  const dialog = () => page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  const onCard = () => page.locator('#person-title').innerText();
  const isMine = (name: string) =>
    page.getByRole('status').getByText(`With you now: ${name}.`).waitFor({ state: 'attached' });

  /** Walks the queue until the card shows somebody. */
  async function walkTo(name: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(name) }).waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await onCard()) === name) return;
      await page.keyboard.press('j');
    }
    throw new Error(`j never came to ${name}.`);
  }

  test('one signs in, goes to the workbench, and takes the next person', async () => {
    await askForHelp({ name: first, phone: freshPhone(), ...HIGH_RISK });
    await askForHelp({ ...writer, when: 'this week', safeToText: true, consent: AGREED });
    ({ page, misdeeds } = await newVisit(browser));
    await page.goto(`${DESK}/login`);
    await signInByKeys(page, 'agent@demo.example', DEMO_PASSWORD);
    misdeeds.complaints.length = 0;
    misdeeds.refusals.length = 0;
    await goByKey(page, 'w', 'Workbench');
    await walkTo(first);
    await page.keyboard.press('Enter');
    await isMine(first);
  });

  test('logs a call that nobody answered', async () => {
    await page.keyboard.press('c');
    await dialog().waitFor();
    await tabTo(page, 'No answer');
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await closed();
    await page.getByRole('button', { name: 'Next person' }).waitFor();
  });

  test('asks the questions: safety first, kept as they are answered', async () => {
    await page.keyboard.press('q');
    await dialog().getByText('0 of', { exact: false }).first().waitFor();
    // The first question has the keys: 0 is "none of these", Enter goes on to where they are.
    await page.keyboard.press('0');
    await page.keyboard.press('Enter');
    await page.keyboard.type('At her sister’s, 12 Elm Street');
    await dialog().getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await closed();
    await page.keyboard.press('q');
    await dialog()
      .getByText(/^2 of \d+ needed answers$/)
      .waitFor();
    const safety = dialog().getByRole('region', { name: 'Safety' });
    expect(await safety.getByRole('checkbox', { name: 'None of these' }).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await closed();
  });

  test('sets them aside until tomorrow, and the next person comes', async () => {
    await page.keyboard.press('s');
    await dialog().waitFor();
    await tabTo(page, 'Tomorrow, 9 AM');
    await page.keyboard.press('Space');
    await tabToField(page, 'Why');
    await page.keyboard.type('Asked to be called tomorrow.');
    await page.keyboard.press('Control+Enter');
    await closed();
    await page.getByText(/^Set aside until/).waitFor();
    await page.locator('#person-title').waitFor();
    expect(await onCard()).not.toBe(first);
  });

  test('hands the next one over, with a note', async () => {
    await askForHelp({ name: second, phone: freshPhone(), ...HIGH_RISK });
    await walkTo(second);
    await page.keyboard.press('Enter');
    await isMine(second);
    await page.keyboard.press('h');
    await dialog().waitFor();
    await chooseByKey(page, 'Jonah Pike');
    await tabToField(page, 'A note for them');
    await page.keyboard.type('Wants to speak with a man.');
    await page.keyboard.press('Control+Enter');
    await closed();
    await page.getByText('Handed over.').waitFor();
    await page.locator('#person-title').getByText(second).waitFor({ state: 'detached' });
  });

  test('answers a text in the inbox, and nobody waits there any more', async () => {
    await simulate('sms', text, '--from', writer.phone);
    await goByKey(page, 'm', 'Inbox');
    const row = page.getByRole('button', { name: new RegExp(writer.name) });
    await row.waitFor();
    for (let presses = 0; (await row.getAttribute('aria-current')) !== 'true'; presses += 1) {
      if (presses > 60) throw new Error(`j never came to ${writer.name}.`);
      await page.keyboard.press('j');
    }
    const thread = page.getByRole('region', { name: `Messages with ${writer.name}` });
    await thread.getByRole('textbox', { name: 'Text', exact: true }).waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Yes, until nine. Shall we call you then?');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^(On its way|It will be sent then)\.$/).waitFor();
    await row.waitFor({ state: 'detached' });
  });

  test('and everything is on the record', async () => {
    await page.keyboard.press('Escape');
    await page.locator('#page').focus();
    await page.keyboard.press('/');
    await page.keyboard.type(first.split(' ')[0] ?? '');
    await page.getByRole('option', { name: new RegExp(first) }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    for (const said of ['We called: no answer', /^Set aside/, 'Asked to be called tomorrow.']) {
      await page.getByText(said).first().waitFor();
    }
    expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
    await page.context().close();
  });
});

const AGREED = { sms: true, wording: 'You may text me.' };
