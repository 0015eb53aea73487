import { describe, expect, test } from '@jest/globals';
import { CadencePlan, isContactStep } from '#contract';
import { SHIPPED_TEMPLATES } from '#messages';
import { foresee } from '../src/cadences/foresee.js';
import { SHIPPED_CADENCES } from '../src/cadences/shipped-plans.js';
import { at, facts, reach, way, ZONE } from './plan-cases.js';

const START = at('2026-12-01T10:00');

/** What a shipped plan does to somebody in New York who never answers. */
function dates(code: string, change: Parameters<typeof reach>[0] = {}): string[] {
  const plan = SHIPPED_CADENCES.find((one) => one.code === code)?.steps ?? [];
  const begun = facts({ startedAt: START });
  const { steps } = foresee(plan, begun, START, ZONE, reach({ asOf: START, ...change }));
  return steps.map(({ step, at: when, skipped }) => {
    const local = when.toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 16);
    return `${step.kind} ${skipped ?? local}`;
  });
}

describe('the shipped plans', () => {
  test.each(SHIPPED_CADENCES.map((one) => [one.code, one] as const))(
    '%s is a plan by the rules of the contract, of templates that are shipped',
    (_code, { steps }) => {
      expect(CadencePlan.parse(steps)).toEqual(steps);
      for (const step of steps.filter(isContactStep)) {
        if (step.kind === 'call') continue;
        expect(SHIPPED_TEMPLATES).toContainEqual(
          expect.objectContaining({ code: step.template, channel: step.kind }),
        );
      }
    },
  );

  test('one of them is the default, and that one is not only for who asks', () => {
    const usual = SHIPPED_CADENCES.filter(({ isDefault }) => isDefault);
    expect(usual).toMatchObject([{ code: 'first_contact', onRequest: false }]);
  });

  test('first contact: now, a text after two minutes, within the hour, then other parts of days 2, 3, 5, 7', () => {
    expect(dates('first_contact')).toEqual([
      'call 2026-12-01 10:00',
      'sms 2026-12-01 10:02',
      'call 2026-12-01 10:47',
      'call 2026-12-02 12:00',
      'email 2026-12-02 12:30',
      'call 2026-12-03 17:00',
      'call 2026-12-05 12:00',
      'call 2026-12-07 17:00',
      'email 2026-12-07 17:30',
    ]);
  });

  test('without consent to texts and e-mails the calls alone are left', () => {
    const ways = [way('call'), way('sms', { ledger: [] }), way('email', { ledger: [] })];
    expect(dates('first_contact', { ways }).filter((line) => !line.startsWith('call'))).toEqual([
      'sms no_consent',
      'email no_consent',
      'email no_consent',
    ]);
  });

  test('staying in touch ends within 90 days', () => {
    expect(dates('stay_in_touch').at(-1)).toBe('email 2027-02-26 08:00');
  });
});
