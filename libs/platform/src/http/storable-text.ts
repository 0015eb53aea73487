import { DomainError } from '../domain-error.js';

/** Half a surrogate pair, or NUL: neither can be stored in a PostgreSQL text. */
const UNSTORABLE =
  // oxlint-disable-next-line no-control-regex -- NUL is what is looked for
  /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Deeper or wider than any real request. */
const MAX_DEPTH = 64;

/** Whether PostgreSQL can store this text as it is. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/**
 * Looks through a parsed body, query or form for text that cannot be stored.
 * Throws {@link DomainError} `request.unsupported_text` (422) that names the first such field, and
 * `request.invalid` (400) when the value is nested absurdly deep.
 */
export function refuseUnstorable(value: unknown, path = ''): void {
  const found = firstUnstorable(value, path, 0);
  if (found === undefined) return;
  throw new DomainError('request.unsupported_text', {
    status: 422,
    message: 'Some text has characters that cannot be stored.',
    errors: { [found || 'body']: 'This text has characters we cannot store. Please remove them.' },
  });
}

function firstUnstorable(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : path;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined;
  if (depth > MAX_DEPTH) {
    throw new DomainError('request.invalid', {
      status: 400,
      message: 'What was sent is nested too deep.',
    });
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = firstUnstorable(inner, path ? `${path}.${key}` : key, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
