import type { ShippedPayer } from './shipped-payer.js';

/** Blue Cross Blue Shield licensees: one card, many companies; the three-letter prefix on the card tells which. */
export const BLUE_PLANS: readonly ShippedPayer[] = [
  {
    name: 'Anthem Blue Cross Blue Shield',
    kind: 'insurer',
    aliases: ['Anthem', 'Elevance', 'Elevance Health', 'Anthem Blue Cross', 'Anthem BCBS'],
  },
  {
    name: 'Blue Cross Blue Shield',
    kind: 'insurer',
    aliases: ['BCBS', 'Blue Cross', 'BlueCross BlueShield', 'Blue Card'],
    fact: 'The card’s three-letter prefix tells which company it really is.',
  },
  {
    name: 'Blue Cross Blue Shield of Texas',
    electronicId: 'G84980',
    kind: 'insurer',
    state: 'TX',
    aliases: ['BCBS of Texas', 'BCBSTX', 'BCBS TX', 'Bluecross Tx'],
  },
  {
    name: 'Blue Cross Blue Shield of Illinois',
    kind: 'insurer',
    state: 'IL',
    aliases: ['BCBS of Illinois', 'BCBSIL'],
  },
  {
    name: 'Blue Cross Blue Shield of Oklahoma',
    kind: 'insurer',
    state: 'OK',
    aliases: ['BCBS of Oklahoma', 'BCBSOK'],
  },
  {
    name: 'Blue Cross Blue Shield of New Mexico',
    kind: 'insurer',
    state: 'NM',
    aliases: ['BCBS of New Mexico', 'BCBSNM'],
  },
  {
    name: 'Health Care Service Corporation',
    kind: 'insurer',
    aliases: ['HCSC'],
    fact: 'The company behind the Blue plans of Texas, Illinois, Oklahoma, New Mexico and Montana.',
  },
  {
    name: 'Blue Cross Blue Shield of Massachusetts',
    kind: 'insurer',
    state: 'MA',
    aliases: ['BCBS of Massachusetts', 'BCBSMA'],
  },
  {
    name: 'Blue Cross Blue Shield of Michigan',
    kind: 'insurer',
    state: 'MI',
    aliases: ['BCBS of Michigan', 'BCBSM', 'Blue Care Network'],
  },
  {
    name: 'Blue Cross Blue Shield of North Carolina',
    kind: 'insurer',
    state: 'NC',
    aliases: ['Blue Cross NC', 'BCBSNC', 'BCBS of North Carolina'],
  },
  {
    name: 'BlueCross BlueShield of Tennessee',
    kind: 'insurer',
    state: 'TN',
    aliases: ['BCBST', 'BCBS of Tennessee'],
  },
  {
    name: 'Blue Cross Blue Shield of Alabama',
    kind: 'insurer',
    state: 'AL',
    aliases: ['BCBS of Alabama', 'BCBSAL'],
  },
  {
    name: 'Blue Cross Blue Shield of Arizona',
    kind: 'insurer',
    state: 'AZ',
    aliases: ['AZ Blue', 'BCBSAZ', 'BCBS of Arizona'],
  },
  {
    name: 'Blue Cross and Blue Shield of Minnesota',
    kind: 'insurer',
    state: 'MN',
    aliases: ['BCBS of Minnesota', 'Blue Plus'],
  },
  {
    name: 'Blue Shield of California',
    kind: 'insurer',
    state: 'CA',
    aliases: ['Blue Shield CA', 'BSC'],
  },
  {
    name: 'Florida Blue',
    kind: 'insurer',
    state: 'FL',
    aliases: ['BCBS of Florida', 'Blue Cross Blue Shield of Florida'],
  },
  {
    name: 'Highmark',
    kind: 'insurer',
    aliases: ['Highmark Blue Cross Blue Shield', 'Highmark BCBS', 'Highmark Blue Shield'],
  },
  {
    name: 'Horizon Blue Cross Blue Shield of New Jersey',
    kind: 'insurer',
    state: 'NJ',
    aliases: ['Horizon', 'Horizon BCBS', 'BCBS of New Jersey'],
  },
  {
    name: 'Independence Blue Cross',
    kind: 'insurer',
    state: 'PA',
    aliases: ['Independence', 'IBX', 'Keystone Health Plan East'],
  },
  {
    name: 'CareFirst BlueCross BlueShield',
    kind: 'insurer',
    aliases: ['CareFirst', 'CareFirst BCBS'],
  },
  { name: 'Premera Blue Cross', kind: 'insurer', state: 'WA', aliases: ['Premera'] },
  {
    name: 'Regence',
    kind: 'insurer',
    aliases: ['Regence BlueCross BlueShield', 'Regence BlueShield', 'Cambia'],
  },
  {
    name: 'Excellus BlueCross BlueShield',
    kind: 'insurer',
    state: 'NY',
    aliases: ['Excellus', 'Excellus BCBS'],
  },
  { name: 'Wellmark Blue Cross and Blue Shield', kind: 'insurer', aliases: ['Wellmark'] },
  { name: 'Capital Blue Cross', kind: 'insurer', state: 'PA', aliases: ['Capital Blue'] },
  {
    name: 'Federal Employee Program',
    kind: 'insurer',
    aliases: ['FEP', 'FEP Blue', 'BCBS Federal'],
    fact: 'Member numbers begin with R; benefits are the same in every state.',
  },
];
