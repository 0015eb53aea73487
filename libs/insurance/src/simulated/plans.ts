/** One EB of a made-up plan. Amounts in dollars and shares as X12 has them: text. */
export interface MadeUpBenefit {
  code: string;
  types: readonly string[];
  level?: 'IND' | 'FAM';
  plan?: string;
  period?: string;
  amount?: string;
  share?: string;
  days?: string;
  authorisation?: 'Y' | 'N' | 'U';
  network?: 'Y' | 'N' | 'W';
  message?: string;
  party?: { role: 'VN' | 'PR'; name: string; phone?: string };
}

export interface MadeUpPlan {
  name: string;
  begins: string;
  ends: string;
  benefits: readonly MadeUpBenefit[];
}

const ALL = ['30', 'A4', 'A5', 'A6', 'A7', 'A8', 'AI', 'AJ', 'AK', 'BB', 'CI', 'CJ', 'MH', 'RT'];

const money = (
  code: 'C' | 'G',
  amount: string,
  left: string | null,
  network: 'Y' | 'N',
  level: 'IND' | 'FAM' = 'IND',
): MadeUpBenefit[] => [
  { code, types: ['30'], level, period: '23', amount, network },
  ...(left === null ? [] : [{ code, types: ['30'], level, period: '29', amount: left, network }]),
];

const PPO: MadeUpPlan = {
  name: 'PPO CHOICE PLUS',
  begins: '0101',
  ends: '1231',
  benefits: [
    { code: '1', types: ALL, plan: 'PPO CHOICE PLUS' },
    ...money('C', '3000', '1200', 'Y'),
    ...money('C', '6000', '4150.5', 'Y', 'FAM'),
    ...money('G', '7500', '5200', 'Y'),
    ...money('C', '6000', '6000', 'N'),
    ...money('G', '15000', '15000', 'N'),
    { code: 'A', types: ['AI', 'CI', 'RT', 'BB', 'MH'], level: 'IND', share: '.2', network: 'Y' },
    { code: 'A', types: ['AI', 'CI', 'RT', 'BB', 'MH'], level: 'IND', share: '.4', network: 'N' },
    { code: 'B', types: ['CJ', 'A8'], level: 'IND', period: '27', amount: '40', network: 'Y' },
    {
      code: 'F',
      types: ['CI', 'RT'],
      period: '23',
      days: '30',
      authorisation: 'Y',
      network: 'Y',
      message: 'PRIOR AUTHORIZATION REQUIRED FOR RESIDENTIAL AND INPATIENT DETOX',
    },
    { code: 'F', types: ['CI', 'RT'], period: '29', days: '26', authorisation: 'Y', network: 'Y' },
  ],
};

const HMO: MadeUpPlan = {
  name: 'HMO SELECT',
  begins: '0101',
  ends: '1231',
  benefits: [
    { code: '1', types: ALL, plan: 'HMO SELECT', network: 'Y' },
    ...money('C', '0', null, 'Y'),
    ...money('G', '4000', '3650', 'Y'),
    {
      code: 'B',
      types: ['CJ', 'A8', 'AI'],
      level: 'IND',
      period: '27',
      amount: '25',
      network: 'Y',
      authorisation: 'N',
    },
    {
      code: 'B',
      types: ['CI', 'RT'],
      level: 'IND',
      period: '36',
      amount: '500',
      network: 'Y',
      authorisation: 'Y',
    },
    {
      code: 'I',
      types: ['30'],
      network: 'N',
      message: 'NO OUT OF NETWORK BENEFITS EXCEPT EMERGENCY',
    },
  ],
};

const CARVED_OUT: MadeUpPlan = {
  ...PPO,
  benefits: [
    { code: '1', types: ['30'], plan: 'PPO CHOICE PLUS' },
    ...money('C', '3000', '1200', 'Y'),
    {
      code: 'U',
      types: ['30', 'MH', 'AI', 'CI', 'CJ', 'RT'],
      party: { role: 'VN', name: 'BEHAVIORAL CARVE OUT INC', phone: '8005550142' },
    },
  ],
};

const OTHER_PAYER: MadeUpPlan = {
  ...PPO,
  benefits: [
    ...PPO.benefits,
    { code: 'R', types: ['30'], party: { role: 'PR', name: 'OTHER PAYER' } },
  ],
};

/** The plan of a scenario that names none. */
export const FALLBACK = PPO;

/** What the simulator does, by the letters a member id begins with. Any other member has one of two plans. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  PPO: { plan: PPO },
  HMO: { plan: HMO },
  CARVE: { plan: CARVED_OUT },
  COB: { plan: OTHER_PAYER },
  GONE: { plan: { ...PPO, benefits: [{ code: '6', types: ['30'] }] } },
  ENDED: { plan: { ...PPO, ends: '0131' } },
  UNKNOWN: { error: { code: '75', followUp: 'C' } },
  BORN: { error: { code: '71', followUp: 'C' } },
  DOWN: { error: { code: '42', followUp: 'R' } },
  TWICE: { error: { code: '42', followUp: 'R' }, onlyFirst: true },
  SLOW: { plan: PPO, afterMs: 800 },
  LOST: { lost: true },
  BUSY: { status: 503 },
  BROKEN: { broken: true },
};

export interface Scenario {
  plan?: MadeUpPlan;
  error?: { code: string; followUp: string };
  /** The error comes to the first question only. */
  onlyFirst?: boolean;
  afterMs?: number;
  /** Takes the question and closes the connection. */
  lost?: boolean;
  status?: number;
  /** Answers with half an answer. */
  broken?: boolean;
}

/** The scenario of a member. */
export function scenarioOf(memberId: string): Scenario {
  const id = memberId.toUpperCase();
  const named = Object.keys(SCENARIOS).find((name) => id.startsWith(name));
  if (named) return SCENARIOS[named] ?? { plan: PPO };
  const sum = Array.from(id).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return { plan: sum % 3 === 0 ? HMO : PPO };
}
