import { Client, type ClientConfig } from 'pg';

/** Distinct statements that get a name, and candidates remembered, per process. */
const MAX_NAMED = 400;
const MAX_CANDIDATES = 2000;

const named = new Map<string, string>();
const candidates = new Set<string>();

/**
 * The name under which a statement is prepared, or undefined when it should not be. A text gets a
 * name when it comes a second time, so texts that occur once (an IN list of a rare length) take
 * no memory on the server, and the number of names is bounded because the server never forgets one.
 */
export function preparedName(text: string): string | undefined {
  const known = named.get(text);
  if (known) return known;
  if (named.size >= MAX_NAMED) return undefined;
  if (!candidates.has(text)) {
    if (candidates.size >= MAX_CANDIDATES) candidates.clear();
    candidates.add(text);
    return undefined;
  }
  candidates.delete(text);
  const name = `b${named.size}`;
  named.set(text, name);
  return name;
}

type Query = (...input: unknown[]) => unknown;

/**
 * A `pg` client that prepares what TypeORM sends as `(text, values)`. Give it to TypeORM as
 * `extra: { Client: PreparedClient }`. Statements without values (BEGIN, COMMIT) pass as they are.
 */
export class PreparedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const plain = this.query.bind(this) as Query;
    const prepared: Query = (...input) => {
      const [text, values, ...rest] = input;
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) {
        return plain(...input);
      }
      const name = preparedName(text);
      return name === undefined ? plain(...input) : plain({ name, text, values }, ...rest);
    };
    Object.defineProperty(this, 'query', { value: prepared, configurable: true, writable: true });
  }
}
