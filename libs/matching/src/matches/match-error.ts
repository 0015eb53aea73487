import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

export function matchError(
  code: ErrorCode,
  message: string,
  errors?: Record<string, string>,
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...(errors && { errors }) });
}
