import type { Language } from '#contract';
import type { Random } from './random.js';

/** First names by language. */
export const GIVEN = {
  en: [
    'Aaron',
    'Abby',
    'Alicia',
    'Andre',
    'Angela',
    'Ben',
    'Brianna',
    'Caleb',
    'Cheryl',
    'Chris',
    'Dana',
    'Darnell',
    'Dennis',
    'Ebony',
    'Eileen',
    'Elijah',
    'Erin',
    'Gary',
    'Grace',
    'Hannah',
    'Isaac',
    'Jamal',
    'Janet',
    'Jared',
    'Jenna',
    'Joel',
    'Kayla',
    'Keith',
    'Kendra',
    'Latoya',
    'Liam',
    'Lori',
    'Marcus',
    'Megan',
    'Miles',
    'Naomi',
    'Nora',
    'Omar',
    'Paige',
    'Peter',
    'Quinn',
    'Rachel',
    'Renee',
    'Ross',
    'Sam',
    'Shawn',
    'Sierra',
    'Tanya',
    'Theo',
    'Tracy',
    'Vince',
    'Wendy',
    'Yusuf',
    'Zoe',
  ],
  es: [
    'Alma',
    'Andrés',
    'Beatriz',
    'Carlos',
    'Daniela',
    'Diego',
    'Elena',
    'Esteban',
    'Gabriela',
    'Héctor',
    'Inés',
    'Javier',
    'Lucía',
    'Luis',
    'Marisol',
    'Mateo',
    'Pilar',
    'Ramón',
    'Rosa',
    'Tomás',
  ],
} as const;

/** Family names by language. */
export const FAMILY = {
  en: [
    'Abbott',
    'Baptiste',
    'Barlow',
    'Bishop',
    'Calloway',
    'Chen',
    'Coleman',
    'Dalton',
    'Ellison',
    'Farrow',
    'Fitch',
    'Garner',
    'Hale',
    'Hobbs',
    'Ingram',
    'Jarvis',
    'Keller',
    'Kowalski',
    'Lang',
    'Lowery',
    'Maddox',
    'Mercer',
    'Nash',
    'Nguyen',
    'Okafor',
    'Osborne',
    'Pace',
    'Patel',
    'Quigley',
    'Reyes',
    'Rowland',
    'Sadler',
    'Sutton',
    'Tate',
    'Thorne',
    'Underhill',
    'Vance',
    'Walsh',
    'Weaver',
    'Yates',
    'Young',
    'Zimmer',
  ],
  es: [
    'Aguilar',
    'Benítez',
    'Castillo',
    'Delgado',
    'Espinoza',
    'Fuentes',
    'Guerrero',
    'Herrera',
    'Ibarra',
    'Lozano',
    'Medina',
    'Navarro',
    'Ortega',
    'Peralta',
    'Quiroga',
    'Ríos',
    'Salazar',
    'Trujillo',
    'Vargas',
    'Zamora',
  ],
} as const;

/** A place people call from: a real ZIP code, its state and an area code of the region. */
export interface Place {
  zip: string;
  state: string;
  areaCode: string;
}

export const PLACES: readonly Place[] = [
  ['33101', 'FL', '305'],
  ['33401', 'FL', '561'],
  ['32801', 'FL', '407'],
  ['33602', 'FL', '813'],
  ['90012', 'CA', '213'],
  ['92101', 'CA', '619'],
  ['94103', 'CA', '415'],
  ['95814', 'CA', '916'],
  ['75201', 'TX', '214'],
  ['77002', 'TX', '713'],
  ['78205', 'TX', '210'],
  ['73301', 'TX', '512'],
  ['10001', 'NY', '212'],
  ['14202', 'NY', '716'],
  ['12207', 'NY', '518'],
  ['07102', 'NJ', '973'],
  ['08608', 'NJ', '609'],
  ['19103', 'PA', '215'],
  ['15222', 'PA', '412'],
  ['17101', 'PA', '717'],
  ['44113', 'OH', '216'],
  ['43215', 'OH', '614'],
  ['45202', 'OH', '513'],
  ['48226', 'MI', '313'],
  ['60601', 'IL', '312'],
  ['53202', 'WI', '414'],
  ['55401', 'MN', '612'],
  ['63101', 'MO', '314'],
  ['30303', 'GA', '404'],
  ['28202', 'NC', '704'],
  ['37203', 'TN', '615'],
  ['40202', 'KY', '502'],
  ['25301', 'WV', '304'],
  ['02108', 'MA', '617'],
  ['06103', 'CT', '860'],
  ['21201', 'MD', '410'],
  ['85004', 'AZ', '602'],
  ['80202', 'CO', '303'],
  ['98101', 'WA', '206'],
  ['97204', 'OR', '503'],
].map(([zip, state, areaCode]) => ({
  zip: zip ?? '',
  state: state ?? '',
  areaCode: areaCode ?? '',
}));

export interface MadeUpPerson {
  name: string;
  phone: string;
  email: string | null;
  place: Place;
  language: Language;
}

/** A made-up person. The number is in the range reserved for fiction, the address at a reserved domain. */
export function madeUpPerson(random: Random, serial: number): MadeUpPerson {
  const language: Language = random.chance(0.11) ? 'es' : 'en';
  const given = random.pick(GIVEN[language]);
  const family = random.pick(FAMILY[language]);
  const place = random.pick(PLACES);
  const line = String(100 + (serial % 100)).padStart(4, '0');
  return {
    name: `${given} ${family}`,
    phone: `+1${place.areaCode}555${line}`,
    email: random.chance(0.55)
      ? `${ascii(given)}.${ascii(family)}${serial}@mail.example`.toLowerCase()
      : null,
    place,
    language,
  };
}

/** Somebody of the same family: the name of a patient whose mother, brother or wife called. */
export function relativeOf(person: MadeUpPerson, random: Random): string {
  const family = person.name.split(' ').at(-1) ?? '';
  return `${random.pick(GIVEN[person.language])} ${family}`;
}

function ascii(text: string): string {
  return text.normalize('NFKD').replaceAll(/[^\w]/g, '');
}
