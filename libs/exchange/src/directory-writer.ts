import type { EntityManager } from 'typeorm';
import type { DirectorySource, LicenceKind, SaidBy } from '#contract';
import { addressKey, type Fact, firstStaleAt, nameKey } from '#facilities';
import { newId } from '#platform';
import { payersOf } from './deciding/decide-row.js';
import { IMPORTED_PROGRAM_FIELDS, type RowDid } from './deciding/row-plan.js';
import type { PublicPayers } from './known-places.js';
import type { FoundFacility, FoundProgram } from './reading/found-facility.js';

/** Whose word a run's rows are. */
export interface RunWord {
  runId: string;
  source: DirectorySource;
  saidBy: SaidBy;
  who: string;
  asOf: Date;
  now: Date;
}

interface FactRow {
  record_kind: 'facility' | 'program';
  record_id: string;
  field: string;
}

/** Fields of a new facility that somebody now stands behind. */
const FACILITY_FACTS = ['name', 'addressLine', 'city', 'state', 'zip', 'phone', 'website'] as const;

/**
 * Gathers new facilities, programs and what belongs to them, and writes each table with one statement. Ids are known
 * at once, so that what a row did can be noted before anything is written.
 */
export class DirectoryWriter {
  readonly #organisations: object[] = [];
  readonly #facilities: object[] = [];
  readonly #programs: object[] = [];
  readonly #payers: object[] = [];
  readonly #licences: object[] = [];
  readonly #facts: FactRow[] = [];

  constructor(
    private readonly word: RunWord,
    private readonly payers: PublicPayers,
    /** Lower-case name → id, of all organisations; new ones are added. */
    private readonly organisations: Map<string, string>,
    private readonly places: ReadonlyMap<string, { latitude: number; longitude: number }>,
  ) {}

  /** A new facility with its programs. */
  facility(id: string, found: FoundFacility): RowDid {
    const { source, now } = this.word;
    const facts = FACILITY_FACTS.filter((field) => found[field] !== null);
    const point =
      found.latitude === null && found.zip !== null ? this.places.get(found.zip) : found;
    const programs = found.programs.map((program) => this.program(id, program, found.state));
    this.say('facility', id, facts);
    const said = [
      ...facts.map((field) => this.#fact('facility', field)),
      ...found.programs.flatMap((program) =>
        programFacts(program).map((field) => this.#fact('program', field)),
      ),
    ];
    this.#facilities.push({
      id,
      organisation_id: this.#organisation(found.organisation),
      name: found.name,
      other_names: found.otherNames,
      address_line: found.addressLine,
      city: found.city,
      state: found.state,
      zip: found.zip,
      latitude: point?.latitude ?? null,
      longitude: point?.longitude ?? null,
      phone: found.phone,
      website: found.website,
      npi: found.npi,
      description: found.description,
      source,
      source_ref: found.ref,
      name_key: nameKey(found.name),
      address_key: addressKey(found.addressLine, found.zip),
      stale_from: firstStaleAt(said),
      created_at: now,
      updated_at: now,
    });
    const licences = found.licences.map((kind) => this.licence(id, kind));
    return { created: true, programs: programs.map((one) => one.id), licences };
  }

  /** A new program of a facility. */
  program(facilityId: string, program: FoundProgram, state: string | null): { id: string } {
    const id = newId();
    const { now } = this.word;
    this.#programs.push({
      id,
      facility_id: facilityId,
      name: program.name,
      level_of_care: program.levelOfCare,
      min_age: program.minAge ?? null,
      max_age: program.maxAge ?? null,
      sexes: program.sexes ?? [],
      populations: program.populations ?? [],
      languages: program.languages ?? ['en'],
      methadone: program.methadone ?? 'unknown',
      buprenorphine: program.buprenorphine ?? 'unknown',
      naltrexone: program.naltrexone ?? 'unknown',
      self_pay: program.selfPay ?? false,
      sliding_scale: program.slidingScale ?? false,
      state_funded: program.stateFunded ?? false,
      private_insurance: program.privateInsurance ?? false,
      requirements: program.requirements ?? [],
      description: program.description ?? null,
      created_at: now,
      updated_at: now,
    });
    for (const payerId of payersOf(program, state, this.payers)) this.payer(id, payerId);
    this.say('program', id, programFacts(program));
    return { id };
  }

  payer(programId: string, payerId: string): void {
    const { saidBy, asOf } = this.word;
    this.#payers.push({ program_id: programId, payer_id: payerId, said_by: saidBy, said_at: asOf });
  }

  licence(facilityId: string, kind: LicenceKind): string {
    const id = newId();
    const { now } = this.word;
    this.#licences.push({ id, facility_id: facilityId, kind, created_at: now, updated_at: now });
    return id;
  }

  /** The run stands behind these fields from its day on. */
  say(kind: FactRow['record_kind'], id: string, fields: readonly string[]): void {
    for (const field of fields) this.#facts.push({ record_kind: kind, record_id: id, field });
  }

  /** Writes everything that was gathered. */
  async flush(manager: EntityManager): Promise<void> {
    const { runId, saidBy, who, asOf, now } = this.word;
    await insert(
      manager,
      'treatment_organisation',
      'id uuid, name text, source text',
      this.#organisations,
    );
    await insert(
      manager,
      'facility',
      `id uuid, organisation_id uuid, name text, other_names text[], address_line text, city text, state text, zip text,
       latitude float8, longitude float8, phone text, website text, npi text, description text, source text,
       source_ref text, name_key text, address_key text, stale_from timestamptz, created_at timestamptz, updated_at timestamptz`,
      this.#facilities,
    );
    await insert(
      manager,
      'program',
      `id uuid, facility_id uuid, name text, level_of_care text, min_age int, max_age int, sexes text[],
       populations text[], languages text[], methadone text, buprenorphine text, naltrexone text, self_pay boolean,
       sliding_scale boolean, state_funded boolean, private_insurance boolean, requirements text[], description text,
       created_at timestamptz, updated_at timestamptz`,
      this.#programs,
    );
    await insert(
      manager,
      'program_payer',
      'program_id uuid, payer_id uuid, network text, said_by text, said_at timestamptz',
      this.#payers.map((row) => ({ ...row, network: 'in' })),
      'ON CONFLICT DO NOTHING',
    );
    await insert(
      manager,
      'facility_licence',
      'id uuid, facility_id uuid, kind text, created_at timestamptz, updated_at timestamptz',
      this.#licences,
    );
    if (this.#facts.length === 0) return;
    await manager.query(
      `INSERT INTO field_fact (record_kind, record_id, field, said_by, who, said_at, run_id, created_at)
       SELECT kind, id, field, $4, $5, $6, $7, $8 FROM unnest($1::text[], $2::uuid[], $3::text[]) AS r (kind, id, field)`,
      [
        this.#facts.map((row) => row.record_kind),
        this.#facts.map((row) => row.record_id),
        this.#facts.map((row) => row.field),
        saidBy,
        who,
        asOf,
        runId,
        now,
      ],
    );
  }

  #organisation(name: string | null): string | null {
    if (name === null) return null;
    const key = name.toLowerCase();
    const known = this.organisations.get(key);
    if (known) return known;
    const id = newId();
    this.organisations.set(key, id);
    this.#organisations.push({ id, name, source: this.word.source });
    return id;
  }

  #fact(recordKind: Fact['recordKind'], field: string): Fact {
    return { recordKind, field, saidBy: this.word.saidBy, saidAt: this.word.asOf };
  }
}

/** What a source says of a program; what it does not speak of nobody stands behind. */
function programFacts(program: FoundProgram): string[] {
  const told = IMPORTED_PROGRAM_FIELDS.filter(
    (field) =>
      field !== 'description' && program[field] !== undefined && program[field] !== 'unknown',
  );
  return ['levelOfCare', ...told, ...(program.publicPayers?.length ? ['payers'] : [])];
}

async function insert(
  manager: EntityManager,
  table: string,
  columns: string,
  rows: readonly object[],
  onConflict = '',
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns
    .split(',')
    .map((column) => column.trim().split(' ')[0])
    .join(', ');
  await manager.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_to_recordset($1::json) AS r(${columns}) ${onConflict}`,
    [JSON.stringify(rows)],
  );
}
