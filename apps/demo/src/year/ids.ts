/** Mixes a seed and a place in the year into the seed of a stream of its own (a round of MurmurHash3's finish). */
export function streamSeed(seed: number, serial: number, salt = 0): number {
  let mixed = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(serial + 1, 0xc2b2_ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16) ^ Math.imul(salt + 1, 0x27d4_eb2f), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * The ids of one history: UUIDv7 of the time something happened, so that they lie in the order of time as the services'
 * do; what is random in theirs is here the seed, the place in the year and a count: the same year has the same ids.
 */
export class Ids {
  #count = 0;
  readonly #clockSequence: string;
  readonly #node: string;

  /** @param serial below 2³² */
  constructor(seed: number, serial: number) {
    const seedHex = seed.toString(16).padStart(7, '0');
    this.#clockSequence = `a${seedHex.slice(0, 3)}`;
    this.#node = seedHex.slice(3) + serial.toString(16).padStart(8, '0');
  }

  /** @param at milliseconds since 1970 */
  at(at: number): string {
    const time = Math.floor(at).toString(16).padStart(12, '0');
    this.#count = (this.#count + 1) & 0xfff;
    const count = this.#count.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${this.#clockSequence}-${this.#node}`;
  }
}
