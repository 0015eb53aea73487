import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { PayerMergeView } from '#contract';
import { checkVersion, leadError } from '#leads';
import { isId, newId } from '#platform';
import { lockPayer } from './payer-book.service.js';
import { PayerEntity } from './payer.entity.js';
import { PayerMergeEntity, type PayerMoves } from './payer-merge.entity.js';
import { movePayerReferences, movePayerReferencesBack, turnRules } from './payer-references.js';

/** Makes one payer of two that turned out to be the same, and turns that back. */
@Injectable()
export class PayerMergeService {
  constructor(private readonly audit: AuditService) {}

  /**
   * Merges a payer into another one: its names become aliases there, what named it names the kept one, and
   * it is found no more. Throws `payer.not_found`, `record.version_conflict`, `payer.merge_not_possible`.
   */
  async merge(
    manager: EntityManager,
    mergedId: string,
    { version, intoId }: { version: number; intoId: string },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    if (mergedId === intoId) throw notPossible('A payer cannot be merged into itself.');
    const [merged, kept] = await lockBoth(manager, mergedId, intoId);
    checkVersion(merged, version, { name: merged.name, active: merged.active }, {});
    if (merged.mergedIntoId) throw notPossible('This payer was merged before.');
    if (kept.mergedIntoId)
      throw notPossible('The payer to keep was itself merged into another one.');
    if (kept.carvedOutToId === mergedId)
      await manager.update(PayerEntity, { id: intoId }, { carvedOutToId: null });
    if (kept.parentId === mergedId)
      await manager.update(PayerEntity, { id: intoId }, { parentId: null });
    const moved: PayerMoves = {
      rows: await movePayerReferences(manager, mergedId, intoId),
      rules: await turnRules(manager, mergedId, intoId),
      aliases: await moveNames(manager, merged, kept),
      was: {
        active: merged.active,
        keptCarvedOutToId: kept.carvedOutToId,
        keptParentId: kept.parentId,
      },
    };
    const id = newId();
    const mergedBy = staffIdOf(actor);
    await manager.insert(PayerMergeEntity, {
      id,
      mergedPayerId: mergedId,
      keptPayerId: intoId,
      moved,
      mergedBy,
      mergedAt: now,
    });
    await touch(manager, merged, { mergedIntoId: intoId, active: false }, now);
    await touch(manager, await lockPayer(manager, intoId), {}, now);
    await this.#audited(manager, 'payer.merged', id, { mergedId, keptId: intoId }, actor, now);
    return id;
  }

  /** Turns a merge back: what followed and was not changed since goes home. Throws `payer_merge.*`. */
  async undo(
    manager: EntityManager,
    mergeId: string,
    actor: Actor,
    now: Date,
  ): Promise<PayerMergeEntity> {
    const merge = isId(mergeId)
      ? await manager.findOne(PayerMergeEntity, {
          where: { id: mergeId },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!merge) throw leadError('payer_merge.not_found', 'There is no such merge.');
    if (merge.undoneAt)
      throw leadError('payer_merge.already_undone', 'This merge was undone before.');
    const { mergedPayerId, keptPayerId, moved } = merge;
    const [merged, kept] = await lockBoth(manager, mergedPayerId, keptPayerId);
    await movePayerReferencesBack(manager, moved.rows, keptPayerId, mergedPayerId);
    await turnRulesBack(manager, moved.rules, keptPayerId, mergedPayerId);
    await manager.query(
      'DELETE FROM payer_alias WHERE payer_id = $1 AND lower(alias) = lower($2)',
      [keptPayerId, merged.name],
    );
    await manager.query(
      'WITH gone AS (DELETE FROM payer_alias WHERE payer_id = $1 AND alias = ANY($3::text[]) RETURNING alias) INSERT INTO payer_alias (payer_id, alias) SELECT $2, alias FROM gone',
      [keptPayerId, mergedPayerId, moved.aliases],
    );
    await touch(manager, merged, { mergedIntoId: null, active: moved.was.active }, now);
    const back = {
      ...(moved.was.keptCarvedOutToId === mergedPayerId ? { carvedOutToId: mergedPayerId } : {}),
      ...(moved.was.keptParentId === mergedPayerId ? { parentId: mergedPayerId } : {}),
    };
    await touch(manager, kept, back, now);
    Object.assign(merge, { undoneAt: now, undoneBy: staffIdOf(actor) });
    await manager.update(
      PayerMergeEntity,
      { id: mergeId },
      { undoneAt: now, undoneBy: staffIdOf(actor) },
    );
    const who = { mergedId: mergedPayerId, keptId: keptPayerId };
    await this.#audited(manager, 'payer.merge_undone', mergeId, who, actor, now);
    return merge;
  }

  /** What was merged into a payer, or where it went, latest first. */
  async of(manager: EntityManager, payerId: string): Promise<PayerMergeView[]> {
    const merges = await manager.find(PayerMergeEntity, {
      where: [{ keptPayerId: payerId }, { mergedPayerId: payerId }],
      order: { mergedAt: 'DESC', id: 'DESC' },
      take: 100,
    });
    const names = await manager.query<{ id: string; name: string }[]>(
      'SELECT id, name FROM payer WHERE id = ANY($1::uuid[])',
      [merges.map((merge) => merge.mergedPayerId)],
    );
    return merges.map((merge) => ({
      id: merge.id,
      keptId: merge.keptPayerId,
      merged: {
        id: merge.mergedPayerId,
        name: names.find(({ id }) => id === merge.mergedPayerId)?.name ?? '',
      },
      coverages: merge.moved.rows['coverage.payer_id']?.length ?? 0,
      by: merge.mergedBy,
      at: merge.mergedAt.toISOString(),
      undoneAt: merge.undoneAt?.toISOString() ?? null,
    }));
  }

  async #audited(
    manager: EntityManager,
    action: string,
    resourceId: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'payer_merge', resourceId, details };
    await this.audit.record(manager, entry, now);
  }
}

/** In one order whichever is merged into which, so that two merges never wait for each other. */
async function lockBoth(manager: EntityManager, one: string, other: string) {
  const first = await lockPayer(manager, one < other ? one : other);
  const second = await lockPayer(manager, one < other ? other : one);
  return one < other ? ([first, second] as const) : ([second, first] as const);
}

/** Aliases of the merged one, and its name, lead to the kept one. Gives the aliases that went over. */
async function moveNames(manager: EntityManager, merged: PayerEntity, kept: PayerEntity) {
  const gone = await manager.query<{ alias: string }[]>(
    'WITH gone AS (DELETE FROM payer_alias WHERE payer_id = $1 RETURNING alias) SELECT alias FROM gone',
    [merged.id],
  );
  const aliases = gone.map(({ alias }) => alias);
  await manager.query(
    'INSERT INTO payer_alias (payer_id, alias) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
    [kept.id, [...aliases, merged.name]],
  );
  return aliases;
}

async function turnRulesBack(
  manager: EntityManager,
  rules: readonly string[],
  from: string,
  to: string,
) {
  await manager.query(
    `UPDATE routing_rule SET conditions = jsonb_set(conditions, '{payerIds}', (
         SELECT jsonb_agg(CASE WHEN value = to_jsonb($1::text) THEN to_jsonb($2::text) ELSE value END)
         FROM jsonb_array_elements(conditions -> 'payerIds')))
     WHERE id = ANY($3::uuid[]) AND conditions -> 'payerIds' @> to_jsonb(ARRAY[$1::text])`,
    [from, to, rules],
  );
}

async function touch(
  manager: EntityManager,
  payer: PayerEntity,
  change: Partial<PayerEntity>,
  now: Date,
): Promise<void> {
  const whole = { ...change, version: payer.version + 1, updatedAt: now };
  await manager.update(PayerEntity, { id: payer.id }, whole);
}

function notPossible(sentence: string) {
  return leadError('payer.merge_not_possible', sentence);
}
