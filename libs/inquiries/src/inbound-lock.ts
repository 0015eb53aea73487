import { createHash } from 'node:crypto';
import { normaliseEmail, normalisePhone } from '#people';

/**
 * Keys of the short lock that storing what a person says and starting a message to them share (rule R11). They live in
 * the lock table of the database only; nothing of them is stored.
 */
export const inboundLock = {
  /** Of a number, however it was written; null when it is none. */
  ofPhone(phone: string): string | null {
    const number = normalisePhone(phone);
    return number === null ? null : keyOf(`phone ${number}`);
  },
  /** Of an e-mail address, however it was written; null when it is none. */
  ofEmail(email: string): string | null {
    const address = normaliseEmail(email);
    return address === null ? null : keyOf(`email ${address}`);
  },
  /** Of an unsubscribe link, or of the page of a request, by its token's digest. */
  ofLink(tokenDigest: Buffer): string {
    return keyOf(`link ${tokenDigest.toString('hex')}`);
  },
};

/** Keys in the one order in which everybody takes them. */
export function inLockOrder(keys: readonly string[]): string[] {
  return [...new Set(keys)].sort();
}

function keyOf(text: string): string {
  return createHash('sha256')
    .update(`bridgeline inbound v1 ${text}`)
    .digest()
    .readBigInt64BE(0)
    .toString();
}
