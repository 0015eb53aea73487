import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codesOf, DISCLOSURE_PURPOSES, PACKET_SECTIONS } from '#contract';
import { coveringConsent, lacks, type WantedDisclosure, type WrittenConsent } from './covers.js';
import { referralStatement } from './statement.js';
import { consentWording, wordingHash } from './wording.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const FULL: WrittenConsent = {
  id: 'consent-1',
  patientId: 'patient-1',
  patientName: 'Maria Lopez',
  discloser: 'Harbor Line Referral Services',
  facilityIds: ['facility-1', 'facility-2'],
  sections: ['identity', 'contact', 'needs'],
  purpose: 'treatment',
  saysRevocable: true,
  expiresAt: new Date('2027-11-24T15:00:00Z'),
  signedName: 'Maria Lopez',
  signedAt: new Date('2026-11-24T14:00:00Z'),
  revokedAt: null,
};
const WANTED: WantedDisclosure = {
  patientId: 'patient-1',
  facilityId: 'facility-1',
  sections: ['identity', 'needs'],
  purpose: 'treatment',
};

describe('R10 a consent covers a disclosure', () => {
  test('with every element of 42 CFR 2.31', () => {
    expect(lacks(FULL, WANTED, NOW)).toEqual([]);
  });

  // Each row drops one element: it is refused, and said.
  test.each<[string, Partial<WrittenConsent>, RegExp]>([
    ['the patient', { patientId: null }, /this patient/],
    ['the patient’s name', { patientName: ' ' }, /this patient/],
    ['another patient', { patientId: 'patient-2' }, /this patient/],
    ['the discloser', { discloser: null }, /who discloses/],
    ['the recipient', { facilityIds: [] }, /names this facility/],
    ['another recipient', { facilityIds: ['facility-2'] }, /names this facility/],
    ['what', { sections: [] }, /to disclose/],
    ['a part of what', { sections: ['identity'] }, /Substances|substances/],
    ['the purpose', { purpose: null }, /purpose/],
    ['the right to revoke', { saysRevocable: false }, /take the consent back/],
    ['the expiry', { expiresAt: null }, /when the consent ends/],
    ['it has expired', { expiresAt: NOW }, /not expired/],
    ['the signature', { signedName: null }, /signature/],
    ['an empty signature', { signedName: '' }, /signature/],
    ['its date', { signedAt: null }, /signature/],
    ['a date to come', { signedAt: new Date('2026-11-24T15:00:01Z') }, /future/],
    ['it was taken back', { revokedAt: NOW }, /taken back/],
  ])('R10 without %s it is refused', (_, change, missing) => {
    const said = lacks({ ...FULL, ...change }, WANTED, NOW);
    expect(said.join('; ')).toMatch(missing);
    expect(coveringConsent([{ ...FULL, ...change }], WANTED, NOW).consentId).toBeNull();
  });

  test('R10 what is asked for counts as well: nothing to disclose, another purpose, by its name', () => {
    expect(lacks(FULL, { ...WANTED, sections: [] }, NOW)).toEqual(['what is disclosed']);
    for (const { code, label } of DISCLOSURE_PURPOSES) {
      const wanted = { ...WANTED, purpose: code };
      expect(lacks({ ...FULL, purpose: null }, wanted, NOW)).toEqual([
        `a consent for this purpose: ${label}`,
      ]);
    }
  });

  test('R10 signed this very moment it counts, and taken back later it still does', () => {
    expect(lacks({ ...FULL, signedAt: NOW }, WANTED, NOW)).toEqual([]);
    const later = new Date(NOW.getTime() + 1);
    expect(lacks({ ...FULL, revokedAt: later }, WANTED, NOW)).toEqual([]);
  });

  test('R10 of several that do not cover it, what the nearest lacks is said', () => {
    const far = { ...FULL, id: 'far', facilityIds: [], sections: [], purpose: null };
    const near = { ...FULL, id: 'near', saysRevocable: false };
    const said = ['the right to take the consent back, in its words'];
    for (const order of [
      [far, near],
      [near, far],
    ]) {
      expect(coveringConsent(order, WANTED, NOW)).toEqual({ consentId: null, lacks: said });
    }
    // Of two that lack as much, the one signed last.
    const other = { ...FULL, id: 'other', discloser: null, signedAt: new Date(NOW.getTime() - 1) };
    expect(coveringConsent([near, other], WANTED, NOW).lacks).toEqual(['who discloses']);
    const unsigned = { ...FULL, id: 'unsigned', signedAt: null };
    expect(coveringConsent([unsigned, FULL, unsigned], WANTED, NOW)).toEqual({
      consentId: 'consent-1',
      lacks: [],
    });
  });

  test('R10 nothing is disclosed without a consent at all', () => {
    expect(coveringConsent([], WANTED, NOW)).toEqual({
      consentId: null,
      lacks: ['a consent signed by the patient'],
    });
  });

  test('of several the one signed last counts, and one that covers counts before any that does not', () => {
    const later = { ...FULL, id: 'later', signedAt: new Date('2026-11-24T14:30:00Z') };
    const gone = { ...FULL, id: 'gone', signedAt: NOW, revokedAt: NOW };
    expect(coveringConsent([FULL, gone, later], WANTED, NOW).consentId).toBe('later');
  });

  test('R10 whatever is let out was named: no disclosure goes beyond the consent’s sections and recipients', () => {
    const section = fc.constantFrom(...codesOf(PACKET_SECTIONS));
    const facility = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.uniqueArray(section),
        fc.uniqueArray(facility),
        fc.uniqueArray(section, { minLength: 1 }),
        facility,
        (sections, facilityIds, wantedSections, facilityId) => {
          const consent = { ...FULL, sections, facilityIds };
          const wanted = { ...WANTED, sections: wantedSections, facilityId };
          const covered = lacks(consent, wanted, NOW).length === 0;
          const named =
            facilityIds.includes(facilityId) &&
            wantedSections.every((one) => sections.includes(one));
          expect(covered).toBe(named);
        },
      ),
    );
  });
});

describe('the words that are signed', () => {
  const words = {
    patientName: 'María Łopez',
    discloser: 'Harbor Line Referral Services',
    phone: '(888) 555-0100',
    facilities: [
      { name: 'Cedar House', place: 'Austin, TX' },
      { name: 'Second Shore', place: null },
    ],
    sections: ['identity', 'needs'],
    expiresOn: new Date('2027-11-24T15:00:00Z'),
  } as const;

  test.each([
    [
      'en',
      /Who may share: Harbor/,
      /ends on November 24, 2027/,
      /take this consent back at any time/,
    ],
    [
      'es',
      /Quién puede compartir: Harbor/,
      /24 de noviembre de 2027/,
      /retirar este consentimiento/,
    ],
  ] as const)('R10 in %s hold every element', (language, discloser, expiry, revoke) => {
    const text = consentWording({ ...words, language });
    for (const part of [
      'María Łopez',
      'Cedar House, Austin, TX',
      'Second Shore',
      '(888) 555-0100',
    ]) {
      expect(text).toContain(part);
    }
    for (const pattern of [discloser, expiry, revoke, /42 CFR/]) expect(text).toMatch(pattern);
  });

  test('another letter is another hash', () => {
    const text = consentWording({ ...words, language: 'en' });
    expect(wordingHash(text)).toHaveLength(32);
    expect(wordingHash(`${text} `).equals(wordingHash(text))).toBe(false);
    expect(wordingHash(consentWording({ ...words, language: 'en' }))).toEqual(wordingHash(text));
  });
});

test.each(['en', 'es'] as const)(
  'R14 the statement says who we are, who pays and whose choice it is (%s)',
  (language) => {
    const facts = {
      language,
      organisation: 'Harbor Line',
      legalName: 'Harbor Line Referral Services',
      whoAnswers: 'Our intake staff answer.',
      whoPays: 'We pay for this ourselves.',
      facilities: [{ name: 'Cedar House', financialTie: 'none' as const }],
    };
    const text = referralStatement(facts);
    for (const part of [
      'Harbor Line Referral Services',
      'Our intake staff answer.',
      'We pay for this',
      'Cedar House',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(language === 'en' ? /not a treatment facility/ : /No es un centro/);
    expect(text).toMatch(language === 'en' ? /choice is yours/ : /Usted elige/);
  },
);

describe('R14 an owned or paying facility is named as such before a referral', () => {
  const house = {
    organisation: 'Harbor Line',
    legalName: 'Harbor Line Referral Services',
    whoAnswers: 'Our intake staff answer.',
    whoPays: 'We pay for this ourselves.',
  };
  test.each([
    ['owned', /Cedar House has the same owner/, /Cedar House tiene el mismo dueño/],
    ['pays', /Cedar House pays Harbor Line/, /Cedar House le paga a Harbor Line/],
    ['owned_and_pays', /same owner as .+, and pays it/, /mismo dueño que .+ y le paga/],
    ['none', /does not share an owner .+ does not pay/, /no comparte dueño .+ no le paga/],
    ['unknown', /has not recorded/, /no tiene anotado/],
  ] as const)('%s', (financialTie, english, spanish) => {
    const facilities = [{ name: 'Cedar House', financialTie }];
    expect(referralStatement({ ...house, language: 'en', facilities })).toMatch(english);
    expect(referralStatement({ ...house, language: 'es', facilities })).toMatch(spanish);
  });

  test('each of several, and nothing where none is chosen yet', () => {
    const facilities = [
      { name: 'Cedar House', financialTie: 'owned' as const },
      { name: 'Pine Street', financialTie: 'none' as const },
    ];
    const text = referralStatement({ ...house, language: 'en', facilities });
    expect(text).toMatch(/Cedar House has the same owner.+Pine Street does not share/);
    expect(text).not.toMatch(/We are speaking of/);
    expect(referralStatement({ ...house, language: 'en', facilities: [] })).not.toMatch(/owner/);
  });
});
