import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

function dutyError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

export const shiftNotFound = () => dutyError('shift.not_found', 'There is no such shift.');

export const shiftOverlaps = () =>
  dutyError('shift.overlaps', 'This colleague has a stretch of this kind at that time already.', {
    errors: { startsAt: 'It overlaps another stretch of the same kind.' },
  });

export const closedDayNotFound = () =>
  dutyError('closed_day.not_found', 'This day is not in the calendar.');

export const closedDayExists = () =>
  dutyError('closed_day.exists', 'This day is in the calendar already.', {
    errors: { day: 'This day is in the calendar already.' },
  });

export const colleagueNotFound = () =>
  dutyError('staff.not_found', 'There is no such colleague.', {
    errors: { staffId: 'Please choose an active colleague.' },
  });
