import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { newId } from '#platform';
import type { SpendLine } from './read-spend.js';
import { spendError } from './spend-error.js';
import type { SpendLineDid } from './spend-import.entity.js';

/** What is kept of a line, encrypted: a cell may hold anything. `before`: the amount there was, in cents. */
export type KeptLine = SpendLine & { before: number | null };

export type Target = NonNullable<SpendLine['target']>;

/** A line that would change something, by its number in the import. */
export interface WantedLine {
  line: number;
  target: Target;
  before: number | null;
}

interface KnownAmount {
  line: number;
  id: string;
  cents: number;
  importId: string | null;
}

/**
 * Writes the amounts of an import, all with one statement of each kind, and notes at each line what it did. Lines of one
 * import differ in month, source or campaign. Throws `record.version_conflict` when an amount is no longer the one that was
 * looked at; then nothing may be kept.
 */
export async function takeIn(
  manager: EntityManager,
  importId: string,
  lines: readonly WantedLine[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const known = await amountsOf(manager, lines);
  const did = new Map<number, SpendLineDid>();
  for (const { line, target, before } of lines) {
    const amount = known.get(line);
    if ((amount?.cents ?? null) !== before) throw movedOn(amount, target);
    did.set(line, {
      spendId: amount?.id ?? newId(),
      before: amount ? { cents: amount.cents, importId: amount.importId } : null,
    });
  }
  const by = [importId, staffIdOf(actor), now];
  const idOf = ({ line }: WantedLine) => did.get(line)?.spendId;
  const changed = lines.filter(({ line }) => known.has(line));
  await manager.query(
    `UPDATE spend SET cents = wanted.cents, import_id = $1, entered_by = $2, version = version + 1, updated_at = $3
     FROM unnest($4::uuid[], $5::bigint[]) AS wanted (id, cents) WHERE spend.id = wanted.id`,
    [...by, changed.map(idOf), changed.map(({ target }) => target.cents)],
  );
  const added = lines.filter(({ line }) => !known.has(line));
  await manager.query(
    `INSERT INTO spend (id, source_id, month, campaign, cents, import_id, entered_by, created_at, updated_at)
     SELECT id, source_id, month, campaign, cents, $1, $2, $3, $3
     FROM unnest($4::uuid[], $5::bigint[], $6::uuid[], $7::date[], $8::text[])
       AS wanted (id, cents, source_id, month, campaign)`,
    [...by, added.map(idOf), added.map(({ target }) => target.cents), ...placesOf(added)],
  );
  await manager.query(
    `UPDATE spend_import_line SET did = done.did FROM unnest($2::int[], $3::jsonb[]) AS done (line, did)
     WHERE import_id = $1 AND line_no = done.line`,
    [importId, [...did.keys()], [...did.values()].map((value) => JSON.stringify(value))],
  );
}

/** Takes back what lines did; gives the lines whose amount somebody changed since, which are left as they are. */
export async function takeBack(
  manager: EntityManager,
  importId: string,
  lines: readonly { line: number; did: SpendLineDid }[],
  now: Date,
): Promise<number[]> {
  const replaced = lines.flatMap(({ did: { spendId, before } }) =>
    before ? [{ spendId, ...before }] : [],
  );
  const [restored] = await manager.query<[{ id: string }[], number]>(
    `UPDATE spend SET cents = old.cents, import_id = old.import_id, version = version + 1, updated_at = $2
     FROM unnest($3::uuid[], $4::bigint[], $5::uuid[]) AS old (id, cents, import_id)
     WHERE spend.id = old.id AND spend.import_id = $1 RETURNING spend.id`,
    [
      importId,
      now,
      replaced.map(({ spendId }) => spendId),
      replaced.map(({ cents }) => cents),
      replaced.map((amount) => amount.importId),
    ],
  );
  const [removed] = await manager.query<[{ id: string }[], number]>(
    'DELETE FROM spend WHERE import_id = $1 AND id = ANY ($2::uuid[]) RETURNING id',
    [importId, lines.filter(({ did }) => !did.before).map(({ did }) => did.spendId)],
  );
  const back = new Set([...restored, ...removed].map(({ id }) => id));
  return lines.filter(({ did }) => !back.has(did.spendId)).map(({ line }) => line);
}

/** The amounts that lines would replace, locked, in one order for everybody. */
async function amountsOf(
  manager: EntityManager,
  lines: readonly WantedLine[],
): Promise<Map<number, KnownAmount>> {
  const rows = await manager.query<KnownAmount[]>(
    `SELECT wanted.line, spend.id, spend.cents::float8 AS cents, spend.import_id AS "importId"
     FROM unnest($1::int[], $2::uuid[], $3::date[], $4::text[]) AS wanted (line, source_id, month, campaign)
     JOIN spend ON spend.source_id = wanted.source_id AND spend.month = wanted.month
       AND lower(coalesce(spend.campaign, '')) = lower(coalesce(wanted.campaign, ''))
     ORDER BY spend.id FOR UPDATE OF spend`,
    [lines.map(({ line }) => line), ...placesOf(lines)],
  );
  return new Map(rows.map((row) => [row.line, row]));
}

/** Sources, months and campaigns of lines, as three lists. */
const placesOf = (lines: readonly WantedLine[]) => [
  lines.map(({ target }) => target.sourceId),
  lines.map(({ target }) => `${target.month}-01`),
  lines.map(({ target }) => target.campaign),
];

const movedOn = (current: KnownAmount | undefined, yours: Target) =>
  spendError(
    'record.version_conflict',
    'Amounts were changed since this preview was made. Press “Look again” first.',
    { details: { current: { cents: current?.cents ?? null }, yours: { cents: yours.cents } } },
  );
