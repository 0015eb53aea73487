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

/** Finds markers in bytes, however they are cased, and as PostgreSQL writes bytes in text (hex). */
export class Finder {
  readonly #markers: readonly { marker: Marker; looks: readonly Buffer[] }[];

  constructor(markers: readonly Marker[]) {
    this.#markers = markers.map((marker) => {
      const lower = marker.text.toLowerCase();
      const hex = [marker.text, lower].map((text) => Buffer.from(text).toString('hex'));
      const wide = [marker.text, lower].map((text) =>
        Buffer.from(text, 'utf16le').toString('latin1'),
      );
      const looks = [...new Set([marker.text, lower, ...hex, ...wide])];
      return { marker, looks: looks.map((text) => Buffer.from(text, 'latin1')) };
    });
  }

  /** The markers that are in there. */
  in(bytes: Buffer | string): Marker[] {
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    return this.#markers
      .filter(({ looks }) => looks.some((look) => content.includes(look)))
      .map(({ marker }) => marker);
  }
}
