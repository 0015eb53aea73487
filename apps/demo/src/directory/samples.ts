import type {
  BedSource,
  Exclusion,
  LicenceKind,
  MoudStance,
  Population,
  ProgramLanguage,
  Requirement,
  SaidBy,
  Sex,
} from '#contract';

/** A made-up program of a made-up facility. */
export interface SampleProgram {
  name: string;
  level: string;
  ages?: [least: number | null, most: number | null];
  sexes?: Sex[];
  populations?: Population[];
  languages?: ProgramLanguage[];
  /** Stance on methadone, buprenorphine, naltrexone. */
  moud: [MoudStance, MoudStance, MoudStance];
  inNetwork?: string[];
  outOfNetwork?: string[];
  pays?: ('selfPay' | 'slidingScale' | 'scholarship' | 'stateFunded' | 'privateInsurance')[];
  requirements?: Requirement[];
  exclusions?: Exclusion[];
  days?: number;
  /** Open, in all, hours ago, by whom. */
  beds?: [open: number, inAll: number, hoursAgo: number, source: BedSource];
}

export interface SampleFacility {
  name: string;
  organisation: string;
  street: string;
  zip: string;
  phone: string;
  description: string;
  /** Who told us, and how many days ago. */
  said: [by: SaidBy, daysAgo: number];
  licences: { kind: LicenceKind; number: string; issuedBy: string; validForDays: number | null }[];
  admissions: string;
  note?: string;
  programs: SampleProgram[];
}

const ADULTS: [number, null] = [18, null];
const MENDS = 'starts_and_continues' as const;
const KEEPS = 'continues' as const;
const TAPERS = 'tapers' as const;
const NO = 'refuses' as const;
const UNSURE = 'unknown' as const;

const joint = (number: string, validForDays: number) =>
  ({ kind: 'joint_commission', number, issuedBy: 'The Joint Commission', validForDays }) as const;
const carf = (number: string, validForDays: number) =>
  ({ kind: 'carf', number, issuedBy: 'CARF International', validForDays }) as const;
const state = (number: string, issuedBy: string, validForDays: number | null) =>
  ({ kind: 'state_licence', number, issuedBy, validForDays }) as const;

/**
 * Nobody's facilities: names, numbers and licences are made up, and say so. They differ in what matching has to weigh:
 * levels of care, populations, payers, medicines, what is asked, and how old the word is.
 */
export const SAMPLE_FACILITIES: readonly SampleFacility[] = [
  {
    name: 'Harborlight Recovery (sample)',
    organisation: 'Harborlight Health (sample)',
    street: '100 Sample Wharf Street',
    zip: '02115',
    phone: '+16175550142',
    description: 'Hospital-based detox and a day program near the T.',
    said: ['facility', 12],
    licences: [state('SAMPLE-MA-0142', 'Massachusetts BSAS', 410), joint('SAMPLE-J-2210', 620)],
    admissions: 'Noor Haddad',
    note: 'Noor answers the direct line until 22:00. Asks for the medication list first.',
    programs: [
      {
        name: 'Medical detox',
        level: 'wm_3_7',
        ages: ADULTS,
        languages: ['en', 'es', 'pt'],
        moud: [MENDS, MENDS, MENDS],
        inNetwork: [
          'Blue Cross Blue Shield of Massachusetts',
          'MassHealth',
          'Aetna',
          'Tufts Health Plan',
        ],
        outOfNetwork: ['Cigna Healthcare', 'UnitedHealthcare'],
        pays: ['selfPay', 'stateFunded'],
        requirements: ['photo_id', 'insurance_card'],
        exclusions: ['dialysis', 'tube_feeding'],
        days: 6,
        beds: [3, 24, 5, 'facility_link'],
      },
      {
        name: 'Day program',
        level: 'partial_hospitalization',
        ages: ADULTS,
        populations: ['adults', 'co_occurring_mental'],
        languages: ['en', 'es'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: [
          'Blue Cross Blue Shield of Massachusetts',
          'MassHealth',
          'Aetna',
          'Harvard Pilgrim Health Care',
        ],
        pays: ['selfPay'],
        requirements: ['assessment_first'],
        days: 21,
      },
    ],
  },
  {
    name: 'Marlow House for Women (sample)',
    organisation: 'Harborlight Health (sample)',
    street: '18 Sample Orchard Road',
    zip: '06103',
    phone: '+18605550117',
    description: 'Residential care for women, with room for children under five.',
    said: ['facility', 40],
    licences: [state('SAMPLE-CT-0117', 'Connecticut DMHAS', 95), carf('SAMPLE-C-118', 300)],
    admissions: 'Delphine Okafor',
    programs: [
      {
        name: 'Women’s residence',
        level: 'residential_high',
        ages: ADULTS,
        sexes: ['female'],
        populations: ['women', 'trauma', 'domestic_violence'],
        moud: [KEEPS, MENDS, KEEPS],
        inNetwork: ['HUSKY Health', 'Anthem Blue Cross Blue Shield'],
        outOfNetwork: ['Aetna'],
        pays: ['slidingScale', 'stateFunded'],
        requirements: ['withdrawal_completed', 'negative_tb_test'],
        exclusions: ['arson_history', 'active_psychosis'],
        days: 90,
        beds: [1, 16, 30, 'staff'],
      },
      {
        name: 'Mothers with children',
        level: 'residential_low',
        ages: ADULTS,
        sexes: ['female'],
        populations: ['pregnant_postpartum', 'parents_with_children'],
        languages: ['en', 'es'],
        moud: [KEEPS, MENDS, KEEPS],
        inNetwork: ['HUSKY Health'],
        pays: ['stateFunded', 'scholarship'],
        requirements: ['state_residency', 'negative_tb_test'],
        days: 180,
        beds: [0, 8, 30, 'staff'],
      },
    ],
  },
  {
    name: 'Crestwood Opioid Treatment (sample)',
    organisation: 'Crestwood Clinics (sample)',
    street: '2250 Sample Broad Street',
    zip: '19103',
    phone: '+12155550163',
    description: 'Methadone and buprenorphine clinic, open from 5:30 on weekdays.',
    said: ['facility', 20],
    licences: [
      state('SAMPLE-PA-0163', 'Pennsylvania DDAP', 250),
      { kind: 'samhsa_otp', number: 'SAMPLE-OTP-77', issuedBy: 'SAMHSA', validForDays: 700 },
    ],
    admissions: 'Tomasz Reyes',
    programs: [
      {
        name: 'Opioid treatment program',
        level: 'otp',
        ages: ADULTS,
        populations: ['adults', 'pregnant_postpartum', 'justice_involved'],
        languages: ['en', 'es', 'pl'],
        moud: [MENDS, MENDS, MENDS],
        inNetwork: ['Pennsylvania Medical Assistance', 'Highmark', 'Medicare'],
        pays: ['selfPay', 'slidingScale'],
        requirements: ['opioid_use_disorder', 'photo_id'],
      },
      {
        name: 'Evening intensive outpatient',
        level: 'intensive_outpatient',
        ages: ADULTS,
        moud: [MENDS, MENDS, MENDS],
        inNetwork: ['Pennsylvania Medical Assistance', 'UPMC Health Plan'],
        pays: ['selfPay', 'slidingScale'],
        requirements: ['own_transport'],
        days: 60,
      },
    ],
  },
  {
    name: 'Palmetto Bay Detox and Residential (sample)',
    organisation: 'Bayline Treatment Group (sample)',
    street: '4100 Sample Ocean Avenue',
    zip: '33401',
    phone: '+15615550128',
    description:
      'Private detox and residential care by the sea. Owned by an investor; takes insurance and self-pay.',
    said: ['staff', 8],
    licences: [state('SAMPLE-FL-0128', 'Florida DCF', 200), joint('SAMPLE-J-3381', 45)],
    admissions: 'Marisol Vega',
    note: 'Confirm the authorization before travel: two people were sent home in spring.',
    programs: [
      {
        name: 'Detox',
        level: 'wm_3_7',
        ages: ADULTS,
        languages: ['en', 'es', 'ht'],
        moud: [NO, TAPERS, MENDS],
        inNetwork: ['Cigna Healthcare', 'Florida Blue'],
        outOfNetwork: ['Aetna', 'UnitedHealthcare', 'Anthem Blue Cross Blue Shield'],
        pays: ['selfPay'],
        requirements: ['payer_authorization', 'deposit', 'insurance_card'],
        exclusions: ['third_trimester', 'oxygen', 'wheelchair'],
        days: 7,
        beds: [6, 20, 2, 'api'],
      },
      {
        name: 'Residential',
        level: 'residential_high',
        ages: ADULTS,
        populations: ['adults', 'health_professionals', 'first_responders'],
        moud: [NO, TAPERS, KEEPS],
        inNetwork: ['Cigna Healthcare', 'Florida Blue'],
        outOfNetwork: ['Aetna', 'UnitedHealthcare', 'Anthem Blue Cross Blue Shield'],
        pays: ['selfPay'],
        requirements: ['payer_authorization', 'withdrawal_completed'],
        exclusions: ['active_suicidality', 'sex_offense', 'benzodiazepine_prescription'],
        days: 30,
        beds: [4, 32, 2, 'api'],
      },
    ],
  },
  {
    name: 'Casa Nueva Salud (sample)',
    organisation: 'Casa Nueva Salud (sample)',
    street: '715 Sample Calle Ocho',
    zip: '33139',
    phone: '+13055550186',
    description: 'Bilingual community program; nobody is turned away for want of money.',
    said: ['facility', 130],
    licences: [state('SAMPLE-FL-0186', 'Florida DCF', 30)],
    admissions: 'Ximena Duarte',
    programs: [
      {
        name: 'Programa residencial',
        level: 'residential_low',
        ages: ADULTS,
        sexes: ['male'],
        populations: ['men', 'unhoused', 'justice_involved'],
        languages: ['es', 'en'],
        moud: [UNSURE, KEEPS, KEEPS],
        inNetwork: ['Florida Medicaid'],
        pays: ['slidingScale', 'scholarship', 'stateFunded'],
        requirements: ['withdrawal_completed', 'self_care'],
        exclusions: ['arson_history', 'sex_offense'],
        days: 120,
        beds: [2, 12, 90, 'staff'],
      },
      {
        name: 'Consulta externa',
        level: 'outpatient',
        ages: [16, null],
        languages: ['es', 'en'],
        moud: [UNSURE, MENDS, MENDS],
        inNetwork: ['Florida Medicaid', 'Ambetter', 'Molina Healthcare'],
        pays: ['slidingScale', 'scholarship'],
      },
    ],
  },
  {
    name: 'Lone Oak Behavioral Hospital (sample)',
    organisation: 'Lone Oak Hospitals (sample)',
    street: '9000 Sample Preston Road',
    zip: '75204',
    phone: '+12145550155',
    description:
      'Hospital with medically managed detox and a unit for mental illness beside substance use.',
    said: ['staff', 25],
    licences: [state('SAMPLE-TX-0155', 'Texas HHSC', 340), joint('SAMPLE-J-7710', 150)],
    admissions: 'Grant Whitfield',
    programs: [
      {
        name: 'Medically managed detox',
        level: 'wm_4',
        ages: ADULTS,
        languages: ['en', 'es'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: ['Blue Cross Blue Shield of Texas', 'UnitedHealthcare', 'Aetna', 'Medicare'],
        outOfNetwork: ['Cigna Healthcare'],
        pays: ['selfPay'],
        requirements: ['payer_authorization'],
        days: 5,
        beds: [5, 30, 11, 'facility_link'],
      },
      {
        name: 'Dual diagnosis inpatient',
        level: 'inpatient_monitored',
        ages: ADULTS,
        populations: ['co_occurring_mental'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: [
          'Blue Cross Blue Shield of Texas',
          'UnitedHealthcare',
          'Aetna',
          'Medicare',
          'Texas Medicaid',
        ],
        pays: ['selfPay'],
        requirements: ['payer_authorization', 'medical_clearance'],
        exclusions: ['recent_violence'],
        days: 14,
        beds: [2, 22, 11, 'facility_link'],
      },
    ],
  },
  {
    name: 'Hill Country Youth Academy (sample)',
    organisation: 'Hill Country Youth Academy (sample)',
    street: '33 Sample Barton Springs Road',
    zip: '78704',
    phone: '+15125550174',
    description: 'Adolescents live and go to school here.',
    said: ['facility', 60],
    licences: [state('SAMPLE-TX-0174', 'Texas HHSC', 500)],
    admissions: 'Ruthanne Pike',
    programs: [
      {
        name: 'Adolescent residential',
        level: 'residential_population',
        ages: [13, 17],
        populations: ['adolescents', 'co_occurring_mental'],
        moud: [NO, KEEPS, MENDS],
        inNetwork: ['Blue Cross Blue Shield of Texas', 'Texas Medicaid'],
        outOfNetwork: ['Cigna Healthcare', 'Aetna'],
        pays: ['selfPay', 'scholarship'],
        requirements: ['family_participation', 'assessment_first'],
        exclusions: ['active_psychosis', 'arson_history', 'sex_offense'],
        days: 60,
        beds: [1, 14, 50, 'staff'],
      },
      {
        name: 'After-school intensive outpatient',
        level: 'intensive_outpatient',
        ages: [13, 18],
        populations: ['adolescents'],
        languages: ['en', 'es'],
        moud: [NO, KEEPS, MENDS],
        inNetwork: ['Blue Cross Blue Shield of Texas', 'Texas Medicaid', 'Ambetter'],
        pays: ['selfPay', 'slidingScale'],
        requirements: ['family_participation', 'own_transport'],
        days: 56,
      },
    ],
  },
  {
    name: 'Lakeshore Recovery Center (sample)',
    organisation: 'Lakeshore Recovery (sample)',
    street: '1412 Sample Fullerton Avenue',
    zip: '60614',
    phone: '+13125550139',
    description: 'From detox to outpatient in one house.',
    said: ['facility', 5],
    licences: [state('SAMPLE-IL-0139', 'Illinois SUPR', 280), carf('SAMPLE-C-204', 410)],
    admissions: 'Imani Castellanos',
    programs: [
      {
        name: 'Withdrawal management',
        level: 'wm_3_2',
        ages: ADULTS,
        languages: ['en', 'es', 'pl'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: ['Blue Cross Blue Shield of Illinois', 'HealthChoice Illinois', 'Aetna'],
        pays: ['selfPay', 'slidingScale', 'stateFunded'],
        exclusions: ['iv_medication', 'dialysis'],
        days: 5,
        beds: [4, 18, 3, 'facility_link'],
      },
      {
        name: 'Residential',
        level: 'residential_high',
        ages: ADULTS,
        populations: ['adults', 'lgbtq', 'trauma'],
        languages: ['en', 'es', 'ase'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: [
          'Blue Cross Blue Shield of Illinois',
          'HealthChoice Illinois',
          'Cigna Healthcare',
        ],
        pays: ['selfPay', 'slidingScale', 'stateFunded'],
        requirements: ['negative_tb_test'],
        days: 28,
        beds: [0, 26, 3, 'facility_link'],
      },
      {
        name: 'Intensive outpatient',
        level: 'intensive_outpatient',
        ages: ADULTS,
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: [
          'Blue Cross Blue Shield of Illinois',
          'HealthChoice Illinois',
          'Cigna Healthcare',
          'UnitedHealthcare',
        ],
        pays: ['selfPay', 'slidingScale'],
        days: 56,
      },
    ],
  },
  {
    name: 'Buckeye Veterans Recovery (sample)',
    organisation: 'Buckeye Veterans Recovery (sample)',
    street: '560 Sample High Street',
    zip: '43215',
    phone: '+16145550191',
    description: 'Run by veterans, for veterans and first responders.',
    said: ['public_directory', 70],
    licences: [state('SAMPLE-OH-0191', 'OhioMHAS', -20)],
    admissions: 'Dale Kowalczyk',
    programs: [
      {
        name: 'Veterans residential',
        level: 'residential_high',
        ages: ADULTS,
        populations: ['veterans', 'active_duty', 'first_responders', 'trauma'],
        moud: [UNSURE, MENDS, MENDS],
        inNetwork: ['VA Community Care, Optum (regions 1–3)', 'TRICARE East', 'Ohio Medicaid'],
        pays: ['selfPay', 'scholarship'],
        requirements: ['payer_authorization', 'self_care'],
        days: 45,
        beds: [3, 20, 150, 'staff'],
      },
    ],
  },
  {
    name: 'Front Range Outpatient (sample)',
    organisation: 'Front Range Outpatient (sample)',
    street: '77 Sample Colfax Avenue',
    zip: '80202',
    phone: '+13035550148',
    description: 'Day and evening groups, medicines by telehealth in all of Colorado.',
    said: ['facility', 30],
    licences: [state('SAMPLE-CO-0148', 'Colorado BHA', 600)],
    admissions: 'Siobhan Teller',
    programs: [
      {
        name: 'Partial hospitalization',
        level: 'partial_hospitalization',
        ages: ADULTS,
        populations: ['adults', 'young_adults', 'co_occurring_mental'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: ['Health First Colorado', 'Kaiser Permanente', 'Cigna Healthcare'],
        pays: ['selfPay'],
        requirements: ['assessment_first'],
        days: 20,
      },
      {
        name: 'Outpatient with medicines',
        level: 'outpatient',
        ages: [16, null],
        moud: [NO, MENDS, MENDS],
        inNetwork: ['Health First Colorado', 'Kaiser Permanente', 'UnitedHealthcare', 'Medicare'],
        pays: ['selfPay', 'slidingScale'],
      },
    ],
  },
  {
    name: 'Sonoran Ridge Recovery (sample)',
    organisation: 'Bayline Treatment Group (sample)',
    street: '8200 Sample Camelback Road',
    zip: '85013',
    phone: '+16025550133',
    description: 'Abstinence-based residential program in the desert, with sober living after it.',
    said: ['staff', 200],
    licences: [state('SAMPLE-AZ-0133', 'Arizona DHS', 120)],
    admissions: 'Corwin Baptiste',
    programs: [
      {
        name: 'Residential',
        level: 'residential_high',
        ages: ADULTS,
        moud: [NO, NO, KEEPS],
        inNetwork: ['Blue Cross Blue Shield of Arizona'],
        outOfNetwork: ['Aetna', 'Cigna Healthcare', 'UnitedHealthcare'],
        pays: ['selfPay'],
        requirements: ['withdrawal_completed', 'deposit'],
        exclusions: ['active_suicidality', 'benzodiazepine_prescription', 'pregnancy'],
        days: 30,
        beds: [9, 24, 400, 'staff'],
      },
      {
        name: 'Sober living',
        level: 'sober_living',
        ages: ADULTS,
        sexes: ['male'],
        moud: [NO, NO, KEEPS],
        pays: ['selfPay'],
        requirements: ['sober_days', 'employment'],
        exclusions: ['sex_offense', 'arson_history'],
        days: 90,
        beds: [4, 10, 400, 'staff'],
      },
    ],
  },
  {
    name: 'Pacific Crest Recovery (sample)',
    organisation: 'Pacific Crest Recovery (sample)',
    street: '520 Sample Sunset Boulevard',
    zip: '90026',
    phone: '+12135550169',
    description:
      'Residential and outpatient care with a clinic for medicines; deaf people are welcome.',
    said: ['facility', 15],
    licences: [state('SAMPLE-CA-0169', 'California DHCS', 365), joint('SAMPLE-J-9081', 500)],
    admissions: 'Kenji Abara',
    programs: [
      {
        name: 'Residential',
        level: 'residential_high',
        ages: ADULTS,
        populations: ['adults', 'lgbtq', 'hiv', 'deaf'],
        languages: ['en', 'es', 'ase', 'ko'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: [
          'Medi-Cal',
          'Kaiser Permanente',
          'Blue Shield of California',
          'Anthem Blue Cross Blue Shield',
        ],
        outOfNetwork: ['Aetna'],
        pays: ['selfPay', 'slidingScale', 'stateFunded'],
        requirements: ['negative_tb_test', 'assessment_first'],
        days: 60,
        beds: [2, 28, 20, 'facility_link'],
      },
      {
        name: 'Ambulatory withdrawal management',
        level: 'wm_2',
        ages: ADULTS,
        languages: ['en', 'es'],
        moud: [KEEPS, MENDS, MENDS],
        inNetwork: ['Medi-Cal', 'Kaiser Permanente', 'Blue Shield of California'],
        pays: ['selfPay', 'slidingScale'],
        requirements: ['own_transport'],
        exclusions: ['alcohol_withdrawal', 'benzodiazepine_withdrawal', 'recent_seizure'],
        days: 7,
      },
    ],
  },
  {
    name: 'Emerald Peninsula Recovery (sample)',
    organisation: 'Emerald Peninsula Recovery (sample)',
    street: '64 Sample Aurora Avenue North',
    zip: '98101',
    phone: '+12065550121',
    description: 'Residential care of a tribal health board, open to everybody.',
    said: ['public_directory', 20],
    licences: [state('SAMPLE-WA-0121', 'Washington DOH', null)],
    admissions: 'Wren Sohappy',
    programs: [
      {
        name: 'Residential',
        level: 'residential_low',
        ages: ADULTS,
        populations: ['native_american', 'adults'],
        moud: [KEEPS, MENDS, KEEPS],
        inNetwork: ['Apple Health', 'Indian Health Service', 'Molina Healthcare'],
        outOfNetwork: ['Premera Blue Cross'],
        pays: ['slidingScale', 'stateFunded'],
        requirements: ['negative_tb_test', 'withdrawal_completed'],
        days: 90,
      },
      {
        name: 'Intensive outpatient',
        level: 'intensive_outpatient',
        ages: [16, null],
        populations: ['native_american', 'adults', 'young_adults'],
        moud: [KEEPS, MENDS, KEEPS],
        inNetwork: ['Apple Health', 'Indian Health Service', 'Premera Blue Cross'],
        pays: ['slidingScale', 'stateFunded'],
        days: 60,
      },
    ],
  },
];
