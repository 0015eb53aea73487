import { randomBytes } from 'node:crypto';
import { isSignatureOf, signatureOf } from '../http/signature.js';

const LABEL = 'form ticket v1';
const OF_ANSWERS = 'form answers v1';

/** What a form's ticket says when the form comes back. */
export type Ticket =
  | { state: 'missing' }
  | { state: 'mangled' }
  /**
   * `nonce` is one per visitor, from the first answer on: a form sent twice by accident is one request. What many are
   * shown has none.
   */
  | { state: 'valid'; ageMs: number; nonce: string | undefined };

/** A signed note of when a form was shown, for one visitor. It says nothing about who saw it. */
export function issueTicket(secret: Buffer, now: Date): string {
  return signed(secret, now, randomBytes(12).toString('base64url'));
}

/** The same for a page that everybody is shown who asks for it in the same moment. */
export function ticketForMany(secret: Buffer, now: Date): string {
  return signed(secret, now, '');
}

/**
 * A ticket for many becomes this visitor's own, of the same age; any other stays as it is.
 * @param answers of a form that is whole already: the same ones make the same ticket, so that sent twice they are one request
 */
export function ownTicket(secret: Buffer, ticket: string, now: Date, answers?: string): string {
  const read = readTicket(secret, ticket, now);
  if (read.state !== 'valid' || read.nonce !== undefined) return ticket;
  const issued = new Date(now.getTime() - read.ageMs);
  if (answers === undefined) return issueTicket(secret, issued);
  return signed(secret, issued, signatureOf(secret, OF_ANSWERS, `${ticket}\0${answers}`));
}

function signed(secret: Buffer, now: Date, nonce: string): string {
  const text = `${now.getTime().toString(36)}.${nonce}`;
  return `${text}.${signatureOf(secret, LABEL, text)}`;
}

/** Reads a ticket back. One that is missing proves nothing; one that was changed does. */
export function readTicket(secret: Buffer, ticket: string, now: Date): Ticket {
  if (ticket === '') return { state: 'missing' };
  const [issued, nonce, signature, ...rest] = ticket.split('.');
  if (!issued || nonce === undefined || !signature || rest.length > 0) return { state: 'mangled' };
  if (!isSignatureOf(secret, LABEL, `${issued}.${nonce}`, signature)) return { state: 'mangled' };
  const ageMs = now.getTime() - Number.parseInt(issued, 36);
  return { state: 'valid', ageMs, nonce: nonce || undefined };
}
