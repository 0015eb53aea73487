import { describe, expect, test } from '@jest/globals';
import type { Ring } from '../routing/routing.js';
import { firstStep, nextStep } from './ring-plan.js';

const CALLED = '+18885550100';
const phones = { dutyPhone: '+12025550111', backupPhone: '+12025550122' };
const ana = { client: 'staff_a' };
const ben = { client: 'staff_b' };
const office = { phone: '+12025550133' };
const together: Ring = { inTurn: false, seconds: 20, members: [[ana], [], [office, ana], [ben]] };
const inTurn: Ring = { ...together, inTurn: true, members: [[ana], [], [office], [ben]] };

/** Everyone who is rung when nobody takes it, by step. */
function rungInAll(ring: Ring | null, from = phones, called = CALLED): string[] {
  const told: string[] = [];
  for (
    let step = firstStep(from, ring, called);
    step;
    step = nextStep(from, ring, called, step.name)
  ) {
    const lines = step.lines.map((line) => ('phone' in line ? line.phone : line.client));
    told.push(`${step.name} ${step.seconds}s ${lines.join('+')}`);
  }
  return told;
}

describe('who rings, when nobody takes it', () => {
  const DUTY = 'duty 25s +12025550111';
  const BACKUP = 'backup 25s +12025550122';
  test.each<[string, Ring | null, typeof phones, string[]]>([
    ['without a group', null, phones, [DUTY, BACKUP]],
    [
      'all at once, each once',
      together,
      phones,
      ['group 20s staff_a++12025550133+staff_b', DUTY, BACKUP],
    ],
    [
      'one after another, without those who are not there',
      inTurn,
      phones,
      ['m0 20s staff_a', 'm2 20s +12025550133', 'm3 20s staff_b', DUTY, BACKUP],
    ],
    ['nobody of the group is there', { ...together, members: [[], []] }, phones, [DUTY, BACKUP]],
    [
      'the number called is in the group and on duty',
      { ...inTurn, members: [[{ phone: CALLED }], [ben]] },
      { dutyPhone: CALLED, backupPhone: '+12025550122' },
      ['m1 20s staff_b', BACKUP],
    ],
  ])('%s', (_name, ring, from, told) => {
    expect(rungInAll(ring, from)).toEqual(told);
  });

  test('nobody at all', () => {
    const nobody = { dutyPhone: null, backupPhone: null };
    expect(firstStep(nobody, null, CALLED)).toBeUndefined();
  });

  test('no more than ten at once', () => {
    const many = {
      ...together,
      members: [Array.from({ length: 14 }, (_, n) => ({ client: `staff_${n}` }))],
    };
    expect(firstStep(phones, many, CALLED)?.lines).toHaveLength(10);
  });

  test('a group that was changed while it rang goes on with the duty phone', () => {
    expect(nextStep(phones, together, CALLED, 'm1')?.name).toBe('duty');
    expect(nextStep(phones, inTurn, CALLED, 'group')?.name).toBe('duty');
    expect(nextStep(phones, null, CALLED, 'anything')?.name).toBe('duty');
    expect(nextStep(phones, inTurn, CALLED, 'backup')).toBeUndefined();
  });
});
