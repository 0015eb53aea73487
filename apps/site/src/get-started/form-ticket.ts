import { randomBytes } from 'node:crypto';
import { isSignatureOf, signatureOf } from '../http/signature.js';

const LABEL = 'form ticket v1';

/** What a form's ticket says when the form comes back. */
export type Ticket =
  | { state: 'missing' }
  | { state: 'mangled' }
  /** `nonce` is one per form shown: a form sent twice by accident is one request. */
  | { state: 'valid'; ageMs: number; nonce: string };

/** A signed note of when a form was shown. It says nothing about who saw it. */
export function issueTicket(secret: Buffer, now: Date): string {
  const text = `${now.getTime().toString(36)}.${randomBytes(12).toString('base64url')}`;
  return `${text}.${signatureOf(secret, LABEL, text)}`;
}

/** Reads a ticket back. One that is missing proves nothing; one that was changed does. */
export function readTicket(secret: Buffer, ticket: string, now: Date): Ticket {
  if (ticket === '') return { state: 'missing' };
  const [issued, nonce, signature, ...rest] = ticket.split('.');
  if (!issued || !nonce || !signature || rest.length > 0) return { state: 'mangled' };
  if (!isSignatureOf(secret, LABEL, `${issued}.${nonce}`, signature)) return { state: 'mangled' };
  return { state: 'valid', ageMs: now.getTime() - Number.parseInt(issued, 36), nonce };
}
