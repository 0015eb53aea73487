import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError, versionConflict } from '#platform';

/** A domain error with the status the contract gives its code. */
export function directoryError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

/** `request.invalid` of one field. */
export function fieldError(field: string, sentence: string): DomainError {
  return directoryError('request.invalid', sentence, { errors: { [field]: sentence } });
}

export const facilityNotFound = () =>
  directoryError('facility.not_found', 'There is no such facility.');

/** The facility, unless there is none, or none any more. Throws `facility.not_found`; of a merged one with `mergedInto`. */
export function standing<F extends { takenBackAt: Date | null; mergedIntoId: string | null }>(
  facility: F | null,
): F {
  if (facility?.mergedIntoId) {
    throw directoryError('facility.not_found', 'This facility is part of another one now.', {
      details: { mergedInto: facility.mergedIntoId },
    });
  }
  if (!facility || facility.takenBackAt) throw facilityNotFound();
  return facility;
}

export const programNotFound = () =>
  directoryError('program.not_found', 'There is no such program.');

/** Throws `record.version_conflict` with both values when the record changed since `version`. */
export function refuseOldVersion(
  record: { version: number },
  version: number,
  current: Record<string, unknown>,
  yours: Record<string, unknown>,
): void {
  if (record.version === version) return;
  const theirs = Object.fromEntries(Object.keys(yours).map((key) => [key, current[key]]));
  throw versionConflict({ ...theirs, version: record.version }, yours);
}

/** The fields of `wanted` that are given and differ from what is there. */
export function changedFields(
  current: Record<string, unknown>,
  wanted: Record<string, unknown>,
): string[] {
  return Object.keys(wanted).filter(
    (key) =>
      wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(current[key]),
  );
}

/** The fields of a record, apart from what kind of record it is. */
export function fieldsOf(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record));
}
