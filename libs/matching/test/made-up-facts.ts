import type { PatientFacts, ProgramFacts } from '../src/facts.js';

export const NOW = new Date('2026-03-02T15:00:00Z');

export function hoursBefore(hours: number): Date {
  return new Date(NOW.getTime() - hours * 3_600_000);
}

const PHOENIX = { latitude: 33.4484, longitude: -112.074 };

/** A patient of 34 in Phoenix with coverage, who wants residential treatment. */
export function aPatient(
  over: Partial<Omit<PatientFacts, 'wishes'>> & { wishes?: Partial<PatientFacts['wishes']> } = {},
): PatientFacts {
  return {
    leadId: '0195a000-0000-7000-8000-000000000001',
    level: { assessed: null, screened: null, requested: 'residential_high' },
    age: 34,
    sex: null,
    pregnant: false,
    minor: null,
    guardianAgrees: null,
    payment: 'coverage',
    payers: [{ id: 'payer-a', name: 'Aetna', relatedIds: [], planType: 'ppo' }],
    substances: ['alcohol'],
    medications: [],
    keepsMedication: null,
    conditions: {},
    language: 'en',
    languageNeeded: false,
    place: PHOENIX,
    state: 'AZ',
    travel: { willing: 'anywhere', maxMiles: null },
    ...over,
    wishes: {
      populations: [],
      preferredFacilityIds: [],
      refusedFacilityIds: [],
      outOfNetwork: false,
      ...over.wishes,
    },
  };
}

/** A program in Phoenix that fits `aPatient` in everything. */
export function aProgram(over: Partial<ProgramFacts> = {}): ProgramFacts {
  const id = over.id ?? '0195b000-0000-7000-8000-000000000001';
  return {
    id,
    name: 'Residential',
    facilityId: `facility of ${id}`,
    facilityName: 'Saguaro House',
    active: true,
    state: 'AZ',
    place: PHOENIX,
    placeIsRough: false,
    level: 'residential_high',
    minAge: 18,
    maxAge: null,
    sexes: ['female', 'male'],
    populations: [],
    languages: ['en'],
    moud: { methadone: 'unknown', buprenorphine: 'continues', naltrexone: 'continues' },
    payers: { 'payer-a': 'in' },
    privateInsurance: null,
    selfPay: true,
    slidingScale: null,
    scholarship: null,
    stateFunded: false,
    requirements: [],
    exclusions: [],
    licence: { known: true, validUntil: '2027-01-01' },
    beds: { open: 2, saidAt: hoursBefore(3) },
    history: { accepted: 0, declined: 0, arrived: 0, noShow: 0 },
    saidAt: hoursBefore(24),
    ...over,
  };
}
