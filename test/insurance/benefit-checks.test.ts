import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, type EntityManager } from 'typeorm';
import { AskPayer } from '../../apps/worker/src/benefits/ask-payer.js';
import { TellCoverageAnswer } from '../../apps/worker/src/benefits/tell-coverage-answer.js';
import { RenderStatus } from '../../apps/worker/src/status/render-status.js';
import type { BenefitCheckRequest, CheckResultInput, HelpRequest } from '#contract';
import {
  BenefitCheckService,
  CheckAsking,
  CheckViews,
  type ClearinghousePort,
  CoverageService,
  JsonClearinghouse,
  PayerConsents,
  Rechecks,
  SimulatedClearinghouse,
  WhoPaysQueries,
  X12Clearinghouse,
} from '#insurance';
import { type Clock, inTransaction, newId } from '#platform';
import { type TestDatabase, testDatabase } from '../database.js';
import { openCapability } from '#vault';
import { type CameIn, TestWorker } from '../worker.js';

const SECOND = 1000;
/** A Tuesday, 10:00 in New York. */
const START = new Date('2026-11-24T15:00:00Z');
const CANARY = 'PPOCANARY77';

describe('benefit checks from the queue to the verdict', () => {
  let db: TestDatabase;
  let worker: TestWorker;
  let source: DataSource;
  let now = START;
  const clock: Clock = { now: () => now };
  const simulator = new SimulatedClearinghouse();
  let json: ClearinghousePort;
  let x12: ClearinghousePort;
  let payerId: string;
  const staff = { kind: 'staff' as const, id: newId() };

  beforeAll(async () => {
    db = await testDatabase();
    worker = await TestWorker.open(db, clock);
    source = worker.app.get(DataSource);
    const account = {
      url: await simulator.listen(),
      authorization: 'k',
      npi: '1999999984',
      name: 'Bridgeline',
    };
    json = new JsonClearinghouse({ ...account, deadline: 400 });
    x12 = new X12Clearinghouse({
      ...account,
      deadline: 400,
      sender: 'B',
      receiver: 'S',
      usage: 'T',
    });
    payerId = newId();
    const owner = await worker.rows<{ id: string }>(
      `INSERT INTO payer (id, name, kind, electronic_id) VALUES ($1, 'Sample Mutual', 'insurer', '60054') RETURNING id`,
      [payerId],
    );
    expect(owner).toHaveLength(1);
    await worker.rows(
      `INSERT INTO staff_user (id, name, email, role) VALUES ($1, 'Bea Benefits', 'bea@example.com', 'benefits') RETURNING id`,
      [staff.id],
    );
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await simulator.close();
    await db?.drop();
  });

  const tx = <T>(work: (manager: EntityManager) => Promise<T>) => inTransaction(source, work);
  const checks = () => worker.app.get(BenefitCheckService);
  const view = (id: string) => worker.app.get(CheckViews).one(source.manager, id);

  let people = 0;
  /** A lead whose patient agreed, with a coverage of this member. */
  async function covered(
    memberId: string,
    more: { relationship?: 'parent'; consent?: boolean } = {},
  ) {
    people += 1;
    const phone = `(415) 555-${String(1000 + people)}`;
    const cameIn = await worker.request({ name: 'Jane Doe', phone });
    await worker.takeIn(cameIn);
    const [lead] = await worker.rows<{ id: string }>(
      'SELECT lead_id AS id FROM lead_inquiry WHERE inquiry_id = $1',
      [cameIn.inquiryId],
    );
    const leadId = lead?.id as string;
    const coverageId = (await tx((manager) =>
      worker.app.get(CoverageService).record(
        manager,
        leadId,
        {
          payerId,
          planType: 'ppo',
          memberId,
          subscriberName: more.relationship ? 'Paul Doe' : 'Jane Doe',
          subscriberRelationship: more.relationship ?? 'self',
          subscriberBorn: '1990-02-28',
          ...(more.relationship ? { patientBorn: '2006-01-31' } : {}),
        },
        staff,
        now,
      ),
    )) as string;
    if (more.consent !== false) await agree(leadId, 'given');
    return { leadId, coverageId };
  }

  const agree = (leadId: string, decision: 'given' | 'revoked') =>
    tx((manager) =>
      worker.app
        .get(PayerConsents)
        .record(manager, leadId, { decision, how: 'spoken' }, staff, now),
    );

  const request = (leadId: string, coverageId: string, more: Partial<BenefitCheckRequest> = {}) =>
    tx((manager) =>
      checks().request(
        manager,
        leadId,
        {
          coverageId,
          way: 'electronic',
          levelsOfCare: ['residential_high'],
          toldAboutStatements: false,
          ...more,
        },
        staff,
        now,
      ),
    );

  /** Does the jobs of a check that are due, as the queue would; gives how many. */
  async function run(checkId: string, port: ClearinghousePort): Promise<number> {
    const jobs = await worker.rows<{ id: string; inquiry: string }>(
      `SELECT o.id, o.payload ->> 'inquiryId' AS inquiry FROM outbox o
       JOIN benefit_inquiry i ON i.id::text = o.payload ->> 'inquiryId'
       WHERE o.name = 'ask-payer' AND o.done_at IS NULL AND o.due_at <= $2 AND i.check_id = $1 ORDER BY o.id`,
      [checkId, now],
    );
    const handler = new AskPayer(source, worker.app.get(CheckAsking), port);
    for (const { id, inquiry } of jobs) {
      const context = { jobId: id, attempt: 1, signal: AbortSignal.timeout(60_000), now };
      await handler.handle({ inquiryId: inquiry }, context);
    }
    return jobs.length;
  }

  test.each([
    ['X12', () => x12],
    ['JSON', () => json],
  ])(
    'over %s: asked service by service, answered, judged, in words, and due in two business hours until then',
    async (_, port) => {
      now = START;
      const { leadId, coverageId } = await covered(CANARY);
      const id = await request(leadId, coverageId);
      const before = await view(id);
      expect(before).toMatchObject({
        state: 'asking',
        verdict: null,
        dueAt: '2026-11-24T17:00:00.000Z',
        cost: [],
        asked: [
          { serviceType: '30', state: 'waiting' },
          { serviceType: 'RT', state: 'waiting' },
          { serviceType: 'CI', state: 'waiting' },
          { serviceType: 'AI', state: 'waiting' },
        ],
      });
      const from = simulator.questions.length;
      expect(await run(id, port())).toBe(4);
      const asked = simulator.questions.slice(from);
      expect(asked.map(({ serviceType }) => serviceType)).toEqual(['30', 'RT', 'CI', 'AI']);
      expect(new Set(asked.map(({ key }) => key)).size).toBe(4);
      expect(asked[0]).toMatchObject({ memberId: CANARY, born: '19900228', on: '20261124' });
      const after = await view(id);
      expect(after).toMatchObject({ state: 'completed', verdict: 'viable', rulesVersion: 1 });
      expect(after.terms[0]?.deductible).toEqual({
        total: 300_000,
        met: 180_000,
        remaining: 120_000,
      });
      expect(after.cost.map(({ language }) => language)).toEqual(['en', 'es']);
      expect(after.cost[0]?.levels[0]?.sentences[0]).toMatch(
        /about \$1,200 of your deductible is left/,
      );
      expect(after.validUntil).toBe('2026-12-01T05:00:00.000Z');
      const [clockRow] = await worker.rows<{ met_at: Date | null }>(
        'SELECT met_at FROM clock WHERE subject_id = $1',
        [id],
      );
      expect(clockRow?.met_at).toEqual(now);
      expect(await run(id, port())).toBe(0);
    },
  );

  describe('asked for on the site', () => {
    const asks = async (more: Partial<HelpRequest>) => {
      people += 1;
      const phone = `(415) 555-${String(1000 + people)}`;
      const cameIn = await worker.request(
        {
          name: 'Jane Doe',
          phone,
          email: `jane${people}@example.com`,
          insurance: { payer: 'Sample Mutual', memberId: CANARY, relationship: 'self' },
          coverageCheck: {
            way: 'electronic',
            answerBy: 'email',
            payerConsent: true,
            payerWording: 'Yes, ask my plan.',
            patientBorn: '1990-02-28',
          },
          ...more,
        },
        { kind: 'coverage_question' },
      );
      await worker.takeIn(cameIn);
      const [row] = await worker.rows<{ lead_id: string; check_id: string | null; way: string }>(
        `SELECT li.lead_id, c.id AS check_id, c.way FROM lead_inquiry li
           LEFT JOIN benefit_check c ON c.lead_id = li.lead_id WHERE li.inquiry_id = $1`,
        [cameIn.inquiryId],
      );
      const count = async (sql: string) => {
        const [counted] = await worker.rows<{ count: string }>(`SELECT count(*) FROM ${sql}`, [
          row?.lead_id,
        ]);
        return Number(counted?.count);
      };
      return { cameIn, count, checkId: row?.check_id ?? null, way: row?.way ?? null };
    };
    /** Does the job that tells them, as the queue would. */
    const tell = async (inquiryId: string) => {
      const [job] = await worker.rows<{ id: string }>(
        "SELECT id FROM outbox WHERE name = 'tell-coverage-answer' AND payload->>'inquiryId' = $1",
        [inquiryId],
      );
      const jobId = job?.id ?? '';
      const context = { jobId, attempt: 1, signal: AbortSignal.timeout(60_000), now };
      await worker.app.get(TellCoverageAnswer).handle({ inquiryId }, context);
    };
    const statusOf = async ({ inquiryId, token }: CameIn) => {
      await tx((manager) => worker.app.get(RenderStatus).render(manager, inquiryId, now));
      const [row] = await worker.rows<{ sealed: Buffer }>(
        'SELECT sealed FROM inquiry_rendering WHERE inquiry_id = $1',
        [inquiryId],
      );
      return openCapability(token, row?.sealed ?? Buffer.alloc(0)).toString('utf8');
    };

    test('R10 with their own consent: the plan is asked, they are written to as they chose, and their page says it', async () => {
      now = START;
      const { cameIn, count, checkId, way } = await asks({});
      expect(way).toBe('electronic');
      const [consent] = await worker.rows<{ wording: string; origin: string }>(
        "SELECT wording, origin FROM consent WHERE inquiry_id = $1 AND scope = 'payer'",
        [cameIn.inquiryId],
      );
      expect(consent).toEqual({ wording: 'Yes, ask my plan.', origin: 'coverage_form' });
      expect(await statusOf(cameIn)).not.toContain('insurance');
      expect(await run(checkId ?? '', json)).toBeGreaterThan(0);
      expect(await view(checkId ?? '')).toMatchObject({ state: 'completed' });
      await tell(cameIn.inquiryId);
      await tell(cameIn.inquiryId);
      expect(await count("message WHERE lead_id = $1 AND channel = 'email'")).toBe(1);
      const page = await statusOf(cameIn);
      expect(page).toContain('We asked your insurance.');
      expect(page).not.toMatch(/treat|rehab|addict|drug|alcohol|detox|residential/i);
    });

    test('R10 for someone else, without consent, or without a plan a person talks first; nobody is asked', async () => {
      now = START;
      const before = simulator.questions.length;
      for (const more of [
        { forWhom: 'other' as const, relationship: 'parent' as const },
        { coverageCheck: { way: 'electronic' as const, payerConsent: false } },
        { insurance: {} },
      ]) {
        const { checkId, count } = await asks(more);
        expect(checkId).toBeNull();
        expect(
          await count("task WHERE lead_id = $1 AND origin_key LIKE 'coverage-question:%'"),
        ).toBe(1);
      }
      expect(simulator.questions.length).toBe(before);
    });

    test('what is missing to ask electronically makes it a call of a specialist', async () => {
      const { way } = await asks({ insurance: { payer: 'Sample Mutual' } });
      expect(way).toBe('phone');
    });
  });

  test('R5 neither member, answer nor amount can be read in the database', async () => {
    for (const table of [
      'benefit_check',
      'benefit_inquiry',
      'benefit_result',
      'coverage',
      'activity',
      'outbox',
    ]) {
      const rows = await worker.rows<{ row: string }>(`SELECT ${table}::text AS row FROM ${table}`);
      const text = rows.map(({ row }) => row).join('\n');
      expect(rows.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/CANARY|300000|deductible/i);
    }
  });

  test('R10 without the patient’s consent nobody is asked, nor after it was taken back', async () => {
    const { leadId, coverageId } = await covered('PPO1', { consent: false });
    await expect(request(leadId, coverageId)).rejects.toMatchObject({
      code: 'benefit_check.consent_missing',
    });
    await agree(leadId, 'given');
    const id = await request(leadId, coverageId);
    await agree(leadId, 'revoked');
    const before = simulator.questions.length;
    await run(id, x12);
    expect(simulator.questions.length).toBe(before);
    expect(await view(id)).toMatchObject({
      state: 'unclear',
      refusals: [{ code: 'consent_missing' }],
    });
  });

  test('a dependant is told first that statements go to the policyholder, and asked for by name', async () => {
    const { leadId, coverageId } = await covered('PPO1', { relationship: 'parent' });
    await expect(request(leadId, coverageId)).rejects.toMatchObject({
      code: 'benefit_check.not_told',
    });
    const id = await request(leadId, coverageId, { toldAboutStatements: true });
    expect(await view(id)).toMatchObject({ dependent: true, toldAboutStatements: true });
    const from = simulator.questions.length;
    await run(id, json);
    expect(simulator.questions[from]).toMatchObject({ lastName: 'Doe', firstName: 'Paul' });
  });

  test('what is missing to ask electronically is named; by phone it can be asked all the same, once', async () => {
    const { leadId, coverageId } = await covered('');
    await expect(request(leadId, coverageId)).rejects.toMatchObject({
      code: 'request.invalid',
      errors: { way: 'To ask electronically we need the member id.' },
    });
    await request(leadId, coverageId, { way: 'phone' });
    await expect(request(leadId, coverageId, { way: 'phone' })).rejects.toMatchObject({
      code: 'benefit_check.exists',
    });
  });

  test('a payer that is down is asked again under the same key, and then a human looks', async () => {
    now = START;
    const { leadId, coverageId } = await covered('DOWN1');
    const id = await request(leadId, coverageId);
    const from = simulator.questions.length;
    for (const wait of [0, 30, 120, 600]) {
      now = new Date(now.getTime() + wait * SECOND);
      expect(await run(id, x12)).toBe(4);
      if (wait < 600) expect((await view(id)).asked[0]?.sentence).toMatch(/asked again by itself/);
    }
    const keys = new Set(simulator.questions.slice(from).map(({ key }) => key));
    expect([simulator.questions.length - from, keys.size]).toEqual([16, 4]);
    expect(await view(id)).toMatchObject({
      state: 'unclear',
      verdict: null,
      refusals: [{ code: '42', sentence: 'The payer’s system is down.' }],
    });
    now = START;
  });

  test('one that is up again the second time is answered', async () => {
    now = START;
    const { leadId, coverageId } = await covered('TWICE1');
    const id = await request(leadId, coverageId);
    await run(id, json);
    now = new Date(now.getTime() + 30 * SECOND);
    await run(id, json);
    expect(await view(id)).toMatchObject({ state: 'completed', verdict: 'viable' });
    now = START;
  });

  test.each([
    ['LOST1', 'answer_lost', 'unknown', true],
    ['BUSY1', 'http_503', 'failed', true],
    ['BROKEN1', 'answer_unreadable', 'unknown', false],
    ['UNKNOWN1', '75', 'refused', false],
  ])(
    'R12 %s: an outcome that is not known stays in sight (%s)',
    async (member, code, state, repeated) => {
      now = START;
      const { leadId, coverageId } = await covered(member);
      const id = await request(leadId, coverageId);
      const rounds = repeated ? [0, 30, 120, 600] : [0];
      for (const wait of rounds) {
        now = new Date(now.getTime() + wait * SECOND);
        await run(id, x12);
      }
      const after = await view(id);
      expect(after).toMatchObject({ state: 'unclear', verdict: null });
      expect(after.refusals.map((refusal) => refusal.code)).toEqual([code]);
      expect(after.asked.every((one) => one.state === state)).toBe(true);
      now = START;
    },
    30_000,
  );

  test('one that answers too late is asked again under its key, and its answer is there by then', async () => {
    now = START;
    const { leadId, coverageId } = await covered('SLOW1');
    const id = await request(leadId, coverageId);
    await run(id, x12);
    expect((await view(id)).asked.map(({ state, attempts }) => [state, attempts])).toEqual(
      Array.from({ length: 4 }, () => ['waiting', 1]),
    );
    await new Promise((resolve) => setTimeout(resolve, 800));
    now = new Date(now.getTime() + 30 * SECOND);
    await run(id, x12);
    expect(await view(id)).toMatchObject({ state: 'completed' });
    now = START;
  }, 30_000);

  test('by phone: name and reference are the proof, the verdict follows, and versions are kept apart', async () => {
    const { leadId, coverageId } = await covered('PPO1');
    const id = await request(leadId, coverageId, { way: 'phone' });
    const { version } = await view(id);
    await tx((manager) => checks().take(manager, id, version, staff, now));
    const input: CheckResultInput = {
      version: version + 1,
      way: 'phone',
      representative: 'Rita',
      reference: undefined,
      note: undefined,
      summary: { ...NO_PLAN, active: 'active' },
      terms: [],
    };
    const record = (more: Partial<CheckResultInput>) =>
      tx((manager) => checks().record(manager, id, { ...input, ...more }, staff, now));
    await expect(record({})).rejects.toMatchObject({ errors: { reference: expect.any(String) } });
    await expect(record({ version, reference: 'R-1' })).rejects.toMatchObject({
      code: 'record.version_conflict',
    });
    await record({ reference: 'R-1' });
    expect(await view(id)).toMatchObject({
      state: 'completed',
      verdict: 'needs_more',
      representative: 'Rita',
      reference: 'R-1',
      closedBy: staff.id,
    });
    await expect(record({ reference: 'R-1' })).rejects.toMatchObject({
      code: 'benefit_check.closed',
    });
  });

  test('what has expired is asked again where it still matters, once; and on the day of admission', async () => {
    now = START;
    const { leadId, coverageId } = await covered('PPO1');
    const id = await request(leadId, coverageId);
    await run(id, x12);
    const rechecks = worker.app.get(Rechecks);
    const expire = () => tx((manager) => rechecks.expired(manager, id, now));
    expect(await expire()).toBe(false);
    now = new Date('2026-12-01T06:00:00Z');
    expect(await expire()).toBe(false);
    await worker.rows("UPDATE lead SET stage = 'matched' WHERE id = $1 RETURNING id", [leadId]);
    expect(await expire()).toBe(true);
    expect(await expire()).toBe(false);
    const [again] = await worker.rows<{ id: string; recheck_of: string }>(
      'SELECT id, recheck_of FROM benefit_check WHERE coverage_id = $1 AND closed_at IS NULL',
      [coverageId],
    );
    expect(again?.recheck_of).toBe(id);
    await run(again?.id as string, x12);
    await worker.rows(
      `INSERT INTO clock (id, lead_id, kind, subject_id, started_at, due_at)
       VALUES ($1, $2, 'scheduled_arrival', $3, $4, '2026-12-03T20:00:00Z') RETURNING id`,
      [newId(), leadId, newId(), now],
    );
    const admissions = () => tx((manager) => rechecks.admissions(manager, now));
    now = new Date('2026-12-02T15:00:00Z');
    expect(await admissions()).toBe(0);
    now = new Date('2026-12-03T13:00:00Z');
    expect(await admissions()).toBe(1);
    expect(await admissions()).toBe(0);
    now = START;
  });

  test('R13 what matching is told of who pays is the same whatever the plan says of money', async () => {
    const told = [];
    for (const member of ['PPO1', 'HMO1', 'GONE1', 'UNKNOWN1']) {
      const { leadId, coverageId } = await covered(member);
      const who = worker.app.get(WhoPaysQueries);
      const before = await who.of(source.manager, leadId);
      await run(await request(leadId, coverageId), x12);
      const after = await who.of(source.manager, leadId);
      expect(after).toEqual(before);
      told.push(after);
    }
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(Object.keys(told[0] ?? {}).sort()).toEqual([
      'payerIds',
      'payerKnown',
      'planTypes',
      'scholarship',
      'selfPay',
      'stateFunded',
    ]);
  });
});

const NO_PLAN: CheckResultInput['summary'] = {
  active: 'unknown',
  payerName: null,
  planName: null,
  groupNumber: null,
  begins: null,
  ends: null,
  inGrace: null,
  cobra: null,
  resetsOn: null,
  carveOuts: [],
  otherPayers: [],
  outOfNetworkBasis: null,
  paysPatient: null,
  facilityExclusions: null,
};
