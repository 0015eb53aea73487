import { randomBytes } from 'node:crypto';

/** A text, number or address that exists nowhere else, and what it was given as. */
export interface Marker {
  /** Which field of which door it went into. */
  given: string;
  /** What is looked for: letters and digits alone, so that no way of writing it changes it. */
  text: string;
}

/** Makes markers and remembers them. */
export class Markers {
  readonly all: Marker[] = [];
  readonly #run = randomBytes(3)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? 'x');

  /** A word for any field of text. */
  word(given: string): string {
    const text = `Kanari${this.#run}${letters(this.all.length)}`;
    this.all.push({ given, text });
    return text;
  }

  /** A telephone number as E.164. */
  phone(given: string): string {
    const national = `628${String(2_000_000 + this.all.length * 7919 + 13).slice(0, 7)}`;
    this.all.push({ given, text: national });
    return `+1${national}`;
  }

  email(given: string): string {
    return `${this.word(given).toLowerCase()}@person.example`;
  }
}

/** A number in four letters, so that a word stays a word, and none is the beginning of another. */
function letters(n: number): string {
  const digit = (power: number) => String.fromCharCode(97 + (Math.floor(n / 26 ** power) % 26));
  return [3, 2, 1, 0].map(digit).join('');
}

/** All words begin alike, and so do all numbers: looking for the few beginnings takes as long for a thousand as for one. */
const WORD_STEM = 12;
const PHONE_STEM = 3;

/** Markers of one kind in one way of writing. */
interface Look {
  stem: Buffer;
  /** Of all of them, in bytes. */
  length: number;
  /** As they are written, byte for byte a letter. */
  whole: ReadonlyMap<string, Marker>;
}

/** Finds markers in bytes, as they are and in small letters, as hex as PostgreSQL writes bytes in text, and as UTF-16. */
export class Finder {
  readonly #looks: readonly Look[];

  constructor(markers: readonly Marker[]) {
    const isPhone = ({ text }: Marker) => /^\d/.test(text);
    const kinds = [
      { of: markers.filter((one) => !isPhone(one)), stem: WORD_STEM },
      { of: markers.filter(isPhone), stem: PHONE_STEM },
    ];
    this.#looks = kinds.flatMap(({ of, stem }) => WAYS.flatMap((way) => lookOf(of, stem, way)));
  }

  /** The markers that are in there. */
  in(bytes: Buffer | string): Marker[] {
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    const found = new Set<Marker>();
    for (const { stem, length, whole } of this.#looks) {
      for (let at = content.indexOf(stem); at >= 0; at = content.indexOf(stem, at + 1)) {
        const marker = whole.get(content.toString('latin1', at, at + length));
        if (marker) found.add(marker);
      }
    }
    return [...found];
  }
}

/** Ways of writing, each as a text whose letters are the bytes. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text.toLowerCase()).toString('hex'),
  (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  (text) => Buffer.from(text.toLowerCase(), 'utf16le').toString('latin1'),
];

function lookOf(markers: readonly Marker[], stem: number, way: (text: string) => string): Look[] {
  const [first] = markers;
  if (!first) return [];
  const whole = new Map(markers.map((marker) => [way(marker.text), marker]));
  const length = way(first.text).length;
  const beginning = way(first.text.slice(0, stem));
  for (const written of whole.keys()) {
    if (written.length !== length || !written.startsWith(beginning)) {
      throw new Error('A marker is written unlike the others, and would not be found');
    }
  }
  return [{ stem: Buffer.from(beginning, 'latin1'), length, whole }];
}
