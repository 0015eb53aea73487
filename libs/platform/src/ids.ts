import { v7, validate } from 'uuid';

/** A new UUIDv7: sorts by time of creation, in lower case. */
export function newId(): string {
  return v7();
}

/** Whether a text is a UUID of any version; use before it reaches a `uuid` column. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}
