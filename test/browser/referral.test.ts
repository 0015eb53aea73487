import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  DESK,
  freshName,
  freshPhone,
  newVisit,
  openBrowser,
  openDesk,
  settled,
  signedIn,
  SITE,
} from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Lead {
  id: string;
  version: number;
}

/** What a colleague does by the API, with the session of the page. */
async function api<T>(
  page: Page,
  method: 'POST' | 'PUT' | 'GET',
  path: string,
  data?: unknown,
): Promise<T> {
  const answer = await page.request.fetch(DESK + path, { method, ...(data ? { data } : {}) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A lead that was spoken with and is qualified. */
async function qualified(page: Page, name: string): Promise<string> {
  const { id } = await api<Lead>(page, 'POST', '/api/leads', { name, phone: freshPhone() });
  await api(page, 'POST', `/api/leads/${id}/calls`, { disposition: 'connected' });
  const { version } = await api<Lead>(page, 'GET', `/api/leads/${id}`);
  const known = {
    substances: ['alcohol'],
    levelRequested: 'residential_high',
    payment: 'self_pay',
  };
  const edited = await api<Lead>(page, 'PUT', `/api/leads/${id}`, {
    version,
    zip: '33101',
    age: 34,
    ...known,
  });
  await api(page, 'POST', `/api/leads/${id}/stage`, {
    version: edited.version,
    stage: 'qualified',
  });
  return id;
}

/** A link of the site at the address by which the stories know it. */
const atSite = (link: string) => SITE + new URL(link).pathname;

/** The one-time code among the e-mails that the demo's post office took, for this address. */
async function codeFor(address: string): Promise<string> {
  const folder = join(process.env.BRIDGELINE_DATA ?? '', 'outgoing-mail');
  for (let tries = 0; tries < 60; tries += 1) {
    for (const file of readdirSync(folder)) {
      const mail = readFileSync(join(folder, file), 'utf8');
      const code = /^(\d{6})\r?$/m.exec(mail)?.[1];
      if (mail.includes(address) && code) return code;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 250);
    });
  }
  throw new Error('No code came');
}

/** Signs the newest consent of a lead at the site, as the patient. */
async function sign(page: Page, patient: Page, name: string): Promise<void> {
  const panel = page.getByRole('region', { name: 'Referrals' });
  await panel.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('button', { name: 'Make the words' }).click();
  await panel.getByRole('button', { name: 'Link to sign' }).first().click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Here is the link' });
  await patient.goto(atSite(await dialog.getByLabel('Link').inputValue()));
  await dialog.getByRole('button', { name: 'Done' }).click();
  await patient.getByText('42 CFR Part 2').first().waitFor();
  await patient.getByLabel('Type your full name to sign').fill(name);
  await patient.getByRole('button', { name: 'I agree and sign' }).click();
  await patient.getByRole('heading', { name: /It is signed/ }).waitFor();
  await panel
    .getByText(new RegExp(`Signed by ${name}`))
    .first()
    .waitFor();
}

/** Tells the patient who we are, sends by hand, and gives the facility's link. */
async function send(page: Page, address: string): Promise<string> {
  await page.getByRole('button', { name: 'I read it to them' }).click();
  await page.getByRole('button', { name: 'Send the referral' }).click();
  const sending = page.getByRole('dialog', { name: /^Send to/ });
  await sending.getByLabel('How').click();
  await page.getByRole('option', { name: /Show me the link/ }).click();
  await sending.getByLabel('Address for the code').fill(address);
  await sending.getByLabel(/patient agrees/).check();
  await sending.getByRole('button', { name: 'Send', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Here is the link' });
  const url = await dialog.getByLabel('Link').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return atSite(url);
}

test('from qualified to arrived, over a decline', async () => {
  const { page, misdeeds } = await signedIn(browser, 'agent');
  const name = `${freshName()} Quill`;
  const id = await qualified(page, name);
  const match = await api<{ id: string; ranked: { programId: string; facilityName: string }[] }>(
    page,
    'POST',
    '/api/matches',
    { leadId: id },
  );
  const [first, next] = match.ranked;
  if (!first || !next) throw new Error('The sample directory has two programs for this patient');
  await api(page, 'POST', `/api/matches/${match.id}/picks`, { programId: first.programId });

  // The agent drafts, the patient signs, the facility is asked.
  await openDesk(page, `/leads/${id}/show`);
  const panel = page.getByRole('region', { name: 'Referrals' });
  await panel.getByRole('button', { name: 'Refer' }).click();
  await page.getByLabel('Facility or program').fill(first.facilityName);
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Make a draft' }).click();
  await page.getByText('Before it is sent').waitFor();
  const draft = page.url();
  await page.getByRole('link', { name: new RegExp(name) }).click();
  const patient = (await newVisit(browser, { viewport: { width: 390, height: 844 } })).page;
  await sign(page, patient, name);
  await page.goto(draft);
  const address = `${freshName().toLowerCase()}@facility.example`;
  const link = await send(page, address);
  expect(new URL(link).pathname).toMatch(/^\/referrals\/[0-9a-z]{26}$/);
  await page.getByText('Sent', { exact: true }).first().waitFor();

  // On a phone, without a login: the packet behind a code, then a decline. The desk sees it by itself.
  const facility = await newVisit(browser, {
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  await facility.page.goto(link);
  expect(await facility.page.content()).not.toContain(name);
  await facility.page.getByRole('button', { name: 'Send me a code' }).click();
  await facility.page.getByLabel('One-time code').fill(await codeFor(address));
  await facility.page.getByRole('button', { name: 'Open the details' }).click();
  await facility.page.getByText(name).first().waitFor();
  await facility.page.getByRole('link', { name: 'Back to your answer' }).click();
  await facility.page.getByText('We decline').first().click();
  await facility.page.getByLabel('Why?').selectOption('capacity');
  await facility.page.getByRole('button', { name: 'We decline' }).click();
  await facility.page
    .getByText(/This link has ended|You declined/)
    .first()
    .waitFor();
  await page.getByText('No bed or place').first().waitFor();

  // The next best is proposed, and sent only when the patient has agreed to it.
  await openDesk(page, `/leads/${id}/show`);
  await panel.getByText(/proposed next/).waitFor();
  await sign(page, patient, name);
  await panel.getByRole('listitem').filter({ hasText: 'proposed next' }).getByRole('link').click();
  await settled(page);
  const second = await send(page, address);
  await facility.page.goto(second);
  await facility.page.getByText('We accept').first().click();
  await facility.page.getByRole('button', { name: 'We accept' }).click();
  await facility.page.getByText('You accepted').first().waitFor();
  await page.getByText('They take the patient.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Scheduled' }).click();
  await page.getByLabel('Arrival').fill('2027-01-15T10:00');
  await page.getByRole('dialog').getByRole('button', { name: 'Scheduled' }).click();
  await page.getByText('Plan the way there, and hand over', { exact: false }).waitFor();
  await facility.page.goto(second);
  await facility.page.getByRole('button', { name: 'They have arrived' }).click();
  await facility.page.getByText('The patient has arrived').first().waitFor();
  await page.getByText('They are there.', { exact: false }).waitFor();
  const lead = await api<{ stage: string }>(page, 'GET', `/api/leads/${id}`);
  expect(lead.stage).toBe('scheduled');
  expect(misdeeds.foreign).toEqual([]);
  expect(facility.misdeeds.foreign).toEqual([]);
  for (const one of [page, patient, facility.page]) await one.context().close();
}, 120_000);
