import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { URGENCIES, type UrgencyReason } from '#contract';
import { LeadEntity } from '../lead.entity.js';
import { moreUrgent } from '../urgency/triage.js';
import {
  differences,
  type LeadValues,
  mergedValues,
  type MergeSide,
  restoredValues,
  same,
  storedValues,
} from './merge-fields.js';
import { type MergeFacts, mergeRefusal } from './merge-refusal.js';

const FINE: MergeFacts = {
  sameLead: false,
  keptMergedInto: null,
  mergedMergedInto: null,
  keptOpen: true,
  mergedOpen: true,
  patientIsContactOfOther: false,
  otherOpen: [],
};

describe('whether two leads may become one', () => {
  test.each<[string, Partial<MergeFacts>, RegExp | null]>([
    ['both open', {}, null],
    ['an earlier, closed one into the open one', { mergedOpen: false }, null],
    ['two closed ones', { keptOpen: false, mergedOpen: false }, null],
    ['the open one into a closed one', { keptOpen: false }, /merge this one into the other/],
    ['one into itself', { sameLead: true }, /with itself/],
    ['one that was merged already', { mergedMergedInto: 1007 }, /into #1007 already/],
    ['into one that was merged away', { keptMergedInto: 1008 }, /into #1008: merge into that/],
    ['a mother and her child', { patientIsContactOfOther: true }, /two people/],
    ['a person with a third open lead', { otherOpen: [1009] }, /#1009 first/],
  ])('%s', (_, facts, refusal) => {
    const said = mergeRefusal({ ...FINE, ...facts });
    if (refusal === null) expect(said).toBeNull();
    else expect(said).toMatch(refusal);
  });
});

const time = fc.option(
  fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
  { nil: null },
);
const text = fc.option(fc.constantFrom('a', 'b', 'unknown'), { nil: null });
const reasons: fc.Arbitrary<UrgencyReason[]> = fc.uniqueArray(
  fc.record({ rule: fc.constantFrom('r1', 'r2', 'r3'), because: fc.constantFrom('x', 'y') }),
  { selector: ({ rule }) => rule },
);
const values = fc.record({
  forWhom: fc.constantFrom('self' as const, 'other' as const),
  language: fc.constantFrom('en', 'es'),
  zip: text,
  state: text,
  age: fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }),
  pregnant: text,
  whenWanted: text,
  substances: fc.subarray(['alcohol', 'opioids']),
  levelRequested: text,
  levelScreened: text,
  payment: text,
  ownerId: text,
  teamId: text,
  sourceId: fc.constantFrom('s1', 's2'),
  urgency: fc.constantFrom(...URGENCIES.map(({ code }) => code)),
  urgencyReasons: reasons,
  urgencyRulesVersion: fc.integer({ min: 1, max: 3 }),
  lowCostOfferedAt: time,
  receivedAt: time.filter((at) => at !== null),
  firstAttemptAt: time,
  firstContactAt: time,
  lastAttemptAt: time,
  lastContactAt: time,
  attempts: fc.integer({ min: 0, max: 9 }),
}) as fc.Arbitrary<LeadValues>;
const side = fc.record({ values, patientName: text }).map(
  ({ values: of, patientName }): MergeSide => ({
    lead: Object.assign(new LeadEntity(), of),
    patientName,
  }),
);

describe('the values of two leads', () => {
  test('what is known wins over what is not, else the kept one’s, unless somebody chooses', () => {
    fc.assert(
      fc.property(side, side, (kept, merged) => {
        for (const { field, suggested, kept: mine } of differences(kept, merged)) {
          const empty = mine === null || mine === 'unknown' || same(mine, []);
          if (!empty) expect({ field, suggested }).toEqual({ field, suggested: 'kept' });
          const chosen = mergedValues(kept, merged, { [field]: 'merged' });
          const value =
            field === 'patientName' ? chosen.patientName : chosen.values[field as keyof LeadValues];
          const theirs =
            field === 'patientName' ? merged.patientName : merged.lead[field as keyof LeadValues];
          expect({ field, value }).toEqual({ field, value: theirs });
        }
      }),
    );
  });

  test('the urgency never falls, and no attempt, earlier time or later one is lost', () => {
    fc.assert(
      fc.property(side, side, (kept, merged) => {
        const { values: after } = mergedValues(kept, merged, {});
        const { lead: one } = kept;
        const { lead: other } = merged;
        expect(after.urgency).toBe(moreUrgent(one.urgency, other.urgency));
        expect(after.attempts).toBe(one.attempts + other.attempts);
        expect(after.receivedAt <= one.receivedAt && after.receivedAt <= other.receivedAt).toBe(
          true,
        );
        for (const each of [one, other]) {
          if (each.firstAttemptAt) expect(after.firstAttemptAt! <= each.firstAttemptAt).toBe(true);
          if (each.lastContactAt) expect(after.lastContactAt! >= each.lastContactAt).toBe(true);
        }
      }),
    );
  });

  test('undoing gives back what was there, and leaves what was changed since', () => {
    fc.assert(
      fc.property(
        side,
        side,
        values,
        fc.subarray(['zip', 'age', 'payment', 'ownerId'] as const),
        (kept, merged, edits, edited) => {
          const before = storedValues(kept.lead);
          const { values: result } = mergedValues(kept, merged, {});
          const after = storedValues(result);
          const current: LeadValues = { ...result, attempts: result.attempts + 2 };
          for (const field of edited) Object.assign(current, { [field]: edits[field] });
          const restored = { ...current, ...restoredValues(before, after, current) };
          const expected: Record<string, unknown> = { ...before, attempts: kept.lead.attempts + 2 };
          for (const field of edited) {
            if (!same(edits[field], after[field])) expected[field] = edits[field];
          }
          expect(storedValues(restored)).toEqual(expected);
        },
      ),
    );
  });
});
