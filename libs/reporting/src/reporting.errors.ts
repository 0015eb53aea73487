import type { Slice } from '#contract';
import { DomainError } from '#platform';

export function unknownNumber(name: string): DomainError {
  return new DomainError('report.unknown_number', {
    status: 404,
    message: 'There is no such number.',
    errors: { names: `"${name.slice(0, 60)}" is not in the catalogue.` },
  });
}

export function refusedSlice(name: string, slice: Slice, why: string): DomainError {
  return new DomainError('report.slice_refused', {
    status: 422,
    message: why,
    errors: { by: `${name} is not shown by ${slice}.` },
  });
}

export function tooManyRecords(most: number): DomainError {
  return new DomainError('report.too_many_records', {
    status: 422,
    message: `An export holds up to ${most} records. Please choose a shorter period.`,
    errors: { to: 'Please choose a shorter period.' },
  });
}

export function notInSample(): DomainError {
  return new DomainError('second_look.not_in_sample', {
    status: 404,
    message: 'This lead is not in the sample: it is counted, or another one is looked at.',
  });
}

export function ownClosing(): DomainError {
  return new DomainError('second_look.own', {
    status: 403,
    message: 'You closed this lead yourself: somebody else has to look at it.',
  });
}

export function noClose(): DomainError {
  return new DomainError('report.close_not_found', {
    status: 404,
    message: 'This month is not closed.',
  });
}
