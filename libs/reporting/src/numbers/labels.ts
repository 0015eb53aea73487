import type { EntityManager } from 'typeorm';
import {
  CALL_DISPOSITIONS,
  type Choice,
  CLOSED_REASONS,
  DECLINE_REASONS,
  labelOf,
  LANGUAGES,
  LEVELS_OF_CARE,
  NOT_KNOWN,
  PLAN_TYPES,
  REFERRAL_STATES,
  type Slice,
  URGENCIES,
  VERDICTS,
} from '#contract';

/** Where the names of a slice's keys are; each by its id. */
const NAMED: Partial<Record<Slice, string>> = {
  source: 'SELECT id, name FROM source',
  lastSource: 'SELECT id, name FROM source',
  trackingNumber: "SELECT id, label || ' (' || phone || ')' AS name FROM tracking_number",
  agent: 'SELECT id, name FROM staff_user',
  team: 'SELECT id, name FROM team',
  payer: 'SELECT id, name FROM payer',
  facility: 'SELECT id, name FROM facility',
};

const OUTCOMES: readonly Choice[] = [
  { code: 'answered', label: 'Answered' },
  { code: 'missed', label: 'Missed' },
  { code: 'voicemail', label: 'Voicemail' },
  { code: 'abandoned', label: 'Abandoned' },
  ...VERDICTS,
  ...REFERRAL_STATES,
  ...CALL_DISPOSITIONS,
];

const LISTED: Partial<Record<Slice, readonly Choice[]>> = {
  planType: PLAN_TYPES,
  levelOfCare: LEVELS_OF_CARE,
  language: LANGUAGES,
  urgency: URGENCIES,
  lostReason: CLOSED_REASONS,
  leftOutReason: CLOSED_REASONS,
  declineReason: DECLINE_REASONS,
  outcome: OUTCOMES,
};

/** What nothing is known of is called. */
const UNKNOWN: Partial<Record<Slice, string>> = {
  agent: 'Nobody yet',
  team: 'No team',
  payer: 'No payer known',
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Key → words for the keys of a slice. A key that is not found any more stays as it is. */
export async function labelsOf(
  manager: EntityManager,
  slice: Slice,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const named = NAMED[slice] ? await names(manager, NAMED[slice], keys) : new Map<string, string>();
  return new Map(keys.map((key) => [key, named.get(key) ?? wordsOf(slice, key)]));
}

function wordsOf(slice: Slice, key: string): string {
  if (key === NOT_KNOWN) return UNKNOWN[slice] ?? 'Not known';
  if (slice === 'hourOfWeek') {
    const hour = Number(key);
    return `${WEEKDAYS[Math.floor(hour / 24)] ?? ''} ${String(hour % 24).padStart(2, '0')}:00`;
  }
  const choices = LISTED[slice];
  return choices ? labelOf(choices, key) : key;
}

async function names(
  manager: EntityManager,
  sql: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const ids = keys.filter((key) => key !== NOT_KNOWN);
  if (ids.length === 0) return new Map();
  const rows = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM (${sql}) AS named WHERE id::text = ANY ($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
