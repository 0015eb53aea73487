import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '#contract';
import {
  askForHelp,
  DESK,
  fillSignIn,
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

/** The workbench of somebody, with this person on the card, chosen from the queue. */
async function workbenchOf(role: Role, name: string): Promise<Page> {
  const { page } = await signedIn(browser, role);
  await openDesk(page, '/workbench');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.locator('#person-title').getByText(name).waitFor();
  await page.locator('#page').focus();
  return page;
}

/** Opens the questions of somebody who is found by name. */
async function openQuestions(page: Page, name: string): Promise<void> {
  await openDesk(page, '/leads');
  await page.keyboard.press('/');
  await page.keyboard.type(name.split(' ')[0] ?? '');
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('button', { name: 'Questions', exact: true }).click();
  await page.getByRole('group', { name: /Where are you right now/ }).waitFor();
}

async function questionsOf(role: Role, name: string): Promise<Page> {
  const { page } = await signedIn(browser, role);
  await openQuestions(page, name);
  return page;
}

const question = (page: Page, asked: string) =>
  page.getByRole('group', { name: new RegExp(asked) });

describe('Working side by side', () => {
  test('two who change the same field both see both values; what only one changed stays', async () => {
    const name = `${freshName()} Ferro`;
    const { page: one } = await signedIn(browser, 'manager');
    await openDesk(one, '/leads');
    await one.getByRole('status').getByText('Live').waitFor();
    await askForHelp({ name, phone: freshPhone() });
    await one.getByRole('link', { name }).click();
    await one.getByRole('heading', { level: 1, name }).waitFor();
    const { page: two } = await signedIn(browser, 'admin');
    await openDesk(two, new URL(one.url()).pathname);

    const edit = { name: 'Edit', exact: true };
    await one.getByRole('button', edit).click();
    await two.getByRole('button', edit).click();
    const [first, second] = [one.getByRole('dialog'), two.getByRole('dialog')];
    await first.getByRole('textbox', { name: 'Age' }).fill('41');
    await first.getByRole('textbox', { name: 'ZIP' }).fill('73301');
    await first.getByRole('button', { name: 'Save' }).click();
    await first.waitFor({ state: 'detached' });

    await second.getByRole('textbox', { name: 'ZIP' }).fill('10001');
    await second.getByRole('button', { name: 'Save' }).click();
    const values = second.getByRole('table', { name: 'Both values' });
    await values.waitFor();
    expect((await values.getByRole('row').last().innerText()).split(/\s+/)).toEqual([
      'ZIP',
      '73301',
      '10001',
    ]);
    await second.getByRole('button', { name: 'Use mine after all' }).click();
    await second.waitFor({ state: 'detached' });

    await one.getByText('10001, NY').waitFor();
    await one.getByText('41', { exact: true }).waitFor();
    await one.context().close();
    await two.context().close();
  });

  test('two who take the same person at once: one has them, the other is told who has', async () => {
    const name = `${freshName()} Crane`;
    await askForHelp({ name, phone: freshPhone(), when: 'today', pregnant: 'yes' });
    const pages = await Promise.all([workbenchOf('agent', name), workbenchOf('manager', name)]);
    await Promise.all(pages.map((page) => page.keyboard.press('Enter')));

    const outcomes = await Promise.all(
      pages.map((page) => {
        const mine = page.getByText(`With you now: ${name}.`);
        const told = page.getByText(/has this (lead|one open)\.|changed this record/);
        return Promise.any([
          mine.waitFor({ state: 'attached' }).then(() => 'taken'),
          told.waitFor().then(() => 'told'),
        ]);
      }),
    );
    expect(outcomes.toSorted()).toEqual(['taken', 'told']);
    for (const page of pages) await page.context().close();
  });

  test('two who ask the same questions: the second sees both answers, and no other is lost', async () => {
    const name = `${freshName()} Dray`;
    await askForHelp({ name, phone: freshPhone(), when: 'today', pregnant: 'yes' });
    const [one, two] = await Promise.all([
      questionsOf('agent', name),
      questionsOf('manager', name),
    ]);
    const place = 'Where are you right now';
    const kept = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true });

    await question(one, place).getByRole('textbox').fill('12 Elm Street');
    await kept(one).waitFor();
    await question(two, place).getByRole('textbox').fill('At the station');
    const met = question(two, place).getByRole('alert');
    await met.getByText(/A colleague answered this meanwhile/).waitFor();
    expect(await met.innerText()).toMatch(/12 Elm Street.*At the station/s);
    await question(two, place).getByRole('button', { name: 'Leave theirs' }).click();
    await question(two, 'If we are cut off').getByRole('textbox').fill('+15125550177');
    await kept(two).waitFor();

    const { page: reader } = await signedIn(browser, 'admin');
    await openQuestions(reader, name);
    expect(await question(reader, place).getByRole('textbox').inputValue()).toBe('12 Elm Street');
    expect(await question(reader, 'If we are cut off').getByRole('textbox').inputValue()).toContain(
      '555',
    );
    for (const page of [one, two, reader]) await page.context().close();
  });

  test('when the session ends one signs in again and is back where one was', async () => {
    const { page } = await signedIn(browser, 'benefits');
    await openDesk(page, '/leads');
    // What the page asks by itself waits, so that it is the click that meets the closed door.
    let clicked = (): void => undefined;
    const click = new Promise<void>((resolve) => {
      clicked = resolve;
    });
    await page.route('**/api/**', (route) => click.then(() => route.continue()));
    await page.context().clearCookies();
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Tasks' })
      .click();
    clicked();
    await page.waitForURL(`${DESK}/login`);
    await fillSignIn(page, 'benefits@demo.example', 'Bridgeline-demo-1!');
    await page.getByRole('heading', { level: 1, name: 'My tasks' }).waitFor();
    await page.context().close();
  });
});
