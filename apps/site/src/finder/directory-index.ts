import {
  type MoudMedicine,
  type MoudStance,
  POPULATION_CODES,
  type Population,
  PROGRAM_LANGUAGES,
  type ProgramLanguage,
} from '#contract';
import { OTHER_PAYMENT, type OtherPayment } from './asked.js';
import { LEVEL_GROUPS, groupOf, type LevelGroup } from './level-groups.js';

/** A listed facility as the index is built from it, with its programs. Rows come by state, city, name. */
export interface IndexedFacility {
  id: string;
  state: string | null;
  latitude: number | null;
  longitude: number | null;
  /** When its record or that of a program of it was last changed. */
  changedAt: Date;
  programs: readonly IndexedProgram[];
}

export interface IndexedProgram {
  level: string;
  populations: readonly string[];
  languages: readonly string[];
  methadone: MoudStance;
  buprenorphine: MoudStance;
  naltrexone: MoudStance;
  pays: readonly OtherPayment[];
  privateInsurance: boolean;
  payers: readonly string[];
}

const LANGUAGE_CODES = PROGRAM_LANGUAGES.map(({ code }) => code);
const MEDICINES: readonly MoudMedicine[] = ['methadone', 'buprenorphine', 'naltrexone'];
const GROUPS = LEVEL_GROUPS.map(({ code }) => code);
/** Two bits a medicine: nobody said, it stays, it has to be given up. */
const MEDICINE_SAID = { unknown: 0, stays: 1, goes: 2 } as const;
const NO_GROUP = 255;
const PRIVATE = 1 << OTHER_PAYMENT.length;

/**
 * Every listed facility and program, small enough to be looked through whole for one search: some tens of bytes each.
 * What is shown of the few on a page is read from the database.
 */
export class DirectoryIndex {
  readonly ids: readonly string[];
  readonly states: readonly (string | null)[];
  /** Milliseconds. */
  readonly #changes: Float64Array;
  /** Degrees; NaN where nobody knows. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** Programs of facility `i` are those from `firsts[i]` up to `firsts[i + 1]`. */
  readonly firsts: Uint32Array;
  readonly #levels: Uint8Array;
  readonly #populations: Uint32Array;
  readonly #languages: Uint32Array;
  readonly #medicines: Uint8Array;
  readonly #pays: Uint8Array;
  readonly #payers = new Map<string, Set<number>>();

  constructor(facilities: readonly IndexedFacility[]) {
    const programs = facilities.flatMap((facility) => facility.programs);
    this.ids = facilities.map(({ id }) => id);
    this.states = facilities.map(({ state }) => state);
    this.#changes = Float64Array.from(facilities, ({ changedAt }) => changedAt.getTime());
    this.latitudes = Float64Array.from(facilities, ({ latitude }) => latitude ?? Number.NaN);
    this.longitudes = Float64Array.from(facilities, ({ longitude }) => longitude ?? Number.NaN);
    this.firsts = new Uint32Array(facilities.length + 1);
    facilities.forEach((facility, at) => {
      this.firsts[at + 1] = (this.firsts[at] ?? 0) + facility.programs.length;
    });
    this.#levels = Uint8Array.from(programs, ({ level }) => {
      const group = groupOf(level);
      return group ? GROUPS.indexOf(group) : NO_GROUP;
    });
    this.#populations = Uint32Array.from(programs, (one) =>
      bits(one.populations, POPULATION_CODES),
    );
    this.#languages = Uint32Array.from(programs, (one) => bits(one.languages, LANGUAGE_CODES));
    this.#medicines = Uint8Array.from(programs, (one) =>
      MEDICINES.reduce((sum, medicine, at) => sum | (saidOf(one[medicine]) << (2 * at)), 0),
    );
    this.#pays = Uint8Array.from(
      programs,
      (one) => bits(one.pays, OTHER_PAYMENT) | (one.privateInsurance ? PRIVATE : 0),
    );
    programs.forEach((one, at) => {
      for (const payer of one.payers) {
        const takers = this.#payers.get(payer) ?? new Set<number>();
        this.#payers.set(payer, takers.add(at));
      }
    });
  }

  get size(): number {
    return this.ids.length;
  }

  /** The facilities from one position up to another, with when each was last changed. */
  changes(from: number, to: number): { id: string; changedAt: Date }[] {
    return this.ids.slice(from, to).map((id, at) => ({
      id,
      changedAt: new Date(this.#changes[from + at] ?? 0),
    }));
  }

  isLevel(program: number, group: LevelGroup): boolean {
    return this.#levels[program] === GROUPS.indexOf(group);
  }

  isFor(program: number, population: Population): boolean {
    return ((this.#populations[program] ?? 0) & (1 << POPULATION_CODES.indexOf(population))) !== 0;
  }

  speaks(program: number, language: ProgramLanguage): boolean {
    return ((this.#languages[program] ?? 0) & (1 << LANGUAGE_CODES.indexOf(language))) !== 0;
  }

  /** Whether who takes the medicine keeps it; null: nobody said. */
  keeps(program: number, medicine: MoudMedicine): boolean | null {
    const said = ((this.#medicines[program] ?? 0) >> (2 * MEDICINES.indexOf(medicine))) & 3;
    return said === MEDICINE_SAID.unknown ? null : said === MEDICINE_SAID.stays;
  }

  takesWay(program: number, way: OtherPayment | 'private'): boolean {
    const bit = way === 'private' ? PRIVATE : 1 << OTHER_PAYMENT.indexOf(way);
    return ((this.#pays[program] ?? 0) & bit) !== 0;
  }

  takesPayer(program: number, payerId: string): boolean {
    return this.#payers.get(payerId)?.has(program) ?? false;
  }

  /** In how many facilities a program says it takes the payer. */
  facilitiesTaking(payerId: string): number {
    const takers = this.#payers.get(payerId);
    if (!takers) return 0;
    let count = 0;
    let last = -1;
    for (const program of [...takers].toSorted((one, other) => one - other)) {
      if (program < last) continue;
      count += 1;
      last = this.#endOf(program);
    }
    return count;
  }

  /** Where the programs of the facility of this program end. */
  #endOf(program: number): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.firsts[middle + 1] ?? 0) > program) high = middle;
      else low = middle + 1;
    }
    return this.firsts[low + 1] ?? program + 1;
  }
}

function bits(codes: readonly string[], list: readonly string[]): number {
  let sum = 0;
  for (const code of codes) {
    const at = list.indexOf(code);
    if (at >= 0) sum |= 1 << at;
  }
  return sum;
}

function saidOf(stance: MoudStance): number {
  if (stance === 'unknown') return MEDICINE_SAID.unknown;
  return stance === 'tapers' || stance === 'refuses' ? MEDICINE_SAID.goes : MEDICINE_SAID.stays;
}
