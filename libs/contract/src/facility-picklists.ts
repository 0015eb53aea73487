import { choices, codesOf } from './picklists.js';

/** Whom a program is made for. A program that names none takes adults in general. */
export const POPULATIONS = choices({
  adults: 'Adults',
  young_adults: 'Young adults (18–25)',
  adolescents: 'Adolescents',
  children: 'Children',
  seniors: 'Older adults',
  men: 'Men',
  women: 'Women',
  pregnant_postpartum: 'Pregnant or postpartum women',
  parents_with_children: 'Parents with their children',
  lgbtq: 'LGBTQ',
  veterans: 'Veterans',
  active_duty: 'Active duty military',
  military_families: 'Military families',
  first_responders: 'First responders',
  health_professionals: 'Health professionals',
  justice_involved: 'People with court or probation',
  dui: 'DUI or DWI offenders',
  co_occurring_mental: 'Mental illness beside substance use',
  co_occurring_pain: 'Pain beside substance use',
  trauma: 'People with a history of trauma',
  sexual_abuse: 'People who were sexually abused',
  domestic_violence: 'People who suffered domestic violence',
  hiv: 'People with HIV or AIDS',
  unhoused: 'People without housing',
  native_american: 'American Indian or Alaska Native people',
  deaf: 'Deaf or hard of hearing people',
});
export type Population = (typeof POPULATIONS)[number]['code'];

/** What a program asks for before or at admission. */
export const REQUIREMENTS = choices({
  assessment_first: 'An assessment by its own staff first',
  clinician_referral: 'A referral by a clinician',
  medical_clearance: 'A doctor’s clearance',
  withdrawal_completed: 'Withdrawal management completed first',
  negative_tb_test: 'A negative tuberculosis test',
  photo_id: 'A photo ID',
  insurance_card: 'The insurance card',
  payer_authorization: 'The payer’s authorization before admission',
  deposit: 'A deposit before admission',
  state_residency: 'Living in its state',
  county_residency: 'Living in its county',
  opioid_use_disorder: 'Opioid use disorder as main diagnosis',
  self_care: 'Being able to care for oneself (walk, dress, eat)',
  ambulatory: 'Being able to walk without help',
  medication_supply: 'Two weeks of one’s medicines',
  own_transport: 'Own transport to the program',
  sober_days: 'Some days without substances',
  employment: 'Working, looking for work or studying',
  court_papers: 'The court’s or probation’s papers',
  family_participation: 'Family taking part',
});
export type Requirement = (typeof REQUIREMENTS)[number]['code'];

/** Whom a program does not take. */
export const EXCLUSIONS = choices({
  active_suicidality: 'Active thoughts of suicide',
  active_psychosis: 'Active psychosis',
  recent_violence: 'Recent violence',
  arson_history: 'A history of arson',
  sex_offense: 'A registered sex offense',
  open_warrant: 'An open warrant',
  recent_seizure: 'A recent seizure',
  alcohol_withdrawal: 'Alcohol withdrawal that needs medicine',
  benzodiazepine_withdrawal: 'Benzodiazepine withdrawal',
  pregnancy: 'Pregnancy',
  third_trimester: 'Pregnancy in the third trimester',
  wheelchair: 'Needing a wheelchair',
  oxygen: 'Needing oxygen',
  iv_medication: 'Needing medicines into a vein',
  dialysis: 'Needing dialysis',
  tube_feeding: 'Needing tube feeding',
  uncontrolled_diabetes: 'Diabetes that is not controlled',
  contagious_illness: 'A contagious illness',
  eating_disorder: 'An active eating disorder',
  cognitive_impairment: 'Severe cognitive impairment',
  nicotine_use: 'Smoking or vaping',
  benzodiazepine_prescription: 'Prescribed benzodiazepines',
  stimulant_prescription: 'Prescribed stimulants',
});
export type Exclusion = (typeof EXCLUSIONS)[number]['code'];

/** Medicines for opioid use disorder that a program takes a stance on. */
export const MOUD_MEDICINES = choices({
  methadone: 'Methadone',
  buprenorphine: 'Buprenorphine',
  naltrexone: 'Naltrexone',
});
export type MoudMedicine = (typeof MOUD_MEDICINES)[number]['code'];

/** What a program does with somebody who takes such a medicine. */
export const MOUD_STANCES = choices({
  starts_and_continues: 'Starts and continues it',
  continues: 'Continues it',
  tapers: 'Makes people taper off',
  refuses: 'Refuses people who take it',
  unknown: 'Not known',
});
export type MoudStance = (typeof MOUD_STANCES)[number]['code'];

export const SEXES = choices({ female: 'Women', male: 'Men', nonbinary: 'Non-binary people' });
export type Sex = (typeof SEXES)[number]['code'];

/** Languages treatment is given in. */
export const PROGRAM_LANGUAGES = choices({
  en: 'English',
  es: 'Spanish',
  ase: 'American Sign Language',
  ar: 'Arabic',
  zh: 'Chinese',
  fr: 'French',
  de: 'German',
  el: 'Greek',
  ht: 'Haitian Creole',
  he: 'Hebrew',
  hi: 'Hindi',
  hmn: 'Hmong',
  it: 'Italian',
  ja: 'Japanese',
  km: 'Khmer',
  ko: 'Korean',
  nv: 'Navajo',
  pl: 'Polish',
  pt: 'Portuguese',
  ru: 'Russian',
  so: 'Somali',
  tl: 'Tagalog',
  vi: 'Vietnamese',
});
export type ProgramLanguage = (typeof PROGRAM_LANGUAGES)[number]['code'];

export const PAYER_NETWORKS = choices({ in: 'In network', out: 'Out of network' });
export type PayerNetwork = (typeof PAYER_NETWORKS)[number]['code'];

export const LICENCE_KINDS = choices({
  state_licence: 'State license',
  joint_commission: 'Joint Commission accreditation',
  carf: 'CARF accreditation',
  coa: 'Council on Accreditation',
  ncqa: 'NCQA accreditation',
  hfap: 'ACHC or HFAP accreditation',
  samhsa_otp: 'SAMHSA opioid treatment program certification',
  dea: 'DEA registration',
  asam: 'ASAM level of care certification',
  legitscript: 'LegitScript certification',
  recovery_residence: 'Recovery residence certification',
  other: 'Other',
});
export type LicenceKind = (typeof LICENCE_KINDS)[number]['code'];

export const FACILITY_CONTACT_ROLES = choices({
  admissions: 'Admissions',
  clinical: 'Clinical',
  billing: 'Billing',
  leadership: 'Leadership',
  after_hours: 'After hours',
  other: 'Other',
});
export type FacilityContactRole = (typeof FACILITY_CONTACT_ROLES)[number]['code'];

/** What a visitor says is wrong about a facility in the directory. */
export const DIRECTORY_MISTAKES = choices({
  phone: 'Phone number',
  address: 'Address',
  closed: 'It is closed',
  programs: 'What it offers, or for whom',
  payers: 'Insurance or ways to pay',
  conduct: 'Something bad happened there',
  other: 'Something else',
});

/** Whether money or ownership ties a facility to the organisation that refers there: said to everybody (rule R14). */
export const FINANCIAL_TIES = choices({
  unknown: 'Not recorded yet',
  none: 'No ownership and no payment',
  owned: 'Same owner as us',
  pays: 'Pays us',
  owned_and_pays: 'Same owner as us, and pays us',
});
export type FinancialTie = (typeof FINANCIAL_TIES)[number]['code'];
export const FINANCIAL_TIE_CODES = codesOf(FINANCIAL_TIES);

/** Where a record of the directory first came from. */
export const DIRECTORY_SOURCES = choices({
  staff: 'Staff',
  facility: 'The facility',
  findtreatment: 'FindTreatment.gov',
  national_directory: 'National directory spreadsheet',
  hsds: 'HSDS feed',
  csv: 'Own spreadsheet',
  sample: 'Sample',
});
export type DirectorySource = (typeof DIRECTORY_SOURCES)[number]['code'];

/** Who said what a field holds, the most trusted first. */
export const SAID_BY = choices({
  facility: 'The facility',
  staff: 'Staff',
  import: 'An import',
  public_directory: 'A public directory',
});
export type SaidBy = (typeof SAID_BY)[number]['code'];

export const BED_SOURCES = choices({
  staff: 'Staff',
  facility_link: 'The facility, by its link',
  api: 'The facility, by its system',
});
export type BedSource = (typeof BED_SOURCES)[number]['code'];

export const BED_TRUST = choices({
  fresh: 'Fresh',
  ageing: 'Ageing',
  stale: 'Stale',
  unknown: 'Never reported',
});
export type BedTrust = (typeof BED_TRUST)[number]['code'];

const HOUR = 3_600_000;
/** Hours after which a bed report is no longer fresh, and no longer to be relied on (docs/domain.md, BedReport). */
export const BED_FRESH_HOURS = 24;
export const BED_STALE_HOURS = 72;

/** How far a bed report made at `saidAt` can be trusted at `now`: fresh under 24 h, ageing under 72 h, stale after. */
export function bedTrust(saidAt: Date | string | null | undefined, now: Date): BedTrust {
  if (!saidAt) return 'unknown';
  const age = now.getTime() - new Date(saidAt).getTime();
  if (age < BED_FRESH_HOURS * HOUR) return 'fresh';
  return age < BED_STALE_HOURS * HOUR ? 'ageing' : 'stale';
}

export const BED_HOLD_STATES = choices({
  asked: 'Asked',
  confirmed: 'Confirmed',
  declined: 'Declined',
  expired: 'Expired',
  released: 'Released',
});
export type BedHoldState = (typeof BED_HOLD_STATES)[number]['code'];

export const POPULATION_CODES = codesOf(POPULATIONS);
export const REQUIREMENT_CODES = codesOf(REQUIREMENTS);
export const EXCLUSION_CODES = codesOf(EXCLUSIONS);
export const MOUD_STANCE_CODES = codesOf(MOUD_STANCES);
