import { headFields, idsIn } from './mail-head.js';

/** Who wrote an e-mail: a person, a machine for a person (out of office, a list), or a server that tells what became of ours. */
export type MailNature =
  | { is: 'personal' }
  | { is: 'automatic' }
  | { is: 'report'; report: DeliveryReport };

/** What a mail server says became of an e-mail of ours. Source: RFC 3464. */
export interface DeliveryReport {
  /** Ids of ours that it names. */
  about: string[];
  /** `delayed` and whatever else is no end are `pending`. */
  end: 'failed' | 'delivered' | 'pending';
  /** The enhanced status code, such as `5.1.1` (RFC 3463); null when it gives none. */
  status: string | null;
}

const SCANNED = 1024 * 1024;
const RETURNED_ID = /^(?:original-)?message-id:\s*(.*)$/gim;
const MACHINE = /^(mailer-daemon|postmaster|mail-daemon)@/i;
const NO_REPLY = /^(no-?reply|do-?not-?reply|donotreply|bounces?)[@+._-]/i;
const RETURNED_SUBJECT =
  /^(undeliver|undelivered|delivery (status|failure|has failed)|mail delivery (failed|failure)|returned mail|failure notice|message not delivered|no se puede entregar)/i;

/**
 * Tells what an e-mail is by its head (RFC 3834: Auto-Submitted, Precedence, an empty Return-Path) and, for a report,
 * by what it holds.
 */
export function natureOf(raw: Buffer, from: string | null): MailNature {
  const fields = headFields(raw);
  const has = (name: string, pattern: RegExp) => fields(name).some((value) => pattern.test(value));
  const machine = from === null || MACHINE.test(from) || has('return-path', /^<\s*>/);
  const isReport =
    has('content-type', /multipart\/report/i) ||
    (machine && has('subject', RETURNED_SUBJECT)) ||
    fields('x-failed-recipients').length > 0;
  if (isReport) {
    const report = reportIn(raw);
    if (report) return { is: 'report', report };
  }
  const automatic =
    has('auto-submitted', /^(?!no\b)/i) ||
    has('precedence', /^(bulk|junk|list|auto_reply)/i) ||
    fields('x-autoreply').length + fields('x-autorespond').length > 0 ||
    fields('list-id').length + fields('list-unsubscribe').length > 0 ||
    has('return-path', /^<\s*>/) ||
    (from !== null && (MACHINE.test(from) || NO_REPLY.test(from)));
  return automatic ? { is: 'automatic' } : { is: 'personal' };
}

/** Null: it says nothing of an e-mail. */
function reportIn(raw: Buffer): DeliveryReport | null {
  const text = raw
    .subarray(0, SCANNED)
    .toString('latin1')
    .replaceAll(/\r?\n[ \t]+/g, ' ');
  const own = idsIn(headFields(raw)('message-id').join(' '));
  const returned = [...text.matchAll(RETURNED_ID)].map(([, value = '']) => value).join(' ');
  const about = idsIn(returned).filter((id) => !own.includes(id));
  const action = /^action:\s*(\w+)/im.exec(text)?.[1]?.toLowerCase();
  const status =
    /^status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ??
    /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ??
    null;
  if (action === undefined && status === null && about.length === 0) return null;
  return { about, end: endOf(action, status), status };
}

function endOf(action: string | undefined, status: string | null): DeliveryReport['end'] {
  if (action === 'failed') return 'failed';
  if (action === 'delivered' || action === 'relayed') return 'delivered';
  if (action !== undefined) return 'pending';
  return status?.startsWith('4') ? 'pending' : 'failed';
}
