/**
 * The services of SAMHSA's directory that say something a program holds. A code means something only within its category
 * ("MD" is Medicaid among payments and nothing elsewhere), so it is never read without one. Source: the service code
 * reference of the national directory; names as FindTreatment.gov writes them.
 */
interface Service {
  category: string;
  code: string;
  label: string;
}

const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TC: {
    DT: 'Detoxification',
    HH: 'Transitional housing, halfway house, or sober home',
    SUMH: 'Treatment for co-occurring substance use plus either serious mental health illness in adults/serious emotional disturbance in children',
  },
  SET: {
    HI: 'Hospital inpatient/24-hour hospital inpatient',
    OP: 'Outpatient',
    RES: 'Residential/24-hour residential',
    HID: 'Hospital inpatient detoxification',
    HIT: 'Hospital inpatient treatment',
    OD: 'Outpatient detoxification',
    ODT: 'Outpatient day treatment or partial hospitalization',
    OIT: 'Intensive outpatient treatment',
    OMB: 'Outpatient methadone/buprenorphine or naltrexone treatment',
    ORT: 'Regular outpatient treatment',
    RD: 'Residential detoxification',
    RL: 'Long-term residential',
    RS: 'Short-term residential',
  },
  OM: {
    MU: 'Methadone used in Treatment',
    BU: 'Buprenorphine used in Treatment',
    NU: 'Naltrexone used in Treatment',
  },
  OT: {
    BUM: 'Buprenorphine maintenance',
    OTP: 'Federally-certified Opioid Treatment Program',
    MM: 'Methadone maintenance',
    UB: 'Prescribes buprenorphine',
    UN: 'Prescribes naltrexone',
    RPN: 'Relapse prevention with naltrexone',
    MOA: 'Accepts clients using MAT but prescribed elsewhere',
  },
  PAY: {
    FSA: 'Federal, or any government funding for substance use treatment programs',
    ITU: 'IHS/Tribal/Urban (ITU) funds',
    MC: 'Medicare',
    MD: 'Medicaid',
    PI: 'Private health insurance',
    SF: 'Cash or self-payment',
    SI: 'State-financed health insurance plan other than Medicaid',
    SAMF: 'SAMHSA funding/block grants',
  },
  PYAS: { SS: 'Sliding fee scale (fee is based on income and other factors)' },
  SG: {
    AD: 'Adolescents',
    TAY: 'Young adults',
    WN: 'Adult women',
    PW: 'Pregnant/postpartum women',
    MN: 'Adult men',
    SE: 'Seniors or older adults',
    GL: 'Lesbian, gay, bisexual, transgender, or queer/questioning (LGBTQ)',
    VET: 'Veterans',
    ADM: 'Active duty military',
    MF: 'Members of military families',
    CJ: 'Criminal justice (other than DUI/DWI)/Forensic clients',
    CO: 'Clients with co-occurring mental and substance use disorders',
    COPSU: 'Clients with co-occurring pain and substance use disorders',
    HV: 'Clients with HIV or AIDS',
    XA: 'Clients who have experienced sexual abuse',
    DV: 'Clients who have experienced intimate partner violence, domestic violence',
    TRMA: 'Clients who have experienced trauma',
  },
  AS: { BC: "Residential beds for clients' children" },
  AGE: {
    CHLD: 'Children/Adolescents',
    YAD: 'Young Adults',
    ADLT: 'Adults',
    SNR: 'Seniors',
  },
  GN: { FEM: 'Female', MALE: 'Male' },
  EXCL: {
    DU: 'Specially designed program for DUI/DWI clients',
    OUDO: 'Opioid use disorder clients only',
  },
  SL: { SP: 'Spanish', AH: 'Sign language services for the deaf and hard of hearing' },
  LCA: {
    STAG: 'State Substance use treatment agency',
    STMH: 'State mental health department',
    STDH: 'State department of health',
    CARF: 'Commission on Accreditation of Rehabilitation Facilities (CARF)',
    COA: 'Council on Accreditation (COA)',
    HFAP: 'Healthcare Facilities Accreditation Program (HFAP)',
    JC: 'The Joint Commission',
    NCQA: 'National Committee for Quality Assurance (NCQA)',
    SOTP: 'SAMHSA certification for opioid treatment program (OTP)',
    DEA: 'Drug Enforcement Agency (DEA)',
  },
};

const SERVICES: readonly Service[] = Object.entries(table).flatMap(([category, codes]) =>
  Object.entries(codes).map(([code, label]) => ({ category, code, label })),
);

const keyOf = (text: string) => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
const byLabel = new Map<string, Service[]>();
const byCode = new Map<string, Service[]>();
for (const service of SERVICES) {
  for (const [map, key] of [
    [byLabel, keyOf(service.label)],
    [byCode, service.code],
  ] as const) {
    map.set(key, [...(map.get(key) ?? []), service]);
  }
}

/** Services as `category/code`, for looking up. */
export type ServiceSet = ReadonlySet<string>;
const nameOf = ({ category, code }: Pick<Service, 'category' | 'code'>) => `${category}/${code}`;

/** Services named by their labels within known categories, as FindTreatment's `services` has them (`f2`, `f3`). */
export function servicesOfCategories(
  categories: readonly { category: string; labels: readonly string[] }[],
): ServiceSet {
  const found = categories.flatMap(({ category, labels }) =>
    labels.flatMap((label) =>
      (byLabel.get(keyOf(label)) ?? []).filter((service) => service.category === category),
    ),
  );
  return new Set(found.map(nameOf));
}

/** Services named by labels alone: those that are in one category only. */
export function servicesOfLabels(labels: readonly string[]): ServiceSet {
  const found = labels.flatMap((label) => {
    const services = byLabel.get(keyOf(label)) ?? [];
    return services.length === 1 ? services : [];
  });
  return new Set(found.map(nameOf));
}

/**
 * Services of a spreadsheet's `service_code_info`: codes with a space between them and `*` between categories, which are
 * not named. `reference` is the sheet that comes with it (code → categories); a group belongs to the one category that
 * has all of its codes. What stays ambiguous is left out and counted.
 */
export function servicesOfCodes(
  text: string,
  reference: ReadonlyMap<string, ReadonlySet<string>>,
): { services: ServiceSet; ambiguous: string[] } {
  const services = new Set<string>();
  const ambiguous: string[] = [];
  for (const group of text.split('*')) {
    const codes = group.split(/[\s,;]+/).filter(Boolean);
    const known = codes.map((code) => categoriesOf(code, reference)).filter((set) => set.size > 0);
    const [category, another] = [...(known[0] ?? [])].filter((one) =>
      known.every((set) => set.has(one)),
    );
    for (const code of codes) {
      const own = categoriesOf(code, reference);
      const [only] = own.size === 1 ? [...own] : [another === undefined ? category : undefined];
      if (only !== undefined) services.add(nameOf({ category: only, code }));
      else if (own.size > 1) ambiguous.push(code);
    }
  }
  return { services, ambiguous };
}

/** Categories a code may be of: those of the source's own reference, else those of ours. */
function categoriesOf(
  code: string,
  reference: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const told = reference.get(code);
  if (told) return told;
  return new Set((byCode.get(code) ?? []).map((service) => service.category));
}
