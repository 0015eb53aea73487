import { expect, test } from '@jest/globals';
import { Fhir } from 'fhir';
import { REFERRAL_STATE_CODES } from '#contract';
import { type FhirFacts, referralBundle } from './bundle.js';

const FACTS: FhirFacts = {
  referralId: '01930000-0000-7000-8000-00000000000a',
  state: 'scheduled',
  createdAt: new Date('2026-11-24T15:00:00Z'),
  now: new Date('2026-11-24T16:00:00Z'),
  urgency: 'P1',
  place: {
    programId: '01930000-0000-7000-8000-0000000000b1',
    programName: 'Residential',
    levelOfCare: 'residential_high',
    facilityId: '01930000-0000-7000-8000-0000000000f1',
    facilityName: 'Cedar House',
    place: 'Austin, TX',
    addressLine: '1 Cedar Road',
    zip: '78701',
    phone: '+15125550100',
    active: true,
  },
  sender: { name: 'Harbor Line Referral Services', phone: '+18885550100' },
  patientId: '01930000-0000-7000-8000-0000000000e1',
  identity: { name: 'María Łopez 李', birthDate: '1990-02-03' },
  contact: { phone: '+15550100199', email: 'maria@example.com', language: 'es' },
  needs: { substances: ['alcohol'], levelWanted: 'wm_3_7' },
  coverages: [
    {
      id: '01930000-0000-7000-8000-0000000000c1',
      payer: 'Aetna',
      planType: 'ppo',
      memberId: 'W123',
      groupNumber: '77',
      subscriberName: null,
    },
  ],
  arrivalAt: new Date('2026-11-26T17:00:00Z'),
  declineReason: null,
  consent: {
    id: '01930000-0000-7000-8000-0000000000d1',
    signedAt: new Date('2026-11-24T14:00:00Z'),
    expiresAt: new Date('2027-11-24T14:00:00Z'),
  },
  substanceLabel: (code) => `<${code}>`,
};
const fhir = new Fhir();

/** What the R4 definitions say against it. */
function complaints(facts: FhirFacts): string[] {
  const bundle = JSON.parse(JSON.stringify(referralBundle(facts))) as never;
  const { messages } = fhir.validate(bundle, { errorOnUnexpected: true });
  return messages
    .filter(({ severity }) => ['error', 'fatal'].includes(String(severity)))
    .map(({ location, message }) => `${location}: ${message}`);
}

test.each(REFERRAL_STATE_CODES)('a referral in "%s" is valid FHIR R4', (state) => {
  expect(complaints({ ...FACTS, state })).toEqual([]);
});

test('with the least the consent may let out it is valid too', () => {
  const least = {
    ...FACTS,
    identity: null,
    contact: null,
    needs: null,
    coverages: null,
    consent: null,
  };
  expect(complaints(least)).toEqual([]);
  const text = JSON.stringify(referralBundle(least));
  for (const hidden of ['María', '1990-02-03', '+15550100199', '<alcohol>', 'W123']) {
    expect(text).not.toContain(hidden);
  }
});

test('the check bites: what is no FHIR is refused', () => {
  const bundle = referralBundle(FACTS);
  const broken = JSON.parse(JSON.stringify(bundle)) as typeof bundle;
  const request = broken.entry.find(({ resource }) => resource.resourceType === 'ServiceRequest');
  delete request?.resource.intent;
  expect(fhir.validate(broken as never).valid).toBe(false);
});

test('every reference is within the bundle, and it says that it is under 42 CFR Part 2', () => {
  const bundle = referralBundle(FACTS);
  const known = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
  const text = JSON.stringify(bundle);
  const references = [...text.matchAll(/"reference":"([^"]+)"/g)].map(([, to]) => to as string);
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) expect(known.has(reference)).toBe(true);
  expect(known.size).toBe(bundle.entry.length);
  for (const type of [
    'Patient',
    'Organization',
    'HealthcareService',
    'Coverage',
    'Consent',
    'ServiceRequest',
    'Task',
  ]) {
    expect(bundle.entry.some(({ resource }) => resource.resourceType === type)).toBe(true);
  }
  expect(text).toContain('42CFRPart2');
});
