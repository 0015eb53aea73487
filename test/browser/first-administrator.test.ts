import { createHmac } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freePort, Launched } from '../launcher/scratch.js';
import { newVisit, openBrowser } from './visit.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const EMAIL = 'first@clinic.example';
const PASSWORD = 'lantern orchid gravel 42';

let browser: Browser;
let installation: Launched;
let dataDir: string;

beforeAll(async () => {
  browser = await openBrowser();
  dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-first-'));
  chmodSync(dataDir, 0o755);
  installation = new Launched(
    spawn(process.execPath, [join(root, 'apps', 'launcher', 'start.mjs'), '--no-build'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: dataDir,
        SITE_PORT: String(await freePort()),
        DESK_PORT: String(await freePort()),
        WORKER_PORT: String(await freePort()),
      },
    }),
  );
}, 120_000);

afterAll(async () => {
  await browser.close();
  installation.child.kill('SIGTERM');
  await installation.ended;
  rmSync(dataDir, { recursive: true, force: true });
}, 120_000);

const signInWithPassword = async (page: Page) => {
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

test('the printed link makes the first administrator, who sets up a second factor', async () => {
  const [link] = await installation.prints(/http\S+\/invitation\/\S+/, 90_000);
  const { page } = await newVisit(browser);

  await page.goto(link);
  await page.getByLabel('Your name').fill('Frances Weld');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByRole('textbox', { name: 'Password' }).fill('password1234');
  await page.getByRole('button', { name: 'Create my account' }).click();
  await page.getByRole('alert').first().waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInWithPassword(page);
  await page.getByRole('button', { name: 'Account of Frances Weld' }).waitFor();

  await page.goto(new URL('/account', link).href);
  await page.getByLabel('Your password').fill(PASSWORD);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('img', { name: 'The key as a code for a camera' }).waitFor();
  const secret = (await page.getByRole('textbox', { name: 'Key' }).inputValue()).replaceAll(
    /\s/g,
    '',
  );
  await page.getByLabel('Six-digit code').fill(totp(secret));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.getByText('On: signing in asks for a code').waitFor();
  // The code for a camera is drawn on the page: the secret is asked of nobody and told to nobody.
  expect(asked.filter((one) => one.includes(secret))).toEqual([]);

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signInWithPassword(page);
  await page.getByRole('heading', { name: 'One more step' }).waitFor();
  await page.getByLabel('Six-digit code').fill(totp(secret));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Account of Frances Weld' }).waitFor();

  await page.goto(link);
  await page.getByText(/Ask the person who invited you for a new link/).waitFor();
  expect(await page.getByText('Frances').count()).toBe(0);
}, 150_000);

/** The code an authenticator app shows now (RFC 6238: SHA-1, six digits, 30 seconds). */
function totp(secret: string): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = Array.from(text.toUpperCase().replaceAll('=', ''))
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
