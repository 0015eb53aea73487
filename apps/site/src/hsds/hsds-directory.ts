import type { Pool } from 'pg';
import type { FacilityRow, OrganisationRow, ProgramRow } from './hsds-documents.js';

/** What is asked of a list. */
export interface HsdsQuery {
  page: number;
  perPage: number;
  search: string | null;
  modifiedAfter: Date | null;
  organizationId: string | null;
}

export interface HsdsPage<Row> {
  rows: Row[];
  total: number;
}

/** A program with whom it belongs to and where it is. */
export interface PlacedProgram {
  program: ProgramRow;
  organisation: OrganisationRow;
  facility: FacilityRow;
}

type Kind = 'organisation' | 'facility' | 'program';
const VIEWS = {
  organisation: 'public_treatment_organisation',
  facility: 'public_facility',
  program: 'public_program',
} as const satisfies Record<Kind, string>;

/** Reads the public part of the directory, through views that hold nothing else. */
export class HsdsDirectory {
  constructor(private readonly pool: Pool) {}

  organisations(query: HsdsQuery): Promise<HsdsPage<OrganisationRow>> {
    return this.#page<OrganisationRow>('organisation', query);
  }

  facilities(query: HsdsQuery): Promise<HsdsPage<FacilityRow>> {
    return this.#page<FacilityRow>('facility', query);
  }

  async programs(query: HsdsQuery): Promise<HsdsPage<PlacedProgram>> {
    const { rows, total } = await this.#page<ProgramRow>('program', query);
    return { rows: await this.#placed(rows), total };
  }

  async organisation(id: string): Promise<OrganisationRow | undefined> {
    return (await this.#byIds<OrganisationRow>('organisation', [id]))[0];
  }

  async facility(id: string): Promise<FacilityRow | undefined> {
    return (await this.#byIds<FacilityRow>('facility', [id]))[0];
  }

  async program(id: string): Promise<PlacedProgram | undefined> {
    return (await this.#placed(await this.#byIds<ProgramRow>('program', [id])))[0];
  }

  /** Facilities of an organisation; at most 200. */
  async facilitiesOf(organisationId: string): Promise<FacilityRow[]> {
    const { rows } = await this.pool.query<FacilityRow>(
      'SELECT * FROM public_facility WHERE organisation_id = $1 ORDER BY id LIMIT 200',
      [organisationId],
    );
    return rows;
  }

  async #page<Row extends { id: string }>(kind: Kind, query: HsdsQuery): Promise<HsdsPage<Row>> {
    const owner = kind === 'organisation' ? 'id' : 'organisation_id';
    const where = `($1::text IS NULL OR name ILIKE $1) AND ($2::timestamptz IS NULL OR updated_at >= $2)
      AND ($3::uuid IS NULL OR ${owner} = $3)`;
    const like = query.search && `%${query.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    const values = [like, query.modifiedAfter, query.organizationId];
    const [rows, counted] = await Promise.all([
      this.pool.query<Row>(
        `SELECT * FROM ${VIEWS[kind]} WHERE ${where} ORDER BY id LIMIT $4 OFFSET $5`,
        [...values, query.perPage, (query.page - 1) * query.perPage],
      ),
      this.pool.query<{ total: number }>(
        `SELECT count(*)::int AS total FROM ${VIEWS[kind]} WHERE ${where}`,
        values,
      ),
    ]);
    return { rows: rows.rows, total: counted.rows[0]?.total ?? 0 };
  }

  async #byIds<Row>(kind: Kind, ids: readonly string[]): Promise<Row[]> {
    const { rows } = await this.pool.query(
      `SELECT * FROM ${VIEWS[kind]} WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return rows as Row[];
  }

  async #placed(programs: readonly ProgramRow[]): Promise<PlacedProgram[]> {
    const unique = (ids: string[]) => [...new Set(ids)];
    const [organisations, facilities] = await Promise.all([
      this.#byIds<OrganisationRow>(
        'organisation',
        unique(programs.map((one) => one.organisation_id)),
      ),
      this.#byIds<FacilityRow>('facility', unique(programs.map((one) => one.facility_id))),
    ]);
    const organisationById = new Map(organisations.map((one) => [one.id, one]));
    const facilityById = new Map(facilities.map((one) => [one.id, one]));
    return programs.flatMap((program) => {
      const organisation = organisationById.get(program.organisation_id);
      const facility = facilityById.get(program.facility_id);
      return organisation && facility ? [{ program, organisation, facility }] : [];
    });
  }
}
