import type { Language, Substance, Urgency } from '#contract';
import { triage, type Triage } from '#leads';
import { FAMILY, GIVEN, PLACES, type Place } from '../story/people.js';
import { type Random } from '../story/random.js';
import { MESSAGES, SUBSTANCE_WEIGHTS } from '../story/words.js';
import type { CentrePayer } from './centre.js';
import { PRESSING } from './shape.js';

/** Who asks for help and for whom, and what they say. */
export interface Who {
  caller: string;
  /** Null: the caller did not say the name. */
  patient: string | null;
  forWhom: 'self' | 'other';
  relationship: string;
  phone: string;
  /** A phone they may ask from another time. */
  otherPhone: string;
  email: string | null;
  place: Place;
  language: Language;
  age: number;
  pregnant: string | null;
  when: 'today' | 'this_week' | 'later';
  substances: Substance[];
  message: string;
  danger: boolean;
  safeToVoicemail: boolean | null;
  safeToText: boolean | null;
  textsAgreed: boolean;
  payer: CentrePayer | null;
  memberId: string | null;
}

/** Makes somebody up. `serial` keeps their numbers and addresses apart from everybody else's. */
export function whoAsks(random: Random, serial: number, payers: readonly CentrePayer[]): Who {
  const language: Language = random.chance(0.11) ? 'es' : 'en';
  const caller = nameOf(random, language);
  const forOther = random.chance(0.3);
  const place = random.pick(PLACES);
  const pressing = random.weighted<Urgency>(PRESSING);
  const substance = random.weighted(SUBSTANCE_WEIGHTS as Record<Substance, number>);
  const age = ageOf(random);
  const payer = random.chance(0.64) ? pickPayer(random, payers) : null;
  return {
    caller,
    patient: forOther ? (random.chance(0.75) ? relative(random, caller, language) : null) : caller,
    forWhom: forOther ? 'other' : 'self',
    relationship: forOther ? random.weighted(RELATIVES) : 'self',
    phone: phoneOf(place, serial, 1),
    otherPhone: phoneOf(place, serial, 0),
    email: random.chance(0.5) ? emailOf(caller, serial) : null,
    place,
    language,
    age,
    pregnant: age < 46 && random.chance(0.03) ? 'yes' : random.chance(0.4) ? 'no' : null,
    when: pressing === 'P3' ? 'later' : random.chance(0.45) ? 'today' : 'this_week',
    substances:
      random.chance(0.22) && substance !== 'alcohol' ? [substance, 'alcohol'] : [substance],
    message: random.pick(MESSAGES[pressing][language]),
    danger: pressing === 'P0',
    safeToVoicemail: random.chance(0.6) ? true : random.chance(0.4) ? false : null,
    safeToText: random.chance(0.55) ? true : null,
    textsAgreed: random.chance(0.5),
    payer,
    memberId: payer && random.chance(0.65) ? `DEMO${random.whole(1_000_000, 9_999_999)}` : null,
  };
}

const known = new Map<string, Triage>();

/** How urgent the rules of the house say it is; the same words are looked at once. */
export function urgencyOf(who: Who, kind: string): Triage {
  const { danger, substances, when, age, pregnant, message, forWhom } = who;
  const band = age < 18 ? 17 : age > 65 ? 66 : 40;
  const key = [danger, substances.join('+'), when, band, pregnant, message, forWhom, kind].join(
    '|',
  );
  const before = known.get(key);
  if (before) return before;
  const facts = { danger, substances, when, age: band, pregnant, message, forWhom, kind };
  const found = triage(facts);
  known.set(key, found);
  return found;
}

const RELATIVES = { parent: 42, spouse: 19, partner: 12, sibling: 15, child: 8, friend: 4 };

/**
 * Numbers nobody has: after the area code no telephone number begins with 0 or 1. A hundred thousand people do not fit
 * into the few numbers that are reserved for fiction.
 */
function phoneOf(place: Place, serial: number, first: 0 | 1): string {
  return `+1${place.areaCode}${first}${String(serial).padStart(6, '0')}`;
}

function pickPayer(random: Random, payers: readonly CentrePayer[]): CentrePayer | null {
  let left = random.next() * payers.reduce((sum, { weight }) => sum + weight, 0);
  for (const payer of payers) {
    left -= payer.weight;
    if (left < 0) return payer;
  }
  return payers.at(-1) ?? null;
}

function ageOf(random: Random): number {
  if (random.chance(0.03)) return random.whole(14, 17);
  if (random.chance(0.05)) return random.whole(66, 79);
  return Math.round(19 + random.next() * 22 + random.next() * 22);
}

/** Some families have two names: there are more people than a list of names has. */
function nameOf(random: Random, language: Language): string {
  const family = random.pick(FAMILY[language]);
  const second = language === 'es' || random.chance(0.2) ? random.pick(FAMILY[language]) : family;
  const joined = language === 'es' ? `${family} ${second}` : `${family}-${second}`;
  return `${random.pick(GIVEN[language])} ${second === family ? family : joined}`;
}

function relative(random: Random, caller: string, language: Language): string {
  return `${random.pick(GIVEN[language])} ${caller.split(' ').slice(1).join(' ')}`;
}

function emailOf(name: string, serial: number): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\w\s]/g, '')
    .replaceAll(/\s+/g, '.');
  return `${plain}.${serial}@mail.example`.toLowerCase();
}
