import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditService, SYSTEM } from '#audit';
import {
  ERASE_PERSON,
  ERASURE_RULES,
  ErasureService,
  KEPT,
  replayTombstones,
  RetentionService,
  Tombstones,
} from '#erasure';
import { inTransaction, newId } from '#platform';
import { openCapability, Vault } from '#vault';
import { ErasePerson } from '../../apps/worker/src/erasure/erase-person.js';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from '../desk/desk-under-test.js';
import { type CameIn, TestWorker } from '../worker.js';

const CANARY = 'Zinnia';

describe('R19 erasure', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let admin: DeskClient;
  let agent: DeskClient;
  let source: DataSource;
  let vault: Vault;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
    agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    source = worker.app.get(DataSource);
    vault = worker.app.get(Vault);
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
    rmSync(join(tmpdir(), `bridgeline-${t.db.name}`), { recursive: true, force: true });
  });

  /** Somebody who asked for help, and what became of it. */
  async function someone(phone: string, name = `${CANARY} Marlowe`) {
    const request = {
      name,
      phone,
      email: `${phone.slice(1)}@zinnia.example`,
      zip: '33101',
      age: '44',
      message: `${CANARY} would like a call`,
      insurance: { payer: 'Aetna', memberId: `${CANARY}-1`, subscriberName: `${CANARY} Senior` },
      consent: { sms: true, wording: 'You may text me.' },
    };
    const { HelpRequest } = await import('#contract');
    const came = await worker.request(HelpRequest.parse(request));
    await worker.takeIn(came);
    const [lead] = await worker.rows<{ id: string; number: string; patient_id: string }>(
      `SELECT l.id, l.number, l.patient_id FROM lead l
       JOIN lead_inquiry li ON li.lead_id = l.id WHERE li.inquiry_id = $1`,
      [came.inquiryId],
    );
    if (!lead) throw new Error('no lead');
    return { came, leadId: lead.id, number: Number(lead.number), personId: lead.patient_id };
  }
  async function close(leadId: string, reason = 'not_ready') {
    const { version } = (await admin.get(`/api/leads/${leadId}`)).body;
    const { status } = await admin.post(`/api/leads/${leadId}/stage`, {
      version,
      stage: 'closed',
      reason,
    });
    expect(status).toBe(200);
  }
  const approve = async (id: string) => {
    const { body } = await admin.get(`/api/erasure-requests/${id}`);
    return admin.post(`/api/erasure-requests/${id}/approval`, { version: body.version });
  };
  /** Runs the job of a request, as the queue would. */
  async function erase(requestId: string) {
    const [job] = await worker.rows<{ id: string }>(
      `SELECT id FROM outbox WHERE name = $1 AND payload->>'requestId' = $2 ORDER BY created_at DESC LIMIT 1`,
      [ERASE_PERSON.name, requestId],
    );
    if (!job) throw new Error('no job');
    const context = { jobId: job.id, attempt: 1, signal: new AbortController().signal };
    await worker.app.get(ErasePerson).handle({ requestId }, { ...context, now: t.clock.now() });
  }
  const asked = async (leadNumber: number): Promise<string> => {
    const { status, body } = await agent.post('/api/erasure-requests', {
      leadNumber,
      reason: `${CANARY} wrote us a letter`,
    });
    expect(status).toBe(201);
    return body.id;
  };

  test('every encrypted or sealed column is erased, or kept for a reason that is written down', async () => {
    const columns = await worker.rows<{ place: string }>(
      `SELECT table_name || '.' || column_name AS place FROM information_schema.columns
       WHERE table_schema = 'public' AND (column_name LIKE '%\\_enc' OR column_name = 'sealed') ORDER BY 1`,
    );
    const gone = new Set(
      ERASURE_RULES.flatMap(({ table, set }) =>
        set
          ? Object.keys(set).map((column) => `${table}.${column}`)
          : columns.map(({ place }) => place).filter((place) => place.startsWith(`${table}.`)),
      ),
    );
    const forgotten = columns
      .map(({ place }) => place)
      .filter((place) => !gone.has(place) && KEPT[place] === undefined);
    expect(forgotten).toEqual([]);
    expect(columns.length).toBeGreaterThan(50);
  });

  test('is asked for, decided by an administrator, done by a job, with a receipt', async () => {
    const { came, leadId, number, personId } = await someone('+13055550101');
    const id = await asked(number);
    // Asking again is the same wish.
    expect(await asked(number)).toBe(id);
    expect((await agent.get(`/api/erasure-requests/${id}`)).status).toBe(403);
    expect((await admin.get(`/api/erasure-requests/${id}`)).body).toMatchObject({
      state: 'asked',
      personName: `${CANARY} Marlowe`,
      leads: [{ number, open: true }],
      reason: `${CANARY} wrote us a letter`,
    });
    // Somebody may still be waiting for help.
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'erasure.lead_open' } });
    await close(leadId);
    const hold = await admin.post('/api/legal-holds', { personId, reason: 'A court asked.' });
    expect(hold.status).toBe(201);
    expect(await approve(id)).toMatchObject({ status: 409, body: { code: 'erasure.held' } });
    const { version } = hold.body;
    await admin.post(`/api/legal-holds/${hold.body.id}/lifting`, { version });
    expect((await admin.post(`/api/erasure-requests/${id}/approval`, {})).status).toBe(428);
    expect((await approve(id)).body).toMatchObject({ state: 'approved', held: false });
    expect(await readable()).toContain(CANARY);

    await erase(id);

    expect(await readable()).not.toContain(CANARY);
    const { body } = await admin.get(`/api/erasure-requests/${id}`);
    expect(body).toMatchObject({ state: 'done', personName: null, reason: null });
    expect(body.receipt.erased).toMatchObject({ person: 1, lead: 1, inquiry: 1, coverage: 1 });
    // What has to stay, stays: who allowed what, what became of it, and the audit, without a name.
    const [kept] = await worker.rows(
      `SELECT (SELECT count(*) FROM consent WHERE person_id = $1) > 0 AS consents,
         (SELECT count(*) FROM audit_event WHERE person_id = $1 OR lead_id = $2) > 0 AS audit,
         (SELECT state FROM lead WHERE id = $2) AS state, (SELECT zip FROM lead WHERE id = $2) AS zip`,
      [personId, leadId],
    );
    expect(kept).toEqual({ consents: true, audit: true, state: 'FL', zip: null });
    // The pages that show it still open.
    for (const path of [
      `/api/leads/${leadId}`,
      `/api/leads/${leadId}/activities`,
      `/api/people/${personId}`,
      `/api/inquiries/${came.inquiryId}`,
    ]) {
      expect({ path, status: (await admin.get(path)).status }).toEqual({ path, status: 200 });
    }
    expect(await linkSays(came)).toContain('This request was erased.');
    const found = await admin.list('leads', { filter: { q: '+13055550101' } });
    expect(found.body).toEqual([]);
    // Who writes again is somebody new.
    expect((await someone('+13055550101', 'Ada Byron')).personId).not.toBe(personId);
  });

  test('the database refuses what nobody decided, whoever asks', async () => {
    const { number } = await someone('+13055550102', 'Una Undecided');
    const id = await asked(number);
    const erasing = source.query('SELECT erase_by_request($1, now())', [id]);
    await expect(erasing).rejects.toThrow('erasure.not_approved');
    await expect(source.query('DELETE FROM person')).rejects.toThrow('permission denied');
    await expect(
      source.query("SELECT forget_by_age('sealed_original', now(), 10)"),
    ).rejects.toThrow('retention.too_young');
    const refusal = { version: 1, reason: 'It was somebody else.' };
    expect(await admin.post(`/api/erasure-requests/${id}/refusal`, refusal)).toMatchObject({
      body: { state: 'refused', decision: 'It was somebody else.' },
    });
    expect((await approve(id)).body.code).toBe('erasure.already_decided');
  });

  test('a telephone that somebody else uses stays theirs', async () => {
    const shared = '+13055550103';
    const one = await someone(shared, 'Olive Shared');
    const other = await someone(shared, 'Otto Shared');
    expect(other.personId).not.toBe(one.personId);
    await close(one.leadId);
    const id = await asked(one.number);
    await approve(id);
    await erase(id);
    const { body } = await admin.get(`/api/people/${other.personId}`);
    expect(JSON.stringify(body)).toContain(shared);
    expect(body.name).toBe('Otto Shared');
  });

  test('a tombstone does it again in a database that does not know of it', async () => {
    const { leadId, personId } = await someone('+13055550104', 'Rita Restored');
    await close(leadId);
    const folder = mkdtempSync(join(tmpdir(), 'bridgeline-tombstones-'));
    const tombstones = new Tombstones(join(folder, 'erasures', 'tombstones.jsonl'));
    const requestId = newId();
    const at = t.clock.now().toISOString();
    const one = { v: 1, requestId, personId, origin: 'person', askedAt: at, erasedAt: at } as const;
    tombstones.add(one);
    tombstones.add(one);
    // Of somebody who came after the backup was made.
    tombstones.add({ ...one, requestId: newId(), personId: newId() });
    expect(tombstones.all()).toHaveLength(2);
    const replay = () =>
      replayTombstones(
        source,
        worker.app.get(AuditService, { strict: false }),
        tombstones.all(),
        t.clock.now(),
      );
    expect(await replay()).toBe(1);
    await erase(requestId);
    expect((await admin.get(`/api/people/${personId}`)).body.name).toBeNull();
    expect(await replay()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('what has been kept long enough goes at night; what is held stays', async () => {
    const old = await someone('+13055550105', 'Nora Night');
    const held = await someone('+13055550106', 'Hugo Held');
    for (const { leadId } of [old, held]) await close(leadId, 'spam');
    await admin.post('/api/legal-holds', { leadNumber: held.number, reason: 'A court asked.' });
    const rules = (await admin.get('/api/retention-rules')).body;
    expect(rules[0]).toEqual({ id: 'closed_lead', version: 1, keepDays: 2555 });
    const young = { version: 1, keepDays: 3 };
    expect((await admin.put('/api/retention-rules/discarded_lead', young)).status).toBe(400);
    const edit = { version: 1, keepDays: 40 };
    expect((await admin.put('/api/retention-rules/discarded_lead', edit)).status).toBe(200);
    expect((await admin.put('/api/retention-rules/discarded_lead', edit)).status).toBe(409);

    const keep = (days: number) =>
      worker.app
        .get(RetentionService, { strict: false })
        .keep(
          source,
          new Date(t.clock.now().getTime() + days * 86_400_000),
          AbortSignal.timeout(9000),
        );
    expect((await keep(39)).discarded_lead).toBe(0);
    expect((await keep(41)).discarded_lead).toBe(1);
    const [request] = await worker.rows<{ id: string; origin: string }>(
      'SELECT id, origin FROM erasure_request WHERE person_id = $1',
      [old.personId],
    );
    expect(request?.origin).toBe('retention');
    await erase(request?.id ?? '');
    expect((await admin.get(`/api/people/${old.personId}`)).body.name).toBeNull();
    expect((await admin.get(`/api/people/${held.personId}`)).body.name).toBe('Hugo Held');
  });

  test('the person asks by their own link once', async () => {
    const { came, personId } = await someone('+13055550107', 'Lena Link');
    const erasures = worker.app.get(ErasureService, { strict: false });
    const ask = () =>
      inTransaction(source, (manager) =>
        erasures.ask(
          manager,
          { personId, origin: 'status_page', inquiryId: came.inquiryId },
          SYSTEM,
          t.clock.now(),
        ),
      );
    expect(await ask()).toBe(await ask());
  });

  /** Everything a holder of the ring could still read about anybody: each encrypted or sealed value that opens. */
  async function readable(): Promise<string> {
    const columns = await worker.rows<{ table: string; column: string; type: string }>(
      `SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'public' AND (column_name LIKE '%\\_enc' OR column_name = 'sealed')
         AND table_name NOT IN ('audit_event')`,
    );
    const texts: string[] = [];
    for (const { table, column } of columns) {
      const rows = await worker.rows<{ id?: string; value: string | Buffer }>(
        `SELECT *, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`,
      );
      for (const row of rows) texts.push(opened(table, column, row));
    }
    return texts.join('\n');
  }

  function opened(
    table: string,
    column: string,
    { id = '', value }: { id?: string; value: string | Buffer },
  ): string {
    const ref = { table, column, id };
    if (typeof value === 'string') return vault.decrypt(ref, value);
    if (value.length === 0 || (column === 'sealed' && table !== 'inquiry')) return '';
    if (column === 'sealed') return vault.open(value).toString();
    return vault.decryptBytes(ref, value).toString();
  }

  async function linkSays({ inquiryId, token }: CameIn): Promise<string> {
    const [row] = await worker.rows<{ sealed: Buffer }>(
      'SELECT sealed FROM inquiry_rendering WHERE inquiry_id = $1',
      [inquiryId],
    );
    return row ? openCapability(token, row.sealed).toString() : '';
  }
});
