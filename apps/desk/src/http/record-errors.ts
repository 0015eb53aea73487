import { DomainError } from '#platform';

export { DomainError } from '#platform';

/** Makes the error of a record that is not there. */
export type ErrorOfRecord = () => DomainError;

/** `source.not_found` and its like. */
export function notFound(code: `${string}.not_found`, what: string): ErrorOfRecord {
  return () => new DomainError(code, { status: 404, message: `There is no such ${what}.` });
}
