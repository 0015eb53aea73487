import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  DEMO_PASSWORD,
  DESK,
  fillSignIn,
  newVisit,
  openBrowser,
  openDesk,
  signedIn,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('R8 a passkey is added, signs in without a password, and is one of the devices that can be signed out', async () => {
  // A passkey belongs to a name, and loopback's number is none.
  const desk = DESK.replace('127.0.0.1', 'localhost');
  const { page } = await newVisit(browser);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  await page.goto(`${desk}/login`);
  await fillSignIn(page, 'benefits@demo.example', DEMO_PASSWORD);
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  await page.goto(`${desk}/account`);
  await page.getByLabel('What you call this device').fill('The test’s finger');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText(/The test’s finger · added/).waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  const me = await page.evaluate(async () => (await fetch('/api/me')).json());
  expect(me).toMatchObject({ email: 'benefits@demo.example' });
  await page.goto(`${desk}/account`);
  await page.getByText('Here', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove The test’s finger' }).click();
  await page.getByText(/The test’s finger/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.context().close();
});

test('R9 a protected lead is opened in an emergency, seen by its reviewers and reviewed', async () => {
  const admin = await signedIn(browser, 'admin');
  const agent = await signedIn(browser, 'agent');
  const id = await admin.page.evaluate(async () => {
    const filter = encodeURIComponent(JSON.stringify({ stage: 'contacted' }));
    const leads = await (await fetch(`/api/leads?filter=${filter}`)).json();
    const isOpen = async (one: { id: string }) =>
      (await (await fetch(`/api/leads/${one.id}/protection`)).json()).standing === null;
    let at = 0;
    while (!(await isOpen(leads[at]))) at += 1;
    const { id: found, version } = leads[at];
    const { id: me } = await (await fetch('/api/me')).json();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ version, ownerId: me });
    await fetch(`/api/leads/${found}/assignment`, { method: 'POST', headers, body });
    return found as string;
  });
  await openDesk(admin.page, `/leads/${id}/show`);
  await admin.page.getByRole('button', { name: 'Protect it' }).click();
  await admin.page
    .getByRole('textbox', { name: 'Why' })
    .fill('A colleague of the night team is the patient.');
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Protect it' }).click();
  await admin.page.getByRole('heading', { name: 'Privacy: protected' }).waitFor();

  await openDesk(agent.page, `/leads/${id}/show`);
  await agent.page.getByRole('heading', { name: 'This lead is protected' }).waitFor();
  await agent.page.getByRole('button', { name: 'Open it in an emergency' }).click();
  await agent.page.getByLabel('What the emergency is').fill('She said she took the whole bottle.');
  await agent.page.getByRole('button', { name: 'Open it, on record' }).click();
  await agent.page.getByText(/You read lead #\d+ in an emergency/).waitFor();
  await agent.page.getByRole('heading', { name: 'Privacy: protected' }).waitFor();

  await openDesk(admin.page, '/');
  await admin.page.getByText(/opened lead #\d+ in an emergency/).waitFor();
  await openDesk(admin.page, '/emergency');
  await admin.page.getByRole('button', { name: 'Review' }).first().click();
  await admin.page.getByLabel('Yes, it was justified').click();
  await admin.page.getByRole('button', { name: 'Keep the review' }).click();
  // The access itself goes on to its end; what it was is said once.
  await admin.page
    .getByText(/^Reviewed by/)
    .first()
    .waitFor();
  for (const { page } of [admin, agent]) await page.context().close();
});
