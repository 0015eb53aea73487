import { ERROR_STATUS } from '#contract';
import { DomainError } from '#platform';

/** Somebody changed the record since it was looked at: both values. */
export function versionConflict(
  current: Record<string, unknown>,
  yours: Record<string, unknown>,
): DomainError {
  return new DomainError('record.version_conflict', {
    status: ERROR_STATUS['record.version_conflict'],
    message: 'Somebody changed this in the meantime. Look at both and save again.',
    details: { current, yours },
  });
}
