import type { Client } from 'pg';
import { ContactPoints } from '#people';
import { type KeyRing, nameTokens, type Vault } from '#vault';

const PAGE = 500;

/** What names the place of a value in its seal, where that is not the row's `id`. */
const PLACES: Readonly<Record<string, string>> = {
  call_recording_part: `t.recording_id || ':' || t.part || '/' ||
    (SELECT r.parts FROM call_recording r WHERE r.id = t.recording_id)`,
  directory_import_part: "t.import_id || ':' || t.part",
  directory_import_row: "t.import_id || ':' || t.row_no",
  spend_import_line: "t.import_id || ':' || t.line_no",
};

/** The audit is a chain over what stands there: its few reasons stay under the key they were written with. */
const STAYS = new Set(['audit_event.reason_enc']);

/** How much was written anew. */
export interface Rewritten {
  values: number;
  digests: number;
  inquiries: number;
}

interface Column {
  table: string;
  column: string;
  type: string;
  /** Columns of the primary key, quoted. */
  key: string[];
}

/**
 * Writes everything anew that is not under the current keys of the ring: encrypted values, look-up digests, sealed
 * inquiries. Works while everybody works: rows somebody holds are left for a later pass, and passes go on until one finds
 * nothing. Killed, it goes on where it was.
 */
export async function rewriteAll(client: Client, vault: Vault, ring: KeyRing): Promise<Rewritten> {
  const done: Rewritten = { values: 0, digests: 0, inquiries: 0 };
  const columns = await encryptedColumns(client);
  for (;;) {
    const pass: Rewritten = { values: 0, digests: 0, inquiries: 0 };
    for (const column of columns) pass.values += await rewriteColumn(client, vault, ring, column);
    pass.digests += await addPointDigests(client, vault, ring.index.current);
    pass.digests += await addNameDigests(client, vault, ring.index.current);
    pass.inquiries += await reseal(client, vault, ring.sealing.current);
    done.values += pass.values;
    done.digests += pass.digests;
    done.inquiries += pass.inquiries;
    const left = await leftUnder(client, ring, columns);
    if (pass.values + pass.digests + pass.inquiries === 0 && left === 0) return done;
  }
}

/** Field keys that values still stand under, the audit's among them. */
export async function fieldKeysInUse(client: Client): Promise<Set<string>> {
  const inUse = new Set<string>();
  for (const { table, column, type } of await encryptedColumns(client, true)) {
    const text =
      type === 'bytea' ? `encode(substring(t.${column} FROM 1 FOR 40), 'escape')` : `t.${column}`;
    const { rows } = await client.query<{ key: string }>(
      `SELECT DISTINCT split_part(${text}, '.', 2) AS key FROM ${table} t WHERE ${text} LIKE 'v1.%'`,
    );
    for (const { key } of rows) inUse.add(key);
  }
  return inUse;
}

/** Sealing keys that inquiries still are sealed to. */
export async function sealingKeysInUse(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(
    "SELECT DISTINCT seal_key_id AS key FROM inquiry WHERE seal_key_id <> 'erased'",
  );
  return new Set(rows.map(({ key }) => key));
}

/** Takes the digests of other index keys away. */
export async function dropOldDigests(client: Client, current: string): Promise<number> {
  let gone = 0;
  for (const table of ['contact_point_digest', 'person_name_digest']) {
    const { rowCount } = await client.query(`DELETE FROM ${table} WHERE key_id <> $1`, [current]);
    gone += rowCount ?? 0;
  }
  return gone;
}

async function encryptedColumns(client: Client, all = false): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type,
       ARRAY(SELECT quote_ident(a.attname) FROM pg_index i
         JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
         WHERE i.indrelid = format('public.%I', c.table_name)::regclass AND i.indisprimary
         ORDER BY array_position(i.indkey::int[], a.attnum::int))::text[] AS key
     FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name LIKE '%\\_enc'
     ORDER BY 1, 2`,
  );
  return rows.filter(({ table, column }) => all || !STAYS.has(`${table}.${column}`));
}

function other({ column, type }: Column, current: string): string {
  const begins = `v1.${current}.`;
  if (type === 'bytea') {
    return `length(t.${column}) > 0
      AND substring(t.${column} FROM 1 FOR ${begins.length}) <> convert_to('${begins}', 'UTF8')`;
  }
  return `t.${column} LIKE 'v1.%' AND t.${column} NOT LIKE '${begins}%'`;
}

async function leftUnder(client: Client, ring: KeyRing, columns: Column[]): Promise<number> {
  const parts = columns.map(
    (column) =>
      `(SELECT count(*) FROM ${column.table} t WHERE ${other(column, ring.field.current)})`,
  );
  const { rows } = await client.query<{ left: string }>(`SELECT ${parts.join(' + ')} AS left`);
  return Number(rows[0]?.left ?? 0);
}

async function rewriteColumn(
  client: Client,
  vault: Vault,
  ring: KeyRing,
  at: Column,
): Promise<number> {
  const { table, column, type, key } = at;
  const place = PLACES[table] ?? 't.id::text';
  const order = key.map((name) => `t.${name}`).join(', ');
  let after: unknown[] | undefined;
  let count = 0;
  for (;;) {
    const beyond = after ? `AND (${order}) > (${key.map((_, n) => `$${n + 1}`).join(', ')})` : '';
    await client.query('BEGIN');
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT ${key.map((name) => `t.${name}`).join(', ')}, t.ctid::text AS "at row", ${place} AS "place",
         t.${column} AS "value" FROM ${table} t
       WHERE ${other(at, ring.field.current)} ${beyond}
       ORDER BY ${order} LIMIT ${PAGE} FOR UPDATE OF t SKIP LOCKED`,
      after ?? [],
    );
    const fresh = rows.map((row) => {
      const ref = { table, column, id: String(row.place) };
      if (type === 'bytea')
        return vault.encryptBytes(ref, vault.decryptBytes(ref, row.value as Buffer));
      return vault.encrypt(ref, vault.decrypt(ref, row.value as string));
    });
    await client.query(
      `UPDATE ${table} t SET ${column} = v.fresh
       FROM unnest($1::tid[], $2::${type === 'bytea' ? 'bytea' : 'text'}[]) AS v(at, fresh) WHERE t.ctid = v.at`,
      [rows.map((row) => row['at row']), fresh],
    );
    await client.query('COMMIT');
    count += rows.length;
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return count;
    after = key.map((name) => last[name.replaceAll('"', '')]);
  }
}

async function addPointDigests(client: Client, vault: Vault, current: string): Promise<number> {
  const points = new ContactPoints(vault);
  return addDigests(client, {
    select: `SELECT p.id, p.kind, p.value_enc AS value FROM contact_point p WHERE p.value_enc <> 'erased'
      AND p.id > $1 AND NOT EXISTS (SELECT 1 FROM contact_point_digest d
        WHERE d.contact_point_id = p.id AND d.key_id = $2)`,
    into: 'contact_point_digest (key_id, digest, contact_point_id)',
    current,
    digestsOf: ({ id, kind, value }) =>
      points.digests({
        kind: kind as 'phone' | 'email',
        value: vault.decrypt({ table: 'contact_point', column: 'value_enc', id }, value),
      }),
  });
}

async function addNameDigests(client: Client, vault: Vault, current: string): Promise<number> {
  return addDigests(client, {
    select: `SELECT p.id, '' AS kind, p.name_enc AS value FROM person p WHERE p.name_enc IS NOT NULL
      AND p.id > $1 AND EXISTS (SELECT 1 FROM person_name_digest d WHERE d.person_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM person_name_digest d WHERE d.person_id = p.id AND d.key_id = $2)`,
    into: 'person_name_digest (key_id, digest, person_id)',
    current,
    digestsOf: ({ id, value }) =>
      nameTokens(vault.decrypt({ table: 'person', column: 'name_enc', id }, value)).flatMap(
        (token) => vault.digests('name', token),
      ),
  });
}

async function addDigests(
  client: Client,
  parts: {
    select: string;
    into: string;
    current: string;
    digestsOf: (row: { id: string; kind: string; value: string }) => {
      keyId: string;
      digest: Buffer;
    }[];
  },
): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ id: string; kind: string; value: string }>(
      `${parts.select} ORDER BY p.id LIMIT ${PAGE}`,
      [after, parts.current],
    );
    const fresh = rows.flatMap((row) =>
      parts.digestsOf(row).map((each) => ({ ...each, id: row.id })),
    );
    const wanted = fresh.filter(({ keyId }) => keyId === parts.current);
    const { rowCount } = await client.query(
      `INSERT INTO ${parts.into} SELECT * FROM unnest($1::text[], $2::bytea[], $3::uuid[])
       ON CONFLICT DO NOTHING`,
      [
        wanted.map(({ keyId }) => keyId),
        wanted.map(({ digest }) => digest),
        wanted.map(({ id }) => id),
      ],
    );
    count += rowCount ?? 0;
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return count;
    after = last.id;
  }
}

async function reseal(client: Client, vault: Vault, current: string): Promise<number> {
  let count = 0;
  for (;;) {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; sealed: Buffer }>(
      `SELECT id, sealed FROM inquiry WHERE seal_key_id NOT IN ($1, 'erased')
       ORDER BY id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED`,
      [current],
    );
    await client.query(
      `UPDATE inquiry i SET sealed = v.sealed, seal_key_id = $3
       FROM unnest($1::uuid[], $2::bytea[]) AS v(id, sealed) WHERE i.id = v.id`,
      [rows.map(({ id }) => id), rows.map(({ sealed }) => vault.seal(vault.open(sealed))), current],
    );
    await client.query('COMMIT');
    count += rows.length;
    if (rows.length < PAGE) return count;
  }
}
