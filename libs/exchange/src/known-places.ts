import type { EntityManager } from 'typeorm';
import { type Fact, nameKey, ProgramEntity, FacilityEntity } from '#facilities';
import { groupBy } from '#platform';
import type { PublicPayer } from './reading/found-facility.js';
import { PlaceIndex, type PlaceKeys } from './deciding/same-place.js';
import type { Known } from './deciding/row-plan.js';

/** A facility as an import meets it, with its programs and what they take. */
export interface KnownFacility {
  facility: Known & { version: number; name: string; otherNames: string[]; active: boolean };
  programs: KnownProgram[];
  licenceKinds: ReadonlySet<string>;
}
export interface KnownProgram extends Known {
  levelOfCare: string;
  active: boolean;
  version: number;
  payerIds: ReadonlySet<string>;
}

/** An index of all places of the directory that were not taken back; what was merged is found as what it became. */
export async function placeIndexOf(manager: EntityManager): Promise<PlaceIndex> {
  const rows = await manager.query<(Omit<PlaceKeys, 'otherNameKeys'> & { otherNames: string[] })[]>(
    `SELECT coalesce(merged_into_id, id) AS id, source, source_ref AS ref, name_key AS "nameKey", other_names AS "otherNames",
       address_key AS "addressKey", zip, phone, npi, latitude, longitude
     FROM facility WHERE taken_back_at IS NULL OR merged_into_id IS NOT NULL ORDER BY facility.id`,
  );
  return new PlaceIndex(
    rows.map(({ otherNames, ...keys }) => ({ ...keys, otherNameKeys: otherNames.map(nameKey) })),
  );
}

/** These facilities with everything an import compares, by id. */
export async function knownFacilities(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, KnownFacility>> {
  if (ids.length === 0) return new Map();
  const facilities = await manager
    .createQueryBuilder(FacilityEntity, 'f')
    .where('f.id = ANY(:ids::uuid[])', { ids })
    .getMany();
  const programs = await manager
    .createQueryBuilder(ProgramEntity, 'p')
    .where('p.facilityId = ANY(:ids::uuid[]) AND p.takenBackAt IS NULL', { ids })
    .orderBy('p.id')
    .getMany();
  const programIds = programs.map(({ id }) => id);
  const facts = groupBy(await newestFacts(manager, [...ids, ...programIds]), (one) => one.recordId);
  const payers = groupBy(
    await manager.query<{ program_id: string; payer_id: string }[]>(
      'SELECT program_id, payer_id FROM program_payer WHERE program_id = ANY($1::uuid[])',
      [programIds],
    ),
    (row) => row.program_id,
  );
  const licences = groupBy(
    await manager.query<{ facility_id: string; kind: string }[]>(
      'SELECT facility_id, kind FROM facility_licence WHERE facility_id = ANY($1::uuid[])',
      [ids],
    ),
    (row) => row.facility_id,
  );
  const byFacility = groupBy(programs, ({ facilityId }) => facilityId);
  const factsOf = (id: string) => new Map((facts.get(id) ?? []).map((fact) => [fact.field, fact]));
  return new Map(
    facilities.map((facility) => [
      facility.id,
      {
        facility: {
          kind: 'facility',
          id: facility.id,
          label: facility.name,
          values: valuesOf(facility),
          facts: factsOf(facility.id),
          version: facility.version,
          name: facility.name,
          otherNames: facility.otherNames,
          active: facility.active,
        },
        programs: (byFacility.get(facility.id) ?? []).map((program) => ({
          kind: 'program' as const,
          id: program.id,
          label: program.name,
          values: valuesOf(program),
          facts: factsOf(program.id),
          levelOfCare: program.levelOfCare,
          active: program.active,
          version: program.version,
          payerIds: new Set((payers.get(program.id) ?? []).map((row) => row.payer_id)),
        })),
        licenceKinds: new Set((licences.get(facility.id) ?? []).map((row) => row.kind)),
      },
    ]),
  );
}

/** A fact with the record it is of, and whose word it is. */
export type RecordFact = Fact & { recordId: string; who: string | null };

/** The newest fact of every field of these records. */
export function newestFacts(manager: EntityManager, ids: readonly string[]): Promise<RecordFact[]> {
  return manager.query<RecordFact[]>(
    `SELECT DISTINCT ON (f.record_id, f.field) f.record_kind AS "recordKind", f.record_id AS "recordId",
       f.field, f.said_by AS "saidBy", f.who, f.said_at AS "saidAt"
     FROM field_fact f WHERE f.record_id = ANY($1::uuid[]) ORDER BY f.record_id, f.field, f.seq DESC`,
    [ids],
  );
}

/** Payers that sources name without a company. */
export class PublicPayers {
  private constructor(
    private readonly medicaid: ReadonlyMap<string, string>,
    private readonly others: ReadonlyMap<string, string>,
  ) {}

  static async load(manager: EntityManager): Promise<PublicPayers> {
    const rows = await manager.query<{ id: string; name: string; state: string | null }[]>(
      "SELECT id, name, state FROM payer WHERE kind = 'public' AND active ORDER BY name",
    );
    return new PublicPayers(
      new Map(rows.flatMap(({ id, state }) => (state === null ? [] : [[state, id]]))),
      new Map(rows.map(({ id, name }) => [name, id])),
    );
  }

  /** The payer meant in this state; undefined when none of ours is. */
  idOf(payer: PublicPayer, state: string | null): string | undefined {
    if (payer === 'medicare') return this.others.get('Medicare');
    if (payer === 'ihs') return this.others.get('Indian Health Service');
    const own = state === null ? undefined : this.medicaid.get(state);
    return own ?? this.others.get('Medicaid (state not known)');
  }
}

function valuesOf(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record));
}
