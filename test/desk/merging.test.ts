import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  DuplicateCandidate,
  EpisodeView,
  LeadDetail,
  MergePreview,
  MergeView,
  PossibleMatchView,
} from '#contract';
import { LEAD_REFERENCES, PERSON_REFERENCES, PERSON_STAYS, STAYS } from '#leads';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';
import { leadMaker, pictureOf, type Picture } from './merging-cases.js';

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';

describe('merging leads', () => {
  let t: DeskUnderTest;
  let agent: Hired;
  let mine: DeskClient;
  let theirs: DeskClient;
  let manager: DeskClient;
  let tags: string[];
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = await t.hire('agent');
    mine = deskClient(t.url, await signIn(t.url, agent.email));
    theirs = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    manager = deskClient(t.url, await signIn(t.url, (await t.hire('manager')).email));
    tags = [];
    for (const name of ['One', 'Two', 'Three']) {
      tags.push((await manager.post('/api/tags', { name })).body.id);
    }
  }, 60_000);
  afterAll(() => t?.close());

  const make = () => leadMaker(mine, tags);
  const get = async (id: string): Promise<LeadDetail> =>
    LeadDetail.strict().parse((await mine.get(`/api/leads/${id}`)).body);
  const merge = (kept: LeadDetail, other: LeadDetail, more: object = {}, as = mine) =>
    as.post(`/api/leads/${kept.id}/merges`, {
      version: kept.version,
      otherLeadId: other.id,
      otherVersion: other.version,
      ...more,
    });
  const lastMerge = async (id: string) => {
    const merges = z
      .array(MergeView.strict())
      .parse((await mine.get(`/api/leads/${id}/merges`)).body);
    return merges[0] as MergeView;
  };
  const undo = (mergeId: string, as = mine) => as.post(`/api/merges/${mergeId}/undo`, {});

  test('every table that names a lead or a person is said to follow or to stay', async () => {
    const named = async (table: string) => {
      const rows = await t.owner.query<{ name: string }[]>(
        `SELECT c.conrelid::regclass::text || '.' || a.attname AS name FROM pg_constraint c
         JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
         WHERE c.contype = 'f' AND c.confrelid = $1::regclass`,
        [table],
      );
      return rows.map(({ name }) => name).sort();
    };
    const nameOf = ({ table, column }: { table: string; column: string }) => `${table}.${column}`;
    expect(await named('lead')).toEqual(
      [...LEAD_REFERENCES.map(nameOf), ...Object.keys(STAYS)].sort(),
    );
    expect(await named('person')).toEqual(
      [...PERSON_REFERENCES.map(nameOf), ...Object.keys(PERSON_STAYS)].sort(),
    );
  });

  test('of two leads’ coverages one pays first, and each lead has its own order back when it is undone', async () => {
    const [kept, other] = [await make().lead({}), await make().lead({})];
    for (const [id, payerText] of [
      [kept.id, 'Aetna'],
      [other.id, 'Humana'],
      [other.id, 'Oscar'],
    ]) {
      const added = await mine.post(`/api/leads/${id}/coverages`, { payerText, planType: 'ppo' });
      expect(added.status).toBe(201);
    }
    const order = async (id: string) =>
      (await get(id)).coverages.map(({ payerText, priority }) => `${priority} ${payerText}`);
    expect((await merge(await get(kept.id), await get(other.id))).status).toBe(201);
    expect(await order(kept.id)).toEqual(['1 Aetna', '2 Humana', '3 Oscar']);
    await undo((await lastMerge(kept.id)).id);
    expect(await order(kept.id)).toEqual(['1 Aetna']);
    expect(await order(other.id)).toEqual(['1 Humana', '2 Oscar']);
  });

  test('two people on record become one: chosen values win, all follows, both pages read on, the old number finds the kept one', async () => {
    const kept = await make().lead({ name: 'Katherine Johnson', zip: '10001' });
    const other = await make().lead({ name: 'Katie Johnson', zip: '33101' });
    await mine.post(`/api/leads/${other.id}/notes`, { text: 'canary note of the other' });
    await mine.post(`/api/leads/${other.id}/tags`, { tagId: tags[0] });
    await mine.put(`/api/leads/${other.id}`, {
      version: (await get(other.id)).version,
      age: 44,
      payment: 'self_pay',
    });
    const [before, otherBefore] = [await get(kept.id), await get(other.id)];
    const shown = await mine.get(`/api/leads/${kept.id}/merge-preview?otherLeadId=${other.id}`);
    const preview = MergePreview.strict().parse(shown.body);
    expect(preview).toMatchObject({ samePerson: false, refusal: null });
    expect(preview.fields).toEqual(
      expect.arrayContaining([
        {
          field: 'patientName',
          kept: 'Katherine Johnson',
          merged: 'Katie Johnson',
          suggested: 'kept',
        },
        { field: 'zip', kept: '10001', merged: '33101', suggested: 'kept' },
        { field: 'age', kept: null, merged: 44, suggested: 'merged' },
      ]),
    );
    const done = await merge(before, otherBefore, {
      fields: { zip: 'merged' },
      reason: 'Typed twice',
    });
    expect(done.status).toBe(201);
    const page = LeadDetail.strict().parse(done.body);
    expect(page).toMatchObject({
      patientName: 'Katherine Johnson',
      zip: '33101',
      state: 'FL',
      age: 44,
      payment: 'self_pay',
      tagIds: [tags[0]],
      mergedInto: null,
    });
    const values = page.contacts.flatMap(({ points }) => points.map(({ value }) => value));
    expect(values).toEqual(expect.arrayContaining([kept.phone, other.phone]));
    const said = (await mine.get(`/api/leads/${kept.id}/activities`)).body;
    expect(JSON.stringify(said)).toContain('canary note of the other');
    expect(said).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'lead.merged',
          data: expect.objectContaining({
            otherNumber: other.number,
            kept: true,
            reason: 'Typed twice',
          }),
        }),
      ]),
    );
    const merged = await get(other.id);
    expect(merged).toMatchObject({
      stage: 'closed',
      closedReason: 'duplicate',
      patientName: 'Katie Johnson',
      mergedInto: { id: kept.id, number: kept.number },
    });
    const past = JSON.stringify((await mine.get(`/api/leads/${other.id}/activities`)).body);
    expect(past).toContain('canary note of the other');
    const found = (await mine.get(`/api/search?q=${other.number}`)).body.hits;
    expect(found).toMatchObject([
      {
        id: kept.id,
        mergedNumber: other.number,
        matched: [{ what: 'number', value: String(other.number) }],
      },
    ]);
    const listed = (await mine.list('leads', { filter: { q: String(other.number) } })).body;
    expect(listed.map(({ id }: { id: string }) => id).sort()).toEqual([kept.id, other.id].sort());
    const byName = (await mine.get('/api/search?q=katie')).body.hits;
    expect(byName).toMatchObject([{ kind: 'lead', id: kept.id }]);
    const refused = await mine.post(`/api/leads/${other.id}/notes`, { text: 'Too late' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'lead.merged', leadId: kept.id, number: kept.number },
    });
    const audit = await t.owner.query(
      "SELECT lead_id, actor_id FROM audit_event WHERE action = 'lead.merged' AND lead_id = ANY($1)",
      [[kept.id, other.id]],
    );
    expect(audit).toHaveLength(2);
    const [row] = await t.owner.query(
      'SELECT moved::text, before_enc, reason_enc FROM lead_merge WHERE kept_lead_id = $1',
      [kept.id],
    );
    for (const text of ['Katie', 'Johnson', '33101', 'Typed']) {
      expect(JSON.stringify(row)).not.toContain(text);
    }
    const again = await merge(await get(kept.id), await get(other.id));
    expect(again).toMatchObject({ status: 409, body: { code: 'merge.not_possible' } });
  });

  test('a request under the other number joins the kept lead: the two are one person now', async () => {
    const kept = await make().lead({ name: 'Ines Duarte' });
    const other = await make().lead({ name: 'Ines Duarte' });
    expect(other.id).not.toBe(kept.id);
    expect((await merge(kept, other)).status).toBe(201);
    const again = await mine.post('/api/leads', { name: 'Ines Duarte', phone: other.phone });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'lead.already_open', leadId: kept.id },
    });
  });

  test('what somebody else owns is not merged by an agent; a manager may; the auditor sees nothing', async () => {
    const kept = await make().lead({});
    const other = await make().lead({});
    expect((await merge(kept, other, {}, theirs)).status).toBe(403);
    expect(await get(other.id)).toMatchObject({ stage: 'new', version: other.version });
    expect((await merge(kept, other, {}, manager)).status).toBe(201);
    const { id } = await lastMerge(kept.id);
    expect((await undo(id, theirs)).status).toBe(403);
    expect((await undo(id)).status).toBe(200);
    expect((await undo(id)).body.code).toBe('merge.already_undone');
  });

  test('old versions, the same lead, nobody, and what would not be one patient are refused', async () => {
    const kept = await make().lead({});
    const other = await make().lead({});
    const body = { version: kept.version, otherLeadId: other.id, otherVersion: other.version };
    const path = `/api/leads/${kept.id}/merges`;
    expect((await mine.post(path, { ...body, version: 99 })).status).toBe(409);
    expect((await mine.post(path, { ...body, otherVersion: 99 })).status).toBe(409);
    expect((await mine.post(path, { otherLeadId: other.id })).status).toBe(428);
    expect((await mine.post(path, { ...body, fields: { zip: 'both' } })).status).toBe(400);
    expect((await mine.post(path, { ...body, fields: { stage: 'kept' } })).status).toBe(400);
    expect((await mine.post(path, { ...body, otherLeadId: NOBODY })).status).toBe(404);
    expect((await mine.post(`/api/leads/${NOBODY}/merges`, body)).status).toBe(404);
    expect((await mine.get(`/api/leads/${kept.id}/merge-preview?otherLeadId=x`)).status).toBe(400);
    const self = await merge(kept, kept);
    expect(self.body).toMatchObject({ code: 'merge.not_possible' });
    expect((await undo(NOBODY)).status).toBe(404);
    const { status } = await mine.post(`/api/leads/${other.id}/contacts`, {
      personId: kept.contacts[0]?.personId,
      relationship: 'parent',
    });
    expect(status).toBe(201);
    const mother = await merge(kept, await get(other.id));
    expect(mother.body).toMatchObject({
      code: 'merge.not_possible',
      message: expect.stringContaining('two people'),
    });
  });

  test('two colleagues merge the same two at once, each the other way: one does it, the other is told', async () => {
    const [one, two] = [await make().lead({}), await make().lead({})];
    const answers = await Promise.all([merge(one, two), merge(two, one, {}, manager)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const stages = [(await get(one.id)).stage, (await get(two.id)).stage];
    expect(stages.sort()).toEqual(['closed', 'new']);
    const kept = (await get(one.id)).stage === 'new' ? one : two;
    const { id } = await lastMerge(kept.id);
    const undone = await Promise.all([undo(id, manager), undo(id)]);
    expect(undone.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('merges of one lead are undone in the opposite order', async () => {
    const [first, second, third] = [
      await make().lead({}),
      await make().lead({}),
      await make().lead({}),
    ];
    await merge(first, second);
    const one = await lastMerge(first.id);
    t.clock.ahead(1000);
    await merge(await get(first.id), third);
    const two = await lastMerge(first.id);
    expect((await undo(one.id)).body).toMatchObject({ code: 'merge.not_possible' });
    expect((await undo(two.id)).status).toBe(200);
    expect((await undo(one.id)).status).toBe(200);
    expect((await get(second.id)).stage).toBe('new');
  });

  test('R10 R11 who says stop while two are one is left alone as both after it is undone', async () => {
    const kept = await make().lead({});
    const other = await make().lead({});
    const pointOf = (lead: LeadDetail) => lead.contacts[0]?.points[0]?.id as string;
    const point = pointOf(other);
    expect(other.contacts[0]?.points[0]?.consents).toContain('call');
    await merge(kept, other);
    await mine.post(`/api/leads/${kept.id}/calls`, {
      disposition: 'do_not_call',
      contactPointId: point,
    });
    await undo((await lastMerge(kept.id)).id);
    const [back] = (await get(other.id)).contacts;
    expect(back?.points.map(({ id, consents }) => [id, consents.includes('call')])).toEqual([
      [point, false],
    ]);
  });

  test('duplicates while typing: by contact for certain, by name with ZIP or birth date likely, merged ones once', async () => {
    const phone = make().phone();
    const first = await make().lead({ name: 'Dup Licate', phone, zip: '60601' });
    const same = await make().lead({ name: 'licate DUP', zip: '60601' });
    const far = await make().lead({ name: 'Dup Licate', zip: '94103' });
    const ask = async (query: object) => {
      const { status, body } = await mine.post('/api/leads/duplicates', query);
      expect(status).toBe(200);
      return z
        .array(DuplicateCandidate.strict())
        .parse(body)
        .map(({ lead, strength }) => [lead.id, strength]);
    };
    expect(await ask({ phone })).toEqual([[first.id, 'exact']]);
    expect(await ask({ name: 'Dup Licate', zip: '60601' })).toEqual([
      [same.id, 'likely'],
      [first.id, 'likely'],
      [far.id, 'possible'],
    ]);
    expect(await ask({ name: 'Dup Licate', zip: '60601', phone })).toEqual([
      [first.id, 'exact'],
      [same.id, 'likely'],
      [far.id, 'possible'],
    ]);
    expect(await ask({ phone, exceptLeadId: first.id })).toEqual([]);
    expect(await ask({ name: 'Dup' })).toEqual([]);
    expect(await ask({ name: 'Dup Lica', phone: '(212', email: 'dup@' })).toEqual([]);
    expect(await ask({})).toEqual([]);
    await merge(first, same);
    expect(await ask({ phone: same.phone })).toEqual([[first.id, 'exact']]);
    expect((await mine.post('/api/leads/duplicates', { exceptLeadId: 'x' })).status).toBe(400);
    const read = await t.owner.query(
      "SELECT 1 FROM audit_event WHERE action = 'lead.listed' AND details -> 'ids' ? $1",
      [far.id],
    );
    expect(read.length).toBeGreaterThan(0);
    for (let n = 0; n < 11; n += 1) await make().lead({ name: 'Many Namesakes' });
    expect(await ask({ name: 'Many Namesakes' })).toHaveLength(10);
  });

  test('a possible match is dismissed once, or decided by merging and open again when that is undone', async () => {
    const phone = make().phone();
    const one = await make().lead({ name: 'Shared Phone', phone });
    const two = await make().lead({ name: 'Another Name', phone });
    const matches = async (id: string) =>
      z
        .array(PossibleMatchView.strict())
        .parse((await mine.get(`/api/leads/${id}/possible-matches`)).body);
    const [match] = await matches(two.id);
    expect(match).toMatchObject({ other: { id: one.id }, decision: null });
    expect(await matches(one.id)).toMatchObject([{ id: match?.id, other: { id: two.id } }]);
    await merge(await get(one.id), await get(two.id));
    expect(await matches(one.id)).toMatchObject([{ decision: 'same', decidedBy: agent.id }]);
    await undo((await lastMerge(one.id)).id);
    expect(await matches(two.id)).toMatchObject([{ decision: null, decidedBy: null }]);
    const dismissed = await mine.post(`/api/possible-matches/${match?.id}/dismissal`, {});
    expect(dismissed.body).toMatchObject({ decision: 'different', decidedBy: agent.id });
    const again = await mine.post(`/api/possible-matches/${match?.id}/dismissal`, {});
    expect(again.body).toMatchObject({ code: 'possible_match.already_decided' });
    expect((await mine.post(`/api/possible-matches/${NOBODY}/dismissal`, {})).status).toBe(404);
    expect((await get(one.id)).possibleMatches).toEqual([]);
  });

  test('asking again after closing is a new episode of the same person', async () => {
    const first = await make().closed({ name: 'Epi Sode' });
    const second = await make().lead({ name: 'Epi Sode', phone: first.phone as string });
    const other = await make().lead({ name: 'Epi Other' });
    await merge(second, other);
    const episodes = z
      .array(EpisodeView.strict())
      .parse((await mine.get(`/api/leads/${first.id}/episodes`)).body);
    expect(episodes.map(({ id, current }) => [id, current])).toEqual([
      [other.id, false],
      [second.id, false],
      [first.id, true],
    ]);
    expect(episodes[0]).toMatchObject({ mergedInto: { id: second.id, number: second.number } });
    expect((await mine.get(`/api/leads/${NOBODY}/episodes`)).status).toBe(404);
  });

  describe('undoing restores exactly', () => {
    const parts = fc.subarray(
      ['note', 'call', 'task', 'coverage', 'tag', 'file', 'contact', 'edit', 'point', 'stage'],
      { minLength: 0 },
    );

    test.each([
      ['two people', false],
      ['one person, an earlier episode', true],
    ])(
      'merge and undo leave both leads as they were: %s',
      async (_, samePatient) => {
        await fc.assert(
          fc.asyncProperty(parts, parts, parts, fc.boolean(), async (a, b, since, theirsWin) => {
            const other = samePatient
              ? await make().closed({ parts: b })
              : await make().lead({ parts: b });
            const kept = await make().lead(
              samePatient
                ? { parts: a, name: other.patientName as string, phone: other.phone as string }
                : { parts: a },
            );
            const picture = () => pictureOf(t.owner, [kept.id, other.id]);
            const before = await picture();
            const fields = theirsWin ? { patientName: 'merged', zip: 'merged', age: 'merged' } : {};
            const [k, o] = [await get(kept.id), await get(other.id)];
            expect((await merge(k, o, { fields })).status).toBe(201);
            const during = await picture();
            expect(during).not.toEqual(before);
            await make().fill(await get(kept.id), since);
            const changed = await picture();
            expect((await undo((await lastMerge(kept.id)).id)).status).toBe(200);
            const after = await picture();
            expect([(await get(kept.id)).patientName, (await get(other.id)).patientName]).toEqual([
              k.patientName,
              o.patientName,
            ]);
            expect(without(after, added(during, changed))).toEqual(
              withEdits(before, during, changed, kept.id),
            );
            expect(await t.owner.query(WRONG_NEXT_ACTION, [[kept.id, other.id]])).toEqual([]);
            // What was done since belongs to the lead that was kept.
            for (const row of added(during, changed)) {
              expect({ row, on: after[row]?.lead_id ?? after[row]?.person_id }).toEqual({
                row,
                on: changed[row]?.lead_id ?? changed[row]?.person_id,
              });
            }
          }),
          { numRuns: Number(process.env.MERGE_RUNS ?? 12) },
        );
      },
      240_000,
    );
  });
});

/** Leads whose next action is not the earliest of their open tasks and running clocks. */
const WRONG_NEXT_ACTION = `
  SELECT l.id, l.next_action_at FROM lead l WHERE l.id = ANY($1) AND l.next_action_at IS DISTINCT FROM
    CASE WHEN l.closed_at IS NULL THEN LEAST(
      (SELECT min(due_at) FROM clock WHERE lead_id = l.id AND met_at IS NULL AND missed_at IS NULL
        AND cancelled_at IS NULL),
      (SELECT min(due_at) FROM task WHERE lead_id = l.id AND done_at IS NULL AND dropped_at IS NULL)) END`;

/** Rows that came between two pictures. */
function added(one: Picture, other: Picture): string[] {
  return Object.keys(other).filter((row) => !(row in one));
}

function without(picture: Picture, rows: readonly string[]): Picture {
  return Object.fromEntries(Object.entries(picture).filter(([row]) => !rows.includes(row)));
}

/** What was before, with the values that somebody changed on the kept side while the two were one. */
function withEdits(before: Picture, during: Picture, changed: Picture, keptId: string): Picture {
  return Object.fromEntries(
    Object.entries(before).map(([row, values]) => {
      const edits = Object.entries(changed[row] ?? {}).filter(
        ([column, value]) => JSON.stringify(value) !== JSON.stringify(during[row]?.[column]),
      );
      if (row === `lead ${keptId}`) {
        for (const edit of edits) {
          if (edit[0] !== 'attempts') continue;
          const since = Number(edit[1]) - Number(during[row]?.attempts);
          edit[1] = Number(values.attempts) + since;
        }
      }
      return [row, { ...values, ...Object.fromEntries(edits) }];
    }),
  );
}
