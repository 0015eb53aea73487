import type { EntityManager } from 'typeorm';
import type { MergeMove } from '#contract';

/** A column that names a lead or a person, and follows when two become one. */
interface Reference {
  table: string;
  column: string;
  /** Its primary key; `id` unless said. */
  key?: string;
  /** What it is counted as. */
  what: MergeMove;
  /** Rows `r` that stay where they are, because the kept one has their like: $1 is from, $2 is to. */
  unless?: string;
}

/**
 * Everything that follows a lead into the one that is kept. A test compares this list, and
 * {@link STAYS}, with the foreign keys of the database, so that a new table cannot be forgotten.
 */
export const LEAD_REFERENCES: readonly Reference[] = [
  {
    table: 'activity',
    column: 'lead_id',
    what: 'activities',
    unless: `r.subject_id IS NOT NULL AND EXISTS (SELECT 1 FROM activity k WHERE k.lead_id = $2
      AND k.kind = r.kind AND k.subject_id = r.subject_id)`,
  },
  { table: 'task', column: 'lead_id', what: 'tasks' },
  { table: 'call', column: 'lead_id', what: 'calls' },
  { table: 'message', column: 'lead_id', what: 'messages' },
  { table: 'lead_inquiry', column: 'lead_id', key: 'inquiry_id', what: 'inquiries' },
  { table: 'coverage', column: 'lead_id', what: 'coverages' },
  { table: 'benefit_check', column: 'lead_id', what: 'other' },
  {
    table: 'lead_contact',
    column: 'lead_id',
    what: 'contacts',
    unless: `EXISTS (SELECT 1 FROM lead_contact k WHERE k.lead_id = $2 AND k.person_id = r.person_id)
      OR r.person_id = (SELECT patient_id FROM lead WHERE id = $1)
      OR r.person_id = (SELECT patient_id FROM lead WHERE id = $2)`,
  },
  { table: 'lead_file', column: 'lead_id', what: 'files' },
  {
    table: 'clock',
    column: 'lead_id',
    what: 'clocks',
    unless: `EXISTS (SELECT 1 FROM clock k WHERE k.lead_id = $2 AND k.kind = r.kind
      AND k.subject_id = r.subject_id)`,
  },
  {
    table: 'referral',
    column: 'lead_id',
    what: 'other',
    // One program is asked once at a time about one lead.
    unless: `EXISTS (SELECT 1 FROM referral k WHERE k.lead_id = $2 AND k.program_id = r.program_id)`,
  },
  {
    table: 'bed_hold',
    column: 'lead_id',
    what: 'other',
    // A program holds one bed for one lead.
    unless: `r.state IN ('asked', 'confirmed') AND EXISTS (SELECT 1 FROM bed_hold k
      WHERE k.lead_id = $2 AND k.program_id = r.program_id AND k.state IN ('asked', 'confirmed'))`,
  },
  { table: 'consent_request', column: 'lead_id', what: 'other' },
  { table: 'mention', column: 'lead_id', what: 'other' },
  {
    table: 'lead_protection',
    column: 'lead_id',
    what: 'other',
    unless: `r.lifted_at IS NULL AND EXISTS (SELECT 1 FROM lead_protection k WHERE k.lead_id = $2
      AND k.lifted_at IS NULL)`,
  },
  { table: 'match', column: 'lead_id', what: 'other' },
  {
    table: 'screening',
    column: 'lead_id',
    what: 'other',
    unless: 'EXISTS (SELECT 1 FROM screening k WHERE k.lead_id = $2)',
  },
  {
    table: 'enrolment',
    column: 'lead_id',
    what: 'other',
    unless: `r.ended_at IS NULL AND EXISTS (SELECT 1 FROM enrolment k WHERE k.lead_id = $2
      AND k.ended_at IS NULL)`,
  },
  // A snooze that is running would silence the kept lead.
  { table: 'snooze', column: 'lead_id', what: 'other', unless: 'r.ended_at IS NULL' },
  {
    table: 'alert',
    column: 'lead_id',
    what: 'other',
    unless: `r.acknowledged_at IS NULL AND EXISTS (SELECT 1 FROM alert k WHERE k.lead_id = $2
      AND k.acknowledged_at IS NULL)`,
  },
  {
    table: 'possible_match',
    column: 'lead_id',
    what: 'other',
    unless: `r.other_lead_id = $2 OR EXISTS (SELECT 1 FROM possible_match k WHERE k.lead_id = $2
      AND k.other_lead_id = r.other_lead_id)`,
  },
  {
    table: 'possible_match',
    column: 'other_lead_id',
    what: 'other',
    unless: `r.lead_id = $2 OR EXISTS (SELECT 1 FROM possible_match k WHERE k.other_lead_id = $2
      AND k.lead_id = r.lead_id)`,
  },
];

/** What names a lead and stays with it, and why. */
export const STAYS: Readonly<Record<string, string>> = {
  'assignment.lead_id': 'who had which of the two is told by the timeline, which follows',
  'stage_change.lead_id': 'it tells where that lead stood; the numbers count each lead by its own',
  'lead_tag.lead_id': 'the kept lead is given the same tags',
  'queue_entry.lead_id': 'worked out anew for both',
  'dial_permit.lead_id': 'good for one call within a minute; used, it tells for whom it was asked',
  'emergency_access.lead_id': 'it tells which of the two was looked at',
  'second_look.lead_id': 'it tells which of the two was looked at',
  'lead_merge.kept_lead_id': 'a merge is undone by itself',
  'lead_merge.merged_lead_id': 'a merge is undone by itself',
};

/** What follows a person who was found to be the kept lead's patient. */
export const PERSON_REFERENCES: readonly Reference[] = [
  {
    table: 'person_contact',
    column: 'person_id',
    what: 'contacts',
    unless: `EXISTS (SELECT 1 FROM person_contact k WHERE k.person_id = $2
      AND k.contact_point_id = r.contact_point_id)`,
  },
  {
    table: 'lead',
    column: 'patient_id',
    what: 'other',
    // The merged lead keeps its own patient: its page reads as it was.
    unless: 'r.id = $3',
  },
  {
    table: 'lead_contact',
    column: 'person_id',
    what: 'contacts',
    unless: `r.lead_id = $3 OR EXISTS (SELECT 1 FROM lead_contact k WHERE k.lead_id = r.lead_id
      AND k.person_id = $2)`,
  },
  {
    table: 'erasure_request',
    column: 'person_id',
    what: 'other',
    // Two that wait would be one too many; the kept person's own is decided.
    unless: `r.state IN ('asked', 'approved') AND EXISTS (SELECT 1 FROM erasure_request k
      WHERE k.person_id = $2 AND k.state IN ('asked', 'approved'))`,
  },
  {
    table: 'legal_hold',
    column: 'person_id',
    what: 'other',
    unless: `r.lifted_at IS NULL AND EXISTS (SELECT 1 FROM legal_hold k
      WHERE k.person_id = $2 AND k.lifted_at IS NULL)`,
  },
  { table: 'message', column: 'person_id', what: 'other' },
  { table: 'person', column: 'merged_into_id', what: 'other' },
];

/** What names a person and stays, and why. */
export const PERSON_STAYS: Readonly<Record<string, string>> = {
  'person_name_digest.person_id': 'the name they were entered under goes on finding them',
  'consent.person_id': 'a ledger; what stands is read over everybody who is the same person',
  'lead_inquiry.requester_id': 'who asked is told as it was',
  'consent_request.person_id': 'the words name who was asked; signatures are read over both',
  'consent_signature.person_id':
    'a ledger; what stands is read over everybody who is the same person',
  'unsubscribe_link.person_id': 'it was written to them; the ledger is read over both',
};

/** Turns the references of one list from one record to another; gives the ids of the rows by column. */
export async function moveReferences(
  manager: EntityManager,
  references: readonly Reference[],
  from: string,
  to: string,
  mergedLeadId?: string,
): Promise<Record<string, string[]>> {
  const moved: Record<string, string[]> = {};
  for (const reference of references) {
    const { table, column, key = 'id' } = reference;
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE ${table} r SET ${column} = $2 WHERE ${staying(reference)} RETURNING r.${key} AS id`,
      parameters(reference, from, to, mergedLeadId),
    );
    if (rows.length > 0) moved[nameOf(reference)] = rows.map(({ id }) => id);
  }
  return moved;
}

/** How many rows of each kind would follow. */
export async function countReferences(
  manager: EntityManager,
  references: readonly Reference[],
  from: string,
  to: string,
  mergedLeadId?: string,
): Promise<Partial<Record<MergeMove, number>>> {
  const counts: Partial<Record<MergeMove, number>> = {};
  for (const reference of references) {
    const [row] = await manager.query<{ count: string }[]>(
      `SELECT count(*) AS count, $2::uuid AS kept FROM ${reference.table} r
       WHERE ${staying(reference)}`,
      parameters(reference, from, to, mergedLeadId),
    );
    const count = Number(row?.count ?? 0);
    if (count > 0) counts[reference.what] = (counts[reference.what] ?? 0) + count;
  }
  return counts;
}

/** Adds up what was moved, by what it is shown as. */
export function countMoved(moved: Record<string, string[]>): Partial<Record<MergeMove, number>> {
  const counts: Partial<Record<MergeMove, number>> = {};
  for (const reference of [...LEAD_REFERENCES, ...PERSON_REFERENCES]) {
    const count = moved[nameOf(reference)]?.length ?? 0;
    if (count > 0) counts[reference.what] = (counts[reference.what] ?? 0) + count;
  }
  return counts;
}

/** Turns the rows back that were moved and are still there. */
export async function moveBack(
  manager: EntityManager,
  references: readonly Reference[],
  moved: Record<string, string[]>,
  from: string,
  to: string,
): Promise<void> {
  for (const reference of references) {
    const ids = moved[nameOf(reference)];
    if (!ids) continue;
    const { table, column, key = 'id' } = reference;
    await manager.query(
      `UPDATE ${table} SET ${column} = $2 WHERE ${key} = ANY($3::uuid[]) AND ${column} = $1`,
      [from, to, ids],
    );
  }
}

export function nameOf({ table, column }: Pick<Reference, 'table' | 'column'>): string {
  return `${table}.${column}`;
}

function staying({ column, unless }: Reference): string {
  return `r.${column} = $1::uuid${unless ? ` AND NOT (${unless})` : ''}`;
}

function parameters(
  { unless }: Reference,
  from: string,
  to: string,
  mergedLeadId: string | undefined,
): (string | undefined)[] {
  return unless?.includes('$3') ? [from, to, mergedLeadId] : [from, to];
}
