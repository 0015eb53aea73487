import type { MailboxView } from '#contract';
import type { MailboxEntity } from './mailbox.entity.js';

/** Why a mailbox cannot be read, as an administrator reads it. */
const MAILBOX_FAILURES = {
  sign_in: 'The mail server does not accept the name or password of IMAP_URL.',
  unreachable: 'The mail server cannot be reached.',
  no_folder: 'There is no such folder in the mailbox.',
  broken: 'The mail server breaks off, or answers what cannot be understood.',
} as const;
export type MailboxFailure = keyof typeof MAILBOX_FAILURES;

/** How reading incoming e-mail goes, as the desk shows it; without a mailbox nothing is read. */
export function mailboxView(mailbox: MailboxEntity | null): MailboxView {
  const failure = mailbox?.failure ?? null;
  return {
    configured: mailbox !== null,
    mailbox: mailbox?.name ?? null,
    readAt: mailbox?.readAt?.toISOString() ?? null,
    failingSince: mailbox?.failingSince?.toISOString() ?? null,
    failure:
      failure === null
        ? null
        : (MAILBOX_FAILURES[failure as MailboxFailure] ?? MAILBOX_FAILURES.broken),
  };
}
