import { ERROR_STATUS } from '#contract';
import { DomainError } from '#platform';
import { PhoneCompanyError } from './conference-port.js';

const SENTENCES = {
  'conference.not_found': 'There is no such call.',
  'phone.not_your_call': 'This call is a colleague’s.',
  'phone.call_over': 'This call is over.',
  'phone.still_on_hold': 'They are on hold: join all first, then leave.',
  'phone.nobody_stays': 'Nobody else is on the line: they would be alone.',
  'phone.company_refused': 'The phone company does not do this. Nothing has changed.',
  'phone.company_silent':
    'The phone company does not answer. What was asked may have happened: look at the call.',
} as const;

export function conferenceError(code: keyof typeof SENTENCES, cause?: unknown): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message: SENTENCES[code], cause });
}

/** What the phone company said, as the desk tells it; any other error as it is. */
export function companyError(error: unknown): unknown {
  if (!(error instanceof PhoneCompanyError)) return error;
  const codes = {
    refused: 'phone.company_refused',
    gone: 'phone.call_over',
    unknown: 'phone.company_silent',
  } as const;
  return conferenceError(codes[error.result], error);
}
