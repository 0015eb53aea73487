import { ERROR_STATUS, type ErrorCode } from '#contract';
import { DomainError } from '#platform';

/** A domain error with the status the contract gives its code. */
export function messageError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

/** Carriers' and providers' codes of a message that did not arrive. Source: Twilio's error and warning dictionary. */
const FAILURES: Readonly<Record<string, string>> = {
  '21211': 'This is no number that can be texted.',
  '21408': 'Texts to this region are not switched on at the provider.',
  '21610': 'They have written STOP to this number.',
  '21614': 'This is no mobile number.',
  '21617': 'The text is too long.',
  '30001': 'Too many messages were waiting at the provider.',
  '30002': 'The account at the provider is suspended.',
  '30003': 'The phone is off or out of reach.',
  '30004': 'The recipient’s carrier blocks it.',
  '30005': 'This number is unknown, or no longer in service.',
  '30006': 'This is a landline, or a carrier that cannot be reached.',
  '30007': 'The carrier filtered it as unwanted.',
  '30008': 'The carrier did not say why.',
  '30034': 'Our number is not registered with the carriers.',
  provider_not_configured: 'No provider is set up for this: reach them another way.',
  provider_unreachable: 'The provider cannot be reached.',
  no_postal_address: 'E-mail needs the organisation’s postal address: an administrator enters it.',
  no_number: 'There is no number of ours to send it from.',
};

/** Enhanced status codes of mail servers (RFC 3463), with which e-mails come back. */
const RETURNED: readonly [pattern: RegExp, sentence: string][] = [
  [/^mail_5\.1\./, 'This e-mail address does not exist, or takes no mail.'],
  [/^mail_5\.2\.1$/, 'This mailbox is switched off.'],
  [/^mail_[45]\.2\.2$/, 'Their mailbox is full.'],
  [/^mail_5\.7\./, 'Their mail server refused it.'],
  [/^mail_4\./, 'Their mail server could not be reached for days.'],
  [/^mail_/, 'It came back from their mail server.'],
];
/** The address itself is wrong: what is sent there comes back again. */
const WRONG_ADDRESS = /^mail_5\.(1\.|2\.1$)/;

/** The number itself is wrong: no second attempt will do. */
const WRONG_NUMBER: ReadonlySet<string> = new Set(['21211', '21614', '30005', '30006']);

/** What a code of a failure means, in words. */
export function failureSentence(code: string): string {
  const returned = RETURNED.find(([pattern]) => pattern.test(code));
  return FAILURES[code] ?? returned?.[1] ?? `The provider refused it (${code}).`;
}

/** Whether a failure says that this number or address cannot be theirs. */
export function saysWrongNumber(code: string): boolean {
  return WRONG_NUMBER.has(code) || WRONG_ADDRESS.test(code);
}
