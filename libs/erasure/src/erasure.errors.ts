import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

const MESSAGES = {
  'erasure.not_found': 'There is no such erasure.',
  'erasure.already_decided': 'This was decided already.',
  'erasure.lead_open':
    'This person has an open lead: close it first, somebody may still be waiting for help.',
  'erasure.held': 'A legal hold keeps this person’s record. It has to be lifted first.',
  'legal_hold.not_found': 'There is no such legal hold.',
  'legal_hold.exists': 'This person’s record is held already.',
  'legal_hold.already_lifted': 'This hold was lifted already.',
  'retention_rule.not_found': 'There is no such kind of data.',
} as const satisfies Partial<Record<ErrorCode, string>>;

/** An error of erasing, holding and keeping, with its own sentence. */
export function erasureError(code: keyof typeof MESSAGES): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message: MESSAGES[code] });
}
