/** A JSON schema, as far as bodies of the desk need it. */
export interface BodySchema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, BodySchema>;
  required?: string[];
  items?: BodySchema;
  anyOf?: BodySchema[];
  oneOf?: BodySchema[];
}

/** An operation of the desk's OpenAPI. */
export interface BodyOperation {
  requestBody?: { content: Record<string, { schema: BodySchema }> };
}

/** What goes into the fields of a body; each is told which field it is for. */
export interface BodyWords {
  word(given: string): string;
  phone(given: string): string;
  email(given: string): string;
  /** An id for a field of this name; undefined: the field is left out, or an id of nobody where it must be there. */
  id?(name: string): string | undefined;
}

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';

/** A body with something in each of its fields. `given` says what it is for, and goes before the name of each field. */
export function bodyOf(schema: BodySchema, given: string, words: BodyWords): unknown {
  return valueOf(schema, given, '', words);
}

function valueOf(schema: BodySchema, given: string, name: string, words: BodyWords): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (choice) return valueOf(choice, given, name, words);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object') return objectOf(schema, given, words);
  if (type === 'array')
    return schema.items ? [valueOf(schema.items, given, name.replace(/s$/, ''), words)] : [];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  return textOf(schema, given, name, words);
}

function objectOf({ properties = {}, required = [] }: BodySchema, given: string, words: BodyWords) {
  const fields = Object.entries(properties)
    // An id that is made up is refused before anything is stored: only what must be there.
    .filter(
      ([name, one]) =>
        required.includes(name) ||
        !/[iI]ds?$/.test(name) ||
        one.enum ||
        words.id?.(name.replace(/s$/, '')) !== undefined,
    )
    .map(([name, one]) => [name, valueOf(one, `${given}: ${name}`, name, words)]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}

function textOf({ format }: BodySchema, given: string, name: string, words: BodyWords): string {
  if (format === 'date-time') return new Date(Date.now() + 3_600_000).toISOString();
  if (format === 'date') return new Date().toISOString().slice(0, 10);
  if (format === 'uuid') return words.id?.(name) ?? NOBODY;
  if (/phone/i.test(name)) return words.phone(given);
  if (format === 'email' || /email/i.test(name)) return words.email(given);
  return words.word(given);
}
