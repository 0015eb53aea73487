import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { freshBytes } from '#platform';
import { VaultError } from './errors.js';
import type { KeyRing, SecretKey } from './key-ring.js';
import { isShut } from './shut.js';
import {
  LastDataKey,
  openSealed,
  sealedKeyId,
  type SealingPublicKey,
  sealToPublicKey,
} from './sealed-box.js';

/** Where a value lives. All three are sealed into the ciphertext, so it opens nowhere else. */
export interface FieldRef {
  table: string;
  column: string;
  id: string;
}

/** One blind-index digest: unique by (`keyId`, `digest`). */
export interface BlindDigest {
  keyId: string;
  /** 16 bytes. */
  digest: Buffer;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const DIGEST_BYTES = 16;
const RELOAD_EVERY_MS = 1000;
/** Stands in the place of an encrypted text that was erased (R19), where the column may not be empty. */
const ERASED = 'erased';
/** What is read there. */
const ERASED_WORD = 'Erased';

/**
 * Encrypts fields, opens sealed payloads and makes blind indexes, with the keys of one ring.
 *
 * A value under a key that this ring doesn't hold makes the vault read the ring again (at most once a second, when
 * `reload` is given): that is how a key added by one process reaches the others while they run.
 *
 * Where the vault is shut (`withVaultShut`) whatever opens something throws `shut`.
 */
export class Vault {
  #ring: KeyRing;
  readonly #dataKeys = new LastDataKey();
  #reloadedAt = Number.NEGATIVE_INFINITY;

  constructor(
    ring: KeyRing,
    private readonly reload?: () => KeyRing,
  ) {
    this.#ring = ring;
  }

  /** The public key that payloads are sealed to now. */
  get sealingKey(): SealingPublicKey {
    const { keyId, publicKey } = currentOf(this.#ring.sealing);
    return { keyId, publicKey };
  }

  /** Takes another ring from now on (rotation while running). */
  useRing(ring: KeyRing): void {
    this.#ring = ring;
  }

  /**
   * Encrypts a text for one place: `v1.<keyId>.<base64url(iv | ciphertext | tag)>`, AES-256-GCM under the current key.
   * The id of the row has to be known before. A key is good for 2³² values (random 96-bit IVs).
   */
  encrypt(ref: FieldRef, value: string): string {
    const { keyId, sealed } = this.#seal(ref, Buffer.from(value, 'utf8'));
    return `v1.${keyId}.${sealed.toString('base64url')}`;
  }

  /** Encrypts bytes for one place: `v1.<keyId>.` and then iv | ciphertext | tag as they are. */
  encryptBytes(ref: FieldRef, value: Buffer): Buffer {
    const { keyId, sealed } = this.#seal(ref, value);
    return Buffer.concat([Buffer.from(`v1.${keyId}.`), sealed]);
  }

  /** Opens what `encryptBytes` made for the same place. Throws `tampered` or `unknown_key`. */
  decryptBytes(ref: FieldRef, value: Buffer): Buffer {
    const dot = value.indexOf('.', 'v1.'.length);
    if (dot < 0 || value.subarray(0, 3).toString() !== 'v1.') {
      throw new VaultError('tampered', `${ref.table}.${ref.column} holds no encrypted value.`);
    }
    return this.#unseal(ref, value.subarray(3, dot).toString(), value.subarray(dot + 1));
  }

  /**
   * Opens what `encrypt` made for the same place; what was erased reads "Erased". Throws `tampered` or
   * `unknown_key`.
   */
  decrypt(ref: FieldRef, text: string): string {
    if (text === ERASED) return ERASED_WORD;
    const [version, keyId, body, ...rest] = text.split('.');
    if (version !== 'v1' || !keyId || !body || rest.length > 0) {
      throw new VaultError('tampered', `${ref.table}.${ref.column} holds no encrypted value.`);
    }
    const sealed = Buffer.from(body, 'base64url');
    if (sealed.toString('base64url') !== body) {
      throw new VaultError('tampered', `${ref.table}.${ref.column} holds a broken value.`);
    }
    return this.#unseal(ref, keyId, sealed).toString('utf8');
  }

  #seal(ref: FieldRef, value: Buffer): { keyId: string; sealed: Buffer } {
    const { keyId, key } = currentOf(this.#ring.field);
    const iv = freshBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(place(ref, keyId));
    const sealed = Buffer.concat([iv, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
    return { keyId, sealed };
  }

  #unseal(ref: FieldRef, keyId: string, sealed: Buffer): Buffer {
    if (isShut(ref.table)) throw shutFor(`${ref.table}.${ref.column}`);
    const key = this.#find((ring) => ring.field.keys, keyId);
    if (sealed.length < IV_BYTES + TAG_BYTES) {
      throw new VaultError('tampered', `${ref.table}.${ref.column} holds a broken value.`);
    }
    const decipher = createDecipheriv('aes-256-gcm', key.key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(place(ref, keyId));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const head = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([head, decipher.final()]);
    } catch {
      throw new VaultError(
        'tampered',
        `${ref.table}.${ref.column} of row ${ref.id} is not what was encrypted there.`,
      );
    }
  }

  /** `encrypt` that lets null and undefined through as null. */
  encryptNullable(ref: FieldRef, value: string | null | undefined): string | null {
    return value == null ? null : this.encrypt(ref, value);
  }

  /** `decrypt` that lets null through. */
  decryptNullable(ref: FieldRef, text: string | null | undefined): string | null {
    return text == null ? null : this.decrypt(ref, text);
  }

  /** Encrypts a JSON value. */
  encryptJson(ref: FieldRef, value: unknown): string {
    const json = JSON.stringify(value);
    if (json === undefined) {
      throw new TypeError(`${ref.table}.${ref.column}: undefined is not JSON.`);
    }
    return this.encrypt(ref, json);
  }

  /** Opens what `encryptJson` made; the caller parses it with its schema. Throws `erased` for what is no more. */
  decryptJson(ref: FieldRef, text: string): unknown {
    if (text === ERASED) throw new VaultError('erased', `${ref.table}.${ref.column} was erased.`);
    return JSON.parse(this.decrypt(ref, text)) as unknown;
  }

  /** Whether an encrypted text was erased, and nothing is left to open. */
  isErased(text: string): boolean {
    return text === ERASED;
  }

  /** Whether the value is under the current field key; rotation rewrites those that aren't. */
  isCurrent(text: string): boolean {
    return text.split('.')[1] === this.#ring.field.current;
  }

  /** Seals a payload to the current sealing key. */
  seal(plaintext: Buffer): Buffer {
    return sealToPublicKey(this.sealingKey, plaintext);
  }

  /** Opens a sealed payload with whichever key it names. Throws `tampered`, `unknown_key` or `shut`. */
  open(sealed: Buffer): Buffer {
    if (isShut('inquiry')) throw shutFor('A sealed payload');
    return openSealed(
      this.#find((ring) => ring.sealing.keys, sealedKeyId(sealed)),
      sealed,
      this.#dataKeys,
    );
  }

  /**
   * Digests to write for a value, one per active index key (two while a rotation runs), the current key's first.
   * `purpose` keeps kinds apart ('phone', 'email', 'name-word', …); the caller normalises the value.
   */
  digests(purpose: string, value: string): BlindDigest[] {
    return this.#activeIndexKeys().map(({ keyId, key }) => ({
      keyId,
      digest: createHmac('sha256', key)
        .update(JSON.stringify([purpose, value]))
        .digest()
        .subarray(0, DIGEST_BYTES),
    }));
  }

  /**
   * Digests to look a value up by; a row that matches any of them is a hit. The same as are written: rows from
   * before a rotation carry only the old key's digest until they are re-written.
   */
  digestsForLookup(purpose: string, value: string): BlindDigest[] {
    return this.digests(purpose, value);
  }

  #activeIndexKeys(): SecretKey[] {
    const { current, keys } = this.#ring.index;
    return [
      currentOf(this.#ring.index),
      ...keys.filter((key) => key.keyId !== current && !key.retired),
    ];
  }

  #find<K extends { keyId: string }>(keysOf: (ring: KeyRing) => K[], keyId: string): K {
    const known = keysOf(this.#ring).find((key) => key.keyId === keyId);
    if (known) return known;
    if (this.reload && performance.now() - this.#reloadedAt > RELOAD_EVERY_MS) {
      this.#reloadedAt = performance.now();
      this.#ring = this.reload();
      const found = keysOf(this.#ring).find((key) => key.keyId === keyId);
      if (found) return found;
    }
    throw new VaultError('unknown_key', `This process holds no key ${keyId}.`);
  }
}

function shutFor(what: string): VaultError {
  return new VaultError('shut', `${what} is not opened for who asks.`);
}

function currentOf<K extends { keyId: string }>(set: { current: string; keys: K[] }): K {
  const key = set.keys.find(({ keyId }) => keyId === set.current);
  if (!key) throw new VaultError('bad_keys', `The current key ${set.current} is not in its ring.`);
  return key;
}

/** JSON of an array of strings: no two different places encode alike. */
function place(ref: FieldRef, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([ref.table, ref.column, ref.id, keyId]));
}

/** Keyed digest (HMAC-SHA256, 32 bytes) of a request body, to tell a repeat from another body under one key. */
export function bodyDigest(siteSecret: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', siteSecret).update('body v1\0').update(body).digest();
}
