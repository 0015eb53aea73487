import {
  authorisationOf,
  type Benefit,
  centsOf,
  dateOf,
  type EligibilityAnswer,
  type Member,
  networkOf,
  type Party,
  type PayerError,
  percentOf,
  type PlanDate,
  planDateOf,
} from '../eligibility/answer.js';
import {
  type AaaError,
  type RelatedEntity,
  WireAnswer,
  type WireBenefit,
  type WireMember,
} from './wire.js';

/** Names of dates in the JSON shape, and the qualifier of X12 each stands for. */
const DATES: Readonly<Record<string, string>> = {
  plan: '291',
  benefit: '292',
  eligibility: '307',
  planBegin: '346',
  planEnd: '347',
  benefitBegin: '348',
  benefitEnd: '349',
  eligibilityBegin: '356',
  eligibilityEnd: '357',
  premiumPaidToDateEnd: '343',
  premiumPaidToDateBegin: '342',
  cobraBegin: '340',
  cobraEnd: '341',
  policyEffective: '473',
  policyExpiration: '472',
};

/** Names of roles in the JSON shape, and NM101 of X12. */
const ROLES: Readonly<Record<string, string>> = {
  Payer: 'PR',
  Vendor: 'VN',
  'Primary Payer': 'PRP',
  'Secondary Payer': 'SEP',
  'Tertiary Payer': 'TTP',
  'Third-Party Administrator': 'TTP',
  'Utilization Management Organization': 'X3',
  'Origin Carrier': 'GP',
  'Plan Sponsor': 'P5',
  'Primary Care Provider': 'P3',
};

/** AAA04 as the JSON shape writes it. */
const FOLLOW_UPS: Readonly<Record<string, string>> = {
  'please correct and resubmit': 'C',
  'resubmission not allowed': 'N',
  'please resubmit original transaction': 'P',
  'resubmission allowed': 'R',
  'do not resubmit; inquiry initiated to a third party': 'S',
  'please wait 30 days and resubmit': 'W',
  'please wait 10 days and resubmit': 'X',
  'do not resubmit; we will hold your request and respond again shortly': 'Y',
};

/**
 * Reads an answer in the shape of Change Healthcare's medical-network eligibility v3 (Stedi: the same).
 * Throws a `ZodError` for JSON that is something else.
 */
export function readJsonAnswer(json: unknown): EligibilityAnswer {
  const wire = WireAnswer.parse(json);
  const [dependent] = wire.dependents ?? [];
  return {
    payer: wire.payer
      ? {
          name: filled(wire.payer.name),
          id: filled(wire.payer.payorIdentification),
          ...waysOf(wire.payer.contactInformation),
        }
      : null,
    subscriber: wire.subscriber ? memberOf(wire.subscriber) : null,
    dependent: dependent ? memberOf(dependent) : null,
    planDates: datesOf(wire.planDateInformation),
    benefits: (wire.benefitsInformation ?? []).map(benefitOf),
    errors: errorsOf(wire),
  };
}

function benefitOf(wire: WireBenefit): Benefit {
  const [unit, count] = [filled(wire.quantityQualifierCode), filled(wire.benefitQuantity)];
  const entities = wire.benefitsRelatedEntities ?? [];
  const [first] = wire.benefitsRelatedEntity ? [wire.benefitsRelatedEntity] : [];
  return {
    code: wire.code,
    level: filled(wire.coverageLevelCode),
    serviceTypes: wire.serviceTypeCodes ?? [],
    insuranceType: filled(wire.insuranceTypeCode),
    plan: filled(wire.planCoverage),
    period: filled(wire.timeQualifierCode),
    amount: centsOf(wire.benefitAmount),
    percent: percentOf(wire.benefitPercent),
    quantity:
      unit && count && Number.isFinite(Number(count)) ? { unit, count: Number(count) } : null,
    authorisation: authorisationOf(filled(wire.authOrCertIndicator)),
    network: networkOf(filled(wire.inPlanNetworkIndicatorCode)),
    messages: (wire.additionalInformation ?? []).flatMap(
      ({ description }) => filled(description) ?? [],
    ),
    parties: (entities.length > 0 ? entities : first ? [first] : []).map(partyOf),
    places: (wire.eligibilityAdditionalInformationList ?? []).flatMap((one) =>
      one.codeListQualifierCode === 'ZZ' ? (filled(one.industryCode) ?? []) : [],
    ),
    dates: datesOf(wire.benefitsDateInformation),
  };
}

function partyOf(wire: RelatedEntity): Party & { role: string } {
  const role = wire.entityIdentifier ?? '';
  const [first, last] = [filled(wire.entityFirstname), filled(wire.entityName)];
  return {
    role: ROLES[role] ?? role,
    name: first ? `${first} ${last ?? ''}`.trim() : last,
    id: filled(wire.entityIdentificationValue),
    ...waysOf(wire.contactInformation),
  };
}

function waysOf(
  information: RelatedEntity['contactInformation'],
): Pick<Party, 'phone' | 'website'> {
  const by = (mode: string) =>
    filled(
      information?.contacts?.find(({ communicationMode }) => communicationMode?.startsWith(mode))
        ?.communicationNumber,
    );
  return { phone: by('Telephone'), website: by('Uniform Resource Locator') };
}

function memberOf(wire: WireMember): Member {
  return {
    firstName: filled(wire.firstName),
    lastName: filled(wire.lastName),
    memberId: filled(wire.memberId),
    born: dateOf(wire.dateOfBirth),
    groupNumber: filled(wire.groupNumber),
  };
}

function datesOf(dates: Record<string, unknown> | null | undefined): PlanDate[] {
  return Object.entries(dates ?? {}).flatMap(([name, value]) => {
    const kind = DATES[name];
    return (kind && typeof value === 'string' && planDateOf(kind, value)) || [];
  });
}

/** Errors stand at the part they are about; the list at the top repeats them and is read for what is only there. */
function errorsOf(wire: WireAnswer): PayerError[] {
  const [dependent] = wire.dependents ?? [];
  const found = [
    ...coded(wire.payer?.aaaErrors, 'source'),
    ...coded(wire.provider?.aaaErrors, 'provider'),
    ...coded(wire.subscriber?.aaaErrors, 'subscriber'),
    ...coded(dependent?.aaaErrors, 'dependent'),
  ];
  const known = new Set(found.map(({ code }) => code));
  const rest = (wire.errors ?? []).flatMap((error) => {
    if (known.has(error.code ?? '')) return [];
    return coded([error], aboutOf(error.location));
  });
  return [...found, ...rest];
}

function coded(
  errors: readonly AaaError[] | null | undefined,
  about: PayerError['about'],
): PayerError[] {
  return (errors ?? []).flatMap((error) => {
    const code = filled(error.code);
    const followUp = FOLLOW_UPS[(error.followupAction ?? '').toLowerCase()] ?? null;
    return code ? [{ code, followUp, about }] : [];
  });
}

/** "Loop 2100B" is about the provider. */
function aboutOf(location: string | null | undefined): PayerError['about'] {
  const letter = /21[01]0([A-D])/.exec(location ?? '')?.[1];
  if (letter === 'B') return 'provider';
  if (letter === 'C') return 'subscriber';
  return letter === 'D' ? 'dependent' : 'source';
}

function filled(value: string | null | undefined): string | null {
  const said = value?.trim();
  return said ? said : null;
}
