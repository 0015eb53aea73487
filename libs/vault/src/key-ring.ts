import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { VaultError } from './errors.js';
import { newSealingKeyPair, type SealingKeyPair } from './sealed-box.js';

/** A symmetric key of 32 bytes. A retired index key is kept to explain old rows, and used no more. */
export interface SecretKey {
  keyId: string;
  key: Buffer;
  retired?: boolean | undefined;
}

/** Keys of one kind; `current` is the one that writes, the rest only read. */
export interface KeySet<K> {
  current: string;
  keys: K[];
}

/** Everything desk and worker need to read what is stored. */
export interface KeyRing {
  sealing: KeySet<SealingKeyPair>;
  field: KeySet<SecretKey>;
  index: KeySet<SecretKey>;
}

/** All that the public process may know: nothing here opens anything. */
export interface SiteKeys {
  sealingKeyId: string;
  sealingPublicKey: Buffer;
  /** 32 bytes; makes tokens from idempotency keys and digests of bodies. */
  siteSecret: Buffer;
}

const keyId = z.string().regex(/^[a-z0-9-]{1,32}$/, 'a key id is 1-32 of a-z, 0-9, -');
const bytes32 = z
  .string()
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((bytes) => bytes.length === 32, 'a key is 32 bytes in base64url');
const secretKey = z.object({ keyId, key: bytes32, retired: z.boolean().optional() });

function keySet<T extends z.ZodType<{ keyId: string }>>(key: T) {
  return z
    .object({ current: keyId, keys: z.array(key).min(1) })
    .refine(
      (set) => set.keys.some((one) => one.keyId === set.current),
      'the current key is not among the keys',
    )
    .refine(
      (set) => new Set(set.keys.map((one) => one.keyId)).size === set.keys.length,
      'two keys share an id',
    );
}

const ringFile = z.object({
  version: z.literal(1),
  sealing: keySet(z.object({ keyId, publicKey: bytes32, secretKey: bytes32 })),
  field: keySet(secretKey),
  index: keySet(secretKey),
});

const siteFile = z.object({
  version: z.literal(1),
  sealingKeyId: keyId,
  sealingPublicKey: bytes32,
  siteSecret: bytes32,
});

/** A ring with one fresh key of each kind. */
export function newKeyRing(): KeyRing {
  const pair = newSealingKeyPair(newKeyId('s'));
  const field = newSecretKey('f');
  const index = newSecretKey('i');
  return {
    sealing: { current: pair.keyId, keys: [pair] },
    field: { current: field.keyId, keys: [field] },
    index: { current: index.keyId, keys: [index] },
  };
}

/** What the site may know of this ring, with a fresh site secret unless one is given. */
export function siteKeysOf(ring: KeyRing, siteSecret: Buffer = randomBytes(32)): SiteKeys {
  const pair = ring.sealing.keys.find((one) => one.keyId === ring.sealing.current);
  if (!pair) throw new VaultError('bad_keys', 'The current sealing key is not in the ring.');
  return { sealingKeyId: pair.keyId, sealingPublicKey: pair.publicKey, siteSecret };
}

/**
 * The ring with one more key of a kind, which is current from now on; the older keys go on reading. After adding a
 * sealing key the site's file has to follow (`siteKeysOf` with the old site secret).
 */
export function withNewKey(ring: KeyRing, kind: keyof KeyRing): KeyRing {
  if (kind === 'sealing') {
    const pair = newSealingKeyPair(newKeyId('s'));
    return { ...ring, sealing: { current: pair.keyId, keys: [...ring.sealing.keys, pair] } };
  }
  const key = newSecretKey(kind === 'field' ? 'f' : 'i');
  return { ...ring, [kind]: { current: key.keyId, keys: [...ring[kind].keys, key] } };
}

/** The ring's JSON as it is stored; secret. */
export function ringToJson(ring: KeyRing): string {
  return toJson({ version: 1, ...ring });
}

/** The site keys' JSON as it is stored; secret, but opens nothing. */
export function siteKeysToJson(keys: SiteKeys): string {
  return toJson({ version: 1, ...keys });
}

/** Parses and checks a ring; `origin` names the file or variable in the error (`bad_keys`). */
export function ringFromJson(json: string, origin: string): KeyRing {
  const { sealing, field, index } = parse(ringFile, json, origin);
  return { sealing, field, index };
}

/** Parses and checks site keys; `origin` names the file or variable in the error (`bad_keys`). */
export function siteKeysFromJson(json: string, origin: string): SiteKeys {
  const { sealingKeyId, sealingPublicKey, siteSecret } = parse(siteFile, json, origin);
  return { sealingKeyId, sealingPublicKey, siteSecret };
}

function parse<T>(schema: z.ZodType<T>, json: string, origin: string): T {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    throw new VaultError(
      'bad_keys',
      `${origin} is not JSON. Restore it from your backup of the keys.`,
    );
  }
  const result = schema.safeParse(data);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new VaultError(
      'bad_keys',
      `${origin} is no complete set of keys (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}). ` +
        'Restore it from your backup of the keys.',
    );
  }
  return result.data;
}

function toJson(value: unknown): string {
  const text = JSON.stringify(encodeBuffers(value), undefined, 2);
  return `${text}\n`;
}

function encodeBuffers(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('base64url');
  if (Array.isArray(value)) return value.map(encodeBuffers);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, encodeBuffers(part)]),
    );
  }
  return value;
}

function newSecretKey(prefix: string): SecretKey {
  return { keyId: newKeyId(prefix), key: randomBytes(32) };
}

function newKeyId(prefix: string): string {
  return `${prefix}${randomBytes(4).toString('hex')}`;
}
