import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { ImportPreview, ImportRun, ImportUndo } from '#exchange';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from '../desk/desk-under-test.js';
import { TestWorker } from '../worker.js';

const FIXTURES = `${process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures'}/facilities`;
const REAL = `${FIXTURES}/findtreatment-ca-residential-478.exportsAsJson.json`;
const HEAD = 'Name,Address,City,State,ZIP,Phone,Services';

describe('imports into the directory', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let manager: DeskClient;
  let cookie: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    cookie = await signIn(t.url, (await t.hire('manager')).email);
    manager = deskClient(t.url, cookie);
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  const signal = new AbortController().signal;
  const upload = async (content: string | Buffer, name = 'list.csv', asOf?: Date) => {
    const query = asOf ? `?asOf=${asOf.toISOString()}` : '';
    const answer = await fetch(`${t.url}/api/directory-imports${query}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': name },
      body: new Uint8Array(Buffer.from(content as string)),
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    await worker.app.get(ImportPreview).make(id, t.clock.now(), signal);
    return (await manager.get(`/api/directory-imports/${id}`)).body;
  };
  const step = async (run: { id: string; version: number }, what: 'start' | 'undo') => {
    const { status } = await manager.post(`/api/directory-imports/${run.id}/${what}`, {
      version: run.version,
    });
    expect(status).toBe(200);
    if (what === 'start') await worker.app.get(ImportRun).take(run.id, t.clock.now(), signal);
    else await worker.app.get(ImportUndo).takeBack(run.id, t.clock.now(), signal);
    return (await manager.get(`/api/directory-imports/${run.id}`)).body;
  };
  const rowsOf = async (id: string) =>
    (await manager.get(`/api/directory-imports/${id}/rows`)).body;
  const found = async (q: string) => (await manager.list('facilities', { filter: { q } })).body;
  const page = async (id: string) => (await manager.get(`/api/facilities/${id}`)).body;

  test('a table: lost zeros, the same place twice under two names, a row without a name; preview, run, undo', async () => {
    const preview = await upload(
      [
        HEAD,
        'Elm House,12 Elm Street,Boston,MA,2115,617-555-0101,Residential/24-hour residential; Long-term residential; Medicaid; Cash or self-payment',
        '"Elm House Recovery, Inc.","12 Elm St, Suite 4",Boston,MA,02115,(617) 555-0101,Short-term residential',
        ',9 Oak Road,Salem,MA,01970,,',
        'Oak Center,9 Oak Road,Salem,MA,01970,not a number,',
      ].join('\n'),
    );
    expect(preview).toMatchObject({ state: 'ready', kind: 'csv', total: 4 });
    expect(preview.counts).toMatchObject({ new: 2, duplicate: 1, bad: 1 });
    const rows = await rowsOf(preview.id);
    expect(rows[0].problems).toEqual(['The ZIP code 2115 had lost a zero: read as 02115.']);
    expect(rows[3].problems).toEqual(
      expect.arrayContaining(['“not a number” is no phone number.']),
    );
    expect(await found('Elm House')).toEqual([]);

    const done = await step(preview, 'start');
    expect(done).toMatchObject({ state: 'done', done: 3 });
    const elms = await found('Elm House');
    expect(elms).toHaveLength(1);
    const elm = await page(elms[0].id);
    expect(elm).toMatchObject({
      zip: '02115',
      phone: '+16175550101',
      otherNames: ['Elm House Recovery, Inc.'],
      latitude: expect.any(Number),
    });
    expect(elm.programs.map((one: { levelOfCare: string }) => one.levelOfCare).sort()).toEqual([
      'residential_high',
      'residential_low',
    ]);
    expect(elm.programs.flatMap((one: { payers: { payerName: string }[] }) => one.payers)).toEqual([
      expect.objectContaining({ payerName: 'MassHealth', saidBy: 'import' }),
    ]);

    const again = await upload(`${HEAD}\nElm House,12 Elm Street,Boston,MA,02115,617-555-0101,`);
    expect(again.counts).toMatchObject({ same: 1, new: 0 });

    // Oak Center was touched by somebody: it stays, and says why.
    const [oak] = await found('Oak Center');
    await manager.post(`/api/facilities/${oak.id}/notes`, { body: 'We know them.' });
    const undone = await step(done, 'undo');
    expect(undone).toMatchObject({ state: 'undone', undone: { left: 1 } });
    expect(await found('Elm House')).toEqual([]);
    expect(await found('Oak Center')).toHaveLength(1);
    expect((await rowsOf(preview.id))[3].left).toBe('Somebody has worked with it since.');
  }, 60_000);

  test('what staff or the facility said since is not overwritten: it is a conflict; what an import changed goes back', async () => {
    const first = await upload(
      `${HEAD}\nBirch Clinic,1 Birch Lane,Austin,TX,78704,512-555-0101,Regular outpatient treatment`,
    );
    await step(first, 'start');
    const [{ id }] = await found('Birch Clinic');
    const before = await page(id);
    const changed = await manager.put(`/api/facilities/${id}`, {
      version: before.version,
      phone: '512-555-0199',
      saidBy: 'facility',
    });
    expect(changed.status).toBe(200);
    const line =
      'Birch Clinic,1 Birch Lane,Round Rock,TX,78704,512-555-0101,Regular outpatient treatment; Private health insurance';
    const second = await upload(`${HEAD}\n${line}`);
    const [row] = await rowsOf(second.id);
    expect(row.state).toBe('conflict');
    expect(row.conflicts).toEqual([
      expect.objectContaining({ field: 'phone', current: '+15125550199', found: '+15125550101' }),
    ]);
    const done = await step(second, 'start');
    expect(await page(id)).toMatchObject({ phone: '+15125550199', city: 'Round Rock' });
    expect((await page(id)).programs[0].privateInsurance).toBe(true);
    await step(done, 'undo');
    const back = await page(id);
    expect(back).toMatchObject({ phone: '+15125550199', city: 'Austin' });
    expect(back.programs[0].privateInsurance).toBe(false);
    const city = back.facts.find((fact: { field: string }) => fact.field === 'city');
    expect(city.saidAt).toBe(
      before.facts.find((fact: { field: string }) => fact.field === 'city').saidAt,
    );
  }, 60_000);

  test('a colleague chooses between two values, for one field or for all; what changed since they looked stays ours', async () => {
    const head = `${HEAD},Website`;
    const of = (name: string, phone: string, site: string) =>
      `${name},5 Alder Way,Dayton,OH,45402,${phone},Regular outpatient treatment,${site}`;
    const first = await upload(`${head}\n${of('Alder Clinic', '937-555-0101', 'alder.example')}`);
    await step(first, 'start');
    const [{ id }] = await found('Alder Clinic');
    const say = async (edit: object) => {
      const { version } = await page(id);
      const change = { version, saidBy: 'facility', ...edit };
      expect((await manager.put(`/api/facilities/${id}`, change)).status).toBe(200);
    };
    await say({ phone: '937-555-0199', website: 'https://ours.example' });
    const saidOf = async (field: string) =>
      (await page(id)).facts.find((fact: { field: string }) => fact.field === field);
    const before = await saidOf('phone');

    const next = `${head}\n${of('Alder Clinic', '937-555-0101', 'alder.example')}`;
    const preview = await upload(next);
    expect(preview).toMatchObject({ conflicts: 'ours', contradictions: { fields: 2, theirs: 0 } });
    const [row] = await rowsOf(preview.id);
    const phone = row.conflicts.find((one: { field: string }) => one.field === 'phone');
    expect(phone).toMatchObject({ record: id, take: 'ours', saidBy: 'facility' });
    const one = { version: preview.version, record: id, field: 'phone', take: 'theirs' };
    const path = `/api/directory-imports/${preview.id}`;
    expect((await manager.post(`${path}/rows/${row.row}/conflicts`, one)).body).toMatchObject({
      contradictions: { fields: 2, theirs: 1 },
    });
    const refusals = [
      await manager.post(`${path}/rows/${row.row}/conflicts`, { ...one, field: 'city' }),
      await manager.post(`${path}/rows/999/conflicts`, one),
      await manager.post(`${path}/rows/x/conflicts`, one),
      await manager.post(`${path}/conflicts`, { version: preview.version + 1, take: 'theirs' }),
      await manager.post(`${path}/conflicts`, { take: 'theirs' }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([404, 404, 404, 409, 428]);

    const done = await step(preview, 'start');
    expect(await page(id)).toMatchObject({
      phone: '+19375550101',
      website: 'https://ours.example',
    });
    expect(await saidOf('phone')).toMatchObject({ saidBy: 'import', saidAt: preview.asOf });
    expect((await rowsOf(preview.id))[0]).toMatchObject({
      state: 'conflict',
      changes: [expect.objectContaining({ field: 'phone', after: '+19375550101' })],
      conflicts: [expect.objectContaining({ field: 'website' })],
    });
    expect(
      (await manager.post(`${path}/conflicts`, { version: done.version, take: 'ours' })).status,
    ).toBe(409);
    await step(done, 'undo');
    expect(await page(id)).toMatchObject({ phone: '+19375550199' });
    expect(await saidOf('phone')).toMatchObject({ saidBy: 'facility', saidAt: before.saidAt });

    // For all of them; meanwhile the facility says a third website, which nobody compared.
    const again = await upload(next);
    const all = await manager.post(`/api/directory-imports/${again.id}/conflicts`, {
      version: again.version,
      take: 'theirs',
    });
    expect(all.body).toMatchObject({
      conflicts: 'theirs',
      contradictions: { fields: 2, theirs: 2 },
    });
    await say({ website: 'https://third.example' });
    await step(all.body, 'start');
    expect(await page(id)).toMatchObject({
      phone: '+19375550101',
      website: 'https://third.example',
    });
  }, 60_000);

  test('two facilities that are one are made one by hand, and two again: all of it follows, and whose word it was', async () => {
    const make = async (name: string, more: object) =>
      (await manager.post('/api/facilities', { name, zip: '45402', ...more })).body as {
        id: string;
        version: number;
      };
    const kept = await make('Hazel House', { phone: '937-555-0131', saidBy: 'facility' });
    const other = await make('Hazel Recovery LLC', {
      phone: '937-555-0132',
      website: 'https://hazel.example',
      addressLine: '7 Hazel Street',
      saidBy: 'facility',
    });
    for (const [id, name, levelOfCare] of [
      [kept.id, 'Residence', 'residential_high'],
      [other.id, 'Residential care', 'residential_high'],
      [other.id, 'Detox', 'wm_3_7'],
    ]) {
      await manager.post(`/api/facilities/${id}/programs`, { name, levelOfCare });
    }
    await manager.post(`/api/facilities/${other.id}/notes`, { body: 'They answer at night.' });
    await manager.post(`/api/facilities/${other.id}/contacts`, {
      name: 'Ada',
      role: 'admissions',
      email: 'ada@hazel.example',
    });
    const detox = (await page(other.id)).programs.find(
      (one: { levelOfCare: string }) => one.levelOfCare === 'wm_3_7',
    );
    await manager.post(`/api/programs/${detox.id}/bed-reports`, { bedsOpen: 2, saidBy: 'staff' });
    const saidOf = async (field: string) =>
      (await page(kept.id)).facts.find(
        (fact: { field: string; recordId: string }) =>
          fact.field === field && fact.recordId === kept.id,
      );
    const phoneBefore = await saidOf('phone');

    const preview = (
      await manager.get(`/api/facilities/${kept.id}/merge-preview?otherId=${other.id}`)
    ).body;
    expect(preview).toMatchObject({
      refusal: null,
      fields: [
        { field: 'name', kept: 'Hazel House', merged: 'Hazel Recovery LLC' },
        { field: 'address' },
        { field: 'phone', keptSaid: { saidBy: 'facility' } },
      ],
      filled: [{ field: 'website', merged: 'https://hazel.example' }],
      moves: expect.arrayContaining([
        { what: 'programs', count: 2 },
        { what: 'contacts', count: 1 },
        { what: 'notes', count: 1 },
      ]),
      twins: [{ name: 'Residential care' }],
    });
    const path = `/api/facilities/${kept.id}/merges`;
    const input = {
      version: preview.kept.version,
      otherId: other.id,
      otherVersion: preview.merged.version,
      fields: { phone: 'merged', address: 'merged' },
    };
    const refusals = [
      await manager.post(path, { ...input, otherVersion: input.otherVersion + 1 }),
      await manager.post(path, { ...input, otherId: kept.id }),
      await manager.post(path, { ...input, version: undefined }),
      await manager.post(path, { ...input, fields: { phone: 'both' } }),
      await manager.post(path, { ...input, otherId: crypto.randomUUID() }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([409, 409, 428, 400, 404]);

    const merged = await manager.post(path, input);
    expect(merged).toMatchObject({
      status: 201,
      body: {
        name: 'Hazel House',
        otherNames: ['Hazel Recovery LLC'],
        phone: '+19375550132',
        website: 'https://hazel.example',
        addressLine: '7 Hazel Street',
        notes: [{ body: 'They answer at night.' }],
        contacts: [{ name: 'Ada', email: 'ada@hazel.example' }],
      },
    });
    expect(
      merged.body.programs.map(({ name, active }: { name: string; active: boolean }) => [
        name,
        active,
      ]),
    ).toEqual([
      ['Detox', true],
      ['Residence', true],
      ['Residential care', false],
    ]);
    expect(merged.body.bedsOpen).toBe(2);
    expect(await manager.get(`/api/facilities/${other.id}`)).toMatchObject({
      status: 404,
      body: { code: 'facility.not_found', mergedInto: kept.id },
    });
    expect(await found('Hazel Recovery')).toEqual([expect.objectContaining({ id: kept.id })]);
    // A list that still has the old name and address finds what it became.
    const again = await upload(
      `${HEAD}\nHazel Recovery LLC,7 Hazel Street,Dayton,OH,45402,937-555-0132,`,
    );
    expect((await rowsOf(again.id))[0]).toMatchObject({ facilityId: kept.id });

    // Somebody changes one of the values before it is undone: that one stays.
    const { version } = await page(kept.id);
    await manager.put(`/api/facilities/${kept.id}`, {
      version,
      website: 'https://new.example',
      saidBy: 'staff',
    });
    const [{ id: mergeId }] = (await manager.get(path)).body;
    const undone = await manager.post(`/api/facility-merges/${mergeId}/undo`, {});
    expect(undone).toMatchObject({ status: 200, body: [{ stayed: ['website'] }] });
    expect((await manager.post(`/api/facility-merges/${mergeId}/undo`, {})).status).toBe(409);
    expect(await page(kept.id)).toMatchObject({
      otherNames: [],
      phone: '+19375550131',
      addressLine: null,
      website: 'https://new.example',
      notes: [],
      programs: [{ name: 'Residence', active: true }],
    });
    expect(await saidOf('phone')).toMatchObject({ saidAt: phoneBefore.saidAt });
    const back = await page(other.id);
    expect(back).toMatchObject({ name: 'Hazel Recovery LLC', contacts: [{ name: 'Ada' }] });
    expect(back.programs.every(({ active }: { active: boolean }) => active)).toBe(true);
  }, 60_000);

  test('what cannot be read says so', async () => {
    for (const [content, name] of [
      ['{"rows": [{"name1": "Half', 'half.json'],
      ['Name,City\n"never closed,Boston\n', 'broken.csv'],
      ['PK\u0003\u0004nonsense', 'list.xlsx'],
      ['', 'empty.csv'],
    ] as const) {
      const run = await upload(content, name);
      expect({ name, state: run.state, problem: run.problem }).toEqual({
        name,
        state: 'failed',
        problem: expect.any(String),
      });
    }
  }, 60_000);

  const real = existsSync(REAL) ? test : test.skip;
  real(
    'FindTreatment.gov: 478 real facilities (SKIPPED without BRIDGELINE_FIXTURES)',
    async () => {
      const preview = await upload(
        readFileSync(REAL),
        'findtreatment.json',
        new Date('2025-08-15T00:00:00Z'),
      );
      expect(preview).toMatchObject({ state: 'ready', kind: 'findtreatment', total: 478 });
      const done = await step(preview, 'start');
      expect(done.done).toBe(478);
      const { counts } = done;
      expect(counts.new + counts.duplicate).toBe(478);
      expect(counts.new).toBeGreaterThan(400);
      const [varp] = await found('Veterans Alcoholic Rehab');
      const shown = await page(varp.id);
      expect(shown.stale).toBe(true);
      expect(shown.programs.map((one: { levelOfCare: string }) => one.levelOfCare).sort()).toEqual([
        'residential_high',
        'residential_low',
        'sober_living',
      ]);
      expect(shown.programs[0]).toMatchObject({
        buprenorphine: 'starts_and_continues',
        methadone: 'continues',
      });
      const again = await upload(
        readFileSync(REAL),
        'findtreatment.json',
        new Date('2025-08-15T00:00:00Z'),
      );
      expect(again.counts).toMatchObject({ new: 0, conflict: 0, bad: 0 });
      await step(done, 'undo');
      expect(await found('Veterans Alcoholic Rehab')).toEqual([]);
    },
    120_000,
  );
});
