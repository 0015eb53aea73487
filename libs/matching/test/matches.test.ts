import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type MatchPickInput, type MatchView, MatchWishes } from '#contract';
import { ScreeningService } from '#leads';
import { createDataSource, newId } from '#platform';
import { openRecords, type Records } from '../../../test/records.js';
import { PatientQueries } from '../src/loading/patient.queries.js';
import { candidatesSql, ProgramQueries } from '../src/loading/program.queries.js';
import { matchPrograms } from '../src/match-programs.js';
import { MatchQueries } from '../src/matches/match.queries.js';
import { MatchService } from '../src/matches/match.service.js';
import { openInputs } from '../src/matches/stored-match.js';
import { MatchEntity } from '../src/matches/match.entity.js';
import { NOW } from './made-up-facts.js';

const WISHES = MatchWishes.parse({ willing: 'near', maxMiles: 100 });
const HOUR = 3_600_000;
const later = (hours: number) => new Date(NOW.getTime() + hours * HOUR);

describe('matches on the database', () => {
  let records: Records;
  let matches: MatchService;
  let queries: MatchQueries;
  let agent: { kind: 'staff'; id: string };
  const programs: Record<string, string> = {};
  let payerId: string;

  const sql = <Row>(text: string, values: unknown[] = []) =>
    records.source.query<Row[]>(text, values);

  beforeAll(async () => {
    records = await openRecords('desk');
    const { vault, edits, activities, audit, alerts, progress } = records;
    const screenings = new ScreeningService(vault, edits, activities, audit, alerts);
    const patients = new PatientQueries(screenings);
    matches = new MatchService(vault, patients, new ProgramQueries(), activities, progress, audit);
    queries = new MatchQueries(vault, patients);
    agent = (await records.staff()) as typeof agent;
    const [aetna] = await sql<{ id: string }>("SELECT id FROM payer WHERE name = 'Aetna'");
    payerId = aetna?.id ?? '';
    // Phoenix, Tempe, Tucson (over a hundred miles), and a day program.
    await place('near', '85004', 'residential_high');
    await place('second', '85281', 'residential_high');
    await place('far', '85701', 'residential_high');
    await place('day', '85004', 'outpatient');
    await takes('near');
    await takes('second');
    await beds('near', 3, NOW);
  }, 60_000);
  afterAll(() => records.close());

  async function place(name: string, zip: string, level: string): Promise<void> {
    const facilityId = newId();
    programs[name] = newId();
    await sql(
      `INSERT INTO facility (id, name, zip, city, state, latitude, longitude, source, name_key)
       SELECT $1, $2, zip, city, state, latitude, longitude, 'staff', $2 FROM zip_place WHERE zip = $3`,
      [facilityId, `House ${name}`, zip],
    );
    await sql(
      `INSERT INTO program (id, facility_id, name, level_of_care, min_age) VALUES ($1, $2, $3, $4, 18)`,
      [programs[name], facilityId, `Program ${name}`, level],
    );
  }
  const takes = (name: string) =>
    sql(
      `INSERT INTO program_payer (program_id, payer_id, network, said_by, said_at)
       VALUES ($1, $2, 'in', 'facility', $3)`,
      [programs[name], payerId, NOW],
    );
  const beds = (name: string, open: number, at: Date) =>
    sql(
      `INSERT INTO bed_report (id, program_id, beds_open, said_by, source, said_at)
       VALUES ($1, $2, $3, 'facility', 'facility_link', $4)`,
      [newId(), programs[name], open, at],
    );

  /** A lead in Phoenix with a coverage, qualified but for what `change` says. */
  async function lead(change = "stage = 'verifying'"): Promise<string> {
    const { leadId } = await records.lead({ name: 'Zebulon Quartz' });
    await sql(
      `UPDATE lead SET zip = '85004', state = 'AZ', age = 30, pregnant = 'no', payment = 'coverage',
         substances = '{alcohol}', level_requested = 'residential_high', ${change} WHERE id = $1`,
      [leadId],
    );
    await sql(
      `INSERT INTO coverage (id, lead_id, payer_id, plan_type) VALUES ($1, $2, $3, 'ppo')`,
      [newId(), leadId, payerId],
    );
    return leadId;
  }
  const ask = (leadId: string, at = NOW) =>
    records.tx((manager) => matches.ask(manager, { leadId, wishes: WISHES }, agent, at));
  const view = (id: string) => queries.view(records.source.manager, id);
  const pick = (id: string, name: string, more: Partial<MatchPickInput> = {}) =>
    records.tx((manager) =>
      matches.pick(
        manager,
        id,
        { programId: programs[name] as string, kind: null, reason: undefined, ...more },
        agent,
        NOW,
      ),
    );
  const order = ({ ranked }: MatchView) => ranked.map(({ facilityName }) => facilityName);

  test('a match is ranked with reasons, kept sealed, told on the timeline and on record', async () => {
    const leadId = await lead();
    const id = await ask(leadId);
    const match = await view(id);
    expect(order(match)).toEqual(['House near', 'House second']);
    expect(match.ranked[0]?.reasons.map(({ because }) => because)).toEqual(
      expect.arrayContaining([
        'Says it takes Aetna in network.',
        '3 beds open, said within the hour (fresh).',
      ]),
    );
    const far = match.excluded.find(({ facilityName }) => facilityName === 'House far');
    expect(far?.reasons[0]).toMatchObject({ rule: 'travel', is: 'excludes' });
    expect(far?.reasons[0]?.change).toMatch(/willing to go 1\d\d miles/);
    expect(match.notes.join(' ')).toMatch(/Matched on what the person asked for/);
    expect(match.around).toMatchObject({ zip: '85004' });
    expect(match.places.find(({ city }) => city === 'Tempe')).toBeDefined();
    const [row] = await sql<Record<string, unknown>>('SELECT * FROM match WHERE id = $1', [id]);
    expect(JSON.stringify(row)).not.toMatch(/Aetna|House|85004|residential/);
    const [activity] = await sql('SELECT 1 FROM activity WHERE lead_id = $1 AND kind = $2', [
      leadId,
      'programs.matched',
    ]);
    expect(activity).toBeDefined();
    const audited = await sql<{ details: { considered: number } }>(
      "SELECT details FROM audit_event WHERE action = 'match.made' AND resource_id = $1",
      [id],
    );
    expect(audited[0]?.details.considered).toBe(match.considered);
  });

  test('what was kept gives the same answer again', async () => {
    const id = await ask(await lead());
    const kept = await view(id);
    const row = await records.source.manager.findOneByOrFail(MatchEntity, { id });
    const { patient, programs: then } = openInputs(records.vault, row);
    const again = matchPrograms(patient, then, row.askedAt);
    expect(again.ranked).toEqual(kept.ranked);
    expect(again.excluded).toEqual(kept.excluded);
  });

  test('asked again, it says what changed since', async () => {
    const leadId = await lead();
    await ask(leadId);
    await beds('near', 0, later(1));
    await beds('second', 5, later(1));
    const match = await view(await ask(leadId, later(2)));
    expect(order(match)).toEqual(['House second', 'House near']);
    expect(match.changes?.list.map(({ facilityName, what }) => [facilityName, what])).toEqual([
      ['House second', 'up'],
      ['House near', 'down'],
    ]);
    expect(match.changes?.list[1]?.because.join(' ')).toMatch(/No bed open/);
    await beds('near', 3, later(3));
    await beds('second', 0, later(3));
  });

  test('the first one is picked without a reason, and the lead is matched; another one needs a reason', async () => {
    const leadId = await lead();
    const id = await ask(leadId, later(4));
    await expect(pick(id, 'second')).rejects.toMatchObject({ code: 'match.reason_needed' });
    const first = await pick(id, 'near');
    expect(await pick(id, 'near')).toBe(first);
    expect(await sql('SELECT stage FROM lead WHERE id = $1', [leadId])).toEqual([
      { stage: 'matched' },
    ]);
    // The first was picked: the second is now the first of those left.
    await pick(id, 'second');
    const why = { kind: 'patient_choice', reason: 'Zebulon has a sister there' } as const;
    await pick(id, 'far', why);
    const { pickList } = await view(id);
    expect(pickList.map(({ rank, override }) => [rank, override])).toEqual([
      [1, null],
      [2, null],
      [null, why],
    ]);
    const overrides = await sql<{ reason_enc: string }>(
      'SELECT reason_enc FROM match_override WHERE match_id = $1',
      [id],
    );
    expect(overrides).toHaveLength(1);
    expect(overrides[0]?.reason_enc).not.toContain('sister');
    await expect(
      records.tx((manager) =>
        matches.pick(manager, id, { programId: newId(), ...why }, agent, NOW),
      ),
    ).rejects.toMatchObject({ code: 'match.program_not_in_answer' });
  });

  test('a pick goes through the gate of the stages, or is not made', async () => {
    const leadId = await lead("stage = 'contacted'");
    const id = await ask(leadId, later(4));
    await expect(pick(id, 'near')).rejects.toMatchObject({ code: 'lead.transition_not_allowed' });
    await sql("UPDATE lead SET stage = 'qualified', substances = '{}' WHERE id = $1", [leadId]);
    await expect(pick(id, 'near')).rejects.toMatchObject({ code: 'lead.gate_not_met' });
    expect((await view(id)).pickList).toEqual([]);
  });

  test('the next best is the next of the answer that still fits today', async () => {
    const id = await ask(await lead(), later(4));
    const next = (excluding: string[]) =>
      matches.nextBest(
        records.source.manager,
        id,
        excluding.map((name) => programs[name] as string),
        later(5),
      );
    expect(await next([])).toMatchObject({ facilityName: 'House near', rank: 1 });
    expect(await next(['near'])).toMatchObject({ facilityName: 'House second', rank: 2 });
    await sql('UPDATE program SET active = false WHERE id = $1', [programs.second]);
    expect(await next(['near'])).toBeNull();
    await sql('UPDATE program SET active = true WHERE id = $1', [programs.second]);
  });

  test('the latest match of a lead, and what a board starts with', async () => {
    const leadId = await lead();
    const { manager } = records.source;
    expect(await matches.latestFor(manager, leadId)).toBeNull();
    expect((await queries.start(manager, leadId)).wishes).toMatchObject({
      willing: null,
      language: 'en',
    });
    const id = await ask(leadId);
    await pick(id, 'near');
    expect(await matches.latestFor(manager, leadId)).toMatchObject({
      id,
      rulesChanged: false,
      pickedProgramIds: [programs.near],
    });
    expect(await queries.start(manager, leadId)).toMatchObject({
      latestMatchId: id,
      wishes: WISHES,
    });
  });

  test('an unknown ZIP code is said, not guessed', async () => {
    const leadId = await lead();
    await sql("UPDATE lead SET zip = '00000' WHERE id = $1", [leadId]);
    const match = await view(await ask(leadId));
    expect(match.around).toBeNull();
    expect(match.notes.join(' ')).toMatch(/ZIP code of the patient is not known/);
    expect(match.ranked.every(({ miles }) => miles === null)).toBe(true);
  });

  test('of ten thousand programs only those near are read, by an index', async () => {
    await sql(
      `INSERT INTO facility (id, name, state, latitude, longitude, source, name_key)
       SELECT gen_random_uuid(), 'Many ' || n, 'KS', 30 + (n % 200) / 10.0, -120 + n / 200.0, 'import', 'many'
       FROM generate_series(1, 10000) n`,
    );
    await sql(
      `INSERT INTO program (id, facility_id, name, level_of_care)
       SELECT gen_random_uuid(), id, 'Residential', 'residential_high' FROM facility WHERE name_key = 'many'`,
    );
    const owner = await createDataSource({ url: records.db.ownerUrl, entities: [], name: 'owner' });
    await owner.query('ANALYZE facility; ANALYZE program');
    await owner.destroy();
    const { sql: text, values } = candidatesSql(
      {
        levels: ['residential_high'],
        around: { latitude: 33.45, longitude: -112.07 },
        miles: 100,
        payerIds: [],
      },
      10_001,
    );
    const plan = await sql<Record<'QUERY PLAN', string>>(`EXPLAIN (ANALYZE) ${text}`, values);
    const lines = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(lines).not.toMatch(/Seq Scan on (facility|program)/);
    expect(lines).toMatch(/facility_place/);
  });
});
