import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HelpRequest } from '#contract';
import { QuarantineService, releaseInquiry, StatusRendering } from '#inquiries';
import { fixedClock, inTransaction, newId } from '#platform';
import { capabilityDigest, openCapability } from '#vault';
import { DataSource } from 'typeorm';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import { type CameIn, TestWorker } from '../../../../test/worker.js';
import { RenderStatus } from '../status/render-status.js';

interface Outcome {
  outcome: string;
  lead_id: string | null;
  joined_because: string | null;
}

interface LeadRow {
  id: string;
  urgency: string;
  for_whom: string;
  state: string | null;
  owner_id: string | null;
  substances: string[];
  payment: string | null;
  source: string;
  tracking_number_id: string | null;
  campaign: string | null;
}

let phones = 0;
/** A number nobody has used in this file. */
function freshPhone(): string {
  phones += 1;
  return `(415) 300-${String(phones).padStart(4, '0')}`;
}

describe('intake', () => {
  const clock = fixedClock('2026-03-02T15:00:00Z');
  let db: TestDatabase;
  let worker: TestWorker;

  beforeAll(async () => {
    db = await testDatabase();
    worker = await TestWorker.open(db, clock);
  });

  afterAll(async () => {
    await worker?.close();
    await db?.drop();
  });

  beforeEach(() => clock.set('2026-03-02T15:00:00Z'));

  async function takeIn(request: HelpRequest, suspicion: string[] = []): Promise<CameIn> {
    const cameIn = await worker.request(request, { suspicion });
    await worker.takeIn(cameIn);
    return cameIn;
  }

  async function outcomeOf({ inquiryId }: CameIn): Promise<Outcome | undefined> {
    const [row] = await worker.rows<Outcome>(
      'SELECT outcome, lead_id, joined_because FROM lead_inquiry WHERE inquiry_id = $1',
      [inquiryId],
    );
    return row;
  }

  async function leadOf(cameIn: CameIn): Promise<LeadRow> {
    const [lead] = await worker.rows<LeadRow>(
      `SELECT l.*, l.last_campaign AS "lastCampaign", s.code AS source, z.code AS "lastSource"
       FROM lead l JOIN source s ON s.id = l.source_id LEFT JOIN source z ON z.id = l.last_source_id
       JOIN lead_inquiry li ON li.lead_id = l.id WHERE li.inquiry_id = $1`,
      [cameIn.inquiryId],
    );
    if (!lead) throw new Error('no lead');
    return lead;
  }

  async function count(sql: string, values: unknown[]): Promise<number> {
    const [row] = await worker.rows<{ count: string }>(`SELECT count(*) FROM ${sql}`, values);
    return Number(row?.count);
  }

  test('R1 the smallest request opens a lead with its promise, task, consent, audit and status', async () => {
    const cameIn = await takeIn({ name: 'maria lopez', phone: freshPhone() });
    expect(await outcomeOf(cameIn)).toMatchObject({ outcome: 'opened_lead' });
    const lead = await leadOf(cameIn);
    expect(lead).toMatchObject({ urgency: 'P2', for_whom: 'self', source: 'web_form' });
    expect(await count("clock WHERE lead_id = $1 AND kind = 'first_attempt'", [lead.id])).toBe(1);
    expect(await count("task WHERE lead_id = $1 AND kind = 'first_attempt'", [lead.id])).toBe(1);
    expect(await count('audit_event WHERE lead_id = $1', [lead.id])).toBeGreaterThan(0);
    const consents = await worker.rows<{ scope: string }>(
      'SELECT scope FROM consent WHERE inquiry_id = $1',
      [cameIn.inquiryId],
    );
    expect(consents.map(({ scope }) => scope)).toEqual(['call']);
    const jobs = await worker.rows<{ done: boolean }>(
      `SELECT done_at IS NOT NULL AS done FROM outbox WHERE payload->>'inquiryId' = $1 ORDER BY name`,
      [cameIn.inquiryId],
    );
    expect(jobs).toEqual([{ done: true }]);
    const pages = await worker.rows('SELECT 1 FROM inquiry_rendering WHERE inquiry_id = $1', [
      cameIn.inquiryId,
    ]);
    expect(pages).toHaveLength(1);
  });

  test('R2 a job that is delivered again changes nothing', async () => {
    const cameIn = await takeIn({ name: 'Ana Ruiz', phone: freshPhone(), when: 'today' });
    const lead = await leadOf(cameIn);
    const rows = () => count('activity WHERE lead_id = $1', [lead.id]);
    const before = await rows();
    await worker.takeIn(cameIn);
    await worker.takeIn({ inquiryId: cameIn.inquiryId, jobId: newId() });
    expect(await rows()).toBe(before);
    expect(await count('lead_inquiry WHERE inquiry_id = $1', [cameIn.inquiryId])).toBe(1);
  });

  test('R2 one job run by eight at once is done once', async () => {
    const cameIn = await worker.request({ name: 'Eva Stone', phone: freshPhone() });
    await Promise.all(Array.from({ length: 8 }, () => worker.takeIn(cameIn)));
    const lead = await leadOf(cameIn);
    expect(
      await count('activity WHERE lead_id = $1 AND kind = $2', [lead.id, 'inquiry.received']),
    ).toBe(1);
  });

  test('R2 eight requests of one person taken in at once become one lead', async () => {
    const phone = freshPhone();
    const cameIn = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        worker.request({ name: 'Noah Reed', phone, message: `Message ${n}` }),
      ),
    );
    await Promise.all(cameIn.map((one) => worker.takeIn(one)));
    const outcomes = await Promise.all(cameIn.map(outcomeOf));
    expect(new Set(outcomes.map((one) => one?.lead_id)).size).toBe(1);
    expect(outcomes.filter((one) => one?.outcome === 'opened_lead')).toHaveLength(1);
    const leadId = outcomes[0]?.lead_id ?? '';
    expect(
      await count('activity WHERE lead_id = $1 AND kind = $2', [leadId, 'inquiry.received']),
    ).toBe(8);
    expect(await count("task WHERE lead_id = $1 AND kind = 'first_attempt'", [leadId])).toBe(1);
  });

  describe('joins and opens', () => {
    const first: HelpRequest = { name: 'Grace Hill', phone: '', forWhom: 'self' };
    test.each<[string, Partial<HelpRequest>, 'joined_lead' | 'opened_lead', number]>([
      ['the same name and phone joins', {}, 'joined_lead', 0],
      ['the name in other letters joins', { name: 'HILL grace' }, 'joined_lead', 0],
      [
        'another name on the same phone opens, with a possible match',
        { name: 'Tom Hill' },
        'opened_lead',
        1,
      ],
      [
        'a request for somebody else opens, with a possible match',
        { forWhom: 'other', relationship: 'parent' },
        'opened_lead',
        1,
      ],
    ])('%s', async (_, change, outcome, matches) => {
      const phone = freshPhone();
      const one = await takeIn({ ...first, phone });
      const two = await takeIn({ ...first, phone, ...change });
      expect((await outcomeOf(two))?.outcome).toBe(outcome);
      const [earlier, later] = [await leadOf(one), await leadOf(two)];
      expect(earlier.id === later.id).toBe(outcome === 'joined_lead');
      expect(await count('possible_match WHERE lead_id = $1', [later.id])).toBe(matches);
    });

    test('a closed lead is never joined: the same person gets a new one', async () => {
      const phone = freshPhone();
      const one = await leadOf(await takeIn({ ...first, phone }));
      await worker.rows("UPDATE lead SET closed_at = now(), stage = 'closed' WHERE id = $1", [
        one.id,
      ]);
      const two = await takeIn({ ...first, phone });
      expect((await outcomeOf(two))?.outcome).toBe('opened_lead');
      const patients = await worker.rows<{ patient_id: string }>(
        'SELECT DISTINCT patient_id FROM lead WHERE id = ANY ($1)',
        [[one.id, (await leadOf(two)).id]],
      );
      expect(patients).toHaveLength(1);
    });

    test('a third party: the patient is somebody else, without a name and without contact points', async () => {
      const cameIn = await takeIn({
        name: 'Ruth Cole',
        phone: freshPhone(),
        forWhom: 'other',
        relationship: 'spouse',
      });
      const [row] = await worker.rows<{
        same: boolean;
        named: boolean;
        relationship: string;
        points: string;
      }>(
        `SELECT l.patient_id = li.requester_id AS same, p.name_enc IS NOT NULL AS named, c.relationship,
           (SELECT count(*) FROM person_contact pc WHERE pc.person_id = l.patient_id) AS points
         FROM lead_inquiry li JOIN lead l ON l.id = li.lead_id JOIN person p ON p.id = l.patient_id
         JOIN lead_contact c ON c.lead_id = l.id AND c.person_id = li.requester_id WHERE li.inquiry_id = $1`,
        [cameIn.inquiryId],
      );
      expect(row).toEqual({ same: false, named: false, relationship: 'spouse', points: '0' });
    });
  });

  describe('urgency', () => {
    test.each<[string, Partial<HelpRequest>, string]>([
      ['danger', { danger: true }, 'P0'],
      ['words of danger', { message: 'I want to kill myself' }, 'P0'],
      ['pregnancy', { pregnant: 'yes' }, 'P1'],
      ['this week', { when: 'this_week' }, 'P2'],
      ['later', { when: 'later' }, 'P3'],
    ])('%s', async (_, change, urgency) => {
      const lead = await leadOf(await takeIn({ name: 'Kim Park', phone: freshPhone(), ...change }));
      expect(lead.urgency).toBe(urgency);
    });

    test('P0 is promised within five minutes at night too', async () => {
      clock.set('2026-03-02T08:00:00Z');
      const lead = await leadOf(
        await takeIn({ name: 'Night Owl', phone: freshPhone(), danger: true }),
      );
      const [row] = await worker.rows<{ due_at: Date }>(
        'SELECT due_at FROM clock WHERE lead_id = $1',
        [lead.id],
      );
      expect(row?.due_at.toISOString()).toBe('2026-03-02T08:05:00.000Z');
    });

    test('a more urgent request raises the open lead, with a promise and a task of its own', async () => {
      const person = { name: 'Ivy Brooks', phone: freshPhone(), when: 'later' as const };
      const lead = await leadOf(await takeIn(person));
      expect(lead.urgency).toBe('P3');
      const again = await takeIn({ ...person, danger: true });
      expect(await leadOf(again)).toMatchObject({ id: lead.id, urgency: 'P0' });
      expect(await count('clock WHERE lead_id = $1 AND cancelled_at IS NULL', [lead.id])).toBe(1);
      expect(await count('task WHERE lead_id = $1', [lead.id])).toBe(2);
    });
  });

  describe('R16 quarantine', () => {
    test('a doubted request is held, in sight, without a lead', async () => {
      const cameIn = await takeIn({ name: 'Bot Botson', phone: freshPhone() }, ['honeypot']);
      expect(await outcomeOf(cameIn)).toMatchObject({ outcome: 'quarantined', lead_id: null });
    });

    test.each<[string, Partial<HelpRequest>]>([
      ['danger', { danger: true }],
      ['words of danger', { message: 'my son is not breathing' }],
      ['a high risk', { pregnant: 'yes' }],
    ])('%s is never held back', async (_, change) => {
      const cameIn = await takeIn({ name: 'Real Person', phone: freshPhone(), ...change }, [
        'honeypot',
      ]);
      expect((await outcomeOf(cameIn))?.outcome).toBe('opened_lead');
    });

    test('what a colleague lets in becomes a lead, once', async () => {
      const cameIn = await takeIn({ name: 'Slow Typist', phone: freshPhone() }, ['too_fast']);
      const source = worker.app.get(DataSource);
      const release = () =>
        inTransaction(source, (manager) =>
          releaseInquiry(manager, cameIn.inquiryId, { kind: 'system' }, clock.now()),
        );
      await release();
      await expect(release()).rejects.toMatchObject({ code: 'inquiry.not_quarantined' });
      const jobs = await worker.rows<{ id: string }>(
        `SELECT id FROM outbox WHERE payload->>'inquiryId' = $1 AND name = 'take-in-inquiry' AND done_at IS NULL`,
        [cameIn.inquiryId],
      );
      expect(jobs).toHaveLength(1);
      await worker.takeIn({ inquiryId: cameIn.inquiryId, jobId: jobs[0]?.id ?? '' });
      expect(await outcomeOf(cameIn)).toMatchObject({ outcome: 'opened_lead' });
    });
  });

  describe('R16 what the desk says teaches the rules', () => {
    const decide = (ids: string[], verdict: 'person' | 'machine') =>
      inTransaction(worker.app.get(DataSource), (manager) =>
        worker.app
          .get(QuarantineService)
          .decide(manager, ids, verdict, { kind: 'system' }, clock.now()),
      );
    const from = (address: string, suspicion: string[] = []) => {
      const request = { name: 'From There', phone: freshPhone() };
      const receivedAt = clock.now().toISOString();
      const digest = address.padEnd(64, '0');
      return worker.arrive({
        kind: 'form',
        provider: 'site',
        eventId: newId(),
        envelope: { type: 'help_request', request, receivedAt, from: digest },
        digestOf: Buffer.from(JSON.stringify(request)),
        suspicion,
      });
    };
    const became = async (cameIn: CameIn) => {
      await worker.takeIn(cameIn);
      return (await outcomeOf(cameIn))?.outcome;
    };

    test('a person let in from an address: many from there are people from then on', async () => {
      const first = await from('aa', ['many_from_address']);
      expect(await became(first)).toBe('quarantined');
      expect(await decide([first.inquiryId], 'person')).toBe(1);
      expect(await decide([first.inquiryId], 'person')).toBe(0);
      expect(await became(await from('aa', ['many_from_address']))).toBe('opened_lead');
      expect(await became(await from('ab', ['many_from_address']))).toBe('quarantined');
      expect(await became(await from('aa', ['honeypot']))).toBe('quarantined');
    });

    test('spam three times from an address: what comes from there is looked at first', async () => {
      for (let n = 0; n < 3; n += 1) {
        const spam = await from('cc', ['honeypot']);
        await worker.takeIn(spam);
        expect(await decide([spam.inquiryId], 'machine')).toBe(1);
      }
      const next = await from('cc');
      expect(await became(next)).toBe('quarantined');
      const [held] = await worker.rows<{ details: { weighed: { because: string }[] } }>(
        `SELECT details FROM audit_event WHERE action = 'inquiry.quarantined' AND resource_id = $1`,
        [next.inquiryId],
      );
      expect(held?.details.weighed[0]?.because).toMatch(/3 were confirmed to be spam/);
      // Said to be a person after all: the first lesson is that nobody there is held for it.
      await decide([next.inquiryId], 'person');
      expect(await became(await from('cc'))).toBe('opened_lead');
    });

    test('what a machine doubts waits in a queue of its own', async () => {
      const { jobId } = await from('dd', ['honeypot']);
      const [job] = await worker.rows<{ queue: string }>('SELECT queue FROM outbox WHERE id = $1', [
        jobId,
      ]);
      expect(job?.queue).toBe('doubted');
    });
  });

  describe('what cannot be used as it came', () => {
    test('R1 a phone that is no number is kept as typed, and the intake goes on', async () => {
      const cameIn = await takeIn({ name: 'Max Typo', phone: '123-4567 ext maybe 8' });
      expect((await outcomeOf(cameIn))?.outcome).toBe('opened_lead');
    });

    test('R17 hostile text becomes a lead like any other', async () => {
      const name = `Robert'); DROP TABLE lead;-- \u202E<script>alert(1)</script> 👩‍👧`;
      const cameIn = await takeIn({
        name,
        phone: freshPhone(),
        message: '=cmd|/C calc!A0'.repeat(200),
      });
      expect((await outcomeOf(cameIn))?.outcome).toBe('opened_lead');
    });
  });

  test('insurance, source, place and substances are kept', async () => {
    const cameIn = await takeIn({
      name: 'Paula Dean',
      phone: freshPhone(),
      zip: '94110-1234',
      substances: ['heroin', 'Xanax'],
      insurance: { payer: 'Atena', planType: 'ppo', memberId: 'W123' },
      attribution: {
        gclid: 'abc',
        utmCampaign: 'spring',
        lastReferrer: 'https://www.facebook.com',
        lastLandingPath: '/',
      },
      consent: { sms: true, wording: 'Yes, text me.' },
    });
    const lead = await leadOf(cameIn);
    expect(lead).toMatchObject({
      state: 'CA',
      payment: 'coverage',
      source: 'paid_search',
      campaign: 'spring',
      lastSource: 'social',
      lastCampaign: null,
      substances: ['heroin', 'benzodiazepines'],
    });
    expect(
      await count('coverage WHERE lead_id = $1 AND inquiry_id = $2', [lead.id, cameIn.inquiryId]),
    ).toBe(1);
    const consents = await worker.rows<{ scope: string; wording: string }>(
      "SELECT scope, wording FROM consent WHERE inquiry_id = $1 AND scope = 'sms'",
      [cameIn.inquiryId],
    );
    expect(consents).toEqual([{ scope: 'sms', wording: 'Yes, text me.' }]);
  });

  test('the shipped rules: Spanish to who speaks it, a returning caller to whom they know, the rest waits', async () => {
    const [english, spanish] = [newId(), newId()];
    await worker.rows(
      `INSERT INTO staff_user (id, name, email, role, on_duty, languages) VALUES
       ($1, 'E', 'e@example.org', 'agent', true, '{en}'), ($2, 'S', 's@example.org', 'agent', true, '{en,es}')`,
      [english, spanish],
    );
    try {
      const request = () => ({ name: 'Leo Turner', phone: freshPhone() });
      const es = await leadOf(await takeIn({ ...request(), language: 'es' }));
      expect(es.owner_id).toBe(spanish);
      expect(await count('task WHERE lead_id = $1 AND owner_id = $2', [es.id, spanish])).toBe(1);

      const known = request();
      const first = await leadOf(await takeIn(known));
      expect(first.owner_id).toBeNull();
      await worker.rows(
        "UPDATE lead SET owner_id = $2, stage = 'closed', closed_at = now() WHERE id = $1",
        [first.id, english],
      );
      const again = await leadOf(await takeIn(known));
      expect([again.id === first.id, again.owner_id]).toEqual([false, english]);

      await worker.rows('UPDATE staff_user SET on_duty = false');
      await worker.rows("UPDATE lead SET stage = 'closed', closed_at = now() WHERE id = $1", [
        again.id,
      ]);
      expect((await leadOf(await takeIn(known))).owner_id).toBeNull();
    } finally {
      await worker.rows('UPDATE staff_user SET on_duty = false');
    }
  });

  test('the status page opens with the token alone, and says by when', async () => {
    const cameIn = await takeIn({ name: 'Iris Moon', phone: freshPhone(), danger: true });
    await inTransaction(worker.app.get(DataSource), (manager) =>
      worker.app.get(RenderStatus).render(manager, cameIn.inquiryId, clock.now()),
    );
    const [row] = await worker.rows<{ sealed: Buffer }>(
      'SELECT sealed FROM inquiry_rendering WHERE token_digest = $1',
      [capabilityDigest(cameIn.token)],
    );
    const rendering = StatusRendering.parse(
      JSON.parse(openCapability(cameIn.token, row?.sealed ?? Buffer.alloc(0)).toString('utf8')),
    );
    expect(rendering.state).toBe('received');
    expect(rendering.promise?.text).toMatch(/10:05/);
  });
});
