/**
 * The shipped values of every picklist (source: docs/domain.md).
 * Codes are stable and stored; labels are what people read. An administrator may add values later,
 * so stored codes are text, and these lists are the defaults a fresh installation starts with.
 */
export interface Choice<C extends string = string> {
  readonly code: C;
  readonly label: string;
}

/** Builds a typed list of choices from `code: label` pairs, keeping their order. */
export function choices<C extends string>(labels: Record<C, string>): readonly Choice<C>[] {
  return (Object.keys(labels) as C[]).map((code) => ({ code, label: labels[code] }));
}

/** The codes of a list as a tuple zod can use. */
export function codesOf<C extends string>(list: readonly Choice<C>[]): [C, ...C[]] {
  const codes = list.map((choice) => choice.code);
  const [first, ...rest] = codes;
  if (first === undefined) throw new Error('A picklist needs at least one value');
  return [first, ...rest];
}

/** The label of a code, or the code itself when the list does not know it (an older or local value). */
export function labelOf(list: readonly Choice[], code: string | null | undefined): string {
  if (!code) return '';
  return list.find((choice) => choice.code === code)?.label ?? code;
}

export const INQUIRY_KINDS = choices({
  form: 'Form',
  coverage_question: 'Coverage question',
  call: 'Call',
  missed_call: 'Missed call',
  voicemail: 'Voicemail',
  sms: 'SMS',
  email: 'E-mail',
  ad_lead_form: 'Ad lead form',
  partner: 'Partner',
  walk_in: 'Walk-in',
  import: 'Import',
  link_answer: 'Answer by link',
  directory_report: 'Report about a facility',
});
export type InquiryKind = (typeof INQUIRY_KINDS)[number]['code'];

export const CALL_DISPOSITIONS = choices({
  connected: 'Connected',
  left_message: 'Left message',
  no_answer: 'No answer',
  busy: 'Busy',
  wrong_number: 'Wrong number',
  disconnected: 'Disconnected',
  refused: 'Refused',
  language_barrier: 'Language barrier',
  transferred_facility: 'Transferred to facility',
  transferred_988: 'Transferred to 988',
  transferred_911: 'Transferred to 911',
  information_only: 'Information only',
  vendor: 'Vendor',
  job_seeker: 'Job seeker',
  spam: 'Spam',
  do_not_call: 'Do not call',
});
export type CallDisposition = (typeof CALL_DISPOSITIONS)[number]['code'];

/** Dispositions that mean a live conversation took place with the person or their contact. */
export const LIVE_DISPOSITIONS: readonly CallDisposition[] = [
  'connected',
  'refused',
  'language_barrier',
  'transferred_facility',
  'transferred_988',
  'transferred_911',
  'information_only',
];

export const SUBSTANCES = choices({
  alcohol: 'Alcohol',
  heroin: 'Heroin',
  fentanyl: 'Fentanyl',
  prescription_opioids: 'Prescription opioids',
  methadone: 'Methadone (not prescribed)',
  cocaine: 'Cocaine or crack',
  methamphetamine: 'Methamphetamine',
  other_stimulants: 'Other stimulants',
  benzodiazepines: 'Benzodiazepines',
  barbiturates: 'Barbiturates',
  other_sedatives: 'Other sedatives',
  marijuana: 'Marijuana',
  synthetic_cannabinoids: 'Synthetic cannabinoids',
  hallucinogens: 'Hallucinogens',
  pcp: 'PCP',
  inhalants: 'Inhalants',
  xylazine: 'Xylazine',
  kratom: 'Kratom',
  gabapentin: 'Gabapentin',
  over_the_counter: 'Over-the-counter',
  gambling: 'Gambling',
  other: 'Other',
  unknown: 'Unknown',
});
export type Substance = (typeof SUBSTANCES)[number]['code'];

/** ASAM 3rd edition code, and the 4th edition's where it differs (asam4; null: none). */
export interface LevelOfCare extends Choice {
  readonly asam3: string | null;
  readonly asam4: string | null;
}
export const LEVELS_OF_CARE: readonly LevelOfCare[] = [
  { code: 'early_intervention', label: 'Early intervention (0.5)', asam3: '0.5', asam4: null },
  { code: 'outpatient', label: 'Outpatient (1)', asam3: '1', asam4: '1.5' },
  { code: 'otp', label: 'Opioid treatment program', asam3: 'OTP', asam4: '1.7' },
  { code: 'intensive_outpatient', label: 'Intensive outpatient (2.1)', asam3: '2.1', asam4: '2.1' },
  {
    code: 'partial_hospitalization',
    label: 'Partial hospitalization (2.5)',
    asam3: '2.5',
    asam4: '2.5',
  },
  {
    code: 'residential_low',
    label: 'Low-intensity residential (3.1)',
    asam3: '3.1',
    asam4: '3.1',
  },
  {
    code: 'residential_population',
    label: 'Population-specific residential (3.3)',
    asam3: '3.3',
    asam4: '3.5',
  },
  {
    code: 'residential_high',
    label: 'High-intensity residential (3.5)',
    asam3: '3.5',
    asam4: '3.5',
  },
  {
    code: 'inpatient_monitored',
    label: 'Medically monitored inpatient (3.7)',
    asam3: '3.7',
    asam4: '3.7',
  },
  { code: 'inpatient_managed', label: 'Medically managed inpatient (4)', asam3: '4', asam4: '4' },
  { code: 'wm_1', label: 'Outpatient withdrawal management (1-WM)', asam3: '1-WM', asam4: '1.7' },
  {
    code: 'wm_2',
    label: 'Outpatient withdrawal management, monitored (2-WM)',
    asam3: '2-WM',
    asam4: '2.7',
  },
  {
    code: 'wm_3_2',
    label: 'Residential withdrawal management (3.2-WM)',
    asam3: '3.2-WM',
    asam4: '3.5',
  },
  {
    code: 'wm_3_7',
    label: 'Inpatient withdrawal management (3.7-WM)',
    asam3: '3.7-WM',
    asam4: '3.7',
  },
  { code: 'wm_4', label: 'Hospital withdrawal management (4-WM)', asam3: '4-WM', asam4: '4' },
  { code: 'sober_living', label: 'Sober living (not ASAM)', asam3: null, asam4: null },
];

export const PLAN_TYPES = choices({
  hmo: 'HMO',
  ppo: 'PPO',
  epo: 'EPO',
  pos: 'POS',
  hdhp: 'HDHP',
  medicaid: 'Medicaid',
  medicare: 'Medicare',
  medicare_advantage: 'Medicare Advantage',
  tricare: 'TRICARE',
  va: 'VA',
  tribal: 'Tribal',
  marketplace: 'Marketplace',
  self_pay: 'Self-pay',
  sliding_scale: 'Sliding scale',
  scholarship: 'Scholarship',
  state_funded: 'State-funded',
  unknown: 'Not sure',
});
export type PlanType = (typeof PLAN_TYPES)[number]['code'];

/** Plan types that need no benefit check: who pays this way skips "verifying". */
export const UNINSURED_PLAN_TYPES: readonly PlanType[] = [
  'self_pay',
  'sliding_scale',
  'scholarship',
  'state_funded',
];

export const SOURCES = choices({
  toll_free: 'Toll-free number',
  web_form: 'Web form',
  coverage_form: 'Coverage form',
  chat: 'Chat',
  sms: 'SMS',
  organic_search: 'Organic search',
  paid_search: 'Paid search',
  social: 'Social',
  directory: 'Directory',
  hospital: 'Hospital',
  therapist: 'Therapist',
  employee_assistance: 'Employee assistance',
  court: 'Court',
  alumni: 'Alumni',
  family: 'Family',
  event: 'Event',
  partner: 'Partner',
  other: 'Other',
});
export type SourceCode = (typeof SOURCES)[number]['code'];

export const RELATIONSHIPS = choices({
  self: 'Self',
  parent: 'Parent',
  spouse: 'Spouse',
  partner: 'Partner',
  sibling: 'Sibling',
  child: 'Child',
  friend: 'Friend',
  clinician: 'Clinician',
  employer: 'Employer',
  court: 'Court',
  other: 'Other',
});
export type Relationship = (typeof RELATIONSHIPS)[number]['code'];

export const LANGUAGES = choices({ en: 'English', es: 'Spanish' });
export type Language = (typeof LANGUAGES)[number]['code'];

/** The language that somebody is spoken and written to in: Spanish where they wished for it, else English. */
export function ourLanguage(theirs: string | null | undefined): Language {
  return theirs === 'es' ? 'es' : 'en';
}

export const WHEN_WANTED = choices({ today: 'Today', this_week: 'This week', later: 'Later' });
export type WhenWanted = (typeof WHEN_WANTED)[number]['code'];

export const URGENCIES = choices({
  P0: 'P0: danger now',
  P1: 'P1: high risk',
  P2: 'P2: wants help now',
  P3: 'P3: information',
});
export type Urgency = (typeof URGENCIES)[number]['code'];

export const CLOCK_KINDS = choices({
  first_attempt: 'First attempt',
  call_back: 'Call back',
  benefit_check: 'Benefit check',
  referral_acknowledged: 'Referral acknowledged',
  scheduled_arrival: 'Scheduled arrival',
});
export type ClockKind = (typeof CLOCK_KINDS)[number]['code'];

export const TASK_KINDS = choices({
  call_back: 'Call back',
  first_attempt: 'First attempt',
  follow_up_call: 'Follow-up call',
  follow_up: 'Follow up',
  possible_match: 'Check possible match',
  review: 'Review',
  verify_facility: 'Check a facility’s facts',
  ask_beds: 'Ask for open beds',
  other: 'Other',
});
export type TaskKind = (typeof TASK_KINDS)[number]['code'];

/** Whom an alert has reached, in order. */
export const ALERT_STEPS = choices({
  everyone: 'Everyone on duty',
  on_call: 'On-call agent',
  backup: 'Backup line',
});
export type AlertStep = (typeof ALERT_STEPS)[number]['code'];
