import type { SourceCode, Urgency } from '#contract';

/** What one way of being found is like. */
export interface SourceShape {
  /** Of all who come, relative to the others. */
  weight: number;
  /** How far those it sends get; 0 to 1. */
  quality: number;
  /** Of ten, how many ring rather than write; 0 to 1. */
  byPhone: number;
  /** Name → share; empty: it has none. */
  campaigns: Readonly<Record<string, number>>;
  /** What a request costs on average, in cents; for reports alone. */
  centsEach: number;
}

/** Sources differ in what they cost and in whom they send, as those of real centres do. */
export const SOURCE_SHAPES: Readonly<Partial<Record<SourceCode, SourceShape>>> = {
  paid_search: {
    weight: 24,
    quality: 0.4,
    byPhone: 0.5,
    campaigns: { 'detox-near-me': 5, brand: 2, 'alcohol-help': 3, 'rehab-insurance': 2 },
    centsEach: 14_800,
  },
  organic_search: { weight: 18, quality: 0.53, byPhone: 0.35, campaigns: {}, centsEach: 900 },
  toll_free: { weight: 15, quality: 0.56, byPhone: 1, campaigns: {}, centsEach: 0 },
  web_form: { weight: 11, quality: 0.5, byPhone: 0, campaigns: {}, centsEach: 0 },
  directory: {
    weight: 9,
    quality: 0.3,
    byPhone: 0.65,
    campaigns: { 'spring-listing': 1, 'premium-listing': 2 },
    centsEach: 6200,
  },
  social: {
    weight: 8,
    quality: 0.22,
    byPhone: 0.12,
    campaigns: { 'stories-of-recovery': 3, 'family-week': 1 },
    centsEach: 3900,
  },
  coverage_form: { weight: 4, quality: 0.44, byPhone: 0, campaigns: {}, centsEach: 0 },
  hospital: { weight: 3, quality: 0.74, byPhone: 0.9, campaigns: {}, centsEach: 0 },
  therapist: { weight: 2, quality: 0.7, byPhone: 0.7, campaigns: {}, centsEach: 0 },
  family: { weight: 2, quality: 0.6, byPhone: 0.8, campaigns: {}, centsEach: 0 },
  alumni: { weight: 1.6, quality: 0.82, byPhone: 0.8, campaigns: {}, centsEach: 0 },
  employee_assistance: { weight: 1.2, quality: 0.68, byPhone: 0.6, campaigns: {}, centsEach: 0 },
  court: { weight: 1.2, quality: 0.5, byPhone: 0.7, campaigns: {}, centsEach: 0 },
};

/** How often people name what they need, before the rules of urgency have their say. */
export const PRESSING: Readonly<Record<Urgency, number>> = { P0: 2, P1: 16, P2: 60, P3: 22 };

/** Why people do not go on after a conversation. */
export const LOST_AFTER_TALK = {
  not_ready: 26,
  information_only: 17,
  chose_another: 15,
  distance: 8,
  cost: 9,
  family_only: 6,
  not_qualified: 6,
  level_of_care_mismatch: 4,
  went_to_hospital: 3,
  long_term_nurture: 3,
  legal: 2,
  medical_acuity: 1,
};

/** Who turns out not to ask for help at all. */
export const NOBODY = { wrong_number: 40, spam: 30, vendor: 18, job_seeker: 12 };

/** Why facilities say no, where they have a bed. */
export const DECLINES = {
  payer: 22,
  level_of_care: 18,
  medical_acuity: 20,
  missing_documents: 14,
  not_eligible: 16,
  outside_area: 6,
  other: 4,
};

/** What people look for, as often as they do. */
export const LEVELS = {
  wm_3_7: 24,
  residential_high: 30,
  inpatient_monitored: 6,
  residential_low: 7,
  partial_hospitalization: 10,
  intensive_outpatient: 13,
  outpatient: 6,
  otp: 4,
};

/** Free beds in each month as a share of all, January first: full after the new year and in autumn. */
export const OPEN_BEDS = [0.06, 0.09, 0.12, 0.15, 0.18, 0.22, 0.24, 0.2, 0.13, 0.1, 0.14, 0.26];
