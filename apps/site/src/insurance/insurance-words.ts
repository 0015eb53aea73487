import type { Language } from '#contract';
import { insuranceWordsEs } from './insurance-words.es.js';
import type { Guide } from './payer-guide.js';

/** Where a fact can be read by whoever doubts it. */
export interface Source {
  name: string;
  url: string;
}

export const SOURCES = {
  parity: {
    name: 'CMS: mental health parity and addiction equity',
    url: 'https://www.cms.gov/marketplace/private-health-insurance/mental-health-parity-addiction-equity',
  },
  labor: {
    name: 'US Department of Labor: parity in employers’ plans',
    url: 'https://www.dol.gov/agencies/ebsa/laws-and-regulations/laws/mental-health-and-substance-use-disorder-parity',
  },
  marketplace: {
    name: 'HealthCare.gov: mental health and substance use coverage',
    url: 'https://www.healthcare.gov/coverage/mental-health-substance-abuse-coverage/',
  },
  appeal: {
    name: 'HealthCare.gov: how to appeal a decision',
    url: 'https://www.healthcare.gov/appeal-insurance-company-decision/',
  },
  medicaid: {
    name: 'Medicaid.gov: behavioral health services',
    url: 'https://www.medicaid.gov/medicaid/benefits/behavioral-health-services/index.html',
  },
  medicare: {
    name: 'Medicare.gov: opioid use disorder treatment services',
    url: 'https://www.medicare.gov/coverage/opioid-use-disorder-treatment-services',
  },
  otp: {
    name: 'CMS: opioid treatment programs',
    url: 'https://www.cms.gov/medicare/medicare-fee-for-service-payment/opioid-treatment-program',
  },
  tricare: {
    name: 'TRICARE: substance use disorder treatment',
    url: 'https://tricare.mil/coveredservices/isitcovered/substanceusedisordertreatment',
  },
  va: {
    name: 'VA: substance use treatment for veterans',
    url: 'https://www.va.gov/health-care/health-needs-conditions/substance-use-problems/',
  },
  ihs: {
    name: 'Indian Health Service: alcohol and substance abuse program',
    url: 'https://www.ihs.gov/asap/',
  },
  findtreatment: { name: 'FindTreatment.gov', url: 'https://findtreatment.gov/' },
} as const satisfies Record<string, Source>;
export type SourceName = keyof typeof SOURCES;

/** Which sources stand behind what each guide says. */
export const SOURCES_OF: Readonly<Record<Guide, readonly SourceName[]>> = {
  insurer: ['parity', 'marketplace', 'appeal'],
  self_funded: ['labor', 'parity', 'appeal'],
  network: ['parity'],
  carve_out: ['parity', 'appeal'],
  assistance: ['labor'],
  marketplace: ['marketplace', 'parity', 'appeal'],
  medicaid: ['medicaid'],
  medicare: ['medicare', 'otp'],
  tricare: ['tricare'],
  va: ['va'],
  tribal: ['ihs'],
  uninsured: ['findtreatment', 'medicaid'],
  unknown: ['parity', 'marketplace', 'medicaid'],
};

/** What is generally true of a kind of coverage, and what must be asked of it in particular. */
export interface GuideWords {
  covers: readonly string[];
  verify: readonly string[];
}

const PARITY =
  'Federal parity law says: a plan that covers treatment for substance use may not make it harder to get than other medical care. That goes for what you pay, for limits on days or visits, and for permission in advance.';

export const insuranceWordsEn = {
  list: {
    title: 'Insurance that listed places say they take',
    description:
      'Which insurance plans the places in our directory say they take, and how to check your own.',
    lead: 'A referral service takes no insurance. Places do. This is what places in our directory say they take, in their words, with the day they last said it.',
    warning: 'No list can promise that your plan pays. Check with the plan before you go anywhere.',
    search: 'Name on your card',
    go: 'Search',
    all: 'Show all',
    found: (typed: string) => `Found for “${typed}”`,
    none: (typed: string) => `We know no insurance called “${typed}”.`,
    noneHint: 'Look at the card again, or ask us: a person can find out who it is.',
    places: (count: number, day: string) =>
      `${count === 1 ? '1 listed place says it takes it' : `${count} listed places say they take it`}; last said ${day}`,
    nobody: 'No listed place has told us that it takes it. That does not mean that none does.',
    empty: 'No listed place has named its insurers yet.',
    check: 'Does my insurance cover this?',
    full: 'View the full list of insurance that places say they take',
    checkHint: 'Two questions, an answer at once, and a check by a person if you want one.',
    alsoCalled: 'Also called',
  },
  payer: {
    title: (name: string) => `${name}: what to know and how to check`,
    description: (name: string) =>
      `What coverage from ${name} generally includes for substance use treatment, and how to check your own plan.`,
    general: 'What is generally true',
    generalHint: 'This is general. What your own plan pays is only known after asking it.',
    verify: 'What must be checked',
    sources: 'Where this comes from',
    how: 'How to check it yourself',
    steps: [
      'Call the number for members on the back of the card. If there is one for “behavioral health” or “mental health”, use that.',
      'Ask: Is this kind of care covered? Which places near me are in the network? Do I need permission first? How much of my deductible is left, and what do I pay after it? Is there a limit on days? Which medicines are covered?',
      'Write down the day, the name of the person, and the reference number of the call.',
      'If they say no: ask for the reason and for their criteria in writing. You can appeal, and in urgent cases ask for a quick decision.',
    ],
    atHand: 'Have at hand',
    things: [
      'the card, both sides: member ID and group number',
      'date of birth of the person who needs care',
      'name and date of birth of the policyholder, if that is someone else',
      'the name and address of the place, and the kind of care',
      'something to write with',
    ],
    holder:
      'On somebody else’s policy? The insurer may send statements to the policyholder. You can ask it for confidential communication first.',
    taken: 'Places that say they take it',
    find: (name: string) => `Find places that say they take ${name}`,
    back: 'All insurance',
    reviewed: 'General information, not legal or medical advice. Reviewed November 2026.',
    original: '',
  },
  guides: {
    insurer: {
      covers: [
        PARITY,
        'Plans that people or small companies buy for themselves must usually cover substance use treatment as an essential health benefit. Most large employers’ plans cover it too.',
      ],
      verify: [
        'whether your own plan is active, and which network it uses',
        'which kinds of care need permission first (often inpatient and residential care)',
        'what you pay in the network, and whether anything is paid outside of it',
      ],
    },
    self_funded: {
      covers: [
        'Your employer probably pays the bills itself, and this company only runs the plan. The employer’s plan document decides what is covered.',
        `${PARITY} It applies to most such plans of employers with more than 50 workers.`,
      ],
      verify: [
        'what the plan document says; the employer or the plan has to give it to you',
        'which network the plan rents, and who handles mental health and substance use',
        'which kinds of care need permission first',
      ],
    },
    network: {
      covers: [
        'This is a network of doctors and places, not an insurance. It does not decide what is covered.',
        'The insurer or the employer’s plan named on your card decides, and pays.',
      ],
      verify: [
        'who the insurer or the plan behind the card is',
        'whether that plan covers the kind of care, in this network',
      ],
    },
    carve_out: {
      covers: [
        'This company manages mental health and substance use care for other insurers. It decides about permission; the insurer on the card pays.',
        PARITY,
      ],
      verify: [
        'which insurer stands behind it on your card',
        'which places are in its own network; it may differ from the insurer’s',
        'which kinds of care need its permission first',
      ],
    },
    assistance: {
      covers: [
        'An employee assistance program usually gives a few conversations for free and helps to find care. It rarely pays for treatment itself.',
        'Your health plan is something else, and may cover treatment.',
      ],
      verify: [
        'how many conversations are free',
        'what, if anything, your employer is told; ask this first',
        'which health plan you have beside it',
      ],
    },
    marketplace: {
      covers: [
        'All Marketplace plans must cover substance use treatment as an essential health benefit. They may not refuse you, or charge you more, for a condition you already have.',
        PARITY,
      ],
      verify: [
        'which places are in the plan’s network; care outside of it is often not paid',
        'which kinds of care need permission first',
        'how much of your deductible is left',
      ],
    },
    medicaid: {
      covers: [
        'Medicaid covers treatment for substance use in every state. Which kinds of care differs by state, and by the health plan that runs it for you.',
        'Medicines for opioid use disorder (methadone, buprenorphine, naltrexone) are part of it.',
        'For people under 21 it has to cover what is medically necessary, also where it does not for adults.',
      ],
      verify: [
        'whether your coverage is active, or your application still open',
        'which health plan runs it, and which places are in its network',
        'whether it pays outside your state; usually it does not',
        'for large residential places: whether your state’s Medicaid may pay there (adults of 21 to 64 can be limited)',
      ],
    },
    medicare: {
      covers: [
        'Medicare pays hospital stays (Part A), and outpatient care, partial hospitalization, intensive outpatient care and opioid treatment programs (Part B). Part D may cover medicines.',
        'In an opioid treatment program that is enrolled in Medicare there is no copayment in Original Medicare; the Part B deductible may apply.',
        'It does not pay for living in a residential place that is not a hospital.',
        'Medicare Advantage plans cover at least the same, with their own networks and permissions.',
      ],
      verify: [
        'whether you have Original Medicare or a Medicare Advantage plan',
        'whether the place is enrolled in Medicare, or in your plan’s network',
        'whether the plan wants to give permission first',
      ],
    },
    tricare: {
      covers: [
        'TRICARE may cover detox, inpatient and residential care, partial hospitalization, intensive outpatient care, office visits and opioid treatment programs, where they are medically necessary.',
        'The place has to be one that TRICARE has authorized.',
      ],
      verify: [
        'which plan you have (Prime, Select, …), and whether it wants a referral',
        'which kinds of care your regional contractor has to approve first',
        'whether the place is authorized and in the network',
      ],
    },
    va: {
      covers: [
        'The VA treats substance use problems in its own facilities, with medicines and counseling.',
        'Care outside the VA (community care) is paid only if the VA authorizes it first.',
        'Veterans who are not enrolled can call, too; the VA says who can get care.',
      ],
      verify: [
        'whether you are enrolled in VA health care',
        'whether the VA can treat you soon and near enough, or sends you to community care',
        'that the authorization is there before admission',
      ],
    },
    tribal: {
      covers: [
        'The Indian Health Service, tribes and urban Indian organizations run their own programs, some of them for substance use.',
        'Care elsewhere is paid only if it was approved (Purchased/Referred Care), and other coverage such as Medicaid usually pays first.',
      ],
      verify: [
        'with your own clinic: which programs it runs or refers to',
        'whether approval is needed before you go elsewhere',
        'whether you have Medicaid, Medicare or private insurance beside it',
      ],
    },
    uninsured: {
      covers: [
        'Without insurance there are places paid by the state or county, places that charge by income, and some that are free.',
        'You may be able to get Medicaid, and can apply at any time. Losing a job or other coverage can open a plan on the Marketplace outside the yearly window.',
      ],
      verify: [
        'with the place: what it costs at your income, and whether there is a waiting list',
        'with your state: whether you can get Medicaid',
      ],
    },
    unknown: {
      covers: [
        PARITY,
        'Most health insurance covers some treatment for substance use: Marketplace plans have to, Medicaid does in every state.',
      ],
      verify: [
        'who the insurer is: look at the card, both sides, or ask the employer’s benefits office',
        'what kind of plan it is; that decides which rules hold',
      ],
    },
  } as Record<Guide, GuideWords>,
  check: {
    title: 'Does my insurance cover this?',
    description:
      'Say who your insurer is; read at once what is generally true and what must be checked; ask a person to check it if you want.',
    lead: 'Two questions, both may stay open. No name is needed for the first answer.',
    payer: 'Name on the card',
    payerHint: 'As it is written there. Leave it empty if you have none or don’t know.',
    planType: 'Kind of plan',
    answer: 'Show what is generally true',
    known: (name: string) => `For ${name}`,
    notKnown: (typed: string) =>
      `We do not know “${typed}” by that name, so this is for insurance in general.`,
    perhaps: 'Perhaps you mean:',
    general: 'For insurance in general',
    nothingPromised:
      'This is general. Nobody can tell from a website what your own plan pays; that takes a question to the plan.',
    more: 'More about this payer',
    again: 'Other insurance',
    askTitle: 'Have it checked for you',
    askLead:
      'A person here can ask your plan and tell you the answer in plain words. It costs nothing and decides nothing: having no coverage never decides whether we talk with you.',
    way: 'How should we check?',
    ways: {
      person: 'A person calls the plan',
      electronic: 'Ask the plan electronically, which is quicker where it works',
    },
    born: 'Date of birth of the patient',
    bornHint: 'The plan asks for it. Like 1990-12-31.',
    holder: 'What the policyholder is to the patient',
    holderHint: 'Self, where it is the patient’s own policy.',
    agree: 'Permission to ask the plan',
    agreeHint:
      'Without it we cannot ask the plan, and a person talks with you first. For someone else only they can give it.',
    told: 'I have read this: on somebody else’s policy the plan may send statements about the check to the policyholder.',
    toldLabel: 'On somebody else’s policy',
    answerBy: 'How should we tell you the answer?',
    answerBys: { phone: 'By phone', sms: 'By text', email: 'By e-mail' },
    answerByHint:
      'Texts and e-mails only say that there is an answer, and nothing about what it is. It is also on a page of your own, behind the link you get next.',
    send: 'Ask for the check',
    answerByPhone: 'For a call or a text we need a phone number.',
    answerByEmail: 'For an e-mail we need an e-mail address.',
    sms: 'To be answered by text, please agree to texts below.',
    bornWrong: 'Please write the date like 1990-12-31.',
  },
};

export type InsuranceWords = typeof insuranceWordsEn;

const WORDS: Record<Language, InsuranceWords> = { en: insuranceWordsEn, es: insuranceWordsEs };

export function insuranceWordsIn(language: Language): InsuranceWords {
  return WORDS[language];
}
