/**
 * Makes many leads of some: each is copied under other ids, with all that numbers are made of and the facts made of it. The
 * copies have the times and the words of the ones they were made of; their words cannot be opened, for the place of a
 * sealed word is part of its seal. People and timelines are not copied: no report reads them.
 */

/** Table → its columns that hold ids of copied rows. */
const COPIED = {
  lead: ['id', 'patient_id'],
  stage_change: ['id', 'lead_id'],
  coverage: ['id', 'lead_id'],
  call: ['id', 'lead_id'],
  benefit_check: ['id', 'lead_id', 'coverage_id'],
  match: ['id', 'lead_id'],
  match_pick: ['id', 'match_id'],
  match_override: ['id', 'pick_id', 'match_id'],
  referral: ['id', 'lead_id', 'match_id', 'arrival_promise_id', 'proposed_after_id'],
  referral_change: ['id', 'referral_id'],
  lead_fact: ['id', 'lead_id'],
  call_fact: ['id', 'lead_id'],
  check_fact: ['id', 'lead_id'],
  referral_fact: ['id', 'lead_id'],
  stay_fact: ['id', 'lead_id'],
  pick_fact: ['id', 'lead_id'],
};
/** Copied as nothing: unique in the whole table, or of rows that are not copied. */
const LEFT_EMPTY = new Set(['inquiry_id', 'consent_id', 'contact_point_id', 'hand_over_call_id']);

/**
 * @param {import('pg').Client} db of the owner
 * @param {{ times: number, round: 0 | 1 }} how how many of each there are afterwards, and whether they were multiplied before
 * @param {(line: string) => void} say
 */
export async function multiply(db, { times, round }, say) {
  await db.query('SET session_replication_role = replica');
  await db.query('SET synchronous_commit = off');
  for (const [table, ids] of Object.entries(COPIED)) {
    const indexes = await takeIndexes(db, table);
    const columns = await columnsOf(db, table);
    const list = columns.map((column) => `"${column}"`).join(', ');
    const values = columns.map((column) => valueOf(table, column, ids, SEEDS[round])).join(', ');
    const override = table === 'lead' ? 'OVERRIDING SYSTEM VALUE' : '';
    // All are read before the first is written: a statement does not see its own rows.
    await db.query(
      `INSERT INTO "${table}" (${list}) ${override} SELECT ${values} FROM "${table}" t, generate_series(1, $1::int) AS copy`,
      [times - 1],
    );
    for (const definition of indexes) await db.query(definition);
    say(`  ${table}`);
  }
  await db.query("UPDATE report_day SET dirty_at = now() - interval '1 hour'");
  await db.query('RESET session_replication_role');
}

/** The ids of a year have its seed in two places: a copy has another one there. */
const SEEDS = [
  { from: 21, digits: 3 },
  { from: 25, digits: 4 },
];

function valueOf(table, column, ids, { from, digits }) {
  if (LEFT_EMPTY.has(column)) return 'NULL';
  if (table === 'call' && column === 'provider_call_id')
    return `provider_call_id || '-${digits}-' || copy`;
  if (table === 'lead' && column === 'number') {
    return 'number + copy * (SELECT max(number) FROM lead)';
  }
  if (!ids.includes(column)) return `t."${column}"`;
  const seed = `lpad(to_hex(copy + 15), ${digits}, '0')`;
  return `overlay(t."${column}"::text placing ${seed} from ${from} for ${digits})::uuid`;
}

async function columnsOf(db, table) {
  const { rows } = await db.query(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
       AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function takeIndexes(db, table) {
  const { rows } = await db.query(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid = $1::regclass AND NOT i.indisprimary
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}
