import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

/** A domain error with the status the contract gives its code. */
export function contentError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

/** An error that belongs to one field. */
export function fieldError(code: ErrorCode, field: string, sentence: string): DomainError {
  return contentError(code, sentence, { errors: { [field]: sentence } });
}
