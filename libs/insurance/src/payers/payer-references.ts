import type { EntityManager } from 'typeorm';

/** A column that names a payer and follows when two become one. */
interface PayerReference {
  table: string;
  column: string;
  /** What its rows are told apart by. */
  key: string;
  /** Rows `r` that stay, because the kept payer has their like: $1 is from, $2 is to. */
  unless?: string;
}

/** Everything that follows a payer. A test compares this list with the foreign keys of the database. */
export const PAYER_REFERENCES: readonly PayerReference[] = [
  { table: 'coverage', column: 'payer_id', key: 'id' },
  {
    table: 'program_payer',
    column: 'payer_id',
    key: 'program_id',
    unless:
      'EXISTS (SELECT 1 FROM program_payer k WHERE k.program_id = r.program_id AND k.payer_id = $2::uuid)',
  },
  { table: 'payer', column: 'parent_id', key: 'id', unless: 'r.id = $2::uuid' },
  { table: 'payer', column: 'carved_out_to_id', key: 'id', unless: 'r.id = $2::uuid' },
];

/** What names a payer and stays, and why. */
export const PAYER_STAYS: Readonly<Record<string, string>> = {
  'payer.merged_into_id': 'it is the merge itself',
  'payer_merge.merged_payer_id': 'a merge is undone by itself',
  'payer_merge.kept_payer_id': 'a merge is undone by itself',
  'content_page.payer_id': 'a page is written about one payer; staff settle what becomes of two',
  'payer_alias.payer_id': 'names move by themselves, for each means one payer',
};

/** Turns all references from one payer to another; gives the keys of the rows by column. */
export async function movePayerReferences(
  manager: EntityManager,
  from: string,
  to: string,
): Promise<Record<string, string[]>> {
  const moved: Record<string, string[]> = {};
  for (const { table, column, key, unless } of PAYER_REFERENCES) {
    const staying = unless ? ` AND NOT (${unless})` : '';
    const [rows] = await manager.query<[{ key: string }[], number]>(
      `UPDATE ${table} r SET ${column} = $2::uuid WHERE r.${column} = $1::uuid${staying} RETURNING r.${key} AS key`,
      [from, to],
    );
    moved[`${table}.${column}`] = rows.map((row) => row.key);
  }
  return moved;
}

/** Turns the rows back that were moved and still name the payer they went to. */
export async function movePayerReferencesBack(
  manager: EntityManager,
  moved: Readonly<Record<string, string[]>>,
  from: string,
  to: string,
): Promise<void> {
  for (const { table, column, key } of PAYER_REFERENCES) {
    await manager.query(
      `UPDATE ${table} SET ${column} = $2::uuid WHERE ${column} = $1::uuid AND ${key} = ANY($3::uuid[])`,
      [from, to, moved[`${table}.${column}`] ?? []],
    );
  }
}

/** Rules of routing name payers in their conditions. Gives the ids of those that were turned. */
export async function turnRules(
  manager: EntityManager,
  from: string,
  to: string,
): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `UPDATE routing_rule SET conditions = jsonb_set(conditions, '{payerIds}', (
         SELECT jsonb_agg(DISTINCT CASE WHEN value = to_jsonb($1::text) THEN to_jsonb($2::text) ELSE value END)
         FROM jsonb_array_elements(conditions -> 'payerIds')))
     WHERE conditions -> 'payerIds' @> to_jsonb(ARRAY[$1::text]) RETURNING id`,
    [from, to],
  );
  return rows.map(({ id }) => id);
}
