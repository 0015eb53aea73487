import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  FacilityMergeField,
  FacilityMergeMove,
  FacilityMergePreview,
  FacilityMergeView,
} from '#contract';
import { standing } from '../directory-errors.js';
import { FacilityEntity } from '../facility.entity.js';
import { FieldFactsService, type NewestFact } from '../field-facts.service.js';
import { FOLLOWERS, type Follower } from './facility-merge.service.js';
import { COLUMNS_OF, differingFields, filledFields } from './merge-plan.js';

const MERGES = 50;

interface MergeRow {
  id: string;
  kept_id: string;
  kept_name: string;
  merged_id: string;
  merged_name: string;
  merged_by: string | null;
  merged_at: Date;
  undone_by: string | null;
  undone_at: Date | null;
  stayed: string[];
}

/** Reads what a merge would do, and those there were. */
@Injectable()
export class FacilityMergeQueries {
  constructor(private readonly facts: FieldFactsService) {}

  /** What merging the other one into this would do; nothing is changed. Throws `facility.not_found`. */
  async preview(
    manager: EntityManager,
    keptId: string,
    otherId: string,
    followers: readonly Follower[],
  ): Promise<FacilityMergePreview> {
    const kept = standing(await manager.findOneBy(FacilityEntity, { id: keptId }));
    const merged = standing(await manager.findOneBy(FacilityEntity, { id: otherId }));
    const organisations = await organisationNames(manager, [kept, merged]);
    const ours = await this.facts.newest(manager, keptId);
    const theirs = await this.facts.newest(manager, otherId);
    const words = (facility: FacilityEntity, field: FacilityMergeField) =>
      wordsOf(facility, field, organisations);
    return {
      kept: briefOf(kept),
      merged: briefOf(merged),
      refusal: keptId === otherId ? 'A facility cannot be merged with itself.' : null,
      fields: differingFields(kept, merged).map((field) => ({
        field,
        kept: words(kept, field),
        merged: words(merged, field),
        keptSaid: saidOf(ours, keptId, field),
        mergedSaid: saidOf(theirs, otherId, field),
      })),
      filled: filledFields(kept, merged).map((field) => ({ field, merged: words(merged, field) })),
      moves: await movesOf(manager, otherId, followers),
      twins: await twinsOf(manager, keptId, otherId),
    };
  }

  /** Merges a facility was part of, latest first; at most 50. */
  async ofFacility(manager: EntityManager, facilityId: string): Promise<FacilityMergeView[]> {
    const rows = await manager.query<MergeRow[]>(
      `SELECT m.id, m.kept_id, k.name AS kept_name, m.merged_id, o.name AS merged_name, m.merged_by, m.merged_at,
         m.undone_by, m.undone_at, m.stayed
       FROM facility_merge m JOIN facility k ON k.id = m.kept_id JOIN facility o ON o.id = m.merged_id
       WHERE m.kept_id = $1 OR m.merged_id = $1 ORDER BY m.merged_at DESC, m.id DESC LIMIT ${MERGES}`,
      [facilityId],
    );
    return rows.map((row) => ({
      id: row.id,
      kept: { id: row.kept_id, name: row.kept_name },
      merged: { id: row.merged_id, name: row.merged_name },
      by: row.merged_by,
      at: row.merged_at.toISOString(),
      undoneBy: row.undone_by,
      undoneAt: row.undone_at?.toISOString() ?? null,
      stayed: row.stayed,
    }));
  }
}

function briefOf(facility: FacilityEntity): FacilityMergePreview['kept'] {
  const { id, version, name, phone, active } = facility;
  return { id, version, name, place: placeWords(facility), phone, active };
}

function placeWords({ addressLine, city, state, zip }: FacilityEntity): string | null {
  const town = [city, [state, zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const words = [addressLine, town].filter(Boolean).join(', ');
  return words === '' ? null : words;
}

/** A value as it is shown; a colleague and a financial tie by id and code, which the desk has words for. */
function wordsOf(
  facility: FacilityEntity,
  field: FacilityMergeField,
  organisations: ReadonlyMap<string, string>,
): string {
  if (field === 'address') return placeWords(facility) ?? '';
  if (field === 'organisationId') return organisations.get(facility.organisationId ?? '') ?? '';
  return facility[field] ?? '';
}

function saidOf(
  facts: readonly NewestFact[],
  recordId: string,
  field: FacilityMergeField,
): FacilityMergePreview['fields'][number]['keptSaid'] {
  const [column] = COLUMNS_OF[field];
  const fact = facts.find((one) => one.recordId === recordId && one.field === column);
  return fact ? { saidBy: fact.saidBy, saidAt: fact.saidAt.toISOString() } : null;
}

async function movesOf(
  manager: EntityManager,
  facilityId: string,
  followers: readonly Follower[],
): Promise<FacilityMergePreview['moves']> {
  const moves: { what: FacilityMergeMove; count: number }[] = [];
  for (const { what, table, column = 'facility_id' } of [...FOLLOWERS, ...followers]) {
    moves.push({
      what,
      count: await countOf(manager, `${table} WHERE ${column} = $1`, facilityId),
    });
  }
  const holds = `bed_hold h JOIN program p ON p.id = h.program_id
    WHERE p.facility_id = $1 AND h.state IN ('asked', 'confirmed')`;
  moves.push({ what: 'holds', count: await countOf(manager, holds, facilityId) });
  return moves.filter(({ count }) => count > 0);
}

async function countOf(manager: EntityManager, from: string, facilityId: string): Promise<number> {
  const [row] = await manager.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${from}`, [
    facilityId,
  ]);
  return row?.n ?? 0;
}

async function twinsOf(
  manager: EntityManager,
  keptId: string,
  otherId: string,
): Promise<FacilityMergePreview['twins']> {
  return manager.query<FacilityMergePreview['twins']>(
    `SELECT p.id, p.name, p.level_of_care AS "levelOfCare" FROM program p
     WHERE p.facility_id = $2 AND p.active AND p.taken_back_at IS NULL AND EXISTS (SELECT 1 FROM program k
       WHERE k.facility_id = $1 AND k.active AND k.taken_back_at IS NULL AND k.level_of_care = p.level_of_care)
     ORDER BY p.name, p.id LIMIT 100`,
    [keptId, otherId],
  );
}

async function organisationNames(
  manager: EntityManager,
  facilities: readonly FacilityEntity[],
): Promise<Map<string, string>> {
  const ids = facilities.flatMap(({ organisationId }) => organisationId ?? []);
  const rows = await manager.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM treatment_organisation WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
