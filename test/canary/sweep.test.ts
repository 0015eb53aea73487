import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { makeBackup } from '../../apps/backup/src/backup.js';
import { deskEntities } from '../../apps/desk/src/desk.entities.js';
import { FakeMail } from '../../apps/simulate/src/fake-provider/fake-mail.js';
import { FakeMailbox } from '../../apps/simulate/src/fake-provider/fake-mailbox.js';
import { FakeTwilio } from '../../apps/simulate/src/fake-provider/fake-twilio.js';
import { createDataSource } from '#platform';
import { createStaffWithPassword } from '#staff';
import { buildProcesses, removeBuild } from '../crash/build.js';
import { House } from '../crash/house.js';
import { tell } from '../crash/invariants.js';
import { OwnServer } from '../crash/own-server.js';
import type { Started } from '../crash/processes.js';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { PASSWORD, signIn } from '../desk/desk-under-test.js';
import { PUBLIC_URL, SECRETS } from '../phone/webhook-site.js';
import { type DeskAnswer, everyDeskForm, knownDeskForms } from './desk-doors.js';
import { Finder, Markers } from './markers.js';
import { referralDoors } from './referral-doors.js';
import { inFiles, inTables, inText, type Leak } from './places.js';
import {
  type Answered,
  mistakes,
  providerDoors,
  statusDoors,
  stopText,
  visitorDoors,
} from './site-doors.js';

const ACCOUNT = 'AC00000000000000000000000000000001';
const EMAIL = 'admin@desk.example';
const CHROMIUM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  process.env.CHROMIUM ?? '',
].find((path) => existsSync(path));

/** Where a marker may be, and why. Everything else is a leak. */
const PERMITTED: readonly { place: RegExp; given: RegExp; because: string }[] = [
  {
    place:
      /^(table public\.lead\.attribution|table pg_catalog\.pg_statistic|PostgreSQL postgres\/)/,
    given: /: (gclid|referrer)$/,
    because: 'how somebody came (page, campaign, id of the click) is counted in reports',
  },
  {
    place: /^(table public\.inquiry\.provider_event_id|PostgreSQL postgres\/)/,
    given: /^Meta: id$/,
    because: "a provider's own id of its event keeps it from being taken twice",
  },
  { place: /^text to /, given: /phone|From|number/, because: 'a text goes to a number' },
  {
    place: /^e-mail to /,
    given: /email|From|address of the facility/i,
    because: 'an e-mail goes to an address',
  },
];

describe('R5 R15 canary sweep', () => {
  const m = new Markers();
  let built: string;
  let server: OwnServer;
  let house: House;
  let twilio: FakeTwilio;
  let mail: FakeMail;
  let mailbox: FakeMailbox;
  let site: Started;
  let desk: Started;
  let worker: Started;
  let admin: DeskClient;
  let cookie: string;
  const answers: Answered[] = [];
  const deskAnswers: DeskAnswer[] = [];

  beforeAll(async () => {
    built = await buildProcesses(['apps/site', 'apps/desk', 'apps/worker', 'libs']);
    const dashboard = join(import.meta.dirname, '..', '..', 'dist', 'dashboard');
    if (existsSync(dashboard)) symlinkSync(dashboard, join(built, 'dist', 'dashboard'));
    twilio = await FakeTwilio.open({
      accountSid: ACCOUNT,
      authToken: String(SECRETS.twilioAuthToken),
    });
    mail = await FakeMail.open();
    mailbox = await FakeMailbox.open();
    server = await OwnServer.start();
    house = await House.open(built, {
      database: server.database,
      env: {
        LOG_LEVEL: 'trace',
        PUBLIC_URL,
        TWILIO_ACCOUNT_SID: ACCOUNT,
        TWILIO_AUTH_TOKEN: String(SECRETS.twilioAuthToken),
        TWILIO_API_BASE: twilio.base,
        CALLRAIL_SIGNING_KEY: String(SECRETS.callRailSigningKey),
        CTM_SECRET: String(SECRETS.ctmSecret),
        META_APP_SECRET: String(SECRETS.metaAppSecret),
        META_VERIFY_TOKEN: String(SECRETS.metaVerifyToken),
        GOOGLE_LEADS_KEY: String(SECRETS.googleLeadsKey),
        SMTP_URL: mail.url,
        IMAP_URL: mailbox.url,
        MAIL_FROM: 'intake@harbor.example',
        MAIL_AUTHSERV_ID: 'mx.harbor.example',
      },
    });
    // Compressed pages of the log would hide what is looked for.
    await house.client.query('ALTER SYSTEM SET wal_compression = off');
    await house.client.query('SELECT pg_reload_conf()');
    await house.client.query(
      "UPDATE organisation SET name = 'Harbor Line', postal_address = '12 Pier Street' WHERE id = 1",
    );
    const owner = await createDataSource({
      url: server.database.ownerUrl,
      entities: deskEntities,
      name: 'canary',
    });
    const colleague = { name: 'Ada', email: EMAIL, role: 'admin', password: PASSWORD } as const;
    await createStaffWithPassword(owner.manager, { ...colleague, onDuty: true }, new Date());
    await owner.destroy();
    [site, desk, worker] = await Promise.all([
      house.start('site'),
      house.start('desk'),
      house.start('worker'),
    ]);
    cookie = await signIn(desk.url, EMAIL);
    admin = deskClient(desk.url, cookie);
  }, 180_000);
  afterAll(async () => {
    await house?.close();
    await server?.close();
    await Promise.all([twilio?.close(), mail?.close(), mailbox?.close()]);
    removeBuild(built);
  }, 60_000);

  test('markers go in by every door: forms, webhooks, texts, e-mails, the desk, and every kind of mistake', async () => {
    answers.push(...(await visitorDoors(site.url, m)), ...(await providerDoors(site.url, m)));
    // One form was sent with mistakes.
    expect(refusedOf(answers).filter(({ status }) => status !== 422)).toEqual([]);
    mailbox.deliver(letter(m), new Date());
    await house.untilDrained(60_000);
    await inquiriesOf('email', 1);
    await house.untilDrained(60_000);

    const [first] = answers;
    const { statusUrl } = JSON.parse(first?.text ?? '{}') as { statusUrl: string };
    answers.push(...(await statusDoors(site.url, statusUrl, m)));
    const texter = m.all.find(({ given }) => given === 'text: From')?.text ?? '';
    expect((await stopText(site.url, `+1${texter}`)).status).toBe(200);
    const leads = (await admin.list('leads')).body as { id: string }[];
    expect(leads.length).toBeGreaterThan(6);
    const leadId = leads.at(-1)?.id ?? '';
    const known = await knownDeskForms(admin, leadId, m);
    expect(known.filter(({ status }) => status >= 300)).toEqual([]);
    // Somebody whom a place may be asked for: what intake would have asked them on the phone.
    await house.client.query(
      `UPDATE lead SET stage = 'matched', level_requested = 'residential_high', payment = 'self_pay' WHERE id = $1`,
      [leadId],
    );
    const referred = await referralDoors({
      site: site.url,
      desk: admin,
      mail,
      leadId,
      m,
      settled: () => house.untilDrained(30_000),
    });
    expect(refusedOf(referred)).toEqual([]);
    answers.push(...referred);
    deskAnswers.push(...known, ...(await everyDeskForm(admin, leadId, m)));
    expect(deskAnswers.filter(({ status }) => status >= 500)).toEqual([]);
    await mistakes(site.url, desk.url, cookie, m);
    await house.untilDrained(60_000);
    const stored = deskAnswers.filter(({ status }) => status < 300).length;
    tell(
      `${m.all.length} markers by ${answers.length} doors of the site and ${deskAnswers.length} of the desk, of which ${stored} stored`,
    );
    tell(
      `not stored: ${deskAnswers
        .filter(({ status }) => status >= 300)
        .map(({ route, status }) => `${status} ${route}`)
        .join(', ')}`,
    );
    expect(stored).toBeGreaterThan(20);
  }, 240_000);

  test('the database refuses what it is given, in all three processes', async () => {
    const refuse = (table: string) =>
      house.client.query(`ALTER TABLE ${table} ADD CONSTRAINT canary CHECK (false) NOT VALID`);
    const allow = (table: string) =>
      house.client.query(`ALTER TABLE ${table} DROP CONSTRAINT canary`);
    const ask = (n: number) =>
      fetch(`${site.url}/api/help-requests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          name: m.word(`refused by the database: name ${n}`),
          phone: m.phone(`refused by the database: phone ${n}`),
        }),
      });
    await refuse('inquiry');
    expect((await ask(1)).status).toBeGreaterThanOrEqual(500);
    await allow('inquiry');
    await refuse('activity');
    const taken = await ask(2);
    expect(taken.status).toBe(202);
    const requestId = taken.headers.get('x-request-id');
    const leads = (await admin.list('leads')).body as { id: string }[];
    const note = await admin.post(`/api/leads/${leads[0]?.id}/notes`, {
      text: m.word('refused by the database: note'),
    });
    expect(note.status).toBe(500);
    await failedAttempt();
    await allow('activity');
    // One id finds the request, its job, and what went wrong with it.
    const lines = readFileSync(join(house.folder, 'processes.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"requestId":"${requestId}"`));
    expect(lines.some((line) => line.includes('"msg":"a job failed"'))).toBe(true);
    // The next attempt is due a moment later: what is due now says nothing.
    await house.untilTakenIn(120_000);
    const { rows } = await house.client.query<{ name: string }>(
      'SELECT DISTINCT name FROM outbox WHERE request_id = $1 OR id::text = $1',
      [requestId],
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['take-in-inquiry', 'check-clock']),
    );
  }, 180_000);

  test('an error that nobody caught is logged without what it holds', () => {
    const platform = join(built, 'dist', 'libs', 'platform', 'src', 'index.js');
    const words = m.word('an error that nobody caught');
    const script = `
      import { createLogger, runProcess } from '${platform}';
      await runProcess(createLogger('site'), async () => {
        process.emitWarning(Object.assign(new SyntaxError('near ${words}'), { detail: '${words}' }));
        setTimeout(() => Promise.reject(Object.assign(new Error('${words}'), { severity: 'ERROR', detail: '${words}' })), 10);
        return { close: async () => undefined };
      });`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain('an error that nobody caught');
    expect(ended.stdout).toContain('a warning of the process');
    expect(ended.stdout + ended.stderr).not.toContain(words);
  });

  test('in no place they may not be', async () => {
    const backups = mkdtempSync(join(tmpdir(), 'bridgeline-canary-'));
    const profile = mkdtempSync(join(tmpdir(), 'bridgeline-canary-'));
    try {
      const metrics = await (await fetch(`${worker.url}/metrics`)).text();
      const seen = await inBrowser(profile);
      await house.client.query('CHECKPOINT');
      const place = {
        dataDir: house.folder,
        backups,
        databaseUrl: server.database.ownerUrl,
      };
      const set = await makeBackup(place, () => undefined);
      const finder = new Finder(m.all);
      const tables = await inTables(house.client, finder);
      const postgres = inFiles(server.folder, finder, 'PostgreSQL');
      const dataDir = inFiles(house.folder, finder, 'DATA_DIR');
      const backup = inFiles(backups, finder, 'backup');
      const browser = inFiles(profile, finder, 'browser');
      const leaks = [
        ...tables.leaks,
        ...postgres.leaks,
        ...dataDir.leaks,
        ...backup.leaks,
        ...browser.leaks,
        ...inText(metrics, finder, 'metrics'),
        ...inText(seen, finder, 'storage or address of a browser'),
        ...answers.flatMap(({ door, location }) =>
          inText(location, finder, `address that ${door} leads to`),
        ),
        ...twilio.texts.flatMap(({ to, body }) => inText(`${to} ${body}`, finder, `text to ${to}`)),
        ...mail.mails.flatMap(({ to, raw }) =>
          inText(`${to.join()} ${raw}`, finder, `e-mail to ${to.join()}`),
        ),
      ];
      tell(
        `${m.all.length} markers looked for in ${tables.rows} rows, ${megabytes(postgres.bytes)} of PostgreSQL's files with its log, ` +
          `${megabytes(dataDir.bytes)} of DATA_DIR with the processes' logs, a backup of ${megabytes(set.bytes)}, ` +
          `${megabytes(browser.bytes)} of a browser's profile, metrics, addresses, ${twilio.texts.length} texts and ${mail.mails.length} e-mails`,
      );
      expect(twilio.texts.length).toBeGreaterThan(0);
      expect(notPermitted(leaks)).toEqual([]);
    } finally {
      rmSync(backups, { recursive: true, force: true });
      rmSync(profile, { recursive: true, force: true });
    }
  }, 240_000);

  test('a finder that finds nothing would prove nothing', async () => {
    const finder = new Finder(m.all);
    await house.client.query('CREATE TABLE canary_test (words text, bytes bytea)');
    const text = m.all[0]?.text ?? '';
    await house.client.query('INSERT INTO canary_test VALUES ($1, $2)', [
      `so ${text.toUpperCase().toLowerCase()} it is`,
      Buffer.from(text),
    ]);
    await house.client.query('CHECKPOINT');
    const { leaks } = await inTables(house.client, finder);
    const places = leaks.map(({ place }) => place).filter((place) => place.includes('canary_test'));
    expect(new Set(places)).toEqual(
      new Set(['table public.canary_test.words', 'table public.canary_test.bytes']),
    );
    const files = inFiles(server.folder, finder, 'PostgreSQL').leaks.map(({ place }) => place);
    expect(files.some((place) => place.includes('pg_wal'))).toBe(true);
    expect(files.some((place) => place.includes('base/'))).toBe(true);
  }, 60_000);

  /** Signs in, reads a lead and the lists; gives what the browser would still hold. */
  async function inBrowser(profile: string): Promise<string> {
    if (!CHROMIUM || !existsSync(join(built, 'dist', 'dashboard'))) {
      tell('SKIPPED: the browser (needs chromium and a built dashboard).');
      return '';
    }
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
    const addresses: string[] = [];
    try {
      const page = await context.newPage();
      page.on('request', (request) => addresses.push(request.url()));
      const leads = (await admin.list('leads')).body as { id: string; patientName: string }[];
      await page.goto(`${desk.url}/`);
      await page.getByLabel(/e-mail/i).fill(EMAIL);
      await page
        .getByLabel(/password/i)
        .first()
        .fill(PASSWORD);
      await page
        .getByRole('button', { name: /sign in/i })
        .first()
        .click();
      await page.waitForURL((url) => !url.hash.includes('login'), { timeout: 20_000 });
      for (const to of ['leads', `leads/${leads.at(-1)?.id}/show`, 'inquiries', 'tasks', 'calls']) {
        await page.goto(`${desk.url}/#/${to}`);
        await page.waitForLoadState('networkidle');
      }
      await page.goto(`${site.url}/get-started`);
      const storage = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      );
      await page.goto(`${desk.url}/#/leads`);
      const kept = await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      );
      return [storage, kept, JSON.stringify(await context.cookies()), ...addresses].join('\n');
    } finally {
      await context.close();
    }
  }

  /** Waits until the worker has failed at least once at what the database refuses. */
  async function failedAttempt(): Promise<void> {
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
      const { rowCount } = await house.client.query(
        "SELECT 1 FROM outbox WHERE name = 'take-in-inquiry' AND last_error IS NOT NULL",
      );
      if (rowCount) return;
    }
    throw new Error('The worker never failed');
  }

  async function inquiriesOf(kind: string, least: number): Promise<void> {
    for (const until = Date.now() + 40_000; Date.now() < until; await sleep(200)) {
      const { rowCount } = await house.client.query('SELECT 1 FROM inquiry WHERE kind = $1', [
        kind,
      ]);
      if ((rowCount ?? 0) >= least) return;
    }
    throw new Error(`No ${kind} came in`);
  }
});

function refusedOf(answers: readonly Answered[]): Pick<Answered, 'door' | 'status'>[] {
  return answers
    .filter(({ status }) => status >= 400)
    .map(({ door, status }) => ({ door, status }));
}

/** An e-mail of somebody who asks for help. */
function letter(m: Markers): string {
  const from = m.email('e-mail: From');
  return [
    'Authentication-Results: mx.harbor.example; dmarc=pass header.from=person.example',
    `From: ${m.word('e-mail: name')} <${from}>`,
    'To: intake@harbor.example',
    `Subject: ${m.word('e-mail: Subject')}`,
    `Date: ${new Date().toUTCString()}`,
    'Message-ID: <canary-1@person.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Can somebody call me? ${m.word('e-mail: text')}`,
    '',
  ].join('\r\n');
}

/** Each leak once, with how often. */
function notPermitted(leaks: readonly Leak[]): string[] {
  const wrong = leaks.filter(
    (leak) =>
      !PERMITTED.some(({ place, given }) => place.test(leak.place) && given.test(leak.given)),
  );
  return [...new Set(wrong.map(({ given, place }) => `${given} → ${place}`))].sort();
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
