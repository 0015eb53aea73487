import {
  CLOSED_REASONS,
  LANGUAGES,
  LEVELS_OF_CARE,
  labelOf,
  ROLE_LABELS,
  type Role,
  STAGE_LABELS,
  type Stage,
  SUBSTANCES,
} from '#contract';
import { inFull } from './time';

const NAMES: Record<string, string> = {
  patientName: 'patient’s name',
  levelRequested: 'level of care wanted',
  levelScreened: 'level screened',
  levelAssessed: 'level assessed',
  zip: 'ZIP',
  birthDate: 'date of birth',
  sourceId: 'source',
  ownerId: 'owner',
  teamId: 'team',
  payerId: 'payer',
  dueAt: 'due',
  onDuty: 'on duty',
  utmSource: 'utm_source',
};

/** A field of the contract as people call it. */
export function fieldInWords(name: string): string {
  return NAMES[name] ?? name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
}

const WORDS: Record<string, (code: string) => string> = {
  language: (code) => labelOf(LANGUAGES, code),
  languages: (code) => labelOf(LANGUAGES, code),
  levelRequested: (code) => labelOf(LEVELS_OF_CARE, code),
  levelScreened: (code) => labelOf(LEVELS_OF_CARE, code),
  reason: (code) => labelOf(CLOSED_REASONS, code),
  role: (code) => ROLE_LABELS[code as Role] ?? code,
  stage: (code) => STAGE_LABELS[code as Stage] ?? code,
  substances: (code) => labelOf(SUBSTANCES, code),
};

/** The value of a field as people read it; nothing says "empty". */
export function valueInWords(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map((each) => valueInWords(name, each)).join(', ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (name.endsWith('At') && !Number.isNaN(Date.parse(value))) return inFull(value);
  return WORDS[name]?.(value) || value;
}
