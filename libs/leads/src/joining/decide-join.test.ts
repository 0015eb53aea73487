import { describe, expect, test } from '@jest/globals';
import {
  type CandidateLead,
  decideJoin,
  type JoinCandidate,
  type JoinDecision,
  type JoinInquiry,
} from './decide-join.js';

const lead = (leadId: string, change: Partial<CandidateLead> = {}): CandidateLead => ({
  leadId,
  open: true,
  role: 'patient',
  relationship: 'self',
  patientNamed: true,
  sameRequest: false,
  ...change,
});
const about = (leadId: string, relationship: string, change: Partial<CandidateLead> = {}) =>
  lead(leadId, { role: 'contact', relationship, patientNamed: false, ...change });
const person = (
  personId: string,
  name: string | null,
  ...leads: CandidateLead[]
): JoinCandidate => ({ personId, name, leads });

const self = (name: string | null): JoinInquiry => ({ name, forWhom: 'self', relationship: null });
const other = (name: string | null, relationship: string | null): JoinInquiry => ({
  name,
  forWhom: 'other',
  relationship,
});

const joins = (leadId: string) => ({ outcome: 'join', leadId });
const opens = (requesterId: string | null, matches: string[] = [], requesterIsPatient = true) => ({
  outcome: 'open',
  requesterId,
  requesterIsPatient,
  matches,
});

function short(decision: JoinDecision) {
  if (decision.outcome === 'join') return { outcome: 'join', leadId: decision.leadId };
  const { outcome, requesterId, requesterIsPatient, possibleMatches } = decision;
  const matches = possibleMatches.map(({ leadId }) => leadId);
  return { outcome, requesterId, requesterIsPatient, matches };
}

const MARIA = person('maria', 'Maria Lopez', lead('L1'));
const JOHN = person('john', 'John Lopez');

describe('decideJoin', () => {
  test.each<[string, JoinInquiry, JoinCandidate[], object]>([
    ['nobody known', self('Maria Lopez'), [], opens(null)],
    ['the same name and contact', self('Maria Lopez'), [MARIA], joins('L1')],
    ['the same words in another order', self('LÓPEZ, maria'), [MARIA], joins('L1')],
    ['another name at the same number', self('John Lopez'), [MARIA], opens(null, ['L1'])],
    ['a shorter name is another name', self('Maria'), [MARIA], opens(null, ['L1'])],
    ['a name without letters is none of theirs', self('???'), [MARIA], opens(null, ['L1'])],
    [
      'the same person after closing',
      self('Maria Lopez'),
      [person('maria', 'Maria Lopez', lead('L0', { open: false }))],
      opens('maria'),
    ],
    [
      'one of two at the number',
      self('Maria Lopez'),
      [MARIA, person('john', 'John Lopez', lead('L2'))],
      joins('L1'),
    ],
    ['known, but never a patient', self('John Lopez'), [MARIA, JOHN], opens('john', ['L1'])],
    [
      'asked for somebody else before',
      self('John Lopez'),
      [person('john', 'John Lopez', about('L3', 'spouse'))],
      opens('john', ['L3']),
    ],
    [
      'two of the same name, both with open leads',
      self('Maria Lopez'),
      [MARIA, person('maria2', 'Maria Lopez', lead('L4'))],
      opens(null, ['L1', 'L4']),
    ],

    ['a call from a stranger', self(null), [], opens(null)],
    ['a call from the number of one patient', self(null), [MARIA], joins('L1')],
    [
      'a call from the number of one contact',
      self(null),
      [person('john', 'John', about('L3', 'friend'))],
      joins('L3'),
    ],
    [
      'one person, patient here and contact there',
      self(null),
      [person('maria', 'Maria', lead('L1'), about('L3', 'sibling'))],
      joins('L1'),
    ],
    [
      'one contact of two leads',
      self(null),
      [person('john', 'John', about('L3', 'child'), about('L5', 'friend'))],
      opens('john', ['L3', 'L5'], false),
    ],
    ['a call from a shared number', self(null), [MARIA, JOHN], opens(null, ['L1'])],
    [
      'one person, only closed leads',
      self(null),
      [person('maria', 'Maria', lead('L0', { open: false }))],
      opens('maria'),
    ],
    [
      'one person, only a closed lead of somebody else',
      self(null),
      [person('john', 'John', about('L0', 'spouse', { open: false }))],
      opens('john', [], false),
    ],

    [
      'for the husband once more',
      other('Ann Smith', 'spouse'),
      [person('ann', 'Ann Smith', about('L6', 'spouse'))],
      joins('L6'),
    ],
    [
      'for a parent once more',
      other('Ann Smith', 'parent'),
      [person('ann', 'Ann Smith', about('L6', 'parent'))],
      joins('L6'),
    ],
    [
      'for a child: there may be two',
      other('Ann Smith', 'child'),
      [person('ann', 'Ann Smith', about('L6', 'child'))],
      opens('ann', ['L6'], false),
    ],
    [
      'for a child, word for word the same',
      other('Ann Smith', 'child'),
      [person('ann', 'Ann Smith', about('L6', 'child', { sameRequest: true }))],
      joins('L6'),
    ],
    [
      'for another relationship',
      other('Ann Smith', 'partner'),
      [person('ann', 'Ann Smith', about('L6', 'spouse'))],
      opens('ann', ['L6'], false),
    ],
    [
      'the patient has a name by now',
      other('Ann Smith', 'spouse'),
      [person('ann', 'Ann Smith', about('L6', 'spouse', { patientNamed: true }))],
      opens('ann', ['L6'], false),
    ],
    [
      'the lead is closed',
      other('Ann Smith', 'spouse'),
      [person('ann', 'Ann Smith', about('L6', 'spouse', { open: false }))],
      opens('ann', [], false),
    ],
    [
      'another requester at the number',
      other('Bob Smith', 'spouse'),
      [person('ann', 'Ann Smith', about('L6', 'spouse'))],
      opens(null, ['L6'], false),
    ],
    [
      'the requester is a patient themselves',
      other('Maria Lopez', 'friend'),
      [MARIA],
      opens('maria', ['L1'], false),
    ],
    [
      'no relationship said',
      other('Ann Smith', null),
      [person('ann', 'Ann Smith', about('L6', 'spouse'))],
      opens('ann', ['L6'], false),
    ],
  ])('%s', (_, inquiry, candidates, expected) => {
    expect(short(decideJoin(inquiry, candidates))).toEqual(expected);
    expect(short(decideJoin(inquiry, candidates.toReversed()))).toEqual({
      ...expected,
      ...('matches' in expected
        ? { matches: expect.arrayContaining(expected.matches as string[]) }
        : {}),
    });
  });

  test('a nameless call that joins says why', () => {
    expect(decideJoin(self(null), [MARIA])).toMatchObject({
      because: 'No name given; the number belongs to one person only.',
    });
  });

  test('a closed lead is never joined', () => {
    const closed = { open: false, sameRequest: true };
    const candidates = [person('a', 'Ann', lead('L1', closed), about('L2', 'spouse', closed))];
    for (const inquiry of [self('Ann'), self(null), other('Ann', 'spouse')]) {
      expect(decideJoin(inquiry, candidates)).toMatchObject({
        outcome: 'open',
        possibleMatches: [],
      });
    }
  });
});
