import type { DirectoryIndex } from './directory-index.js';
import { isMisspelt } from './misspelt.js';

/** As many are offered to who typed a name that several go by, or none. */
const MOST_OFFERED = 5;

/** A payer as the site shows it. */
export interface ShelvedPayer {
  id: string;
  name: string;
  kind: string;
  state: string | null;
  selfFunded: boolean;
  /** What is to be known of it, in a sentence; English. */
  fact: string | null;
  aliases: string[];
  /** When a listed facility last said that it takes it. */
  saidAt: Date | null;
}

export interface PayerOnShelf extends ShelvedPayer {
  /** Its address, made of its name. */
  slug: string;
  /** Listed facilities that say they take it. */
  facilities: number;
}

/** All payers by name, with how many listed facilities say they take them. */
export class PayerShelf {
  readonly all: readonly PayerOnShelf[];
  readonly #bySlug: Map<string, PayerOnShelf>;

  constructor(payers: readonly ShelvedPayer[], index: DirectoryIndex) {
    const used = new Set<string>();
    this.all = payers.map((payer) => {
      const facilities = index.facilitiesTaking(payer.id);
      return { ...payer, slug: freeSlug(payer, used), facilities };
    });
    this.#bySlug = new Map(this.all.map((payer) => [payer.slug, payer]));
  }

  bySlug(slug: string): PayerOnShelf | undefined {
    return this.#bySlug.get(slug);
  }

  /** Those that at least one listed facility names. */
  taken(): PayerOnShelf[] {
    return this.all.filter(({ facilities }) => facilities > 0);
  }

  /** Payers of which a name or another name has all the words that were typed. */
  search(typed: string): PayerOnShelf[] {
    const words = wordsOf(typed);
    if (words.length === 0) return [];
    return this.all.filter(({ name, aliases }) =>
      [name, ...aliases].some((one) => {
        const known = wordsOf(one);
        return words.every((word) => known.some((other) => other.startsWith(word)));
      }),
    );
  }

  /** The one payer that goes by these words; undefined when none does, or several might. */
  named(typed: string): PayerOnShelf | undefined {
    const key = wordsOf(typed).join(' ');
    if (key === '') return undefined;
    const exact = this.all.filter(({ name, aliases }) =>
      [name, ...aliases].some((one) => wordsOf(one).join(' ') === key),
    );
    if (exact.length === 1) return exact[0];
    const found = this.search(typed);
    return found.length === 1 ? found[0] : undefined;
  }

  /** Whom somebody may mean whose words name nobody, or several: those that have the words, else those that nearly do. */
  perhaps(typed: string): PayerOnShelf[] {
    const words = wordsOf(typed);
    if (words.length === 0) return [];
    const found = this.search(typed);
    const near = found.length > 0 ? found : this.all.filter((payer) => hasNearly(payer, words));
    return near.slice(0, MOST_OFFERED);
  }
}

function hasNearly({ name, aliases }: ShelvedPayer, words: readonly string[]): boolean {
  return [name, ...aliases].some((one) => {
    const known = wordsOf(one);
    return words.every((word) =>
      known.some((other) => other.startsWith(word) || isMisspelt(word, other)),
    );
  });
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** `check` and ways to pay are addresses and words of our own. */
const TAKEN_WORDS = new Set(['check', 'private', 'other']);

function freeSlug({ name, id }: ShelvedPayer, used: Set<string>): string {
  const plain = wordsOf(name).join('-').slice(0, 80);
  const free = plain !== '' && !TAKEN_WORDS.has(plain) && !used.has(plain);
  const slug = free ? plain : [plain, id.slice(-8)].filter(Boolean).join('-');
  used.add(slug);
  return slug;
}
