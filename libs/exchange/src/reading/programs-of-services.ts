import { labelOf, LEVELS_OF_CARE, type LicenceKind, type MoudStance } from '#contract';
import type { FoundProgram, PublicPayer } from './found-facility.js';
import type { ServiceSet } from './service-codes.js';

/**
 * What a setting is as a level of care. Where it could be two levels the lower one is taken: a directory's word must not
 * promise more care than was said.
 */
const LEVELS: readonly (readonly [services: readonly string[], level: string])[] = [
  [['SET/HID'], 'wm_4'],
  [['SET/HIT'], 'inpatient_managed'],
  [['SET/RD'], 'wm_3_2'],
  [['SET/RS'], 'residential_high'],
  [['SET/RL'], 'residential_low'],
  [['SET/ODT'], 'partial_hospitalization'],
  [['SET/OIT'], 'intensive_outpatient'],
  [['SET/OD'], 'wm_1'],
  [['OT/OTP', 'OT/MM'], 'otp'],
  [['SET/ORT'], 'outpatient'],
  [['TC/HH'], 'sober_living'],
];
/** Only where nothing nearer was said. */
const GENERAL: readonly (readonly [service: string, level: string, unless: readonly string[]])[] = [
  ['SET/RES', 'residential_low', ['SET/RD', 'SET/RS', 'SET/RL']],
  ['SET/OP', 'outpatient', ['SET/ODT', 'SET/OIT', 'SET/OD', 'SET/ORT', 'OT/OTP', 'OT/MM']],
  ['SET/HI', 'inpatient_managed', ['SET/HID', 'SET/HIT']],
];

const POPULATIONS: Readonly<Record<string, string>> = {
  'SG/AD': 'adolescents',
  'SG/TAY': 'young_adults',
  'SG/WN': 'women',
  'SG/PW': 'pregnant_postpartum',
  'SG/MN': 'men',
  'SG/SE': 'seniors',
  'SG/GL': 'lgbtq',
  'SG/VET': 'veterans',
  'SG/ADM': 'active_duty',
  'SG/MF': 'military_families',
  'SG/CJ': 'justice_involved',
  'SG/CO': 'co_occurring_mental',
  'SG/COPSU': 'co_occurring_pain',
  'SG/HV': 'hiv',
  'SG/XA': 'sexual_abuse',
  'SG/DV': 'domestic_violence',
  'SG/TRMA': 'trauma',
  'EXCL/DU': 'dui',
  'AS/BC': 'parents_with_children',
};

const LICENCES: Readonly<Record<string, LicenceKind>> = {
  'LCA/STAG': 'state_licence',
  'LCA/STMH': 'state_licence',
  'LCA/STDH': 'state_licence',
  'LCA/CARF': 'carf',
  'LCA/COA': 'coa',
  'LCA/HFAP': 'hfap',
  'LCA/JC': 'joint_commission',
  'LCA/NCQA': 'ncqa',
  'LCA/SOTP': 'samhsa_otp',
  'LCA/DEA': 'dea',
};

const PUBLIC_PAYERS: Readonly<Record<string, PublicPayer>> = {
  'PAY/MD': 'medicaid',
  'PAY/MC': 'medicare',
  'PAY/ITU': 'ihs',
};

/** The programs that a set of services amounts to: one for each level of care, all for the same people. */
export function programsOfServices(services: ServiceSet): FoundProgram[] {
  const has = (...names: string[]) => names.some((name) => services.has(name));
  const levels = [
    ...LEVELS.filter(([names]) => has(...names)).map(([, level]) => level),
    ...GENERAL.filter(([name, , unless]) => has(name) && !has(...unless)).map(([, level]) => level),
  ];
  const shared = {
    ...agesOf(services),
    ...sexesOf(services),
    populations: chosen(POPULATIONS, services),
    languages: ['en', ...(has('SL/SP') ? ['es'] : []), ...(has('SL/AH') ? ['ase'] : [])],
    ...medicinesOf(services),
    selfPay: has('PAY/SF'),
    slidingScale: has('PYAS/SS'),
    stateFunded: has('PAY/FSA', 'PAY/SI', 'PAY/SAMF'),
    privateInsurance: has('PAY/PI'),
    ...(has('EXCL/OUDO') ? { requirements: ['opioid_use_disorder'] } : {}),
    publicPayers: chosen(PUBLIC_PAYERS, services),
  };
  return [...new Set(levels)].map((level) => ({
    name: labelOf(LEVELS_OF_CARE, level).replace(/ \([^()]*\)$/, ''),
    levelOfCare: level,
    ...shared,
  }));
}

/** Licences and accreditations that a set of services names, without their numbers. */
export function licencesOfServices(services: ServiceSet): LicenceKind[] {
  return chosen(LICENCES, services);
}

/** That a place does not use a medicine itself does not say that it refuses who takes it: that stays unknown. */
function medicinesOf(
  services: ServiceSet,
): Record<'methadone' | 'buprenorphine' | 'naltrexone', MoudStance> {
  const stance = (starts: readonly string[]): MoudStance => {
    if (starts.some((name) => services.has(name))) return 'starts_and_continues';
    return services.has('OT/MOA') ? 'continues' : 'unknown';
  };
  return {
    methadone: stance(['OT/OTP', 'OT/MM']),
    buprenorphine: stance(['OT/BUM', 'OT/UB', 'OM/BU']),
    naltrexone: stance(['OT/UN', 'OT/RPN', 'OM/NU']),
  };
}

function agesOf(services: ServiceSet): Pick<FoundProgram, 'minAge' | 'maxAge'> {
  const children = services.has('AGE/CHLD');
  const adults = ['AGE/YAD', 'AGE/ADLT', 'AGE/SNR'].some((name) => services.has(name));
  if (children === adults) return { minAge: null, maxAge: null };
  return children ? { minAge: null, maxAge: 17 } : { minAge: 18, maxAge: null };
}

function sexesOf(services: ServiceSet): Pick<FoundProgram, 'sexes'> {
  const female = services.has('GN/FEM');
  if (female === services.has('GN/MALE')) return { sexes: [] };
  return { sexes: [female ? 'female' : 'male'] };
}

function chosen<V>(of: Readonly<Record<string, V>>, services: ServiceSet): V[] {
  return [
    ...new Set(Object.entries(of).flatMap(([name, value]) => (services.has(name) ? [value] : []))),
  ];
}
