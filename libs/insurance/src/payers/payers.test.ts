import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditService } from '#audit';
import type { PayerCreate } from '#contract';
import { type Records, openRecords } from '../../../../test/records.js';
import { loadPayers } from '../../../../apps/migrate/src/reference/payers.js';
import { PayerBook } from './payer-book.service.js';
import { PayerMergeService } from './payer-merge.service.js';
import { PAYER_REFERENCES, PAYER_STAYS } from './payer-references.js';
import { spellingsOf } from './payer-spellings.js';
import pg from 'pg';

const NOW = new Date('2026-11-24T15:00:00Z');

test.each([
  ['bluecross tx', ['bluecross tx', 'blue cross texas']],
  ['UHC', ['uhc', 'unitedhealthcare']],
  ['or', ['or']],
  ['TX', ['tx']],
  ['', ['']],
])('spellingsOf(%j)', (typed, spellings) => expect(spellingsOf(typed)).toEqual(spellings));

describe('payers on the database', () => {
  let records: Records;
  let book: PayerBook;
  let merging: PayerMergeService;
  let actor: Awaited<ReturnType<Records['staff']>>;
  beforeAll(async () => {
    records = await openRecords('desk');
    const owner = new pg.Client({ connectionString: records.db.ownerUrl });
    await owner.connect();
    await loadPayers(owner);
    await owner.end();
    const audit = new AuditService(records.vault);
    book = new PayerBook(records.payers, audit);
    merging = new PayerMergeService(audit);
    actor = await records.staff({ role: 'manager' });
  }, 60_000);
  afterAll(() => records.close());

  const add = (more: Partial<PayerCreate> & { name: string }) =>
    records.tx((manager) =>
      book.add(
        manager,
        {
          kind: 'insurer',
          aliases: [],
          otherElectronicIds: [],
          selfFunded: false,
          active: true,
          ...more,
        },
        actor,
        NOW,
      ),
    );
  const get = (id: string) => records.payers.get(records.source.manager, id);

  test.each([
    ['bluecross tx', 'Blue Cross Blue Shield of Texas'],
    ['blue cros of texas', 'Blue Cross Blue Shield of Texas'],
    ['bcbs tx', 'Blue Cross Blue Shield of Texas'],
    ['unitd helthcare', 'UnitedHealthcare'],
    ['uhc', 'UnitedHealthcare'],
    ['aetnna', 'Aetna'],
    ['kaizer', 'Kaiser Permanente'],
    ['humanna', 'Humana'],
    ['florida blu', 'Florida Blue'],
  ])('%s finds %s first or second', async (typed, name) => {
    const found = await records.payers.find(records.source.manager, typed, 5);
    expect(found.slice(0, 2).map((payer) => payer.name)).toContain(name);
  });

  test('a name means one payer, as a name or an alias, in any letters', async () => {
    const first = await add({ name: 'Quillfeather Health', aliases: ['QFH'] });
    await expect(add({ name: 'qfh' })).rejects.toMatchObject({
      code: 'payer.name_taken',
      errors: { name: expect.any(String) },
    });
    await expect(add({ name: 'Other', aliases: ['QUILLFEATHER health'] })).rejects.toMatchObject({
      errors: { aliases: expect.any(String) },
    });
    await expect(
      add({ name: 'Third', carvedOutToId: '0190a0a0-0000-7000-8000-000000000000' }),
    ).rejects.toMatchObject({
      code: 'request.invalid',
      errors: { carvedOutToId: expect.any(String) },
    });
    const edited = await records.tx((manager) =>
      book.edit(
        manager,
        first.id,
        { version: 1, aliases: ['Quill', 'quill'], fact: 'Asks for a referral.' },
        actor,
        NOW,
      ),
    );
    expect(edited).toMatchObject({
      version: 2,
      aliases: ['quill'],
      fact: 'Asks for a referral.',
      name: 'Quillfeather Health',
    });
    await expect(
      records.tx((manager) => book.edit(manager, first.id, { version: 1, fact: 'x' }, actor, NOW)),
    ).rejects.toMatchObject({
      code: 'record.version_conflict',
      details: { current: { fact: 'Asks for a referral.' } },
    });
  });

  test('merged and turned back: names, coverages, carve-outs and rules follow and go home', async () => {
    const kept = await add({ name: 'Marshlight Health', aliases: ['Marsh'] });
    const double = await add({ name: 'Marsh Light', aliases: ['MLH'], electronicId: 'M1' });
    const handedOn = await add({ name: 'Reedbank', carvedOutToId: double.id });
    const { leadId } = await records.lead();
    await records.tx((manager) =>
      records.coverages.record(manager, leadId, { payerText: 'mlh' }, actor, NOW),
    );
    const rule = '0190a0a0-0000-7000-8000-00000000aaaa';
    await records.source.query(
      `INSERT INTO routing_rule (id, position, name, conditions, target) VALUES ($1, 1, 'r', $2, '{}')`,
      [rule, JSON.stringify({ payerIds: [double.id], urgencies: ['P1'] })],
    );
    const payerOf = async () => {
      const [row] = await records.source.query('SELECT payer_id FROM coverage WHERE lead_id = $1', [
        leadId,
      ]);
      return row.payer_id;
    };
    const ruled = async () =>
      (await records.source.query('SELECT conditions FROM routing_rule WHERE id = $1', [rule]))[0]
        .conditions.payerIds;
    const before = {
      kept: await get(kept.id),
      double: await get(double.id),
      handedOn: await get(handedOn.id),
    };
    expect(await payerOf()).toBe(double.id);

    const id = await records.tx((manager) =>
      merging.merge(manager, double.id, { version: 1, intoId: kept.id }, actor, NOW),
    );
    expect(await get(kept.id)).toMatchObject({ aliases: ['MLH', 'Marsh', 'Marsh Light'] });
    expect(await get(double.id)).toMatchObject({
      mergedIntoId: kept.id,
      active: false,
      aliases: [],
    });
    expect((await get(handedOn.id)).carvedOutToId).toBe(kept.id);
    expect(await payerOf()).toBe(kept.id);
    expect(await ruled()).toEqual([kept.id]);
    expect(await records.payers.match(records.source.manager, 'marsh light')).toMatchObject({
      id: kept.id,
    });
    expect(await merging.of(records.source.manager, kept.id)).toMatchObject([
      { id, merged: { name: 'Marsh Light' }, coverages: 1, undoneAt: null },
    ]);
    await expect(
      records.tx((manager) =>
        merging.merge(manager, double.id, { version: 2, intoId: kept.id }, actor, NOW),
      ),
    ).rejects.toMatchObject({ code: 'payer.merge_not_possible' });

    await records.tx((manager) => merging.undo(manager, id, actor, NOW));
    for (const [name, was] of Object.entries(before)) {
      const { version: _version, ...is } = await get(was.id);
      const { version: _before, ...expected } = was;
      expect([name, is]).toEqual([name, expected]);
    }
    expect(await payerOf()).toBe(double.id);
    expect(await ruled()).toEqual([double.id]);
    await expect(
      records.tx((manager) => merging.undo(manager, id, actor, NOW)),
    ).rejects.toMatchObject({
      code: 'payer_merge.already_undone',
    });
  });

  test('everything that names a payer follows or is said to stay', async () => {
    const keys: { name: string }[] = await records.source.query(
      `SELECT c.conrelid::regclass::text || '.' || a.attname AS name FROM pg_constraint c
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
       WHERE c.contype = 'f' AND c.confrelid = 'payer'::regclass`,
    );
    const follows = PAYER_REFERENCES.map(({ table, column }) => `${table}.${column}`);
    expect(keys.map(({ name }) => name).sort()).toEqual(
      [...follows, ...Object.keys(PAYER_STAYS)].sort(),
    );
  });
});
