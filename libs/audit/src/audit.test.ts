import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Records, openRecords } from '../../../test/records.js';
import { chainHead, linkAudit } from './link-audit.js';
import { verifyAudit } from './verify-audit.js';

const NOW = new Date('2026-11-24T15:00:00.123Z');

describe('R6 the audit chain', () => {
  let records: Records;
  beforeAll(async () => {
    records = await openRecords();
  }, 60_000);
  afterAll(() => records.close());

  const record = (count: number) =>
    records.tx((manager) =>
      records.audit.recordAll(
        manager,
        Array.from({ length: count }, (_, index) => ({
          actor: { kind: 'system' as const, requestId: 'r1', ip: '127.0.0.1' },
          action: 'lead.read',
          resource: 'lead',
          resourceId: String(index),
          reason: `canary reason ${index}`,
          details: { index, list: [1, { b: 2, a: 1 }] },
        })),
        NOW,
      ),
    );
  const link = (options = {}) => records.tx((manager) => linkAudit(manager, options));
  const verify = (known: Parameters<typeof verifyAudit>[1] = []) =>
    verifyAudit(records.source.manager, known);
  /** As somebody who owns the database could. */
  async function asOwner(sql: string, values: unknown[] = []) {
    const owner = new Client({ connectionString: records.db.ownerUrl });
    await owner.connect();
    try {
      return await owner.query(sql, values);
    } finally {
      await owner.end();
    }
  }

  test('rows commit unchained, are linked soon after, and the tail is reported until then', async () => {
    await record(5);
    expect(await verify()).toMatchObject({ links: 0, faults: [], unlinked: 5 });
    expect(await link({ limit: 3 })).toBe(3);
    expect(await link()).toBe(2);
    expect(await link()).toBe(0);
    expect(await verify()).toMatchObject({ links: 5, faults: [], unlinked: 0 });
    await record(2);
    expect(await verify()).toMatchObject({ links: 5, unlinked: 2 });
  });

  test('two linkers at once make one chain', async () => {
    await record(40);
    const linked = await Promise.all([link({ limit: 30 }), link({ limit: 30 }), link()]);
    expect(linked.reduce((sum, count) => sum + count, 0)).toBe(42);
    expect(await verify()).toMatchObject({ links: 47, faults: [], unlinked: 0 });
  });

  test('R5 a reason is stored encrypted and read back', async () => {
    const [id] = await record(1);
    const [row] = await records.source.query('SELECT * FROM audit_event WHERE id = $1', [id]);
    expect(JSON.stringify(row)).not.toContain('canary');
    expect(records.audit.reasonOf({ id: row.id, reasonEnc: row.reason_enc })).toBe(
      'canary reason 0',
    );
    await link();
  });

  test('a row that was committed late is left to a long look, whose reach is ten minutes', async () => {
    await record(1);
    await link();
    await asOwner(
      `INSERT INTO audit_event (id, at, actor_kind, action, resource)
       VALUES (uuidv7(interval '-1 minute'), now(), 'system', 'lead.read', 'lead')`,
    );
    await record(1);
    expect(await link({ quick: true })).toBe(1);
    expect(await verify()).toMatchObject({ unlinked: 1 });
    expect(await link()).toBe(1);
    expect(await verify()).toMatchObject({ faults: [], unlinked: 0 });
  });

  test('a row with an old id, restored later, is found by a full pass', async () => {
    await asOwner(
      `INSERT INTO audit_event (id, at, actor_kind, action, resource)
       VALUES ('00000000-0000-7000-8000-000000000001', now(), 'system', 'lead.read', 'lead')`,
    );
    expect(await link()).toBe(0);
    expect(await verify()).toMatchObject({ unlinked: 1 });
    expect(await link({ everything: true })).toBe(1);
    expect(await verify()).toMatchObject({ faults: [], unlinked: 0 });
  });

  test.each<[string, string, string, string]>([
    [
      'altering a row',
      "UPDATE audit_event SET action = 'nothing' WHERE id = (SELECT event_id FROM audit_link WHERE seq = 7)",
      'altered',
      "UPDATE audit_event SET action = 'lead.read' WHERE id = (SELECT event_id FROM audit_link WHERE seq = 7)",
    ],
    [
      'altering its details',
      `UPDATE audit_event SET details = details || '{"index": 99}' WHERE id = (SELECT event_id FROM audit_link WHERE seq = 7)`,
      'altered',
      '',
    ],
  ])('%s is named', async (_, sql, fault, undo) => {
    const before = await asOwner(
      'SELECT e.* FROM audit_event e JOIN audit_link l ON l.event_id = e.id WHERE l.seq = 7',
    );
    await asOwner(sql);
    expect((await verify()).faults).toEqual([{ seq: 7, eventId: before.rows[0].id, fault }]);
    if (undo) await asOwner(undo);
    else {
      await asOwner('UPDATE audit_event SET details = $2 WHERE id = $1', [
        before.rows[0].id,
        before.rows[0].details,
      ]);
    }
    expect((await verify()).faults).toEqual([]);
  });

  test('swapping two rows, deleting one with its link, and cutting the end off are named', async () => {
    const head = await chainHead(records.source.manager);
    if (!head) throw new Error('no chain');
    await asOwner(`
      BEGIN; SET LOCAL session_replication_role = replica;
      DELETE FROM audit_link WHERE seq = 20;
      DELETE FROM audit_link WHERE seq = (SELECT max(seq) FROM audit_link);
      UPDATE audit_link SET seq = seq + 1000 WHERE seq IN (10, 11);
      UPDATE audit_link SET seq = CASE seq WHEN 1010 THEN 11 ELSE 10 END WHERE seq IN (1010, 1011);
      COMMIT`);
    const { faults } = await verify([head]);
    expect(faults.map(({ seq, fault }) => `${seq} ${fault}`)).toEqual([
      '10 out_of_order',
      '11 out_of_order',
      '12 out_of_order',
      '21 deleted',
      `${head.seq} cut_off`,
    ]);
  });
});
