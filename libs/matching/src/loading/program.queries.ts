import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { boxAround, type Coordinates } from '#contract';
import type { PatientFacts, ProgramFacts } from '../facts.js';
import { levelsToRead } from '../levels.js';
import { limitOf } from '../rules/place.rules.js';
import { type ProgramRow, programFacts } from './program-facts.js';

/** No more programs are looked at for one answer; the nearest first. */
export const MOST_PROGRAMS = 10_000;
/** Miles beyond the patient's limit within which a program is still read, to be told as excluded for its distance. */
const BEYOND_MILES = 150;

/** Which programs are read. */
export interface Prefilter {
  /** Of levels of care; null: all. */
  readonly levels: readonly string[] | null;
  readonly around: Coordinates | null;
  /** Null: wherever. */
  readonly miles: number | null;
  readonly payerIds: readonly string[];
}

/** Programs that could serve by level and place, and somewhat beyond both. */
export function prefilterFor(patient: PatientFacts): Prefilter {
  const limit = limitOf(patient);
  return {
    levels: levelsToRead(patient.level),
    around: patient.place,
    miles: patient.place && limit !== null ? limit + BEYOND_MILES : null,
    payerIds: patient.payers.flatMap(({ id, relatedIds }) => [id, ...relatedIds]),
  };
}

/** What was read, and what was left out (null: nothing that could serve). */
export interface ProgramsRead {
  programs: ProgramFacts[];
  bounded: string | null;
}

/** Reads programs with all the matcher looks at. */
@Injectable()
export class ProgramQueries {
  /** At most `MOST_PROGRAMS`, with one statement. */
  async read(manager: EntityManager, prefilter: Prefilter): Promise<ProgramsRead> {
    const { sql, values } = candidatesSql(prefilter, MOST_PROGRAMS + 1);
    const rows = await manager.query<ProgramRow[]>(withAll(sql, values.length + 1), [
      ...values,
      prefilter.payerIds,
    ]);
    const many = rows.length > MOST_PROGRAMS;
    const bounded = many
      ? `More than ${MOST_PROGRAMS} programs could serve: the nearest were looked at.`
      : prefilter.miles === null
        ? null
        : `Programs farther than ${prefilter.miles} miles, or of levels that cannot serve, were not looked at.`;
    return { programs: rows.slice(0, MOST_PROGRAMS).map(programFacts), bounded };
  }

  /** Certain programs, switched off or not, in no order. */
  async byIds(
    manager: EntityManager,
    ids: readonly string[],
    payerIds: readonly string[],
  ): Promise<ProgramFacts[]> {
    const sql = 'SELECT id FROM program WHERE id = ANY($1::uuid[])';
    const rows = await manager.query<ProgramRow[]>(withAll(sql, 2), [ids, payerIds]);
    return rows.map(programFacts);
  }
}

/**
 * Ids of the programs to look at, nearest first. Facilities without a place of their own are measured from the middle of
 * their ZIP code, and those without either are always read: they have to be asked about.
 */
export function candidatesSql(
  { levels, around, miles }: Prefilter,
  limit: number,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [limit];
  const value = (one: unknown) => `$${values.push(one)}`;
  const conditions = ['p.active', 'p.taken_back_at IS NULL', 'f.active', 'f.taken_back_at IS NULL'];
  if (levels) conditions.push(`p.level_of_care = ANY(${value(levels)}::text[])`);
  if (around && miles !== null) {
    const box = boxAround(around, miles);
    const inBox = (table: string) =>
      `${table}.latitude BETWEEN ${south} AND ${north} AND ${table}.longitude BETWEEN ${west} AND ${east}`;
    const [south, north, west, east] = [box.south, box.north, box.west, box.east].map(
      (edge) => `${value(edge)}::float8`,
    );
    conditions.push(
      `((${inBox('f')}) OR (f.latitude IS NULL AND (z.zip IS NULL OR (${inBox('z')}))))`,
    );
  }
  const nearest = around
    ? `(coalesce(f.latitude, z.latitude) - ${value(around.latitude)}::float8) ^ 2
       + ((coalesce(f.longitude, z.longitude) - ${value(around.longitude)}::float8)
          * cos(radians(${value(around.latitude)}::float8))) ^ 2 NULLS LAST, p.id`
    : 'p.id';
  const sql = `SELECT p.id FROM program p JOIN facility f ON f.id = p.facility_id
    LEFT JOIN zip_place z ON z.zip = f.zip AND f.latitude IS NULL
    WHERE ${conditions.join(' AND ')} ORDER BY ${nearest} LIMIT $1`;
  return { sql, values };
}

/** All that is looked at of the programs whose ids `ids` selects; parameter `payers` holds the patient's payers. */
function withAll(ids: string, payers: number): string {
  return `WITH wanted AS MATERIALIZED (${ids})
    SELECT p.id, p.name, p.facility_id, f.name AS facility_name, f.state,
      p.active AND p.taken_back_at IS NULL AND f.active AND f.taken_back_at IS NULL AS active,
      f.latitude, f.longitude, z.latitude AS zip_latitude, z.longitude AS zip_longitude,
      p.level_of_care, p.min_age, p.max_age, p.sexes, p.populations, p.languages,
      p.methadone, p.buprenorphine, p.naltrexone, p.private_insurance, p.self_pay, p.sliding_scale,
      p.scholarship, p.state_funded, p.requirements, p.exclusions,
      (SELECT jsonb_object_agg(y.payer_id, y.network) FROM program_payer y
        WHERE y.program_id = p.id AND y.payer_id = ANY($${payers}::uuid[])) AS payers,
      l.licences, l.licensed_until, b.beds_open, b.said_at AS beds_said_at,
      h.accepted, h.declined, h.arrived, h.no_show, w.said_at, w.said_fields
    FROM wanted JOIN program p ON p.id = wanted.id JOIN facility f ON f.id = p.facility_id
    LEFT JOIN zip_place z ON z.zip = f.zip AND f.latitude IS NULL
    LEFT JOIN LATERAL (SELECT r.beds_open, r.said_at FROM bed_report r WHERE r.program_id = p.id
      ORDER BY r.said_at DESC, r.id DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT count(*)::int AS licences,
        CASE WHEN bool_or(c.valid_until IS NULL) THEN NULL ELSE max(c.valid_until)::text END AS licensed_until
      FROM facility_licence c WHERE c.facility_id = f.id AND c.active AND c.kind = 'state_licence') l ON true
    LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE r.accepted)::int AS accepted,
        count(*) FILTER (WHERE r.declined AND NOT r.accepted)::int AS declined,
        count(*) FILTER (WHERE r.arrived)::int AS arrived,
        count(*) FILTER (WHERE r.no_show AND NOT r.arrived)::int AS no_show
      FROM (SELECT bool_or(g.to_state = 'accepted') AS accepted, bool_or(g.to_state = 'declined') AS declined,
          bool_or(g.to_state = 'arrived') AS arrived, bool_or(g.to_state = 'no_show') AS no_show
        FROM referral e JOIN referral_change g ON g.referral_id = e.id
        WHERE e.program_id = p.id GROUP BY e.id ORDER BY e.id DESC LIMIT 200) r) h ON true
    LEFT JOIN LATERAL (SELECT max(s.said_at) AS said_at, array_agg(DISTINCT s.field) AS said_fields
      FROM field_fact s WHERE s.record_id = p.id) w ON true`;
}
