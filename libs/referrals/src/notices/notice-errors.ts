import type { NoticeState } from '../entities/facility-notice.entity.js';

const SENTENCES: Record<string, string> = {
  provider_not_configured: 'No provider is set up for this: call, fax, or hand the link over.',
  provider_unreachable: 'The mail server or provider could not be reached.',
  no_postal_address: 'The organisation’s postal address is missing in its settings.',
  no_number: 'There is no number to send texts from.',
  smtp_address: 'The mail server does not take this address.',
  smtp_sign_in: 'The mail server did not let us in.',
  over: 'It was not needed any more.',
};

/** Why a notice did not go out, as a colleague reads it; null for one that did, or waits. */
export function noticeError(state: NoticeState, code: string | null): string | null {
  if (state === 'unknown') {
    return 'It is not known whether this was sent: ask the facility before you send it again.';
  }
  if (state !== 'failed') return null;
  return (code && SENTENCES[code]) ?? `The provider refused it (${code ?? 'no reason'}).`;
}
