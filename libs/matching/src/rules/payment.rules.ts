import type { PatientFacts, PatientPayer, ProgramFacts } from '../facts.js';
import { con, type Found, type Judge, NOTHING, open, pro, type Rule, shut } from './rule.js';

/** Residential levels, which Medicare does not pay where they stand alone (docs/domain.md, payers). */
const RESIDENTIAL: ReadonlySet<string> = new Set([
  'residential_low',
  'residential_population',
  'residential_high',
]);

export const paymentRule: Rule = {
  id: 'payment',
  kind: 'hard',
  title: 'Way to pay',
  says: "A payer the program takes in network speaks for it; one it says it is out of network with excludes it, unless the patient agrees to that. A payer it does not mention is not known, and asked about. Without insurance: a program that says no to the patient's way (self-pay, sliding scale, state-funded, scholarship) is excluded. No amount is ever looked at.",
  asking(patient) {
    switch (patient.payment) {
      case 'coverage':
        return insured(patient);
      case 'self_pay':
        return selfPaying();
      case 'sliding_scale':
        return saying('a sliding scale', ({ slidingScale }) => slidingScale);
      case 'scholarship':
        return saying('scholarships', ({ scholarship }) => scholarship);
      case 'state_funded':
        return stateFunded(patient);
      case 'unknown':
      case null:
        return () => WAY_NOT_KNOWN;
    }
  },
};

const WAY_NOT_KNOWN = open(0, () => 'How the patient pays is not known.');
const PAYER_NOT_KNOWN = open(8, () => 'The payer of the coverage is not known.');

function insured(patient: PatientFacts): Judge {
  const policies = patient.payers.map((payer) => policyOf(payer, patient));
  const [first] = policies;
  return (program) => {
    const taken = policies.find(({ payer }) => program.payers[payer.id] === 'in');
    if (taken) return withLimits(taken.takes, taken.limits(program));
    if (!first) return PAYER_NOT_KNOWN;
    const related = policies.find(({ payer }) =>
      payer.relatedIds.some((id) => program.payers[id] === 'in'),
    );
    if (related) return related.takesRelated;
    const out = policies.find(({ payer }) => program.payers[payer.id] === 'out');
    return out ? out.outOfNetwork : withLimits(first.unmentioned(program), first.limits(program));
  };
}

function withLimits(found: Found, limits: Found): Found {
  return limits.length === 0 ? found : [...found, ...limits];
}

/** Whatever a program may say to one payer. */
function policyOf(payer: PatientPayer, patient: PatientFacts) {
  const { name } = payer;
  return {
    payer,
    takes: pro(15, () => `Says it takes ${name} in network.`),
    takesRelated: open(
      4,
      () => `Takes a payer that ${name} belongs to or works with: ask whether it takes this plan.`,
    ),
    outOfNetwork: patient.wishes.outOfNetwork
      ? con(10, () => `Out of network for ${name}, which the patient agrees to.`)
      : shut(
          () => `Out of network for ${name}.`,
          () =>
            `It joins the network of ${name}, or the patient agrees to go out of network or has another way to pay.`,
        ),
    unmentioned: unmentioned(payer),
    limits: limits(payer, patient),
  };
}

const PUBLIC_PLANS: ReadonlySet<string> = new Set([
  'medicaid',
  'medicare',
  'va',
  'tricare',
  'tribal',
]);

function unmentioned({ name, planType }: PatientPayer): (program: ProgramFacts) => Found {
  const nobodySaid = open(10, () => `Nobody said whether it takes ${name}.`);
  if (PUBLIC_PLANS.has(planType)) return () => nobodySaid;
  const takesPrivate = open(
    4,
    () => `Takes private insurance; whether it takes ${name}, nobody said.`,
  );
  return ({ privateInsurance }) => (privateInsurance ? takesPrivate : nobodySaid);
}

const STANDS_ALONE = con(
  15,
  () =>
    'Medicare does not pay residential treatment that stands alone: check before anything is sent.',
);

/** What is known of public payers whatever a program says. */
function limits(
  { planType }: PatientPayer,
  { state }: PatientFacts,
): (program: ProgramFacts) => Found {
  if (planType === 'medicare') {
    return ({ level }) => (RESIDENTIAL.has(level) ? STANDS_ALONE : NOTHING);
  }
  if (planType !== 'medicaid') return () => NOTHING;
  const outOfState = con(
    12,
    (program) => `Is in ${program.state}: Medicaid of ${state} is usually not taken out of state.`,
  );
  return (program) => (isElsewhere(program, state) ? outOfState : NOTHING);
}

function isElsewhere(program: ProgramFacts, state: string | null): boolean {
  return state !== null && program.state !== null && state !== program.state;
}

const SLIDING = pro(12, () => 'Takes patients who pay themselves, on a sliding scale.');
const SELF_PAY = pro(10, () => 'Takes patients who pay themselves.');

function selfPaying(): Judge {
  const said = saying('patients who pay themselves', ({ selfPay }) => selfPay);
  return (program, miles) => {
    if (program.slidingScale) return SLIDING;
    return program.selfPay ? SELF_PAY : said(program, miles);
  };
}

const STATE_MONEY = con(
  12,
  ({ state }) => `Is in ${state}: state money is usually for people who live there.`,
);

function stateFunded({ state }: PatientFacts): Judge {
  const said = saying('state-funded patients', ({ stateFunded: takes }) => takes);
  return (program, miles) => {
    const found = said(program, miles);
    const limited = program.stateFunded !== false && isElsewhere(program, state);
    return limited ? [...found, ...STATE_MONEY] : found;
  };
}

/** Yes, no, or nobody said. */
function saying(what: string, answer: (program: ProgramFacts) => boolean | null): Judge {
  const yes = pro(12, () => `Says yes to ${what}.`);
  const nobody = open(8, () => `Nobody said anything of ${what}.`);
  const no = shut(
    () => `Says no to ${what}.`,
    () => 'Another way to pay, or the program says that it changed.',
  );
  return (program) => {
    const takes = answer(program);
    if (takes) return yes;
    return takes === null ? nobody : no;
  };
}

/** What has to be said where nobody knows how the patient pays; null otherwise. */
export function paymentNote({ payment }: PatientFacts): string | null {
  return payment === null || payment === 'unknown'
    ? 'Nobody knows yet how the patient pays: no program is excluded for it, and none counts as fitting for it.'
    : null;
}
