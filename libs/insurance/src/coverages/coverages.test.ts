import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { newId } from '#platform';
import { type Records, openRecords } from '../../../../test/records.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const ACTOR = { kind: 'system' } as const;

describe('insurance on the database', () => {
  let records: Records;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    records = await openRecords('desk');
    for (const [name, aliases] of [
      ['Evergreen Mutual Health', ['Evergreen', 'EMH of Texas']],
      ['Evergreen Mutual Dental', []],
      ['Bluewater Behavioral', ['BWB']],
    ] as const) {
      const id = newId();
      ids[name] = id;
      await records.source.query("INSERT INTO payer (id, name, kind) VALUES ($1, $2, 'insurer')", [
        id,
        name,
      ]);
      for (const alias of aliases) {
        await records.source.query('INSERT INTO payer_alias (payer_id, alias) VALUES ($1, $2)', [
          id,
          alias,
        ]);
      }
    }
  }, 60_000);
  afterAll(() => records.close());

  test.each([
    ['Evergreen Mutual Health', 'Evergreen Mutual Health'],
    ['  evergreen   MUTUAL health ', 'Evergreen Mutual Health'],
    ['emh of texas', 'Evergreen Mutual Health'],
    ['Bluewatr Behavioral', 'Bluewater Behavioral'],
    ['Bluewater Behavoral', 'Bluewater Behavioral'],
    ['Sunlit Uplands Cooperative', null],
    ['', null],
    ["'; DROP TABLE payer; --", null],
  ])('match(%j) is %j', async (text, name) => {
    const found = await records.payers.match(records.source.manager, text);
    expect(found?.name ?? null).toBe(name);
  });

  test.each([
    ['everg', 'Evergreen Mutual Health'],
    ['bluwater', 'Bluewater Behavioral'],
    ['BWB', 'Bluewater Behavioral'],
  ])('find(%j) has %j first or near it', async (text, name) => {
    const found = await records.payers.find(records.source.manager, text, 3);
    expect(found.map((payer) => payer.name)).toContain(name);
  });

  test('100 % is text, not a pattern', async () => {
    expect(await records.payers.find(records.source.manager, '%%%')).toEqual([]);
  });

  test('R2 R5 an inquiry gives one coverage, encrypted, its payer found and its words kept', async () => {
    const { coverages, tx, source } = records;
    const { leadId } = await records.lead();
    const inquiryId = newId();
    await source.query(
      'SELECT take_inquiry($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9, $10, $11, $12, $13)',
      [
        inquiryId,
        newId(),
        'form',
        'test',
        inquiryId,
        NOW,
        'A',
        randomBytes(32),
        randomBytes(32),
        randomBytes(32),
        'k',
        randomBytes(9),
        [],
      ],
    );
    const record = () =>
      tx((manager) =>
        coverages.record(
          manager,
          leadId,
          {
            payerText: 'emh of texas',
            planType: 'ppo',
            memberId: 'CANARY123',
            groupNumber: 'CANARY-G',
            subscriberName: 'Canary Parent',
            subscriberRelationship: 'parent',
            inquiryId,
          },
          ACTOR,
          NOW,
        ),
      );
    const [first, second] = [await record(), await record()];
    expect(second).toBeNull();
    expect(await coverages.ofLead(source.manager, leadId)).toMatchObject([
      {
        id: first,
        payerId: ids['Evergreen Mutual Health'],
        payerText: 'emh of texas',
        memberId: 'CANARY123',
        subscriberName: 'Canary Parent',
        priority: 1,
      },
    ]);
    const [{ text }] = await source.query(
      "SELECT string_agg(c::text, ' ') AS text FROM coverage c",
    );
    expect(text).not.toMatch(/canary|emh/i);
    const [lead] = await source.query('SELECT payment FROM lead WHERE id = $1', [leadId]);
    expect(lead.payment).toBe('coverage');
  });

  test.each([
    ['self_pay', 'self_pay'],
    ['sliding_scale', 'self_pay'],
    ['state_funded', 'state_funded'],
    ['medicaid', 'coverage'],
  ] as const)('a plan type %s means the lead is paid by %s', async (planType, payment) => {
    const { leadId } = await records.lead({ phone: `+1555010${1000 + planType.length}` });
    await records.tx((manager) =>
      records.coverages.record(manager, leadId, { planType }, ACTOR, NOW),
    );
    const [lead] = await records.source.query('SELECT payment FROM lead WHERE id = $1', [leadId]);
    expect(lead.payment).toBe(payment);
  });

  test('an edit needs the version it read; a second coverage pays second', async () => {
    const { coverages, tx, source } = records;
    const { leadId } = await records.lead({ phone: '+15550100402' });
    const id = await tx((manager) =>
      coverages.record(manager, leadId, { payerText: 'A' }, ACTOR, NOW),
    );
    await tx((manager) => coverages.record(manager, leadId, { payerText: 'B' }, ACTOR, NOW));
    const edit = (version: number, memberId: string) =>
      tx((manager) =>
        coverages.edit(manager, id ?? '', { version, planType: 'hmo', memberId }, ACTOR, NOW),
      );
    await edit(1, 'ONE');
    await expect(edit(1, 'TWO')).rejects.toMatchObject({
      code: 'record.version_conflict',
      details: { current: { memberId: 'ONE', version: 2 }, yours: { memberId: 'TWO' } },
    });
    const all = await coverages.ofLead(source.manager, leadId);
    expect(all).toMatchObject([
      { memberId: 'ONE', planType: 'hmo', priority: 1 },
      { payerText: 'B', priority: 2 },
    ]);
  });
});
