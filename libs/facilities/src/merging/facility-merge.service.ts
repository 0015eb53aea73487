import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import type { FacilityMergeInput, FacilityMergeMove } from '#contract';
import { newId, versionConflict } from '#platform';
import { directoryError } from '../directory-errors.js';
import { FacilityEntity } from '../facility.entity.js';
import { FacilityService } from '../facility.service.js';
import { FieldFactsService, type NewestFact } from '../field-facts.service.js';
import { addressKey, nameKey } from '../place-keys.js';
import { FacilityMergeEntity, type MergedColumn } from './facility-merge.entity.js';
import { type Mergeable, takenOver } from './merge-plan.js';

/** A table whose rows belong to a facility and follow it: `facility_id`, or the column named. */
export interface Follower {
  what: FacilityMergeMove;
  table: string;
  column?: string;
}

/** What belongs to a facility in the directory. What other domains keep of it is named by who merges. */
export const FOLLOWERS: readonly Follower[] = [
  { what: 'programs', table: 'program' },
  { what: 'contacts', table: 'facility_contact' },
  { what: 'licences', table: 'facility_licence' },
  { what: 'notes', table: 'facility_note' },
  { what: 'links', table: 'facility_link' },
  { what: 'keys', table: 'facility_api_key' },
  { what: 'merged', table: 'facility', column: 'merged_into_id' },
];

/** A merge that was done or undone, and the programs that changed hands by it. */
export interface MergeDone {
  mergeId: string;
  programIds: readonly string[];
}

/** Makes two facilities one, and two again. */
@Injectable()
export class FacilityMergeService {
  constructor(
    private readonly facilities: FacilityService,
    private readonly facts: FieldFactsService,
  ) {}

  /**
   * The other facility becomes part of this one: everything of it follows, its name stays as an other name, and it is
   * shown nowhere. Its programs of a level the kept one has are switched off. What is taken over keeps whose word it was.
   * Throws `facility.not_found`, `facility.merge_not_possible`, `record.version_conflict`.
   */
  async merge(
    manager: EntityManager,
    keptId: string,
    { version, otherId, otherVersion, fields }: FacilityMergeInput,
    followers: readonly Follower[],
    actor: Actor,
    now: Date,
  ): Promise<MergeDone> {
    if (keptId === otherId) throw notPossible('A facility cannot be merged with itself.');
    const both = new Map<string, FacilityEntity>();
    for (const id of [keptId, otherId].sort()) {
      both.set(id, await this.facilities.lock(manager, id));
    }
    const [kept, merged] = [both.get(keptId), both.get(otherId)];
    if (!kept || !merged) throw new Error('Both were locked.');
    if (kept.version !== version || merged.version !== otherVersion) {
      throw versionConflict(
        { version: kept.version, otherVersion: merged.version },
        { version, otherVersion },
      );
    }
    const changes = await this.#takeOver(
      manager,
      kept,
      merged,
      takenOver(kept, merged, fields),
      now,
    );
    const twins = await switchOffTwins(manager, kept.id, merged.id, now);
    const moved: FacilityMergeEntity['moved'] = { switchedOff: twins };
    for (const follower of [...FOLLOWERS, ...followers]) {
      moved[follower.what] = await follow(manager, follower, merged.id, kept.id);
    }
    await manager.update(FacilityEntity, merged.id, {
      mergedIntoId: kept.id,
      takenBackAt: now,
      version: merged.version + 1,
      updatedAt: now,
    });
    const mergeId = newId();
    await manager.insert(FacilityMergeEntity, {
      id: mergeId,
      keptId: kept.id,
      mergedId: merged.id,
      moved,
      changes,
      mergedBy: staffIdOf(actor),
      mergedAt: now,
    });
    await this.facts.refresh(manager, kept.id);
    await this.#recorded(
      manager,
      'facility.merged',
      { mergeId, keptId, mergedId: otherId },
      actor,
      now,
    );
    return { mergeId, programIds: moved.programs ?? [] };
  }

  /**
   * Two facilities again: what went over goes back, what came since stays with the kept one, and a value that somebody
   * changed since stays and is named. Throws `facility_merge.not_found`, `facility.merge_not_possible`.
   */
  async undo(
    manager: EntityManager,
    mergeId: string,
    followers: readonly Follower[],
    actor: Actor,
    now: Date,
  ): Promise<MergeDone> {
    const merge = await manager.findOne(FacilityMergeEntity, {
      where: { id: mergeId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!merge) throw directoryError('facility_merge.not_found', 'There is no such merge.');
    if (merge.undoneAt) throw notPossible('This merge was undone already.');
    const { keptId, mergedId, moved } = merge;
    // The kept one has to be itself again before it can give anything back: the later merge first.
    const kept = await this.facilities.lock(manager, keptId);
    const stayed = await this.#giveBack(manager, kept, merge.changes, now);
    for (const follower of [...FOLLOWERS, ...followers]) {
      await follow(manager, follower, keptId, mergedId, moved[follower.what] ?? []);
    }
    await manager.query(
      `UPDATE program SET active = true, version = version + 1, updated_at = $2
       WHERE id = ANY($1::uuid[]) AND NOT active`,
      [moved.switchedOff ?? [], now],
    );
    await manager.query(
      `UPDATE facility SET merged_into_id = NULL, taken_back_at = NULL, version = version + 1, updated_at = $2
       WHERE id = $1`,
      [mergedId, now],
    );
    await manager.update(FacilityMergeEntity, mergeId, {
      undoneAt: now,
      undoneBy: staffIdOf(actor),
      stayed,
    });
    for (const id of [keptId, mergedId]) await this.facts.refresh(manager, id);
    const details = { mergeId, keptId, mergedId, ...(stayed.length > 0 ? { stayed } : {}) };
    await this.#recorded(manager, 'facility.merge_undone', details, actor, now);
    return { mergeId, programIds: moved.programs ?? [] };
  }

  async #takeOver(
    manager: EntityManager,
    kept: FacilityEntity,
    merged: FacilityEntity,
    taken: ReturnType<typeof takenOver>,
    now: Date,
  ): Promise<MergedColumn[]> {
    const facts = await this.facts.newest(manager, kept.id);
    const said = await this.facts.newest(manager, merged.id);
    const changes = Object.entries(taken).map(([field, after]) => {
      const before = kept[field as keyof Mergeable];
      return { field, before, after, former: formerOf(factOf(facts, kept.id, field)) };
    });
    await this.#write(manager, kept, taken, now);
    for (const { field } of changes) {
      const fact = factOf(said, merged.id, field);
      if (fact) await this.#say(manager, kept.id, field, fact, now);
    }
    return changes;
  }

  async #giveBack(
    manager: EntityManager,
    kept: FacilityEntity,
    changes: readonly MergedColumn[],
    now: Date,
  ): Promise<string[]> {
    const isAsLeft = ({ field, after }: MergedColumn) =>
      JSON.stringify(kept[field as keyof Mergeable] ?? null) === JSON.stringify(after ?? null);
    const back = changes.filter(isAsLeft);
    await this.#write(
      manager,
      kept,
      Object.fromEntries(back.map(({ field, before }) => [field, before])),
      now,
    );
    for (const { field, former } of back) {
      if (!former) continue;
      const fact = { ...former, saidAt: new Date(former.saidAt) };
      await this.#say(manager, kept.id, field, fact, now);
    }
    return changes.filter((change) => !back.includes(change)).map(({ field }) => field);
  }

  /** Sets fields of the kept one, and the next version, so that whoever has it open sees a conflict. */
  async #write(
    manager: EntityManager,
    kept: FacilityEntity,
    values: Partial<FacilityEntity>,
    now: Date,
  ): Promise<void> {
    const { version } = kept;
    const next = Object.assign(kept, values);
    await manager.update(FacilityEntity, kept.id, {
      ...values,
      nameKey: nameKey(next.name),
      addressKey: addressKey(next.addressLine, next.zip),
      version: version + 1,
      updatedAt: now,
    });
  }

  #say(
    manager: EntityManager,
    recordId: string,
    field: string,
    { saidBy, who, saidAt }: Pick<NewestFact, 'saidBy' | 'who' | 'saidAt'>,
    now: Date,
  ): Promise<void> {
    const said = [{ recordKind: 'facility' as const, recordId, fields: [field] }];
    return this.facts.say(manager, said, { saidBy, who, saidAt }, now);
  }

  async #recorded(
    manager: EntityManager,
    action: string,
    details: { keptId: string; mergedId: string } & Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    for (const id of [details.keptId, details.mergedId]) {
      await this.facilities.recorded(manager, id, action, details, actor, now);
    }
  }
}

/** Programs of the other one whose level the kept one has: nobody is to be matched to one place twice. */
async function switchOffTwins(
  manager: EntityManager,
  keptId: string,
  mergedId: string,
  now: Date,
): Promise<string[]> {
  const rows = await manager.query<[{ id: string }[], number]>(
    `UPDATE program p SET active = false, version = version + 1, updated_at = $3
     WHERE p.facility_id = $2 AND p.active AND p.taken_back_at IS NULL AND EXISTS (SELECT 1 FROM program k
       WHERE k.facility_id = $1 AND k.active AND k.taken_back_at IS NULL AND k.level_of_care = p.level_of_care)
     RETURNING p.id`,
    [keptId, mergedId, now],
  );
  return rows[0].map(({ id }) => id);
}

/** Gives rows from one facility to another, all or those named; their ids. */
async function follow(
  manager: EntityManager,
  { table, column = 'facility_id' }: Follower,
  from: string,
  to: string,
  only?: readonly string[],
): Promise<string[]> {
  const rows = await manager.query<[{ id: string }[], number]>(
    `UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1 AND ($3::uuid[] IS NULL OR id = ANY($3)) RETURNING id`,
    [from, to, only ?? null],
  );
  return rows[0].map(({ id }) => id);
}

function factOf(
  facts: readonly NewestFact[],
  recordId: string,
  field: string,
): NewestFact | undefined {
  return facts.find((fact) => fact.recordId === recordId && fact.field === field);
}

function formerOf(fact: NewestFact | undefined): MergedColumn['former'] {
  return fact ? { saidBy: fact.saidBy, who: fact.who, saidAt: fact.saidAt.toISOString() } : null;
}

function notPossible(message: string) {
  return directoryError('facility.merge_not_possible', message);
}
