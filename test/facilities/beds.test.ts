import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { AskFacilities } from '../../apps/worker/src/facilities/ask-facilities.js';
import { SendBedRequest } from '../../apps/worker/src/facilities/send-bed-request.js';
import { createSite, type Site } from '../../apps/site/src/create-site.js';
import { SYSTEM } from '#audit';
import { FacilityCreate } from '#contract';
import {
  ASK_FACILITIES,
  BedService,
  FacilityAccessService,
  FacilityContactService,
  FacilityService,
} from '#facilities';
import { TaskService } from '#follow-up';
import type { MailOut, MailPort, SendOutcome } from '#messages';
import { createLogger, inTransaction, newId, siteSettings } from '#platform';
import { enqueueJob } from '#queue';
import { siteKeysOf, Vault } from '#vault';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from '../desk/desk-under-test.js';
import { startJobs } from '../worker-at-work.js';
import { TestWorker } from '../worker.js';

const HOUR = 3_600_000;

/** Waits until what is said holds; fails with the last reason after eight seconds. */
async function eventually(holds: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    try {
      return await holds();
    } catch {
      await sleep(100);
    }
  }
  return holds();
}

describe('beds', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let site: Site;
  let siteUrl: string;
  let manager: DeskClient;
  let facilityId: string;
  const programs: { id: string; name: string }[] = [];
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    const settings = siteSettings({
      NODE_ENV: 'test',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'bridgeline-beds-')),
      SITE_DATABASE_URL: t.db.siteUrl,
    });
    const logger = createLogger('site', { level: 'silent' });
    site = await createSite({ settings, keys: siteKeysOf(t.ring), clock: t.clock, logger });
    await site.app.listen(0, '127.0.0.1');
    siteUrl = `http://127.0.0.1:${(site.app.getHttpServer().address() as AddressInfo).port}`;
    manager = deskClient(t.url, await signIn(t.url, (await t.hire('manager')).email));
    facilityId = (await manager.post('/api/facilities', { name: 'Birch House', zip: '78704' })).body
      .id;
    for (const [name, levelOfCare] of [
      ['Detox', 'wm_3_7'],
      ['Residence', 'residential_high'],
    ]) {
      await manager.post(`/api/facilities/${facilityId}/programs`, { name, levelOfCare });
    }
    programs.push(...(await page()).programs);
  }, 60_000);
  afterAll(async () => {
    await site?.close();
    await worker?.close();
    await t?.close();
  });

  const page = async () => (await manager.get(`/api/facilities/${facilityId}`)).body;
  const bedsOf = async (name: string) =>
    (await page()).programs.find((one: { name: string }) => one.name === name).beds;
  const idOf = (name: string) => programs.find((one) => one.name === name)?.id as string;
  const link = async () => {
    const made = await manager.post(`/api/facilities/${facilityId}/bed-links`, { days: 30 });
    expect(made.status).toBe(201);
    return { id: made.body.access.id, path: new URL(made.body.secret).pathname };
  };
  const submit = (path: string, fields: Record<string, string>) =>
    fetch(siteUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });

  test('R14 whether it is owned or pays is a fact of the directory: with its word, its version and its audit row', async () => {
    const path = `/api/facilities/${facilityId}`;
    const before = (await manager.get(path)).body;
    expect(before.financialTie).toBe('unknown');
    const edit = { version: before.version, financialTie: 'owned', saidBy: 'facility' };
    expect((await manager.put(path, { ...edit, financialTie: 'secret' })).status).toBe(400);
    expect((await manager.put(path, edit)).body).toMatchObject({ financialTie: 'owned' });
    expect((await manager.put(path, { ...edit, financialTie: 'none' })).status).toBe(409);
    const { facts } = (await manager.get(path)).body;
    expect(facts).toContainEqual(
      expect.objectContaining({ field: 'financialTie', saidBy: 'facility' }),
    );
    const [row] = await t.owner.query<{ details: object }[]>(
      `SELECT details FROM audit_event WHERE resource_id = $1 AND action = 'facility.changed' ORDER BY at DESC LIMIT 1`,
      [facilityId],
    );
    expect(row?.details).toMatchObject({ financialTie: { from: 'unknown', to: 'owned' } });
  });

  test('a link: looking changes nothing, posting does; the desk hears of it; revoked it is gone', async () => {
    const { id, path } = await link();
    const shown = await (await fetch(siteUrl + path)).text();
    expect(shown).toContain('Birch House');
    expect(shown).toContain('Residence');
    expect(await bedsOf('Detox')).toBeNull();

    const wrong = await submit(path, {
      [`open-${idOf('Detox')}`]: '9',
      [`all-${idOf('Detox')}`]: '4',
    });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('There cannot be more open beds');
    expect((await submit(path, {})).status).toBe(422);

    const taken = await submit(path, {
      [`open-${idOf('Detox')}`]: '3',
      [`all-${idOf('Detox')}`]: '12',
    });
    expect(taken.status).toBe(200);
    expect(await bedsOf('Detox')).toMatchObject({
      bedsOpen: 3,
      bedsInAll: 12,
      source: 'facility_link',
      trust: 'fresh',
    });
    expect(await bedsOf('Residence')).toBeNull();
    const jobs = await startJobs(t.db, worker, t.clock);
    try {
      await eventually(async () => {
        const [latest] = (await manager.get(`/api/facilities/${facilityId}/history`)).body;
        expect(latest).toMatchObject({ action: 'beds.reported', actorKind: 'system' });
      });
    } finally {
      await jobs.stop();
    }
    expect((await manager.post(`/api/bed-links/${id}/revocation`, {})).status).toBe(200);
    expect((await fetch(siteUrl + path)).status).toBe(404);
    expect((await submit(path, { [`open-${idOf('Detox')}`]: '1' })).status).toBe(404);
    expect(await bedsOf('Detox')).toMatchObject({ bedsOpen: 3 });
  }, 60_000);

  test('R2 a key: once under a key of its own choice, refused without, and only for its own programs', async () => {
    const made = await manager.post(`/api/facilities/${facilityId}/api-keys`, { label: 'EHR' });
    const send = async (body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${siteUrl}/api/bed-reports`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${made.body.secret}`,
          ...headers,
        },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.json() };
    };
    const report = { reports: [{ levelOfCare: 'residential_high', bedsOpen: 5, bedsInAll: 20 }] };
    const many = await Promise.all(
      Array.from({ length: 20 }, () => send(report, { 'idempotency-key': 'once' })),
    );
    expect(many.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
    const rows = await t.owner.query("SELECT beds_open FROM bed_report WHERE source = 'api'");
    expect(rows).toEqual([{ beds_open: 5 }]);
    expect(
      await send(
        { reports: [{ ...report.reports[0], bedsOpen: 6 }] },
        { 'idempotency-key': 'once' },
      ),
    ).toMatchObject({
      status: 422,
      body: { code: 'idempotency.body_differs' },
    });
    expect(
      await send(report, { authorization: 'Bearer blbeds_00000000000000000000000000' }),
    ).toMatchObject({ status: 401 });
    expect(await send({ reports: [{ levelOfCare: 'otp', bedsOpen: 1 }] })).toMatchObject({
      status: 400,
      body: { errors: { 'reports.0.programId': expect.any(String) } },
    });
    expect(await send({ reports: [{ levelOfCare: 'wm_3_7', bedsOpen: -1 }] })).toMatchObject({
      status: 400,
    });
    expect(await send({ reports: [] })).toMatchObject({ status: 400 });
    await manager.post(`/api/facility-keys/${made.body.access.id}/revocation`, {});
    expect(await send(report)).toMatchObject({
      status: 401,
      body: { code: 'facility_key.invalid' },
    });
  }, 60_000);

  test('R4 the site may do nothing else with the directory', async () => {
    const client = new Client({ connectionString: t.db.siteUrl });
    await client.connect();
    try {
      for (const sql of [
        'SELECT * FROM facility_link',
        'SELECT * FROM facility_api_key',
        'SELECT * FROM facility_contact',
        'SELECT * FROM bed_report',
        "INSERT INTO bed_report (id, program_id, beds_open, said_by, source, said_at) VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'x', 'x', now())",
        "SELECT store_bed_reports(gen_random_uuid(), 'api', gen_random_uuid(), '[]')",
      ]) {
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await client.end();
    }
  });

  test('a hold is asked, confirmed and expires by itself; two at once are refused', async () => {
    const lead = (await manager.post('/api/leads', { name: 'Ada', phone: '(415) 555-0123' })).body;
    const asked = await manager.post(`/api/programs/${idOf('Detox')}/bed-holds`, {
      leadId: lead.id,
      minutes: 60,
    });
    expect(asked).toMatchObject({ status: 201, body: { state: 'asked', leadNumber: lead.number } });
    const twice = await manager.post(`/api/programs/${idOf('Detox')}/bed-holds`, {
      leadId: lead.id,
    });
    expect(twice).toMatchObject({ status: 409, body: { code: 'bed_hold.exists' } });
    const { id, version } = asked.body;
    const until = new Date(t.clock.now().getTime() + 2 * HOUR).toISOString();
    const kept = await manager.post(`/api/bed-holds/${id}/answer`, {
      version,
      state: 'confirmed',
      until,
    });
    expect(kept.body).toMatchObject({ state: 'confirmed', expiresAt: until });
    expect(
      (await manager.post(`/api/bed-holds/${id}/answer`, { version, state: 'declined' })).status,
    ).toBe(409);
    t.clock.ahead(3 * HOUR);
    const jobs = await startJobs(t.db, worker, t.clock);
    try {
      await eventually(async () => {
        const [hold] = await t.owner.query('SELECT state FROM bed_hold WHERE id = $1', [id]);
        expect(hold.state).toBe('expired');
      });
    } finally {
      await jobs.stop();
    }
  }, 60_000);

  test('stale facts and old counts become tasks, once', async () => {
    t.clock.ahead(200 * 24 * HOUR);
    const ask = () =>
      t.owner.transaction((inside) =>
        enqueueJob(inside, ASK_FACILITIES, {}, { dueAt: t.clock.now() }),
      );
    const asked = async () =>
      t.owner.query(
        'SELECT t.kind, f.name FROM task t JOIN facility f ON f.id = t.facility_id ORDER BY t.kind',
      );
    const open = async () =>
      (
        await t.owner.query(
          "SELECT 1 FROM outbox WHERE name = 'ask-facilities' AND done_at IS NULL",
        )
      ).length;
    const jobs = await startJobs(t.db, worker, t.clock);
    try {
      for (let turn = 0; turn < 2; turn += 1) {
        await ask();
        jobs.nudge();
        await eventually(async () => expect(await open()).toBe(0));
      }
      expect(await asked()).toEqual([
        { kind: 'ask_beds', name: 'Birch House' },
        { kind: 'verify_facility', name: 'Birch House' },
      ]);
    } finally {
      await jobs.stop();
    }
  }, 60_000);

  test('R12 R21 old counts are asked for by one e-mail; without an answer, or without a way out, by a colleague', async () => {
    await t.owner.query("UPDATE organisation SET postal_address = '1 Main Street, Austin TX'");
    const { app } = worker;
    const source = app.get(DataSource);
    const now = () => t.clock.now();
    const facility = await inTransaction(source, (manager) =>
      app
        .get(FacilityService)
        .add(manager, FacilityCreate.parse({ name: 'Cypress House' }), SYSTEM, now()),
    );
    const [programId, contactId] = [newId(), newId()];
    await t.owner.query(
      `INSERT INTO program (id, facility_id, name, level_of_care) VALUES ($1, $2, 'Stay', 'residential_high')`,
      [programId, facility],
    );
    const sealed = (column: string, text: string) =>
      new Vault(t.ring).encrypt({ table: 'facility_contact', column, id: contactId }, text);
    await t.owner.query(
      `INSERT INTO facility_contact (id, facility_id, role, name_enc, email_enc)
       VALUES ($1, $2, 'admissions', $3, $4)`,
      [contactId, facility, sealed('name_enc', 'Cy'), sealed('email_enc', 'desk@cypress.example')],
    );
    const report = () =>
      inTransaction(source, (manager) =>
        app
          .get(BedService)
          .report(manager, programId, { bedsOpen: 1, saidBy: 'staff' }, SYSTEM, now()),
      );
    const bedMails = async () => {
      const rows = await t.owner.query<{ bed_mails: boolean }[]>(
        'SELECT bed_mails FROM facility WHERE id = $1',
        [facility],
      );
      return rows[0]?.bed_mails;
    };
    const sent: MailOut[] = [];
    let outcome: SendOutcome = { result: 'accepted', providerMessageId: 'm1' };
    const mail: MailPort = {
      provider: 'fake',
      configured: true,
      send: async (one) => {
        sent.push(one);
        return outcome;
      },
    };
    const asking = new AskFacilities(source, app.get(TaskService), mail);
    const sending = new SendBedRequest(
      source,
      mail,
      app.get(FacilityService),
      app.get(FacilityContactService),
      app.get(FacilityAccessService),
      asking,
      { url: siteUrl },
    );
    /** One run of the day's job, and of what it made. */
    const day = async () => {
      await t.owner.transaction((inside) =>
        enqueueJob(inside, ASK_FACILITIES, {}, { dueAt: t.clock.now() }),
      );
      for (const name of ['ask-facilities', 'send-bed-request']) {
        const rows = await t.owner.query<{ id: string; payload: { requestId: string } }[]>(
          'SELECT id, payload FROM outbox WHERE name = $1 AND done_at IS NULL ORDER BY id',
          [name],
        );
        for (const { id, payload } of rows) {
          const signal = new AbortController().signal;
          const context = { jobId: id, attempt: 1, signal, now: t.clock.now() };
          if (name === 'ask-facilities') await asking.handle({}, context);
          else await sending.handle(payload, context);
        }
      }
    };
    const tasks = async () =>
      (
        await t.owner.query<unknown[]>(
          "SELECT 1 FROM task WHERE facility_id = $1 AND kind = 'ask_beds' AND done_at IS NULL",
          [facility],
        )
      ).length;

    await report();
    await day();
    expect(sent).toEqual([]);
    t.clock.ahead(73 * HOUR);
    await day();
    await day();
    expect(sent).toMatchObject([{ to: 'desk@cypress.example' }]);
    expect(await tasks()).toBe(0);
    const [{ subject, text, unsubscribeUrl }] = sent as [MailOut];
    expect(`${subject} ${text.split('\n\n')[0]}`).not.toMatch(/Cypress|treatment|recovery|detox/i);
    expect(text).toContain('1 Main Street, Austin TX');
    const link = /http\S+\/beds\/[0-9a-z]{26}/.exec(text)?.[0] ?? '';
    expect((await fetch(link)).status).toBe(200);

    // No answer for a day: a colleague. An answer settles it, and old counts are asked for once more.
    t.clock.ahead(24 * HOUR);
    await day();
    expect([sent.length, await tasks()]).toEqual([1, 1]);
    await report();
    await t.owner.query('UPDATE task SET done_at = now() WHERE facility_id = $1', [facility]);
    t.clock.ahead(73 * HOUR);
    outcome = { result: 'refused', code: 'mail_550' };
    await day();
    expect([sent.length, await tasks()]).toEqual([2, 1]);

    // Looking ends nothing; posting ends the e-mails, as a mail program does.
    expect((await fetch(unsubscribeUrl ?? '')).status).toBe(200);
    expect(await bedMails()).toBe(true);
    const stop = (url: string) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    expect((await stop(unsubscribeUrl ?? '')).status).toBe(200);
    expect((await stop(`${siteUrl}/beds/${'0'.repeat(26)}/no-more-mail`)).status).toBe(404);
    expect(await bedMails()).toBe(false);
    await report();
    await t.owner.query('UPDATE task SET done_at = now() WHERE facility_id = $1', [facility]);
    t.clock.ahead(73 * HOUR);
    await day();
    expect([sent.length, await tasks()]).toEqual([2, 1]);
  }, 60_000);
});
