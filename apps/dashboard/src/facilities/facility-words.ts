import {
  BED_SOURCES,
  type BedsView,
  type FacilityRow,
  type FieldFactView,
  labelOf,
  LEVELS_OF_CARE,
  SAID_BY,
} from '#contract';

/** A level of care without its number: short enough for a list. */
export function levelInShort(code: string): string {
  return labelOf(LEVELS_OF_CARE, code).replace(/ \((?!.*\().*\)$/, '');
}

/** "Boston, MA 02115" */
export function placeOf(facility: Pick<FacilityRow, 'city' | 'state' | 'zip'>): string {
  const town = [facility.city, facility.state].filter(Boolean).join(', ');
  return [town, facility.zip].filter(Boolean).join(' ');
}

const FIELD_WORDS: Record<string, string> = {
  name: 'Name',
  addressLine: 'Street',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  phone: 'Phone',
  website: 'Website',
  financialTie: 'Ownership and payment',
  levelOfCare: 'Level of care',
  minAge: 'Youngest age',
  maxAge: 'Oldest age',
  sexes: 'Sexes',
  populations: 'Populations',
  languages: 'Languages',
  methadone: 'Methadone',
  buprenorphine: 'Buprenorphine',
  naltrexone: 'Naltrexone',
  payers: 'Payers',
  selfPay: 'Self-pay',
  slidingScale: 'Sliding scale',
  scholarship: 'Scholarship',
  stateFunded: 'State-funded',
  privateInsurance: 'Private insurance',
  requirements: 'Requirements',
  exclusions: 'Exclusions',
};

export const factFieldInWords = (field: string): string => FIELD_WORDS[field] ?? field;

/** Who said it, without the moment: "The facility", "A public directory (FindTreatment.gov)". */
export function sayerOf(fact: FieldFactView): string {
  const who = labelOf(SAID_BY, fact.saidBy);
  return fact.from ? `${who} (${fact.from})` : who;
}

/** "3 of 24 open", "3 open" */
export function bedsInWords(beds: Pick<BedsView, 'bedsOpen' | 'bedsInAll'>): string {
  return beds.bedsInAll === null
    ? `${beds.bedsOpen} open`
    : `${beds.bedsOpen} of ${beds.bedsInAll} open`;
}

export const bedSourceOf = (beds: BedsView): string => labelOf(BED_SOURCES, beds.source);

const ACTIONS: Record<string, string> = {
  'facility.added': 'added the facility',
  'facility.changed': 'changed the facility',
  'facility.confirmed': 'confirmed what is written',
  'facility.noted': 'wrote a note',
  'facility.contact_added': 'added a contact',
  'facility.contact_changed': 'changed a contact',
  'facility.licence_added': 'added a license',
  'facility.licence_changed': 'changed a license',
  'facility.link_made': 'made a link for beds',
  'facility.link_revoked': 'ended a link',
  'facility.key_made': 'made a key',
  'facility.key_revoked': 'ended a key',
  'facility.imported': 'came in by an import',
  'facility.import_changed': 'was changed by an import',
  'facility.import_undone': 'had an import taken back',
  'facility.merged': 'merged two records of this place',
  'facility.merge_undone': 'took a merge back',
  'program.added': 'added a program',
  'program.changed': 'changed a program',
  'beds.reported': 'reported beds',
  'facility.beds_asked': 'asked for open beds by e-mail',
  'facility.bed_mails_stopped': 'ended e-mails that ask for beds',
  'bed_hold.asked': 'asked for a bed to be kept',
  'bed_hold.confirmed': 'wrote down that a bed is kept',
  'bed_hold.declined': 'wrote down that no bed is kept',
  'bed_hold.released': 'gave a bed back',
  'bed_hold.expired': 'let a hold end',
};

/** What was done, as it follows a name. */
export const actionInWords = (action: string): string =>
  ACTIONS[action] ?? action.replaceAll(/[._]/g, ' ');
