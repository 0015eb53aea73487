import sodium from 'sodium-native';
import { VaultError } from './errors.js';

/** A public key that anyone may seal to. `keyId` is 1–255 bytes of ASCII and travels with what was sealed. */
export interface SealingPublicKey {
  keyId: string;
  publicKey: Buffer;
}

/** The pair that opens what was sealed to its public half. Lives in desk and worker only. */
export interface SealingKeyPair extends SealingPublicKey {
  secretKey: Buffer;
}

const VERSION = 1;
const OVERHEAD = sodium.crypto_box_SEALBYTES;

/** A new X25519 pair under the given id. */
export function newSealingKeyPair(keyId: string): SealingKeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  return { keyId, publicKey, secretKey };
}

/**
 * Seals `plaintext` so that only the holder of the secret key reads it; not even the sender can open it again.
 * Layout: version (1 byte), length of the key id (1 byte), key id, libsodium sealed box.
 */
export function sealToPublicKey(key: SealingPublicKey, plaintext: Buffer): Buffer {
  const id = Buffer.from(key.keyId, 'latin1');
  const head = 2 + id.length;
  const sealed = Buffer.allocUnsafe(head + plaintext.length + OVERHEAD);
  sealed[0] = VERSION;
  sealed[1] = id.length;
  id.copy(sealed, 2);
  sodium.crypto_box_seal(sealed.subarray(head), plaintext, key.publicKey);
  return sealed;
}

/** The id of the key that `sealed` was sealed to. Throws `tampered` when it is no sealed value at all. */
export function sealedKeyId(sealed: Buffer): string {
  const length = sealed[1];
  if (sealed[0] !== VERSION || !length || sealed.length < 2 + length + OVERHEAD) {
    throw new VaultError('tampered', 'These bytes are not a sealed value of a known version.');
  }
  return sealed.toString('latin1', 2, 2 + length);
}

/** Opens what was sealed to this pair. Throws `unknown_key` (sealed to another id) or `tampered`. */
export function openSealed(pair: SealingKeyPair, sealed: Buffer): Buffer {
  const keyId = sealedKeyId(sealed);
  if (keyId !== pair.keyId) {
    throw new VaultError('unknown_key', `Sealed to key ${keyId}, not to ${pair.keyId}.`);
  }
  const box = sealed.subarray(2 + keyId.length);
  const plaintext = Buffer.alloc(box.length - OVERHEAD);
  if (!sodium.crypto_box_seal_open(plaintext, box, pair.publicKey, pair.secretKey)) {
    throw new VaultError('tampered', `A value sealed to key ${keyId} does not open.`);
  }
  return plaintext;
}
