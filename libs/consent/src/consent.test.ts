import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Records, openRecords } from '../../../test/records.js';
import { ANSWER_BY_TEXT, type LedgerRow, stands } from './standing.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 15, minute));
const row = (
  decision: 'given' | 'revoked',
  minute: number,
  contactPointId: string | null = 'p1',
  scope: 'sms' | 'call' = 'sms',
  origin = 'desk',
): LedgerRow => ({ decision, at: at(minute), contactPointId, scope, origin });
const implied = (minute: number) => row('given', minute, 'p1', 'sms', ANSWER_BY_TEXT);

describe('stands', () => {
  test.each<[string, LedgerRow[], boolean]>([
    ['nothing was said', [], false],
    ['given', [row('given', 1)], true],
    ['given for all points', [row('given', 1, null)], true],
    ['given for another point', [row('given', 1, 'p2')], false],
    ['given in another scope', [row('given', 1, 'p1', 'call')], false],
    ['revoked after', [row('given', 1), row('revoked', 2)], false],
    ['given again', [row('revoked', 2), row('given', 3), row('given', 1)], true],
    ['revoked for all points after', [row('given', 1), row('revoked', 2, null)], false],
    ['revoked elsewhere', [row('given', 1), row('revoked', 2, 'p2')], true],
    ['both at the same moment', [row('revoked', 1), row('given', 1)], false],
    ['implied by a text', [implied(1)], true],
    ['implied by a text after a stop', [row('revoked', 1), implied(2)], false],
    [
      'implied, then stopped, written down in the other order',
      [row('revoked', 2), implied(1)],
      false,
    ],
    [
      'given again after a stop, and implied',
      [row('revoked', 1), row('given', 2), implied(3)],
      true,
    ],
    ['both at the same moment, the other way', [row('given', 1), row('revoked', 1)], false],
  ])('%s', (_, ledger, standing) => {
    expect(stands(ledger, 'sms', 'p1')).toBe(standing);
  });
});

describe('R10 the ledger on the database', () => {
  let records: Records;
  beforeAll(async () => {
    records = await openRecords();
  }, 60_000);
  afterAll(() => records.close());

  test('a stop word takes all channels back, in one transaction with its audit', async () => {
    const { consent, tx, source } = records;
    const { patientId, pointId } = await records.lead();
    const actor = { kind: 'system' } as const;
    const said = { personId: patientId, contactPointId: pointId, origin: 'sms' };
    await tx(async (manager) => {
      const given = { ...said, decision: 'given', wording: 'Text me about my request.' } as const;
      await consent.record(manager, { ...given, scope: 'sms', at: at(1) }, actor, at(1));
      await consent.record(manager, { ...given, scope: 'call', at: at(1) }, actor, at(1));
    });
    const scopes = async () =>
      (await consent.standing(source.manager, [patientId])).scopes(patientId, pointId);
    expect(await scopes()).toEqual(['call', 'sms']);
    await tx((manager) =>
      consent.revokeContact(manager, { ...said, wording: 'STOP', at: at(2) }, actor, at(2)),
    );
    expect(await scopes()).toEqual([]);
    const audit = await source.query(
      "SELECT action FROM audit_event WHERE person_id = $1 AND resource = 'consent' ORDER BY id",
      [patientId],
    );
    expect(audit.map(({ action }: { action: string }) => action)).toEqual([
      'consent.given',
      'consent.given',
      'consent.revoked',
      'consent.revoked',
      'consent.revoked',
    ]);
  });

  test('a row can never be changed or deleted by a process', async () => {
    const { source } = records;
    await expect(source.query("UPDATE consent SET decision = 'given'")).rejects.toMatchObject({
      driverError: { code: '42501' },
    });
    await expect(source.query('DELETE FROM consent')).rejects.toMatchObject({
      driverError: { code: '42501' },
    });
  });
});
