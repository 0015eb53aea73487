import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

/** An error of spend, with its status. */
export function spendError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}
