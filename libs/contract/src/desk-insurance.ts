import { z } from 'zod';
import { CoverageInput } from './desk-leads.js';
import { choices, codesOf, LEVELS_OF_CARE } from './picklists.js';
import { clearableText, moment, optionalText, typedText } from './text.js';

const when = z.iso.datetime();
const day = z.iso.date();
const id = z.uuid();
const levelCode = z.enum(codesOf(LEVELS_OF_CARE));

// ---------------------------------------------------------------- payers

export const PAYER_KINDS = choices({
  insurer: 'Insurer',
  administrator: 'Administrator (TPA)',
  rental_network: 'Rental network',
  employee_assistance: 'Employee assistance',
  behavioral_carve_out: 'Behavioral-health carve-out',
  public: 'Public',
});

export const PayerView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  kind: z.string(),
  parentId: id.nullable(),
  /** The id by which it is asked electronically. */
  electronicId: z.string().nullable(),
  /** Ids it goes by at other clearinghouses. */
  otherElectronicIds: z.array(z.string()),
  /** Who handles behavioral health for it; null: it does so itself, or nobody knows. */
  carvedOutToId: id.nullable(),
  selfFunded: z.boolean(),
  state: z.string().nullable(),
  fact: z.string().nullable(),
  active: z.boolean(),
  aliases: z.array(z.string()),
  /** The payer it turned out to be; what named it names that one now. */
  mergedIntoId: id.nullable(),
});
export type PayerView = z.infer<typeof PayerView>;

const payerFields = {
  kind: z.enum(codesOf(PAYER_KINDS)),
  electronicId: clearableText(80),
  otherElectronicIds: z.array(typedText(80).min(1)).max(20),
  carvedOutToId: id.nullish(),
  selfFunded: z.boolean(),
  state: z.preprocess(
    (value) => (value === '' ? null : value),
    z
      .string()
      .regex(/^[A-Z]{2}$/, { error: 'Please give the two letters of a state, or nothing.' })
      .nullish(),
  ),
  fact: clearableText(500),
  active: z.boolean(),
  aliases: z.array(typedText(120).min(1)).max(60),
};

/** `POST /api/payers` (201). */
export const PayerCreate = z.object({
  name: typedText(120).min(1, { error: 'Please give the payer’s name.' }),
  ...payerFields,
  otherElectronicIds: payerFields.otherElectronicIds.default([]),
  selfFunded: payerFields.selfFunded.default(false),
  active: payerFields.active.default(true),
  aliases: payerFields.aliases.default([]),
});
export type PayerCreate = z.infer<typeof PayerCreate>;

/** `PUT /api/payers/:id`: what is left out stays; `aliases` replaces the whole list. */
export const PayerEdit = z.object({
  version: z.number().int(),
  name: optionalText(120),
  kind: payerFields.kind.optional(),
  electronicId: payerFields.electronicId,
  otherElectronicIds: payerFields.otherElectronicIds.optional(),
  carvedOutToId: payerFields.carvedOutToId,
  selfFunded: payerFields.selfFunded.optional(),
  state: payerFields.state,
  fact: payerFields.fact,
  active: payerFields.active.optional(),
  aliases: payerFields.aliases.optional(),
});
export type PayerEdit = z.infer<typeof PayerEdit>;

/** `POST /api/payers/:id/merge`: this payer is another one. Its names become aliases there, and what named it follows. */
export const PayerMergeInput = z.object({ version: z.number().int(), intoId: id });
export type PayerMergeInput = z.infer<typeof PayerMergeInput>;

/** `GET /api/payers/:id/merges`: what was merged into it; `POST /api/payer-merges/:id/undo` turns one back. */
export const PayerMergeView = z.object({
  id,
  keptId: id,
  merged: z.object({ id, name: z.string() }),
  coverages: z.number().int(),
  by: id.nullable(),
  at: when,
  undoneAt: when.nullable(),
});
export type PayerMergeView = z.infer<typeof PayerMergeView>;

// ---------------------------------------------------------------- coverage

export const CARD_SIDES = choices({ front: 'Front', back: 'Back' });
export type CardSide = (typeof CARD_SIDES)[number]['code'];

/** `PUT /api/coverages/:id`, with the version that was seen. */
export const CoverageEdit = CoverageInput.extend({ version: z.number().int() });
export type CoverageEdit = z.infer<typeof CoverageEdit>;

/** `POST /api/leads/:id/coverages/order`: all coverages of the lead, the one that pays first first. */
export const CoverageOrder = z.object({ coverageIds: z.array(id).min(1).max(50) });

/** `POST /api/leads/:id/payer-consent`: what the patient said about our speaking with their insurance. */
export const PayerConsentInput = z.object({
  decision: z.enum(['given', 'revoked']),
  /** How it was said. */
  how: z.enum(['spoken', 'written', 'electronic']),
});
export type PayerConsentInput = z.infer<typeof PayerConsentInput>;

/** The words a patient agrees to before anybody speaks with their insurance; read aloud or signed. */
export const PAYER_CONSENT_WORDING = {
  en: 'I agree that you contact my health insurance and tell it who I am, so that it tells you which treatment it covers and what I would pay. I can take this back at any time.',
  es: 'Acepto que se comuniquen con mi seguro médico y le digan quién soy, para que les diga qué tratamiento cubre y cuánto pagaría yo. Puedo retirar este permiso en cualquier momento.',
} as const;

/** What a dependant is told before anybody asks: the answer may reach the policyholder. */
export const POLICYHOLDER_WARNING = {
  en: 'You are on somebody else’s policy. The insurance may send statements about this check and any treatment to the policyholder. You can ask it for confidential communication first.',
  es: 'Usted está en la póliza de otra persona. El seguro puede enviar avisos sobre esta consulta y sobre el tratamiento al titular de la póliza. Antes puede pedirle comunicación confidencial.',
} as const;

// ---------------------------------------------------------------- benefit checks

export const CHECK_WAYS = choices({
  electronic: 'Electronically',
  phone: 'By phone',
  outside: 'Done outside',
});
export type CheckWay = (typeof CHECK_WAYS)[number]['code'];

/**
 * requested: somebody has to; taken: a specialist is at it; asking: the payer is being asked; unclear: the
 * payer was asked and it is not known, or could not be understood, what it said: a human looks; completed; cancelled.
 */
export const CHECK_STATES = choices({
  requested: 'Waiting',
  taken: 'Being worked on',
  asking: 'Asking the payer',
  unclear: 'Needs a look',
  completed: 'Completed',
  cancelled: 'Cancelled',
});
export type CheckState = (typeof CHECK_STATES)[number]['code'];
export const OPEN_CHECK_STATES: readonly CheckState[] = ['requested', 'taken', 'asking', 'unclear'];

export const VERDICTS = choices({
  viable: 'Viable',
  needs_more: 'Needs more',
  not_viable: 'Not viable',
});
export type Verdict = (typeof VERDICTS)[number]['code'];

/** Cents, never negative. */
const cents = z.number().int().min(0).max(100_000_000);
const Amounts = z.object({
  total: cents.nullable(),
  met: cents.nullable(),
  remaining: cents.nullable(),
});
export type Amounts = z.infer<typeof Amounts>;
/** From the least to the most that was said; alike where there is one answer. */
const span = (of: z.ZodNumber) => z.object({ low: of, high: of });

export const NETWORKS = choices({ in: 'In network', out: 'Out of network' });
export type Network = (typeof NETWORKS)[number]['code'];

export const COPAY_PER = choices({
  visit: 'each visit',
  day: 'each day',
  admission: 'each admission',
  service: 'each service',
});

/** What a plan says of one level of care in one network. Money in cents, shares of 100 as the patient's. */
export const BenefitTerms = z.object({
  levelOfCare: levelCode,
  network: z.enum(codesOf(NETWORKS)),
  covered: z.enum(['yes', 'no', 'unknown']),
  deductible: Amounts,
  familyDeductible: Amounts,
  outOfPocket: Amounts,
  familyOutOfPocket: Amounts,
  copay: span(cents)
    .extend({ per: z.enum(codesOf(COPAY_PER)) })
    .nullable(),
  coinsurance: span(z.number().min(0).max(100)).nullable(),
  authorisation: z.enum(['required', 'not_required', 'unknown']),
  limits: z
    .array(
      z.object({
        unit: z.string().max(40),
        total: z.number().min(0).nullable(),
        used: z.number().min(0).nullable(),
        remaining: z.number().min(0).nullable(),
        period: z.string().max(60).nullable(),
      }),
    )
    .max(20),
  notes: z.array(z.string().max(1000)).max(30),
  /** The service type codes it was read from; none for what a person was told. */
  serviceTypes: z.array(z.string().max(4)).max(60),
});
export type BenefitTerms = z.infer<typeof BenefitTerms>;

const NamedParty = z.object({
  name: z.string().max(200),
  phone: z.string().max(40).nullable(),
  id: z.string().max(80).nullable(),
});

/** What holds for the whole plan. */
export const PlanSummary = z.object({
  active: z.enum(['active', 'inactive', 'unknown']),
  payerName: z.string().max(200).nullable(),
  planName: z.string().max(200).nullable(),
  groupNumber: z.string().max(80).nullable(),
  begins: day.nullable(),
  /** Termination, where one is known. */
  ends: day.nullable(),
  /** In the grace period: premiums are owed, and what is paid may be taken back. */
  inGrace: z.boolean().nullable(),
  cobra: z.enum(['no', 'active', 'pending']).nullable(),
  /** When deductible and limits begin again. */
  resetsOn: day.nullable(),
  /** Who handles behavioral health instead. */
  carveOuts: z.array(NamedParty).max(10),
  otherPayers: z.array(NamedParty).max(10),
  /** How out-of-network care is paid: what the plan's share is a share of. */
  outOfNetworkBasis: z.string().max(200).nullable(),
  /** The plan pays the patient, who pays the facility. */
  paysPatient: z.boolean().nullable(),
  /** Kinds of facility the plan does not pay. */
  facilityExclusions: z.string().max(1000).nullable(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

/** Why a payer gave no answer, and what to do about it. */
export const PayerRefusal = z.object({
  code: z.string(),
  sentence: z.string(),
  toDo: z.string(),
  /** The same question may be answered later as it is. */
  again: z.boolean(),
});
export type PayerRefusal = z.infer<typeof PayerRefusal>;

export const VerdictReason = z.object({
  /** Stable name of the rule. */
  rule: z.string(),
  verdict: z.enum(codesOf(VERDICTS)),
  because: z.string(),
  levelOfCare: z.string().nullable(),
});
export type VerdictReason = z.infer<typeof VerdictReason>;

/** One service type asked of the payer. */
export const InquiryAsked = z.object({
  serviceType: z.string(),
  label: z.string(),
  /** waiting, asking, answered, refused, failed, unknown: asked, and the answer was lost. */
  state: z.string(),
  attempts: z.number().int(),
  sentence: z.string().nullable(),
});
export type InquiryAsked = z.infer<typeof InquiryAsked>;

/** What treatment would cost the person, in their language; never a promise. */
export const CostInWords = z.object({
  language: z.enum(['en', 'es']),
  headline: z.string(),
  levels: z.array(
    z.object({ levelOfCare: z.string(), label: z.string(), sentences: z.array(z.string()) }),
  ),
  assumptions: z.array(z.string()),
});
export type CostInWords = z.infer<typeof CostInWords>;

/** A row of the benefit queue. */
export const BenefitCheckRow = z.object({
  id,
  version: z.number().int(),
  leadId: id,
  leadNumber: z.number().int(),
  patientName: z.string().nullable(),
  coverageId: id,
  payerId: id.nullable(),
  /** The payer's name, or the words it was told in. */
  payerName: z.string(),
  way: z.enum(codesOf(CHECK_WAYS)),
  state: z.enum(codesOf(CHECK_STATES)),
  levelsOfCare: z.array(levelCode),
  urgency: z.string(),
  requestedAt: when,
  requestedBy: id.nullable(),
  /** End of the promise of two business hours. */
  dueAt: when,
  takenBy: id.nullable(),
  closedAt: when.nullable(),
  verdict: z.enum(codesOf(VERDICTS)).nullable(),
  validUntil: when.nullable(),
  /** It asks again what an earlier one knew. */
  recheckOf: id.nullable(),
});
export type BenefitCheckRow = z.infer<typeof BenefitCheckRow>;

export const BenefitCheckView = BenefitCheckRow.extend({
  memberId: z.string().nullable(),
  planType: z.string(),
  subscriberRelationship: z.string().nullable(),
  /** Statements may go to the policyholder. */
  dependent: z.boolean(),
  toldAboutStatements: z.boolean(),
  representative: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  closedBy: id.nullable(),
  rulesVersion: z.number().int().nullable(),
  reasons: z.array(VerdictReason),
  summary: PlanSummary.nullable(),
  terms: z.array(BenefitTerms),
  refusals: z.array(PayerRefusal),
  asked: z.array(InquiryAsked),
  cost: z.array(CostInWords),
});
export type BenefitCheckView = z.infer<typeof BenefitCheckView>;

/** `POST /api/leads/:id/benefit-checks` (201). */
export const BenefitCheckRequest = z.object({
  coverageId: id,
  way: z.enum(codesOf(CHECK_WAYS)),
  levelsOfCare: z
    .array(levelCode, { error: 'Please choose the levels of care to ask for.' })
    .min(1, { error: 'Please choose the levels of care to ask for.' })
    .max(16),
  /** Of a dependant: they were told that statements go to the policyholder. */
  toldAboutStatements: z.boolean().default(false),
  note: optionalText(2000),
});
export type BenefitCheckRequest = z.infer<typeof BenefitCheckRequest>;

/** `POST /api/benefit-checks/:id/taking`, `/release` and `/asking` (electronically, again). */
export const CheckVersion = z.object({ version: z.number().int() });

/** `POST /api/benefit-checks/:id/cancellation` */
export const CheckCancel = z.object({
  version: z.number().int(),
  reason: typedText(2000).min(1, { error: 'Please say why.' }),
});

/** `POST /api/benefit-checks/:id/result`: what a person was told, by phone or in the payer's portal. */
export const CheckResultInput = z.object({
  version: z.number().int(),
  way: z.enum(codesOf(CHECK_WAYS)),
  representative: optionalText(120),
  reference: optionalText(120),
  note: optionalText(5000),
  summary: PlanSummary,
  terms: z.array(BenefitTerms).max(32),
  at: moment.optional(),
});
export type CheckResultInput = z.infer<typeof CheckResultInput>;

/** What a specialist asks on the phone, in the order payers answer it. */
export const PHONE_SCRIPT: readonly { part: string; questions: readonly string[] }[] = [
  {
    part: 'Before anything',
    questions: [
      'Your name, and a reference number for this call, please?',
      'I am calling from a referral service for a patient who agreed to this call.',
    ],
  },
  {
    part: 'The plan',
    questions: [
      'Is the policy active today? Since when, and is there an end date?',
      'Are premiums paid, or is it in a grace period? Is it COBRA?',
      'Is behavioral health handled by you, or by somebody else? At which number?',
      'Is there any other insurance on file? Which pays first?',
      'When does the plan year begin again?',
    ],
  },
  {
    part: 'Each level of care, in and out of network',
    questions: [
      'Is it covered? Are freestanding or residential facilities excluded?',
      'Deductible: how much, and how much of it is met? For the person and the family.',
      'Copay and coinsurance after the deductible?',
      'Out-of-pocket maximum: how much, and how much of it is met?',
      'Is authorization needed before admission? At which number?',
      'Limits of days or visits: how many, and how many are used?',
      'Out of network: what is paid, on what basis, and is it paid to the patient?',
    ],
  },
];
