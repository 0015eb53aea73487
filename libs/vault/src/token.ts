import { createHmac, randomBytes } from 'node:crypto';
import sodium from 'sodium-native';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;
const SHAPE = /^[0-9a-hjkmnp-tv-z]{26}$/;
const REFERENCE_LABEL = Buffer.from('bridgeline human reference v1');

/** First `length` Crockford base32 characters (lower case) of the bytes, most significant bits first. */
function crockford(bytes: Buffer, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

/** A fresh capability token: 26 characters of Crockford base32, lower case, 130 random bits. */
export function newToken(): string {
  return crockford(randomBytes(17), LENGTH);
}

/**
 * The token of a request that carries an idempotency key: the same site secret, scope and key always give the
 * same token, so a repeat gets the same answer with nothing stored. Without the secret it can't be guessed.
 */
export function tokenFromKey(siteSecret: Buffer, scope: string, idempotencyKey: string): string {
  const mac = createHmac('sha256', siteSecret)
    .update(JSON.stringify(['token v1', scope, idempotencyKey]))
    .digest();
  return crockford(mac, LENGTH);
}

/** Whether the text has the shape of a token (says nothing about whether it was ever given out). */
export function isToken(text: string): boolean {
  return SHAPE.test(text);
}

/**
 * What a person reads out on the phone: `XXXX-XXXX`, 40 bits from a digest of its own, so that it gives nothing of
 * the token away. Not a secret and, at 40 bits, not quite unique: an aid to find, never a key to open.
 */
export function humanReference(token: string): string {
  const digest = Buffer.alloc(16);
  sodium.crypto_generichash(digest, Buffer.from(token, 'latin1'), REFERENCE_LABEL);
  const text = crockford(digest, 8).toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
