import type { Pool } from 'pg';
import type { Coordinates } from '#contract';
import { databaseIsAway } from '#inquiries';
import type { Clock, Logger } from '#platform';
import { OTHER_PAYMENT } from './asked.js';
import { DirectoryIndex, type IndexedFacility, type IndexedProgram } from './directory-index.js';
import type { ListedFacility, ListedProgram, SaidField } from './listed-facility.js';
import { PayerShelf, type ShelvedPayer } from './payer-shelf.js';

export interface PublicDirectoryOptions {
  pool: Pool;
  clock: Clock;
  logger: Logger;
}

/** The directory as it was last read. */
export interface DirectoryNow {
  version: string;
  index: DirectoryIndex;
  payers: PayerShelf;
}

/** The middle of a ZIP code, and its town. */
export interface ZipPlace extends Coordinates {
  city: string;
  state: string;
}

/** How old the index may be before it is looked whether the directory changed; milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** Reading the whole directory may take longer than answering a visitor. */
const READING_MS = 20_000;
/** Degrees around a place in which its ZIP code is looked for. */
const NEAR_DEGREES = 1.5;

/**
 * The public part of the directory (views that hold nothing else). The index is a copy that every replica has of its
 * own and makes anew when the directory changed; what a page shows of a place is read from the database each time.
 */
export class PublicDirectory {
  #now: DirectoryNow | undefined;
  #lookedAt = 0;
  #reading: Promise<DirectoryNow> | undefined;

  constructor(private readonly options: PublicDirectoryOptions) {}

  /** At most half a minute behind; throws when it was never read and the database is away. */
  async current(): Promise<DirectoryNow> {
    const now = this.options.clock.now().getTime();
    if (!this.#now) return (this.#reading ??= this.#read(now));
    if (now - this.#lookedAt > LOOK_AGAIN_MS && !this.#reading) {
      this.#lookedAt = now;
      // Nobody waits for it: this visitor still gets the copy that is there.
      this.#reading = this.#renewed(now, this.#now);
      void this.#reading;
    }
    return this.#now;
  }

  /** The middle of a ZIP code, with its town; undefined for one that is none. */
  async zip(zip: string): Promise<ZipPlace | undefined> {
    return this.#one('finder-zip', 'SELECT * FROM zip_place WHERE zip = $1', [zip]);
  }

  /** The ZIP code whose middle is nearest to a place; undefined far from any. */
  async nearestZip({ latitude, longitude }: Coordinates): Promise<string | undefined> {
    const found = await this.#one<{ zip: string }>('finder-nearest', NEAREST, [
      latitude,
      longitude,
      NEAR_DEGREES,
    ]);
    return found?.zip;
  }

  /** What is shown of places in a list, by their ids; those that are gone meanwhile are absent. */
  async places(ids: readonly string[]): Promise<Map<string, ListedFacility>> {
    const rows = await this.#all<ListedFacility>('finder-places', PLACES, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** One place with all that is public of it; undefined when it is not listed. */
  async place(
    id: string,
  ): Promise<
    { facility: ListedFacility; programs: ListedProgram[]; said: SaidField[] } | undefined
  > {
    const [places, programs, said] = await Promise.all([
      this.places([id]),
      this.#all<ListedProgram>('finder-programs', PROGRAMS, [id]),
      this.#all<SaidField>('finder-said', SAID, [id]),
    ]);
    const facility = places.get(id);
    return facility && { facility, programs, said };
  }

  async #renewed(now: number, before: DirectoryNow): Promise<DirectoryNow> {
    try {
      const version = await this.#version();
      return version === before.version ? before : await this.#read(now);
    } catch (error) {
      // The copy goes on answering; the next visitor after a while tries again.
      if (!databaseIsAway(error)) {
        this.options.logger.error({ err: error }, 'the public directory could not be read anew');
      }
      return before;
    } finally {
      this.#reading = undefined;
    }
  }

  async #read(now: number): Promise<DirectoryNow> {
    try {
      const version = await this.#version();
      const facilities = await this.#reads<FacilityRow>(FACILITIES);
      const programs = await this.#reads<ProgramRow>(ALL_PROGRAMS);
      const payers = await this.#reads<ShelvedPayer>(PAYERS);
      const index = new DirectoryIndex(placed(facilities, programs));
      this.#now = { version, index, payers: new PayerShelf(payers, index) };
      this.#lookedAt = now;
      return this.#now;
    } finally {
      this.#reading = undefined;
    }
  }

  async #version(): Promise<string> {
    const [row] = await this.#reads<{ version: string }>(
      'SELECT version FROM public_directory_version',
    );
    return row?.version ?? '';
  }

  async #reads<Row extends object>(text: string): Promise<Row[]> {
    const client = await this.options.pool.connect();
    try {
      await client.query(`SET statement_timeout = ${READING_MS}`);
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.query('RESET statement_timeout').catch(() => undefined);
      client.release();
    }
  }

  async #one<Row extends object>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row | undefined> {
    return (await this.#all<Row>(name, text, values))[0];
  }

  async #all<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await this.options.pool.query<Row>({
      name,
      text,
      values,
      query_timeout: 1500,
    } as { text: string; values: unknown[] });
    return rows;
  }
}

interface FacilityRow {
  id: string;
  state: string | null;
  latitude: number | null;
  longitude: number | null;
  changedAt: Date;
}

type ProgramRow = Omit<IndexedProgram, 'pays'> & { facility_id: string } & Record<
    (typeof OTHER_PAYMENT)[number],
    boolean
  >;

function placed(
  facilities: readonly FacilityRow[],
  programs: readonly ProgramRow[],
): IndexedFacility[] {
  const byFacility = new Map<string, IndexedProgram[]>();
  for (const row of programs) {
    const program = { ...row, pays: OTHER_PAYMENT.filter((way) => row[way]) };
    const known = byFacility.get(row.facility_id);
    if (known) known.push(program);
    else byFacility.set(row.facility_id, [program]);
  }
  return facilities.map((row) => ({ ...row, programs: byFacility.get(row.id) ?? [] }));
}

/** A facility without a place of its own is where the middle of its ZIP code is. */
const FACILITIES = `SELECT f.id, f.state, coalesce(f.latitude, z.latitude) AS latitude,
    coalesce(f.longitude, z.longitude) AS longitude,
    greatest(f.updated_at, (SELECT max(p.updated_at) FROM public_program p WHERE p.facility_id = f.id)) AS "changedAt"
  FROM public_facility f LEFT JOIN zip_place z ON z.zip = f.zip
  ORDER BY f.state, lower(f.city), lower(f.name), f.id`;

const ALL_PROGRAMS = `SELECT p.facility_id, p.level_of_care AS level, p.populations, p.languages, p.methadone,
    p.buprenorphine, p.naltrexone, p.sliding_scale, p.state_funded, p.scholarship, p.self_pay,
    p.private_insurance AS "privateInsurance",
    ARRAY(SELECT pp.payer_id FROM public_program_payer pp WHERE pp.program_id = p.id) AS payers
  FROM public_program p ORDER BY p.id`;

const PAYERS = `SELECT p.id, p.name, p.kind, p.state, p.self_funded AS "selfFunded", p.fact,
    ARRAY(SELECT a.alias FROM payer_alias a WHERE a.payer_id = p.id ORDER BY a.alias) AS aliases,
    (SELECT max(pp.said_at) FROM public_program_payer pp WHERE pp.payer_id = p.id) AS "saidAt"
  FROM payer p WHERE p.active AND p.merged_into_id IS NULL ORDER BY lower(p.name)`;

/**
 * The views are looked into place by place: joined, they would be gone through whole for the ten of a page (`LIMIT` keeps them
 * from being joined).
 */
const PLACES = `SELECT f.id, f.name, f.other_names AS "otherNames", f.description, f.address_line AS "addressLine",
    f.city, f.state, f.zip, f.latitude, f.longitude, f.phone, f.website, f.financial_tie AS "financialTie",
    (SELECT o.name FROM public_treatment_organisation o WHERE o.id = f.organisation_id AND o.id <> f.id LIMIT 1)
      AS organisation,
    ARRAY(SELECT DISTINCT p.level_of_care FROM public_program p WHERE p.facility_id = f.id) AS levels,
    s.said_at AS "phoneSaidAt", s.said_by AS "phoneSaidBy"
  FROM public_facility f
    LEFT JOIN LATERAL (SELECT n.said_at, n.said_by FROM public_field_fact n
      WHERE n.record_id = f.id AND n.field = 'phone' LIMIT 1) s ON true
  WHERE f.id = ANY($1::uuid[])`;

const PROGRAMS = `SELECT p.id, p.name, p.level_of_care AS level, p.min_age AS "minAge", p.max_age AS "maxAge", p.sexes,
    p.populations, p.languages, p.description, p.methadone, p.buprenorphine, p.naltrexone,
    p.self_pay AS self_pay, p.sliding_scale, p.state_funded, p.scholarship, p.private_insurance AS "privateInsurance",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('name', y.name, 'network', pp.network, 'saidAt', pp.said_at)
        ORDER BY lower(y.name)), '[]')
      FROM public_program_payer pp JOIN payer y ON y.id = pp.payer_id AND y.active WHERE pp.program_id = p.id) AS payers
  FROM public_program p WHERE p.facility_id = $1 ORDER BY lower(p.name), p.id LIMIT 100`;

const SAID = `SELECT n.record_kind AS "recordKind", n.record_id AS "recordId", n.field, n.said_by AS "saidBy",
    n.said_at AS "saidAt"
  FROM (SELECT $1::uuid AS id
      UNION ALL (SELECT p.id FROM public_program p WHERE p.facility_id = $1 ORDER BY lower(p.name), p.id LIMIT 100)) asked
    CROSS JOIN LATERAL (SELECT * FROM public_field_fact one WHERE one.record_id = asked.id LIMIT 100) n`;

const NEAREST = `SELECT zip FROM zip_place
  WHERE latitude BETWEEN $1::float8 - $3 AND $1::float8 + $3 AND longitude BETWEEN $2::float8 - $3 AND $2::float8 + $3
  ORDER BY power(latitude - $1::float8, 2) + power((longitude - $2::float8) * cos(radians($1::float8)), 2), zip LIMIT 1`;
