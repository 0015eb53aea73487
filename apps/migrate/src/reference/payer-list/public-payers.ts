import type { ShippedPayer } from './shipped-payer.js';

const MEDICAID_FACT =
  'Usually pays in its own state only; an application may be pending; large residential facilities can be limited (IMD rule).';

/** A state's Medicaid programme under the name people know it by. */
function medicaid(state: string, name: string, aliases: readonly string[]): ShippedPayer {
  return { name, kind: 'public', state, aliases, fact: MEDICAID_FACT };
}

/** Medicare, Medicaid by state, the military's and veterans' payers. */
export const PUBLIC_PAYERS: readonly ShippedPayer[] = [
  {
    name: 'Medicare',
    kind: 'public',
    aliases: ['Original Medicare', 'Medicare Part A', 'Medicare Part B'],
    fact: 'Does not pay freestanding residential treatment; pays inpatient, outpatient, partial hospitalization and opioid treatment programs.',
  },
  {
    name: 'Medicaid (state not known)',
    kind: 'public',
    aliases: ['Medicaid'],
    fact: MEDICAID_FACT,
  },
  {
    name: 'TRICARE East',
    kind: 'public',
    aliases: ['Tricare', 'Humana Military', 'TRICARE East Humana Military'],
  },
  { name: 'TRICARE West', kind: 'public', aliases: ['TRICARE West TriWest'] },
  {
    name: 'VA Community Care, Optum (regions 1–3)',
    kind: 'public',
    aliases: ['VA Optum', 'VA Community Care Network Optum'],
    fact: 'The VA must authorize community care before admission.',
  },
  {
    name: 'VA Community Care, TriWest (regions 4–5)',
    kind: 'public',
    aliases: ['TriWest', 'VA TriWest'],
    fact: 'The VA must authorize community care before admission.',
  },
  {
    name: 'Veterans Health Administration',
    kind: 'public',
    aliases: ['VA', 'Veterans Affairs', 'VHA'],
    fact: 'Treats in its own facilities; community care needs its authorization first.',
  },
  { name: 'Indian Health Service', kind: 'public', aliases: ['IHS', 'Tribal health'] },
  medicaid('AZ', 'AHCCCS', ['Arizona Medicaid']),
  medicaid('CA', 'Medi-Cal', ['California Medicaid', 'MediCal']),
  medicaid('CO', 'Health First Colorado', ['Colorado Medicaid']),
  medicaid('CT', 'HUSKY Health', ['Connecticut Medicaid']),
  medicaid('FL', 'Florida Medicaid', ['Sunshine Health', 'Simply Healthcare']),
  medicaid('GA', 'Georgia Medicaid', ['Georgia Families', 'Peach State Health Plan']),
  medicaid('IL', 'HealthChoice Illinois', ['Illinois Medicaid', 'Meridian Health']),
  medicaid('IN', 'Hoosier Healthwise', ['Indiana Medicaid', 'Healthy Indiana Plan']),
  medicaid('KY', 'Kentucky Medicaid', ['Passport Health Plan']),
  medicaid('LA', 'Healthy Louisiana', ['Louisiana Medicaid', 'Louisiana Healthcare Connections']),
  medicaid('MA', 'MassHealth', ['Massachusetts Medicaid']),
  medicaid('MD', 'Maryland Medicaid', ['HealthChoice Maryland']),
  medicaid('MI', 'Michigan Medicaid', ['Healthy Michigan Plan']),
  medicaid('MN', 'Minnesota Medical Assistance', ['Minnesota Medicaid', 'MinnesotaCare']),
  medicaid('NC', 'NC Medicaid', ['North Carolina Medicaid']),
  medicaid('NJ', 'NJ FamilyCare', ['New Jersey Medicaid']),
  medicaid('NM', 'Turquoise Care', ['New Mexico Medicaid', 'Centennial Care']),
  medicaid('NV', 'Nevada Medicaid', ['Nevada Check Up']),
  medicaid('NY', 'New York Medicaid', ['NY Medicaid', 'MetroPlusHealth']),
  medicaid('OH', 'Ohio Medicaid', ['Buckeye Health Plan', 'OhioRISE']),
  medicaid('OR', 'Oregon Health Plan', ['Oregon Medicaid', 'OHP']),
  medicaid('PA', 'Pennsylvania Medical Assistance', ['HealthChoices', 'Pennsylvania Medicaid']),
  medicaid('TN', 'TennCare', ['Tennessee Medicaid']),
  medicaid('TX', 'Texas Medicaid', ['STAR Medicaid', 'Superior HealthPlan']),
  medicaid('VA', 'Cardinal Care', ['Virginia Medicaid']),
  medicaid('WA', 'Apple Health', ['Washington Medicaid', 'Washington Apple Health']),
  medicaid('WI', 'BadgerCare Plus', ['Wisconsin Medicaid', 'ForwardHealth']),
];
