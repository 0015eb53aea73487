import type { Queryable } from '#queue';

/**
 * Which leads and people the record at `/api/<resource>/<id>` is about, by SQL with its id as $1.
 * A resource that shows or changes something of a lead under an id of its own has to be named here or in
 * {@link OF_NOBODY}; a test compares both with the routes.
 */
export const LEADS_OF: Readonly<Record<string, string>> = {
  leads: 'SELECT $1::uuid AS id',
  queue: 'SELECT $1::uuid AS id',
  people: 'SELECT $1::uuid AS id',
  tasks: 'SELECT lead_id AS id FROM task WHERE id = $1',
  calls: 'SELECT lead_id AS id FROM call WHERE id = $1',
  messages: 'SELECT unnest(ARRAY[lead_id, person_id]) AS id FROM message WHERE id = $1',
  coverages: 'SELECT lead_id AS id FROM coverage WHERE id = $1',
  matches: 'SELECT lead_id AS id FROM match WHERE id = $1',
  referrals: 'SELECT lead_id AS id FROM referral WHERE id = $1',
  'benefit-checks': 'SELECT lead_id AS id FROM benefit_check WHERE id = $1',
  inquiries: 'SELECT lead_id AS id FROM lead_inquiry WHERE inquiry_id = $1',
  mentions: 'SELECT lead_id AS id FROM mention WHERE id = $1',
  'consent-requests': 'SELECT lead_id AS id FROM consent_request WHERE id = $1',
  'possible-matches':
    'SELECT unnest(ARRAY[lead_id, other_lead_id]) AS id FROM possible_match WHERE id = $1',
  merges: 'SELECT unnest(ARRAY[kept_lead_id, merged_lead_id]) AS id FROM lead_merge WHERE id = $1',
  'bed-holds': 'SELECT lead_id AS id FROM bed_hold WHERE id = $1',
  phone: `SELECT lead_id AS id FROM call WHERE id = $1
    UNION ALL SELECT c.lead_id FROM conference f JOIN call c ON c.id = f.call_id WHERE f.id = $1`,
};

/** Resources whose records are about nobody in particular, or that stay open, and why. */
export const OF_NOBODY: Readonly<Record<string, string>> = {
  alerts: 'somebody may be in danger: a human is found first, and what they see is on record',
  'emergency-accesses': 'tells that somebody looked, to who opened it and who reviews it',
  'erasure-requests': 'for those who decide on erasures, who see every lead',
  'legal-holds': 'for those who decide on erasures',
  'retention-rules': 'set-up',
  'audit-events': 'names by id only; reasons are for those who may read persons',
  'bulk-changes': 'one’s own; each lead is checked as it is put back',
  'saved-views': 'a filter, not a record',
  'reading-alerts': 'about a colleague; a lead is named by its id alone',
  facilities: 'the directory',
  'facility-contacts': 'the directory',
  'facility-licences': 'the directory',
  'facility-merges': 'the directory',
  'facility-keys': 'the directory',
  'bed-links': 'the directory',
  programs: 'the directory',
  'directory-imports': 'the directory',
  payers: 'the directory',
  'payer-merges': 'the directory',
  'phone-directory': 'numbers of hotlines',
  spend: 'money by source and month',
  'spend-imports': 'money by source and month',
  articles: 'public content',
  pictures: 'public content',
  reports: 'numbers; the records behind them are rows of leads, neither listed nor counted',
  cadences: 'set-up',
  jobs: 'names, times and ids of work, for administrators',
  webhooks: 'set-up',
  'webhook-deliveries': 'what was told to whom, by ids alone, for administrators',
  templates: 'set-up',
  tags: 'set-up',
  sources: 'set-up',
  'tracking-numbers': 'set-up',
  'saved-reports': 'a question, not a record',
  'report-targets': 'set-up',
  'ring-groups': 'set-up',
  'routing-rules': 'set-up',
  organisation: 'set-up',
  users: 'staff',
  teams: 'staff',
  invitations: 'staff',
  me: 'oneself',
  duty: 'staff',
  shifts: 'staff',
  'closed-days': 'set-up',
};

/** Ids of the leads and people that a record is about; empty for records of {@link OF_NOBODY}. */
export async function leadsOfRecord(
  on: Queryable,
  resource: string,
  id: string,
): Promise<string[]> {
  const sql = Object.hasOwn(LEADS_OF, resource) ? LEADS_OF[resource] : undefined;
  if (!sql) return [];
  const rows = (await on.query(sql, [id])) as { id: string | null }[];
  return rows.flatMap((row) => row.id ?? []);
}
