import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freshName, openBrowser, openDesk, settled, signedIn } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Gives whoever is signed in a task of today, so many minutes past noon. */
function taskAtNoon(page: Page, title: string, minute: number): Promise<void> {
  return page.evaluate(
    async ([named, past]) => {
      const noon = new Date();
      noon.setHours(12, past, 0, 0);
      const me = (await (await fetch('/api/me')).json()) as { id: string };
      await fetch('/api/tasks', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: named, ownerId: me.id, dueAt: noon.toISOString() }),
      });
    },
    [title, minute] as const,
  );
}

test('a task is moved by hand, by keys and by its card; two who move it see both times', async () => {
  const title = `Ask ${freshName()} again`;
  const { page, misdeeds } = await signedIn(browser, 'benefits');
  await openDesk(page, '/calendar');
  // Noon of the day the page opens on is on the calendar whatever the hour.
  await taskAtNoon(page, title, 20);
  await page.getByRole('button', { name: 'Day', exact: true }).click();
  const grid = page.getByRole('region', { name: 'The calendar' });
  const hour = (words: string) => grid.getByRole('row', { name: new RegExp(`^${words}`) });
  const chip = (words: string) => hour(words).getByRole('button', { name: title });
  await chip('12 PM').waitFor();

  const [from, to] = [await chip('12 PM').boundingBox(), await hour('3 PM').boundingBox()];
  if (!from || !to) throw new Error('There is nothing to drag, or nowhere to drag it to.');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 3 });
  await page.mouse.move(to.x + 200, to.y + 20, { steps: 6 });
  await page.mouse.up();
  await chip('3 PM').getByText('3:20 PM').waitFor();
  await page.getByText(`${title}: now`).waitFor();

  await chip('3 PM').press('Shift+ArrowUp');
  await chip('2 PM').waitFor();
  await page.waitForFunction(
    (named) => document.activeElement?.textContent?.includes(named) ?? false,
    title,
  );

  // Somebody else moves it while this page does not hear of it.
  await page.route('**/api/calendar*', (route) => route.abort());
  await page.evaluate(async (named) => {
    const filter = encodeURIComponent(JSON.stringify({ open: true, ownerId: 'me' }));
    const range = encodeURIComponent('[0,199]');
    const answer = await fetch(`/api/tasks?filter=${filter}&range=${range}`);
    const tasks = (await answer.json()) as { id: string; title: string; version: number }[];
    const task = tasks.find((each) => each.title === named);
    const later = new Date();
    later.setHours(17, 5, 0, 0);
    await fetch(`/api/tasks/${task?.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: task?.version, dueAt: later.toISOString() }),
    });
  }, title);
  await chip('2 PM').press('Shift+ArrowUp');
  const values = page.getByRole('table', { name: 'Both values' });
  await values.getByText(/5:05 PM/).waitFor();
  await values.getByText(/1:20 PM/).waitFor();
  await page.unroute('**/api/calendar*');
  await page.getByRole('button', { name: 'Leave it as it is now' }).click();
  await chip('5 PM').waitFor();
  expect(misdeeds.refusals).toEqual([expect.stringMatching(/^409 PUT /)]);

  await chip('5 PM').press('Enter');
  await page.getByRole('dialog', { name: title }).getByRole('button', { name: 'Done' }).click();
  await chip('5 PM').waitFor({ state: 'detached' });
  await page.context().close();
});

test('a finger moves a task by its handle, and shifts stand beside the hours', async () => {
  const title = `Ring ${freshName()} back`;
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, misdeeds } = await signedIn(browser, 'agent', phone);
  await taskAtNoon(page, title, 10);
  await openDesk(page, '/calendar');
  const grid = page.getByRole('region', { name: 'The calendar' });
  const hour = (words: string) => grid.getByRole('row', { name: new RegExp(`^${words}`) });
  const chip = (words: string) => hour(words).getByRole('button', { name: title });
  // The demo's agent is at work whenever it is begun.
  await grid.getByRole('row', { name: /^Shifts/ }).waitFor();
  expect(await grid.locator('[data-band="on_duty"]').count()).toBeGreaterThan(0);

  await settled(page);
  // In the middle, so that the hour below is in sight too.
  await chip('12 PM').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await settled(page);
  const handle = await chip('12 PM').locator('[data-handle]').boundingBox();
  const below = await hour('1 PM').boundingBox();
  if (!handle || !below) throw new Error('There is nothing to take hold of, or nowhere to go.');
  const finger = await page.context().newCDPSession(page);
  const x = handle.x + handle.width / 2;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x, y }],
    });
  await touch('touchStart', handle.y + handle.height / 2);
  await touch('touchMove', handle.y + handle.height);
  await touch('touchMove', below.y + 20);
  await touch('touchEnd');
  await chip('1 PM').getByText('1:10 PM').waitFor();
  expect(misdeeds).toEqual({ foreign: [], complaints: [], refusals: [] });
  await page.context().close();
});
