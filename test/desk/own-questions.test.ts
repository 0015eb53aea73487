import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { DataSource } from 'typeorm';
import { SmtpMail } from '#messages';
import { newId } from '#platform';
import { FactService, SavedReportService, TargetService } from '#reporting';
import { FakeMail } from '../../apps/simulate/src/fake-provider/fake-mail.js';
import { OwnQuestions } from '../../apps/worker/src/reports/own-questions.js';
import { SendReportMail } from '../../apps/worker/src/reports/send-report-mail.js';
import { TestWorker } from '../worker.js';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

const HOUR = 3_600_000;

describe('questions of one’s own', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let manager: DeskClient;
  let agent: DeskClient;
  let boss: Hired;
  let clerk: Hired;
  let post: FakeMail;
  let sending: SendReportMail;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    boss = await t.hire('manager');
    clerk = await t.hire('agent');
    manager = deskClient(t.url, await signIn(t.url, boss.email));
    agent = deskClient(t.url, await signIn(t.url, clerk.email));
    await t.owner.query("UPDATE organisation SET postal_address = '1 Pier Street'");
    post = await FakeMail.open();
    const mail = new SmtpMail({
      url: post.url,
      from: 'desk@harbor.example',
      host: 'harbor.example',
    });
    sending = new SendReportMail(
      worker.app.get(DataSource),
      worker.app.get(SavedReportService),
      worker.app.get(TargetService),
      mail,
    );
    const lead = await agent.post('/api/leads', { name: 'Vera Quiet', phone: '(415) 555-0001' });
    expect(lead.status).toBe(201);
    const facts = worker.app.get(FactService);
    const source = worker.app.get(DataSource);
    let more = true;
    while (more) more = await source.transaction((m) => facts.rebuildMore(m, t.clock.now()));
    while ((await source.transaction((m) => facts.refresh(m, t.clock.now()))) > 0);
  }, 60_000);
  afterAll(async () => {
    await post?.close();
    await worker?.close();
    await t?.close();
  });

  const settings = { names: ['leads', 'contact_rate'], by: ['source'], preset: 'days7' };
  /** Hands out what is due, and does the jobs that come of it. */
  const sendDue = async () => {
    await worker.app.get(OwnQuestions).sendDue(t.clock.now(), new AbortController().signal);
    return doMails();
  };
  const doMails = async () => {
    const due = await t.owner.query<{ id: string; payload: { mailId: string } }[]>(
      "SELECT id, payload FROM outbox WHERE name = 'send-report-mail' AND done_at IS NULL",
    );
    for (const { id, payload } of due) {
      const signal = new AbortController().signal;
      await sending.handle(payload, { jobId: id, attempt: 1, signal, now: t.clock.now() });
    }
    return due.length;
  };

  test('a report is kept, shared, changed under its version, and is a PDF and a CSV without a patient', async () => {
    const made = await manager.post('/api/saved-reports', {
      name: '=Weekly',
      settings,
      shared: true,
    });
    expect(made).toMatchObject({ status: 201, body: { mine: true, nextAt: null, settings } });
    const { id } = made.body;
    expect((await agent.get('/api/saved-reports')).body).toMatchObject([{ id, mine: false }]);
    const other = await agent.put(`/api/saved-reports/${id}`, { version: 1, name: 'Mine' });
    expect(other.body.code).toBe('auth.forbidden');
    expect((await manager.put(`/api/saved-reports/${id}`, { name: 'x' })).status).toBe(428);
    const edited = await manager.put(`/api/saved-reports/${id}`, { version: 1, name: 'Weekly' });
    expect(edited.body).toMatchObject({ name: 'Weekly', version: 2 });
    expect(await manager.put(`/api/saved-reports/${id}`, { version: 1, name: 'Y' })).toMatchObject({
      status: 409,
      body: { current: { name: 'Weekly' }, yours: { name: 'Y' } },
    });
    const file = async (as: string) => {
      const path = `${t.url}/api/saved-reports/${id}/file?as=${as}`;
      return Buffer.from(await (await fetch(path, { headers: manager.headers })).arrayBuffer());
    };
    const pdf = await file('pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const csv = (await file('csv')).toString('utf8');
    expect(csv).toMatch(/Leads,count,\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,all,1,1/);
    expect(csv).not.toContain('Vera');
    const kept = await t.owner.query('SELECT settings_enc FROM saved_report');
    expect(JSON.stringify(kept)).not.toContain('contact_rate');
    await manager.post(`/api/saved-reports/${id}/removal`, { version: 2 });
    expect((await agent.get('/api/saved-reports')).body).toEqual([]);
  });

  test('what cannot be asked is refused by name, and an agent writes to nobody but themselves', async () => {
    const report = (more: object) => ({ name: 'X', settings: { ...settings, ...more } });
    expect(await manager.post('/api/saved-reports', report({ names: ['no_such'] }))).toMatchObject({
      status: 404,
      body: { code: 'report.unknown_number' },
    });
    const byAgent = report({ names: ['admit_rate'], by: ['agent'] });
    expect((await manager.post('/api/saved-reports', byAgent)).body.code).toBe(
      'report.slice_refused',
    );
    const schedule = { every: 'day', at: '07:00' };
    const toBoss = { ...report({}), schedule, recipients: [boss.id] };
    expect((await agent.post('/api/saved-reports', toBoss)).body.code).toBe('auth.forbidden');
    const toSelf = await agent.post('/api/saved-reports', { ...toBoss, recipients: [clerk.id] });
    expect(toSelf.body.nextAt).toMatch(/^\d{4}-/);
    await agent.post(`/api/saved-reports/${toSelf.body.id}/removal`, { version: 1 });
    const nobody = await manager.post('/api/saved-reports', { ...toBoss, recipients: [newId()] });
    expect(nobody).toMatchObject({
      status: 400,
      body: { errors: { recipients: expect.any(String) } },
    });
    const target = { name: 'answered_rate', preset: 'today', side: 'at_least', value: 0.9 };
    expect((await agent.post('/api/report-targets', target)).status).toBe(403);
  });

  test('a target that is newly missed is said once, again only after it was met', async () => {
    const target = {
      name: 'leads',
      preset: 'days30',
      side: 'at_least',
      value: 2,
      fewest: 1,
      recipients: [boss.id],
    };
    const made = await manager.post('/api/report-targets', target);
    expect(made).toMatchObject({ status: 201, body: { state: 'missed', lastValue: 1 } });
    const signal = new AbortController().signal;
    const check = () => worker.app.get(OwnQuestions).checkTargets(t.clock.now(), signal);
    await check();
    expect(await doMails()).toBe(1);
    expect((await simpleParser(post.mails[0]?.raw ?? '')).subject).toBe('Target missed: Leads');
    const path = `/api/report-targets/${made.body.id}`;
    const met = await manager.put(path, { version: 1, value: 1 });
    expect(met.body).toMatchObject({ state: 'fine', missedSince: null });
    await manager.put(path, { version: 2, value: 3 });
    expect(await doMails()).toBe(1);
    await manager.put(path, { version: 3, active: false });
    await check();
    expect(await doMails()).toBe(0);
  });

  test('R12 R21 a report that is due goes to each reader once, with PDF and CSV; who left gets none', async () => {
    post.mails.length = 0;
    const leaving = await t.hire('manager');
    const made = await manager.post('/api/saved-reports', {
      name: 'Every morning',
      settings,
      schedule: { every: 'day', at: '07:00' },
      recipients: [boss.id, leaving.id],
    });
    expect(made.status).toBe(201);
    await t.owner.query("UPDATE staff_user SET status = 'disabled' WHERE id = $1", [leaving.id]);
    expect(await sendDue()).toBe(0);
    t.clock.ahead(25 * HOUR);
    expect(await sendDue()).toBe(2);
    expect(await sendDue()).toBe(0);
    expect(post.mails).toMatchObject([{ to: [boss.email] }]);
    const raw = post.mails[0]?.raw ?? '';
    const mail = await simpleParser(raw);
    expect(mail.subject).toBe('Your report “Every morning”');
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual([
      'application/pdf',
      'text/csv',
    ]);
    expect(mail.text).toContain('Leads:');
    expect(raw).not.toContain('Vera');
    const states = await t.owner.query(
      'SELECT state, error_code FROM report_mail WHERE report_id IS NOT NULL ORDER BY state, id',
    );
    expect(states).toEqual([
      { state: 'failed', error_code: 'nobody' },
      { state: 'sent', error_code: null },
    ]);
  });
});
