import sodium from 'sodium-native';
import { freshBytes } from '#platform';
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

/** A payload in a box of its own; opened still, made no more. */
const BOX = 1;
/** A payload under a data key, and that key in a box. */
const UNDER_DATA_KEY = 2;
const BOX_OVERHEAD = sodium.crypto_box_SEALBYTES;
const KEY_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;
const BOXED_KEY_BYTES = KEY_BYTES + BOX_OVERHEAD;

/** A new X25519 pair under the given id. */
export function newSealingKeyPair(keyId: string): SealingKeyPair {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  return { keyId, publicKey, secretKey };
}

/** Seals `plaintext` so that only the holder of the secret key reads it; not even the sender can open it again. */
export function sealToPublicKey(key: SealingPublicKey, plaintext: Buffer): Buffer {
  return Buffer.concat(sealTogether(key, [plaintext]));
}

/**
 * Seals payloads like {@link sealToPublicKey}, for the price of one: the costly part, a box for the data key, is shared.
 * Each opens by itself, and tells nothing of the others. The data key is random, used here alone, and wiped.
 * Layout of each: version (1 byte), length of the key id (1 byte), key id, libsodium sealed box of the data key
 * (80 bytes); nonce (24 bytes) and XChaCha20-Poly1305 of the payload, with all before as additional data.
 */
export function sealTogether(key: SealingPublicKey, plaintexts: readonly Buffer[]): Buffer[] {
  if (plaintexts.length === 0) return [];
  const dataKey = Buffer.alloc(KEY_BYTES);
  sodium.randombytes_buf(dataKey);
  const head = headOf(key, dataKey);
  const sealed = plaintexts.map((plaintext) => sealUnder(dataKey, head, plaintext));
  sodium.sodium_memzero(dataKey);
  return sealed;
}

function headOf({ keyId, publicKey }: SealingPublicKey, dataKey: Buffer): Buffer {
  const id = Buffer.from(keyId, 'latin1');
  const head = Buffer.alloc(2 + id.length + BOXED_KEY_BYTES);
  head[0] = UNDER_DATA_KEY;
  head[1] = id.length;
  id.copy(head, 2);
  sodium.crypto_box_seal(head.subarray(2 + id.length), dataKey, publicKey);
  return head;
}

function sealUnder(dataKey: Buffer, head: Buffer, plaintext: Buffer): Buffer {
  const start = head.length + NONCE_BYTES;
  const sealed = Buffer.allocUnsafe(start + plaintext.length + TAG_BYTES);
  head.copy(sealed);
  const nonce = freshBytes(NONCE_BYTES);
  nonce.copy(sealed, head.length);
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    sealed.subarray(start),
    plaintext,
    head,
    null,
    nonce,
    dataKey,
  );
  return sealed;
}

/** The id of the key that `sealed` was sealed to. Throws `tampered` when it is no sealed value at all. */
export function sealedKeyId(sealed: Buffer): string {
  const [version, length] = sealed;
  const overhead = version === BOX ? BOX_OVERHEAD : BOXED_KEY_BYTES + NONCE_BYTES + TAG_BYTES;
  const known = version === BOX || version === UNDER_DATA_KEY;
  if (!known || !length || sealed.length < 2 + length + overhead) {
    throw new VaultError('tampered', 'These bytes are not a sealed value of a known version.');
  }
  return sealed.toString('latin1', 2, 2 + length);
}

/**
 * Opens what was sealed to this pair. Throws `unknown_key` (sealed to another id) or `tampered`.
 * @param dataKeys remembers from one call to the next, for values that were sealed together
 */
export function openSealed(
  pair: SealingKeyPair,
  sealed: Buffer,
  dataKeys = new LastDataKey(),
): Buffer {
  const keyId = sealedKeyId(sealed);
  if (keyId !== pair.keyId) {
    throw new VaultError('unknown_key', `Sealed to key ${keyId}, not to ${pair.keyId}.`);
  }
  const start = 2 + keyId.length;
  const plaintext =
    sealed[0] === BOX
      ? openBox(pair, sealed.subarray(start))
      : openUnderDataKey(pair, sealed, start + BOXED_KEY_BYTES, dataKeys);
  if (!plaintext) throw new VaultError('tampered', `A value sealed to key ${keyId} does not open.`);
  return plaintext;
}

/** The data key that was opened last: values that were sealed together are read one after the other, and share it. */
export class LastDataKey {
  #pair: SealingKeyPair | undefined;
  #head: Buffer | undefined;
  #key: Buffer | undefined;

  /** The data key in a head (version, key id, box), if the pair opens it. */
  of(pair: SealingKeyPair, head: Buffer): Buffer | undefined {
    if (this.#pair === pair && this.#head?.equals(head)) return this.#key;
    this.#pair = pair;
    this.#head = Buffer.from(head);
    this.#key = openBox(pair, head.subarray(-BOXED_KEY_BYTES));
    return this.#key;
  }
}

function openBox({ publicKey, secretKey }: SealingKeyPair, box: Buffer): Buffer | undefined {
  const plaintext = Buffer.alloc(box.length - BOX_OVERHEAD);
  const opened = sodium.crypto_box_seal_open(plaintext, box, publicKey, secretKey);
  return opened ? plaintext : undefined;
}

function openUnderDataKey(
  pair: SealingKeyPair,
  sealed: Buffer,
  headBytes: number,
  dataKeys: LastDataKey,
): Buffer | undefined {
  const head = sealed.subarray(0, headBytes);
  const dataKey = dataKeys.of(pair, head);
  if (!dataKey) return undefined;
  const nonce = sealed.subarray(headBytes, headBytes + NONCE_BYTES);
  const secret = sealed.subarray(headBytes + NONCE_BYTES);
  const plaintext = Buffer.alloc(secret.length - TAG_BYTES);
  try {
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      plaintext,
      null,
      secret,
      head,
      nonce,
      dataKey,
    );
    return plaintext;
  } catch {
    // What was changed does not open; the caller says so.
    return undefined;
  }
}
