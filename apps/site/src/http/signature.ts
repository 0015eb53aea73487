import { createHmac, timingSafeEqual } from 'node:crypto';

/** A short keyed signature of a text under a label of its own, so that one kind never passes for another. */
export function signatureOf(secret: Buffer, label: string, text: string): string {
  return createHmac('sha256', secret)
    .update(`${label}\0${text}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** Whether `signature` belongs to the text; takes the same time whatever is wrong. */
export function isSignatureOf(
  secret: Buffer,
  label: string,
  text: string,
  signature: string,
): boolean {
  const wanted = Buffer.from(signatureOf(secret, label, text));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
