/** A statement, and those before it in its transaction. */
interface Said {
  text: string;
  before: readonly string[];
}

const QUERY = 0x51;
const PARSE = 0x50;
const BIND = 0x42;

/**
 * Reads which statements a client of PostgreSQL sends (protocol 3.0, front end): plain queries, and prepared ones by the
 * name they were prepared under.
 */
export class Statements {
  /** The first message, the one of the start, has no type. */
  #started = false;
  #rest = Buffer.alloc(0);
  readonly #prepared = new Map<string, string>();
  #transaction: string[] = [];

  /** Gives the statements whose last byte came with these bytes. */
  read(bytes: Buffer): Said[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const said: Said[] = [];
    for (;;) {
      const at = this.#started ? 1 : 0;
      if (this.#rest.length < at + 4) return said;
      const end = at + this.#rest.readUInt32BE(at);
      if (this.#rest.length < end) return said;
      const type = this.#started ? this.#rest[0] : undefined;
      const body = this.#rest.subarray(at + 4, end).toString('latin1');
      this.#rest = this.#rest.subarray(end);
      this.#started = true;
      const text = this.#textOf(type, body);
      if (text !== undefined) said.push(this.#note(text));
    }
  }

  #textOf(type: number | undefined, body: string): string | undefined {
    const [first = '', second = ''] = body.split('\0', 2);
    if (type === QUERY) return first;
    if (type === PARSE) this.#prepared.set(first, second);
    return type === BIND ? this.#prepared.get(second) : undefined;
  }

  #note(text: string): Said {
    if (/^\s*(BEGIN|START TRANSACTION)/i.test(text)) this.#transaction = [];
    const said = { text, before: this.#transaction };
    this.#transaction = [...this.#transaction, text];
    return said;
  }
}
