import sodium from 'sodium-native';
import { VaultError } from './errors.js';

/** What the database may keep of a token: enough to find its row and to seal to its holder, never to open. */
export interface Capability {
  /** 32 bytes; the look-up key of the row. */
  digest: Buffer;
  /** 32 bytes, X25519. */
  publicKey: Buffer;
}

const VERSION = 1;
const OVERHEAD = sodium.crypto_box_SEALBYTES;
const DIGEST_LABEL = Buffer.from('bridgeline capability digest v1');
const SEED_LABEL = Buffer.from('bridgeline capability seed v1');

/** The digest alone; cheaper than the pair when only the row is to be found. */
export function capabilityDigest(token: string): Buffer {
  return labelled(DIGEST_LABEL, token);
}

/**
 * Digest and public key of a token. Both come from the token's 130 bits by BLAKE2b under labels of their own, so
 * neither tells anything of the token, nor of the other.
 */
export function capabilityFromToken(token: string): Capability {
  return { digest: capabilityDigest(token), publicKey: keyPair(token).publicKey };
}

/** Seals a rendering to whoever holds the token of this public key. Layout: version (1 byte), sealed box. */
export function sealToCapability(publicKey: Buffer, plaintext: Buffer): Buffer {
  const sealed = Buffer.allocUnsafe(1 + plaintext.length + OVERHEAD);
  sealed[0] = VERSION;
  sodium.crypto_box_seal(sealed.subarray(1), plaintext, publicKey);
  return sealed;
}

/** Opens a rendering with the token that a holder brought. Throws `tampered` or `wrong_key`. */
export function openCapability(token: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION || sealed.length < 1 + OVERHEAD) {
    throw new VaultError('tampered', 'These bytes are not sealed to a capability.');
  }
  const { publicKey, secretKey } = keyPair(token);
  const plaintext = Buffer.alloc(sealed.length - 1 - OVERHEAD);
  if (!sodium.crypto_box_seal_open(plaintext, sealed.subarray(1), publicKey, secretKey)) {
    throw new VaultError('wrong_key', 'This link does not open what is sealed here.');
  }
  return plaintext;
}

function keyPair(token: string): { publicKey: Buffer; secretKey: Buffer } {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_seed_keypair(publicKey, secretKey, labelled(SEED_LABEL, token));
  return { publicKey, secretKey };
}

function labelled(label: Buffer, token: string): Buffer {
  const out = Buffer.alloc(32);
  sodium.crypto_generichash(out, Buffer.from(token, 'latin1'), label);
  return out;
}
