import { Client, type ClientConfig } from 'pg';

/** Distinct statements that get a name, and candidates remembered, per data source. */
const MAX_NAMED = 400;
const MAX_CANDIDATES = 2000;

/** Chooses which statements are worth a name. */
class StatementNames {
  private readonly named = new Map<string, string>();
  private readonly candidates = new Set<string>();

  /**
   * The name under which a statement is prepared, or undefined when it should not be. A text gets a
   * name when it comes a second time, so texts that occur once (an IN list of a rare length) take
   * no memory on the server, and the number of names is bounded because the server never forgets one.
   */
  of(text: string): string | undefined {
    const known = this.named.get(text);
    if (known) return known;
    if (this.named.size >= MAX_NAMED) return undefined;
    if (!this.candidates.has(text)) {
      if (this.candidates.size >= MAX_CANDIDATES) this.candidates.clear();
      this.candidates.add(text);
      return undefined;
    }
    this.candidates.delete(text);
    const name = `b${this.named.size}`;
    this.named.set(text, name);
    return name;
  }
}

/** One SELECT alone: several statements in one text cannot be prepared. */
const QUESTION = /^\s*SELECT\b[^;]*$/i;

type Query = (...input: unknown[]) => unknown;

/**
 * A class of `pg` clients that prepare what TypeORM sends as `(text, values)`, and share the names they
 * give. Hand it to TypeORM as `extra: { Client: preparedClient() }`. Without values only a question is
 * prepared; others (BEGIN, COMMIT) pass as they are.
 */
export function preparedClient(): typeof Client {
  const names = new StatementNames();
  return class PreparedClient extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      const plain = this.query.bind(this) as Query;
      const prepared: Query = (...input) => {
        const [text, given, ...rest] = input;
        const values: unknown = given ?? [];
        if (typeof text !== 'string' || !Array.isArray(values)) return plain(...input);
        if (values.length === 0 && !QUESTION.test(text)) return plain(...input);
        const name = names.of(text);
        return name === undefined ? plain(...input) : plain({ name, text, values }, ...rest);
      };
      Object.defineProperty(this, 'query', { value: prepared, configurable: true, writable: true });
    }
  };
}
