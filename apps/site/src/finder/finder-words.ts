import {
  type Choice,
  type FinancialTie,
  type Language,
  type MoudMedicine,
  type MoudStance,
  type Population,
  POPULATIONS,
  PROGRAM_LANGUAGES,
  type ProgramLanguage,
  type SaidBy,
} from '#contract';
import type { OtherPayment } from './asked.js';
import type { Unsaid } from './find-places.js';
import { finderWordsEs } from './finder-words.es.js';

/** What the finder and the pages of places say in English. */
export const finderWordsEn = {
  title: 'Find a place',
  description:
    'Look through the treatment places in our directory by ZIP code, kind of care, payment, language and medicines.',
  lead: 'These are places in our directory, nearest first. Nobody can pay to stand higher. You can call any of them yourself, without us.',
  form: {
    zip: 'ZIP code',
    near: 'Use where I am',
    nearHint:
      'Your browser asks you first. The place is rounded to about a mile, used once to find the nearest ZIP code, and not kept.',
    nearFailed: 'Your browser did not tell us where you are. Please type a ZIP code.',
    nearNowhere: 'We know no ZIP code near there. Please type one, or choose a state.',
    miles: 'Within',
    milesOf: (miles: number) => `${miles} miles`,
    state: 'or a whole state',
    anyState: 'Choose a state',
    level: 'Kind of care',
    pay: 'Paying',
    payInsurance: 'Insurance that listed places name',
    payOther: 'Without insurance',
    payPrivate: 'Private insurance (which one was not said)',
    for: 'Made for',
    in: 'Language',
    medicine: 'Keeps this medicine going',
    any: 'Any',
    more: 'More to choose from',
    search: 'Search',
    zipWrong: 'A ZIP code has five digits.',
    zipUnknown: 'We do not know this ZIP code. Please look at it again, or choose a state.',
    placeMissing: 'Please give a ZIP code or choose a state.',
  },
  found: {
    title: (count: number) => {
      if (count === 0) return 'No place says it fits';
      return count === 1 ? '1 place says it fits' : `${count} places say they fit`;
    },
    plain: (count: number) => {
      if (count === 0) return 'No place';
      return count === 1 ? '1 place' : `${count} places`;
    },
    near: (where: string, miles: number) => `within ${miles} miles of ${where}, as the crow flies`,
    inState: (state: string) => `in ${state}, by town`,
    none: 'No listed place here says that it fits all of this.',
    noneHint:
      'That does not mean there is none. Try a wider distance or fewer wishes, or call us: a person can ask around.',
    widerMiles: (count: number, miles: number) =>
      `See ${count} ${count === 1 ? 'place' : 'places'} within ${miles} miles`,
    widerState: (count: number, state: string) =>
      `See ${count} ${count === 1 ? 'place' : 'places'} in ${state}`,
    widerWishes: (count: number) =>
      `See ${count} ${count === 1 ? 'place' : 'places'} here, of any kind`,
    unsaidTitle: (count: number) =>
      count === 1 ? '1 more place has not said' : `${count} more places have not said`,
    unsaidHint:
      'They are in the area and nobody told us yet whether they fit. A call to them settles it.',
    unsaid: {
      pay: 'Not said: whether it takes this way of paying',
      population: 'Not said: whether it has something for this group',
      language: 'Not said: whether it works in this language',
      medicine: 'Not said: whether this medicine may go on',
    } as Record<Unsaid, string>,
    miles: (miles: string) => `${miles} mi`,
    map: 'Map of the places in the list; everything on it is in the list too',
    mapHint: 'Numbers are those of the list. Rings show the distance. North is up.',
    mapSource: 'Outlines: US Census Bureau',
    next: 'Next page',
    previous: 'Previous page',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    limits:
      'We do not know of every place, and we do not know who has a free bed right now. What a place says can change: please ask before you travel.',
    findtreatment: 'The government’s own directory is at FindTreatment.gov.',
    unlocated: 'Places whose address we do not know are only in the list of a whole state.',
  },
  place: {
    description: (name: string, where: string) =>
      `What ${name} (${where}) says it offers, and since when.`,
    descriptionPlain: (name: string) => `What ${name} says it offers, and since when.`,
    theirNumber: 'Their own number',
    call: (name: string) => `Call ${name}`,
    noNumber: 'We have no number of their own.',
    rings: 'This rings at the place itself, not with us.',
    website: 'Their website',
    address: 'Address',
    runBy: 'Run by',
    alsoKnown: 'Also known as',
    programs: 'What it offers',
    noPrograms: 'Nobody has told us yet which kinds of care it offers. Please ask them.',
    level: 'Kind of care',
    ages: 'Ages',
    agesFrom: (from: number) => `${from} and older`,
    agesTo: (to: number) => `up to ${to}`,
    agesBetween: (from: number, to: number) => `${from} to ${to}`,
    takes: 'Takes',
    sexes: { female: 'women', male: 'men', nonbinary: 'non-binary people' } as Record<
      string,
      string
    >,
    populations: 'Made for',
    languages: 'Languages',
    medicines: 'Medicines',
    stances: {
      starts_and_continues: 'starts it and keeps it going',
      continues: 'keeps it going',
      tapers: 'makes people taper off it',
      refuses: 'does not take people who are on it',
      unknown: 'not said',
    } as Record<MoudStance, string>,
    pays: 'Ways to pay it names',
    payers: 'Insurance it says it takes',
    privateInsurance: 'private insurance (which ones was not said)',
    inNetwork: 'in network',
    outNetwork: 'out of network',
    notSaid: 'not said',
    unknownTitle: 'What we do not know',
    unknownBeds: 'Whether there is a free bed or an opening today.',
    unknown: {
      phone: 'Its own phone number.',
      address: 'Its address.',
      ages: 'Which ages it takes.',
      languages: 'Which languages it works in besides English.',
      medicines: (names: string) => `Whether these medicines may go on there: ${names}.`,
      payers: 'Which insurance companies it takes.',
      tie: 'Whether it has the same owner as us, or pays us. Please ask us.',
    },
    tieTitle: 'Between this place and us',
    ties: {
      unknown: 'Not recorded yet. Please ask us.',
      none: 'We do not share an owner with it, and it does not pay us.',
      owned: 'It has the same owner as this referral service.',
      pays: 'It pays this referral service.',
      owned_and_pays: 'It has the same owner as this referral service, and pays it.',
    } as Record<FinancialTie, string>,
    blind: 'None of this changes the order of the finder.',
    we: (us: string) => `${us} is a referral service, not this place. We do not answer for it.`,
    asOf: (day: string) => `as of ${day}`,
    saidBy: {
      facility: 'the place’s word',
      staff: 'our staff asked',
      import: 'from a list',
      public_directory: 'a public directory',
    } as Record<SaidBy, string>,
    stale: 'old: please ask',
    mistake: 'Report a mistake',
    back: 'Back to the finder',
    payersWord: 'It is the place’s word, not the insurer’s. Check with the insurer before you go.',
  },
  mistake: {
    title: 'Report a mistake',
    description: 'Tell us what is wrong about a place in our directory.',
    about: (name: string) => `About ${name}`,
    what: 'What is wrong?',
    whats: {
      phone: 'The phone number',
      address: 'The address',
      closed: 'It is closed',
      programs: 'What it offers, or for whom',
      payers: 'The insurance or ways to pay',
      conduct: 'Something bad happened there',
      other: 'Something else',
    } as Record<string, string>,
    text: 'What is right, or what happened?',
    textHint:
      'Please write nothing about yourself that you do not want us to read. No name is needed.',
    send: 'Send',
    missing: 'Please choose what is wrong, or write it.',
    tooLong: 'Please use at most 2000 characters.',
    thanks: 'Thank you. It is with our staff.',
    thanksText:
      'Somebody asks the place and puts it right. If you are in danger, call 911. If you want help for yourself, call us or send a request.',
  },
  pays: {
    sliding_scale: 'By income (sliding scale)',
    state_funded: 'Paid by the state or county',
    scholarship: 'Free or scholarship places',
    self_pay: 'Paying yourself',
  } as Record<OtherPayment, string>,
  medicines: {
    methadone: 'Methadone',
    buprenorphine: 'Buprenorphine (Suboxone and others)',
    naltrexone: 'Naltrexone (Vivitrol and others)',
  } as Record<MoudMedicine, string>,
  populations: {
    ...labelsOf(POPULATIONS),
    dui: 'People charged with drunk or drugged driving',
    co_occurring_mental: 'Mental health together with substance use',
    co_occurring_pain: 'Pain together with substance use',
  } as Record<Population, string>,
  languages: labelsOf(PROGRAM_LANGUAGES) as Record<ProgramLanguage, string>,
};

function labelsOf(list: readonly Choice[]): Record<string, string> {
  return Object.fromEntries(list.map(({ code, label }) => [code, label]));
}

export type FinderWords = typeof finderWordsEn;

const WORDS: Record<Language, FinderWords> = { en: finderWordsEn, es: finderWordsEs };

export function finderWordsIn(language: Language): FinderWords {
  return WORDS[language];
}
