import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PayerView } from '#contract';
import { leadError } from '#leads';
import { readOnce } from '#platform';
import { spellingsOf } from './payer-spellings.js';

/** How sure a name has to be before it counts as that payer without anybody looking. */
const SURE = 0.6;
/** How near a name has to be to be offered to somebody who looks. */
const NEAR = 0.35;

interface PayerRow {
  id: string;
  version: number;
  name: string;
  kind: string;
  parent_id: string | null;
  electronic_id: string | null;
  other_electronic_ids: string[];
  carved_out_to_id: string | null;
  merged_into_id: string | null;
  self_funded: boolean;
  state: string | null;
  fact: string | null;
  active: boolean;
  aliases: string[];
}

const COLUMNS = `p.id, p.version, p.name, p.kind, p.parent_id, p.electronic_id,
  p.other_electronic_ids, p.carved_out_to_id, p.merged_into_id, p.self_funded, p.state, p.fact, p.active,
  ARRAY(SELECT alias FROM payer_alias a WHERE a.payer_id = p.id ORDER BY alias) AS aliases`;

/** Finds payers by the names people use for them. */
@Injectable()
export class PayerService {
  /**
   * The payer somebody means: by name or alias without regard to case and outer spaces, else by a
   * name so alike that a typo explains it and no other payer is as near. Null when that is not sure.
   */
  async match(manager: EntityManager, text: string): Promise<{ id: string; name: string } | null> {
    const typed = text.trim().replaceAll(/\s+/g, ' ');
    if (typed === '') return null;
    return readOnce(manager, `payer:${typed}`, () => this.#best(manager, typed));
  }

  async #best(manager: EntityManager, typed: string): Promise<{ id: string; name: string } | null> {
    const [exact] = await manager.query<{ id: string; name: string }[]>(
      `SELECT p.id, p.name FROM payer p WHERE p.active AND p.merged_into_id IS NULL AND (lower(p.name) = lower($1)
         OR EXISTS (SELECT 1 FROM payer_alias a WHERE a.payer_id = p.id AND lower(a.alias) = lower($1)))
       ORDER BY lower(p.name) = lower($1) DESC LIMIT 1`,
      [typed],
    );
    if (exact) return exact;
    const [best, second] = await this.#alike(manager, typed, 2, SURE);
    if (!best || (second && second.likeness === best.likeness)) return null;
    return { id: best.id, name: best.name };
  }

  /**
   * The ids of payers near the words, nearest first: by name or alias, a part or a beginning of one, with
   * slips of the finger, short forms and states ("bluecross tx", "unitd helthcare"). At most `limit`.
   */
  async near(manager: EntityManager, text: string, limit: number): Promise<string[]> {
    const typed = text.trim();
    if (typed === '') return [];
    const rows = await manager.query<{ id: string }[]>(
      `WITH names AS (SELECT id, name, merged_into_id FROM payer
         UNION ALL SELECT a.payer_id, a.alias, p.merged_into_id FROM payer_alias a JOIN payer p ON p.id = a.payer_id),
       scored AS (SELECT n.id, max(GREATEST(similarity(n.name, s.spelling),
           0.9 * word_similarity(s.spelling, n.name), 0.85 * word_similarity(n.name, s.spelling),
           CASE WHEN n.name ILIKE $2 || '%' THEN 1.1 WHEN n.name ILIKE '%' || $2 || '%' THEN 0.95 ELSE 0 END)) AS nearness
         FROM names n CROSS JOIN unnest($1::text[]) AS s(spelling)
         WHERE n.merged_into_id IS NULL GROUP BY n.id)
       SELECT p.id FROM scored JOIN payer p ON p.id = scored.id WHERE nearness >= $4
       ORDER BY p.active DESC, nearness DESC, p.name LIMIT $3`,
      [spellingsOf(typed), typed.replaceAll(/[\\%_]/g, '\\$&'), limit, NEAR],
    );
    return rows.map(({ id }) => id);
  }

  /** Payers for somebody who types, at most `limit`, nearest first (see {@link near}). */
  async find(manager: EntityManager, text: string, limit = 10): Promise<PayerView[]> {
    const ids = await this.near(manager, text, limit);
    const views = await this.views(manager, ids);
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** One payer with its aliases. Throws `payer.not_found`. */
  async get(manager: EntityManager, id: string): Promise<PayerView> {
    const payer = (await this.views(manager, [id])).get(id);
    if (!payer) throw leadError('payer.not_found', 'There is no such payer.');
    return payer;
  }

  /** Payers with their aliases by id; unknown ids are absent. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<Map<string, PayerView>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.query<PayerRow[]>(
      `SELECT ${COLUMNS} FROM payer p WHERE p.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, payerView(row)]));
  }

  #alike(
    manager: EntityManager,
    typed: string,
    limit: number,
    least: number,
  ): Promise<{ id: string; name: string; likeness: number }[]> {
    return manager.query(
      `SELECT p.id, p.name, max(n.likeness) AS likeness FROM payer p
       JOIN (SELECT id, GREATEST(similarity(name, $1), CASE WHEN length($1) > 2
               AND lower(name) LIKE lower($2) || '%' THEN 0.9 ELSE 0 END) AS likeness FROM payer
         UNION ALL
         SELECT payer_id, GREATEST(similarity(alias, $1), CASE WHEN length($1) > 2
               AND lower(alias) LIKE lower($2) || '%' THEN 0.9 ELSE 0 END) FROM payer_alias) n
         ON n.id = p.id
       WHERE p.active AND p.merged_into_id IS NULL AND n.likeness >= $4
       GROUP BY p.id, p.name ORDER BY likeness DESC, p.name LIMIT $3`,
      [typed, typed.replaceAll(/[\\%_]/g, '\\$&'), limit, least],
    );
  }
}

function payerView(row: PayerRow): PayerView {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    parentId: row.parent_id,
    electronicId: row.electronic_id,
    otherElectronicIds: row.other_electronic_ids,
    carvedOutToId: row.carved_out_to_id,
    mergedIntoId: row.merged_into_id,
    selfFunded: row.self_funded,
    state: row.state,
    fact: row.fact,
    active: row.active,
    aliases: row.aliases,
  };
}
