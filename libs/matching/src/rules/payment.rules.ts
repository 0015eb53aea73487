import type { PatientFacts, PatientPayer, ProgramFacts } from '../facts.js';
import { con, type Finding, NOTHING, open, pro, type Rule, shut } from './rule.js';

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
  judge(patient, program) {
    switch (patient.payment) {
      case 'coverage':
        return insured(patient, program);
      case 'self_pay':
        return selfPaying(program);
      case 'sliding_scale':
        return [one('a sliding scale', program.slidingScale)];
      case 'scholarship':
        return [one('scholarships', program.scholarship)];
      case 'state_funded':
        return stateFunded(patient, program);
      case 'unknown':
      case null:
        return [open(0, () => 'How the patient pays is not known.')];
    }
  },
};

function insured(patient: PatientFacts, program: ProgramFacts): readonly Finding[] {
  const { payers } = patient;
  const taken = payers.find(({ id }) => program.payers[id] === 'in');
  if (taken)
    return [
      pro(15, () => `Says it takes ${taken.name} in network.`),
      ...limits(taken, patient, program),
    ];
  const [first] = payers;
  if (!first) return [open(8, () => 'The payer of the coverage is not known.')];
  const related = payers.find(({ relatedIds }) =>
    relatedIds.some((id) => program.payers[id] === 'in'),
  );
  if (related) {
    return [
      open(
        4,
        () =>
          `Takes a payer that ${related.name} belongs to or works with: ask whether it takes this plan.`,
      ),
    ];
  }
  const out = payers.find(({ id }) => program.payers[id] === 'out');
  if (!out) return [unmentioned(first, program), ...limits(first, patient, program)];
  if (patient.wishes.outOfNetwork) {
    return [con(10, () => `Out of network for ${out.name}, which the patient agrees to.`)];
  }
  return [
    shut(
      () => `Out of network for ${out.name}.`,
      () =>
        `It joins the network of ${out.name}, or the patient agrees to go out of network or has another way to pay.`,
    ),
  ];
}

const PUBLIC_PLANS: ReadonlySet<string> = new Set([
  'medicaid',
  'medicare',
  'va',
  'tricare',
  'tribal',
]);

function unmentioned(
  { name, planType }: PatientPayer,
  { privateInsurance }: ProgramFacts,
): Finding {
  return privateInsurance && !PUBLIC_PLANS.has(planType)
    ? open(4, () => `Takes private insurance; whether it takes ${name}, nobody said.`)
    : open(10, () => `Nobody said whether it takes ${name}.`);
}

/** What is known of public payers whatever a program says. */
function limits(
  payer: PatientPayer,
  patient: PatientFacts,
  program: ProgramFacts,
): readonly Finding[] {
  if (payer.planType === 'medicare' && RESIDENTIAL.has(program.level)) {
    return [
      con(
        15,
        () =>
          'Medicare does not pay residential treatment that stands alone: check before anything is sent.',
      ),
    ];
  }
  const elsewhere =
    patient.state !== null && program.state !== null && patient.state !== program.state;
  if (payer.planType === 'medicaid' && elsewhere) {
    return [
      con(
        12,
        () =>
          `Is in ${program.state}: Medicaid of ${patient.state} is usually not taken out of state.`,
      ),
    ];
  }
  return NOTHING;
}

function selfPaying({ selfPay, slidingScale }: ProgramFacts): readonly Finding[] {
  if (slidingScale)
    return [pro(12, () => 'Takes patients who pay themselves, on a sliding scale.')];
  if (selfPay) return [pro(10, () => 'Takes patients who pay themselves.')];
  return [one('patients who pay themselves', selfPay)];
}

function stateFunded(patient: PatientFacts, program: ProgramFacts): readonly Finding[] {
  const found = one('state-funded patients', program.stateFunded);
  const elsewhere =
    patient.state !== null && program.state !== null && patient.state !== program.state;
  if (!elsewhere || found.is === 'excludes') return [found];
  return [
    found,
    con(12, () => `Is in ${program.state}: state money is usually for people who live there.`),
  ];
}

function one(what: string, takes: boolean | null): Finding {
  if (takes) return pro(12, () => `Says yes to ${what}.`);
  if (takes === null) return open(8, () => `Nobody said anything of ${what}.`);
  return shut(
    () => `Says no to ${what}.`,
    () => 'Another way to pay, or the program says that it changed.',
  );
}

/** What has to be said where nobody knows how the patient pays; null otherwise. */
export function paymentNote({ payment }: PatientFacts): string | null {
  return payment === null || payment === 'unknown'
    ? 'Nobody knows yet how the patient pays: no program is excluded for it, and none counts as fitting for it.'
    : null;
}
