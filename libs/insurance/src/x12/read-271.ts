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
  type Delimiters,
  readInterchange,
  repeatsOf,
  type Segment,
  X12Error,
} from './interchange.js';

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type BenefitDraft = Omit<Draft<Benefit>, 'messages' | 'parties' | 'places' | 'dates'> & {
  messages: string[];
  parties: (Party & { role: string })[];
  places: string[];
  dates: PlanDate[];
};

/** HL03: whom a level of the answer is about. */
const LEVELS: Readonly<Record<string, PayerError['about']>> = {
  '20': 'source',
  '21': 'provider',
  '22': 'subscriber',
  '23': 'dependent',
};

/** Walks the segments of one 271 and keeps where it is. */
class Reading {
  about: PayerError['about'] = 'source';
  payer: Draft<Party> | null = null;
  readonly members: Partial<Record<PayerError['about'], Draft<Member>>> = {};
  readonly planDates: PlanDate[] = [];
  readonly benefits: Record<'subscriber' | 'dependent', BenefitDraft[]> = {
    subscriber: [],
    dependent: [],
  };
  readonly errors: PayerError[] = [];
  benefit: BenefitDraft | null = null;
  /** Whom an EB names, between LS and LE. */
  party: (Draft<Party> & { role: string }) | null = null;
  inLoop = false;

  constructor(readonly delimiters: Delimiters) {}
}

type Read = (reading: Reading, e: readonly string[]) => void;

/** What each segment adds; a segment that is not named says nothing we use. */
const SEGMENTS: Readonly<Record<string, Read>> = {
  HL: (reading, e) => {
    reading.about = LEVELS[e[3] ?? ''] ?? reading.about;
    reading.benefit = null;
    reading.party = null;
    reading.inLoop = false;
  },
  LS: (reading) => {
    reading.inLoop = true;
  },
  LE: (reading) => {
    reading.inLoop = false;
    reading.party = null;
  },
  NM1: named,
  PER: reached,
  REF: (reading, e) => {
    const member = reading.members[reading.about];
    if (!reading.benefit && member && (e[1] === '6P' || e[1] === '1L')) {
      member.groupNumber ??= filled(e[2]);
    }
  },
  DMG: (reading, e) => {
    const member = reading.members[reading.about];
    if (member) member.born = dateOf(e[2]);
  },
  DTP: (reading, e) => {
    const date = planDateOf(e[1] ?? '', e[3]);
    if (date) (reading.benefit?.dates ?? reading.planDates).push(date);
  },
  AAA: (reading, e) => {
    const code = filled(e[3]);
    if (code) reading.errors.push({ code, followUp: filled(e[4]), about: reading.about });
  },
  EB: (reading, e) => {
    if (reading.about !== 'subscriber' && reading.about !== 'dependent') return;
    reading.benefit = benefitOf(e, reading.delimiters);
    reading.party = null;
    reading.inLoop = false;
    reading.benefits[reading.about].push(reading.benefit);
  },
  MSG: (reading, e) => {
    const said = filled(e[1]);
    if (said) reading.benefit?.messages.push(said);
  },
  III: (reading, e) => {
    const place = filled(e[2]);
    if (e[1] === 'ZZ' && place) reading.benefit?.places.push(place);
  },
  HSD: (reading, e) => {
    const [unit, count] = [filled(e[1]), Number(e[2])];
    if (!reading.benefit || !unit || !filled(e[2]) || !Number.isFinite(count)) return;
    reading.benefit.quantity ??= { unit, count };
  },
};

/**
 * Reads a 271 (005010X279A1, and X279 without its amendment). A dependant's benefits go before the
 * subscriber's where both are told, for the patient is the dependant. Throws `X12Error` for text that is
 * not a whole 271.
 */
export function read271(text: string): EligibilityAnswer {
  const { segments, delimiters } = readInterchange(text);
  if (!segments.some(({ tag, elements }) => tag === 'ST' && elements[1] === '271')) {
    throw new X12Error('x12.not_an_interchange', 'It is no eligibility answer (271).');
  }
  const reading = new Reading(delimiters);
  for (const segment of ofTransaction(segments)) {
    SEGMENTS[segment.tag]?.(reading, segment.elements);
  }
  const { subscriber, dependent } = reading.benefits;
  return {
    payer: reading.payer,
    subscriber: reading.members.subscriber ?? null,
    dependent: reading.members.dependent ?? null,
    planDates: reading.planDates,
    benefits: dependent.length > 0 ? dependent : subscriber,
    errors: reading.errors,
  };
}

/** The segments of the first 271. */
function ofTransaction(segments: readonly Segment[]): readonly Segment[] {
  const from = segments.findIndex(({ tag, elements }) => tag === 'ST' && elements[1] === '271');
  const to = segments.findIndex(({ tag }, at) => tag === 'SE' && at > from);
  return segments.slice(from + 1, to);
}

function named(reading: Reading, e: readonly string[]): void {
  const party = { name: nameOf(e), id: filled(e[9]), phone: null, website: null };
  if (reading.benefit) {
    if (!reading.inLoop) return;
    reading.party = { ...party, role: e[1] ?? '' };
    reading.benefit.parties.push(reading.party);
    return;
  }
  if (reading.about === 'source') reading.payer = party;
  if (reading.about !== 'subscriber' && reading.about !== 'dependent') return;
  reading.members[reading.about] = {
    lastName: filled(e[3]),
    firstName: filled(e[4]),
    memberId: e[8] === 'MI' ? filled(e[9]) : null,
    born: null,
    groupNumber: null,
  };
}

/** PER names ways to reach somebody in pairs of kind and number. */
function reached(reading: Reading, e: readonly string[]): void {
  const whom = reading.benefit ? reading.party : reading.about === 'source' ? reading.payer : null;
  if (!whom) return;
  for (const at of [3, 5, 7]) {
    if (e[at] === 'TE') whom.phone ??= filled(e[at + 1]);
    if (e[at] === 'UR') whom.website ??= filled(e[at + 1]);
  }
}

/** A share of the whole, which no code of a quantity (EB09) looks like. */
const SHARE = /^0?\.\d+$/;
/** Codes of quantities, which no count (EB10) looks like. */
const UNIT = /^[A-Z][A-Z0-9]$/;
const COUNT = /^\d+(\.\d+)?$/;

/**
 * A segment with one empty element too many before its numbers, as they are sometimes written: the share stands
 * where the code of a quantity belongs, or that code where the count does. Only then is the rest read one place to the
 * left; in a right segment neither can be.
 */
function straightened(e: readonly string[]): readonly string[] {
  const without = (at: number) => [...e.slice(0, at), ...e.slice(at + 1)];
  if (!filled(e[4]) && !filled(e[8]) && SHARE.test(e[9] ?? '')) return without(4);
  const unitLate =
    !filled(e[7]) && !filled(e[9]) && UNIT.test(e[10] ?? '') && COUNT.test(e[11] ?? '');
  return unitLate ? without(7) : e;
}

function benefitOf(elements: readonly string[], delimiters: Delimiters): BenefitDraft {
  const e = straightened(elements);
  const [unit, count] = [filled(e[9]), filled(e[10])];
  return {
    code: (e[1] ?? '').trim(),
    level: filled(e[2]),
    serviceTypes: repeatsOf(e[3], delimiters),
    insuranceType: filled(e[4]),
    plan: filled(e[5]),
    period: filled(e[6]),
    amount: centsOf(e[7]),
    percent: percentOf(e[8]),
    quantity:
      unit && count && Number.isFinite(Number(count)) ? { unit, count: Number(count) } : null,
    authorisation: authorisationOf(filled(e[11])),
    network: networkOf(filled(e[12])),
    messages: [],
    parties: [],
    places: [],
    dates: [],
  };
}

/** NM102: 1 is a person (last, first), 2 an organisation. */
function nameOf(e: readonly string[]): string | null {
  const [last, first] = [filled(e[3]), filled(e[4])];
  return e[2] === '1' && first ? `${first} ${last ?? ''}`.trim() : last;
}

function filled(element: string | undefined): string | null {
  const text = element?.trim();
  return text ? text : null;
}
