import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ACTIVITY_PAYLOADS, type ActivityKind, type ReferralState, type Stage } from '#contract';
import { STAGE_TRANSITIONS } from '#leads';
import { createDataSource, inTransaction } from '#platform';
import { FactService } from '#reporting';
import { newKeyRing, ringFromJson, ringToJson, Vault } from '#vault';
import { mayMove } from '../../../../libs/referrals/src/states/transitions.js';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import { recordServices } from '../../../../test/records.js';
import { takeIn } from '../../../../test/year-taken-in.js';
import { entities } from '../../../migrate/src/entities.js';
import { SampleDirectory } from '../directory/load-samples.js';
import { arrivalsOf } from './calendar.js';
import type { Centre } from './centre.js';
import { readCentre } from './centre-reader.js';
import { cellText } from './copying.js';
import { historyOf } from './history.js';
import { workLane } from './lanes.js';
import { loadYear } from './load-year.js';
import { YearError, yearCommand, type YearOptions } from './options.js';
import { refuseRealLeads } from './refusing.js';
import { staffOf } from './staffing.js';
import type { Row } from './tables.js';
import { newYear, type Year } from './year.js';

/** Ends in summer 2028: a leap day and both changes of the clocks lie in it. */
const UNTIL = new Date('2028-06-30T18:00:00Z');
const OPTIONS: YearOptions = {
  leads: 600,
  days: 365,
  seed: 7,
  zone: 'America/New_York',
  until: UNTIL,
};

describe('when people ask', () => {
  const whole = { ...OPTIONS, leads: 24_000 };
  const arrivals = arrivalsOf(whole);
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: whole.zone,
    hourCycle: 'h23',
    weekday: 'short',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  const parts = [...arrivals].map((at) =>
    Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, value])),
  );
  const count = (is: (part: Record<string, string>) => boolean) => parts.filter(is).length;

  test('all are told, in order, and none after the end', () => {
    expect(arrivals).toHaveLength(24_000);
    expect([...arrivals].every((at, i) => i === 0 || at >= (arrivals[i - 1] ?? 0))).toBe(true);
    expect(arrivals.at(-1)).toBeLessThan(UNTIL.getTime());
    expect(arrivals[0]).toBeGreaterThanOrEqual(UNTIL.getTime() - 366 * 86_400_000);
  });

  test('the same seed tells the same moments, another seed others', () => {
    expect(arrivalsOf(whole)).toEqual(arrivals);
    expect(arrivalsOf({ ...whole, seed: 8 })).not.toEqual(arrivals);
  });

  test('Mondays are fuller than Saturdays, mornings than nights, January than December', () => {
    expect(count(({ weekday }) => weekday === 'Mon')).toBeGreaterThan(
      1.4 * count(({ weekday }) => weekday === 'Sat'),
    );
    expect(count(({ hour }) => hour === '10')).toBeGreaterThan(
      3 * count(({ hour }) => hour === '04'),
    );
    expect(count(({ month }) => month === '01')).toBeGreaterThan(
      count(({ month }) => month === '12'),
    );
  });

  test('the leap day has people; the hour that is left out has none, the one that comes twice has twice', () => {
    expect(count(({ month, day }) => month === '02' && day === '29')).toBeGreaterThan(24);
    const onDay = (month: string, day: string, hour: string) =>
      count((part) => part.month === month && part.day === day && part.hour === hour);
    expect(onDay('03', '12', '02')).toBe(0);
    const [once, twice] = [onDay('11', '14', '01'), onDay('11', '07', '01')];
    expect(once + twice).toBeGreaterThan(0);
    const ofTwice = [...arrivals].filter((at) => {
      const [from, to] = ['2027-11-07T05:00:00Z', '2027-11-07T07:00:00Z'].map(Date.parse);
      return at >= (from ?? 0) && at < (to ?? 0);
    });
    expect(ofTwice).toHaveLength(twice);
  });
});

describe('the command', () => {
  const now = new Date('2026-11-27T12:00:00Z');

  test.each([
    [['--leads', '12'], /--leads takes a whole number from 100/],
    [['--leads', '2000000'], /to 1000000/],
    [['--days', 'all'], /--days/],
    [['--zone', 'Mars/Olympus'], /time zone/],
    [['--until', '2026-02-30'], /--until takes a day/],
    [['--what'], /Known are --leads/],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => yearCommand(args, now)).toThrow(YearError);
    expect(() => yearCommand(args, now)).toThrow(sentence);
  });

  test('a year ends now at the latest', () => {
    const { options } = yearCommand(['--until', '2027-01-01', '--leads', '500'], now);
    expect(options).toEqual({
      leads: 500,
      days: 365,
      seed: 7,
      zone: 'America/New_York',
      until: now,
    });
  });
});

test('cells are written as COPY reads them', () => {
  expect(
    [null, 'a\tb\\c\nd', ['x', 'a"b\\'], new Date(0), Buffer.from([1, 255]), 3, true].map(cellText),
  ).toEqual([
    '\\N',
    'a\\tb\\\\c\\nd',
    '{"x","a\\\\"b\\\\\\\\"}',
    '1970-01-01T00:00:00.000Z',
    '\\\\x01ff',
    '3',
    'true',
  ]);
});

/** Facts as they stand, each population in order. */
async function factsOf(source: DataSource): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const kind of ['lead', 'call', 'check', 'referral', 'stay', 'pick']) {
    all[kind] = await source.query(`SELECT to_jsonb(f) AS fact FROM ${kind}_fact f ORDER BY id`);
  }
  return all;
}

describe('the truth of the numbers', () => {
  let db: TestDatabase;
  let source: DataSource;
  const vault = new Vault(newKeyRing());

  beforeAll(async () => {
    db = await testDatabase();
    source = await createDataSource({ url: db.ownerUrl, entities, name: 'test' });
  });
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  test('a year that is taken in bit by bit, with merges, reopenings and stages undone, has the numbers of its rebuild', async () => {
    const options = { ...OPTIONS, leads: 320, seed: 11 };
    const centre = await source.transaction(async (manager) => {
      const staff = await staffOf(manager, options);
      await new SampleDirectory(vault, staff.manager, UNTIL).load(manager);
      return readCentre(manager, options);
    });
    const facts = new FactService();
    const whole = newYear(options, centre);
    await inTransaction(source, async (manager) => {
      while (await facts.rebuildMore(manager, UNTIL));
    });
    // Before and after both changes of the clocks and the leap day, and days apart, so that much is under way at each.
    const cuts = [
      '2027-11-07T05:30:00Z',
      '2028-02-29T12:00:00Z',
      '2028-03-12T07:30:00Z',
      '2028-06-20',
      UNTIL,
    ];
    let marked = 0;
    for (const cut of cuts) {
      const until = new Date(cut);
      const year = { ...whole, options: { ...options, until } };
      await takeIn(source, year);
      for (let marks = 1; marks > 0; marked += marks) {
        marks = await inTransaction(source, (manager) => facts.refresh(manager, until));
      }
    }
    const incremental = await factsOf(source);
    expect((incremental.lead as unknown[]).length).toBeGreaterThan(318);
    expect((incremental.stay as unknown[]).length).toBeGreaterThan(10);
    expect(marked).toBeGreaterThan(320);
    await source.query("INSERT INTO report_rebuild (because) VALUES ('test')");
    await inTransaction(source, async (manager) => {
      while (await facts.rebuildMore(manager, UNTIL));
    });
    expect(await factsOf(source)).toEqual(incremental);
    for (const kind of Object.keys(incremental)) await source.query(`TRUNCATE ${kind}_fact`);
    await source.query("INSERT INTO report_rebuild (because) VALUES ('test')");
    await inTransaction(source, async (manager) => {
      while (await facts.rebuildMore(manager, UNTIL));
    });
    expect(await factsOf(source)).toEqual(incremental);
  }, 60_000);
});

describe('a year in a database', () => {
  let db: TestDatabase;
  let source: DataSource;
  let centre: Centre;
  let year: Year;
  const ring = newKeyRing();
  const vault = new Vault(ringFromJson(ringToJson(ring), 'test'));
  const rows = <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
    source.query(sql, values);

  beforeAll(async () => {
    db = await testDatabase();
    source = await createDataSource({ url: db.ownerUrl, entities, name: 'test' });
    await source.transaction(async (manager) => {
      const staff = await staffOf(manager, OPTIONS);
      await new SampleDirectory(vault, staff.manager, UNTIL).load(manager);
      centre = await readCentre(manager, OPTIONS);
    });
    year = newYear(OPTIONS, centre);
    const target = { databaseUrl: db.ownerUrl, source, ring };
    await loadYear(target, { options: OPTIONS, centre, empty: true }, () => undefined, workLane);
  }, 60_000);
  afterAll(async () => {
    await source.destroy();
    await db.drop();
  });

  test('the same place tells the same history, whatever was told before it', () => {
    const [first, second] = [historyOf(year, 411), historyOf(newYear(OPTIONS, centre), 411)];
    expect(first).toEqual(second);
    expect(historyOf(year, 412)).not.toEqual(first);
  });

  test('every row names rows that are there, though nobody checked while they were written', async () => {
    const keys = await rows<{ from: string; column: string; to: string }>(
      `SELECT k.conrelid::regclass::text AS "from", a.attname AS "column", k.confrelid::regclass::text AS "to"
       FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
       WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND array_length(k.conkey, 1) = 1
         AND EXISTS (SELECT 1 FROM pg_attribute b WHERE b.attrelid = k.confrelid AND b.attnum = k.confkey[1] AND b.attname = 'id')`,
    );
    expect(keys.length).toBeGreaterThan(100);
    const all = keys.map(
      ({ from, column, to }) =>
        `SELECT '${from}.${column}' AS "where" WHERE EXISTS (SELECT 1 FROM ${from} x WHERE x.${column} IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM ${to} y WHERE y.id = x.${column}))`,
    );
    expect(await rows(all.join(' UNION ALL '))).toEqual([]);
  });

  test('has all that makes numbers hard: merges, merges undone, reopenings, stages undone, no-shows, both clock changes', async () => {
    const [found] = await rows<Record<string, string>>(
      `SELECT (SELECT count(*) FROM lead_merge WHERE undone_at IS NULL) AS merges,
         (SELECT count(*) FROM stage_change WHERE to_stage = 'closed' AND undone_at IS NOT NULL) AS reopened,
         (SELECT count(*) FROM stage_change WHERE to_stage = 'qualified' AND undone_at IS NOT NULL) AS undone,
         (SELECT count(*) FROM referral_change WHERE to_state = 'no_show') AS no_shows,
         (SELECT count(*) FROM referral_change WHERE to_state = 'declined') AS declines,
         (SELECT count(*) FROM call WHERE outcome IN ('missed', 'voicemail', 'abandoned') AND direction = 'inbound') AS missed,
         (SELECT count(*) FROM lead a JOIN lead b ON b.patient_id = a.patient_id AND b.id > a.id) AS returned,
         (SELECT count(*) FROM bed_report WHERE beds_open = 0) AS full,
         (SELECT count(*) FROM spend WHERE cents > 0) AS spent,
         (SELECT count(*) FROM lead WHERE received_at::date = '2028-02-29') AS leap`,
    );
    const none = Object.entries(found ?? {}).filter(([, count]) => Number(count) === 0);
    expect(none).toEqual([]);
  });

  test('the facts that were made on the way are those that a rebuild makes of the records, and all days are rolled up', async () => {
    const onTheWay = await factsOf(source);
    for (const [kind, all] of Object.entries(onTheWay)) {
      expect([kind, (all as unknown[]).length]).not.toEqual([kind, 0]);
    }
    expect(await rows('SELECT * FROM report_day WHERE dirty_at IS NOT NULL')).toEqual([]);
    await source.query("INSERT INTO report_rebuild (because) VALUES ('test')");
    const facts = new FactService();
    await inTransaction(source, async (manager) => {
      while (await facts.rebuildMore(manager, UNTIL));
    });
    expect(await factsOf(source)).toEqual(onTheWay);
    // The rebuild found nothing to change, so no day is to be rolled up again.
    expect(await rows('SELECT * FROM report_day WHERE dirty_at IS NOT NULL')).toEqual([]);
  });

  test('stages and referrals only go where the tables of the house let them, and stand where they last went', async () => {
    const stages = await rows<{ from_stage: Stage; to_stage: Stage }>(
      "SELECT DISTINCT from_stage, to_stage FROM stage_change WHERE reason IS DISTINCT FROM 'duplicate'",
    );
    expect(
      stages.filter(({ from_stage: from, to_stage: to }) => !STAGE_TRANSITIONS[from].includes(to)),
    ).toEqual([]);
    const moves = await rows<{
      from_state: ReferralState;
      to_state: ReferralState;
      mover: 'staff';
    }>('SELECT DISTINCT from_state, to_state, mover FROM referral_change');
    expect(
      moves.filter(({ from_state, to_state, mover }) => !mayMove(from_state, to_state, mover)),
    ).toEqual([]);
    expect(
      await rows(
        `SELECT l.id FROM lead l WHERE l.stage <> coalesce((SELECT to_stage FROM stage_change c WHERE c.lead_id = l.id
           AND c.undone_at IS NULL ORDER BY at DESC, id DESC LIMIT 1), 'new')
           AND NOT EXISTS (SELECT 1 FROM stage_change u WHERE u.lead_id = l.id AND u.undone_at IS NOT NULL)
         UNION ALL SELECT r.id FROM referral r WHERE r.state <> coalesce((SELECT to_state FROM referral_change c
           WHERE c.referral_id = r.id ORDER BY at DESC, id DESC LIMIT 1), 'draft')`,
      ),
    ).toEqual([]);
  });

  test('R10 R14 nothing is sent without the patient’s signature and without saying who we are', async () => {
    expect(
      await rows(
        `SELECT r.id FROM referral r WHERE r.sent_at IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM consent_signature s JOIN consent_request q ON q.id = s.request_id
             JOIN referral_statement t ON t.referral_id = r.id AND t.at <= r.sent_at
           WHERE s.id = r.consent_id AND s.at <= r.sent_at AND r.facility_id = ANY(q.facility_ids) AND q.expires_at > r.sent_at)`,
      ),
    ).toEqual([]);
  });

  test('nothing happens before it can, nor after the end', async () => {
    const late = [
      'activity.at',
      'stage_change.at',
      'call.ended_at',
      'referral_change.at',
      'benefit_check.closed_at',
    ];
    const sql = late.map((column) => {
      const [table, name] = column.split('.');
      return `SELECT '${column}' AS late WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${name} > $1)`;
    });
    expect(await rows(sql.join(' UNION ALL '), [UNTIL])).toEqual([]);
    expect(
      await rows(
        `SELECT l.id FROM lead l WHERE first_attempt_at < received_at OR first_contact_at < received_at
           OR closed_at < received_at OR (stage = 'closed') <> (closed_at IS NOT NULL)`,
      ),
    ).toEqual([]);
  });

  test('leads open as real ones do: every row of their timelines reads, and they are found by name and by number', async () => {
    const { activities, people, rows: leadRows, leadQueries } = recordServices(vault);
    const leads = await rows<{ id: string; patient_id: string }>(
      'SELECT id, patient_id FROM lead ORDER BY number LIMIT 120',
    );
    for (const { id } of leads) {
      const timeline = await activities.timeline(source.manager, id);
      expect(timeline.map(({ kind }) => kind)).toContain('inquiry.received');
      for (const { kind, data } of timeline) ACTIVITY_PAYLOADS[kind as ActivityKind].parse(data);
    }
    const { views } = await viewsOf(leads.slice(0, 40));
    expect(views.filter(({ phone }) => phone?.startsWith('+1'))).toHaveLength(40);
    const named = views.find(({ patientName, forWhom }) => patientName && forWhom === 'self');
    const [words] = people.nameSearch(named?.patientName?.split(' ')[0] ?? '');
    const byName = await rows<{ person_id: string }>(
      'SELECT person_id FROM person_name_digest WHERE digest = ANY($1::bytea[])',
      [words],
    );
    const patient = leads.find(({ id }) => id === named?.id)?.patient_id;
    expect(byName.map(({ person_id }) => person_id)).toContain(patient);
    const byNumber = await people.findByContact(source.manager, 'phone', named?.phone ?? '');
    expect(byNumber.map(({ personId }) => personId)).toContain(patient);
    expect(await leadQueries.detail(source.manager, named?.id ?? '', UNTIL)).toMatchObject({
      id: named?.id,
    });

    async function viewsOf(some: readonly Row[]) {
      const { LeadEntity } = await import('#leads');
      const found = await source.manager
        .createQueryBuilder(LeadEntity, 'lead')
        .where('lead.id = ANY(:ids::uuid[])', { ids: some.map(({ id }) => id) })
        .getMany();
      return { views: await leadRows.decorate(source.manager, found, UNTIL) };
    }
  });

  test('open leads stand in the queue, and running promises have their job', async () => {
    expect(
      await rows(
        `SELECT id FROM lead l WHERE closed_at IS NULL AND stage <> 'admitted' AND NOT EXISTS (
           SELECT 1 FROM queue_entry q WHERE q.lead_id = l.id)
         UNION ALL SELECT id FROM clock c WHERE met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.dedupe_key = 'clock:' || c.id)`,
      ),
    ).toEqual([]);
  });

  test('a second year, and one among real people, are refused', async () => {
    await expect(refuseRealLeads(source.manager, { demo: true })).rejects.toThrow(
      /holds a made-up year already/,
    );
    const other = await testDatabase();
    const real = await createDataSource({ url: other.ownerUrl, entities, name: 'test' });
    try {
      expect(await refuseRealLeads(real.manager, { demo: false })).toEqual({ empty: true });
      const { intake, people, sources } = recordServices(vault);
      await inTransaction(real, async (manager) => {
        const now = new Date();
        const { personId } = await people.recordPerson(manager, { name: 'A real person' }, now);
        const triage = { urgency: 'P2' as const, reasons: [], rulesVersion: 1, safetyNotes: [] };
        const sourceId = await sources.idOf(manager, 'web_form');
        const lead = {
          patientId: personId,
          forWhom: 'self' as const,
          contacts: [],
          triage,
          sourceId,
          language: 'en',
          receivedAt: now,
        };
        await intake.open(manager, lead, { kind: 'system' }, now);
      });
      for (const demo of [true, false]) {
        await expect(refuseRealLeads(real.manager, { demo })).rejects.toThrow(
          /leads of real people/,
        );
      }
    } finally {
      await real.destroy();
      await other.drop();
    }
  });
});
