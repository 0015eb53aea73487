import sodium from 'sodium-native';

/** RFC 9106's second recommendation scaled as OWASP gives it for argon2id: 19 MiB, two passes. */
const MEMORY_BYTES = 19 * 1024 * 1024;
const PASSES = 2;

/** Hashes a password with argon2id (19 MiB, t=2, p=1), on libuv's threads, never on the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const out = Buffer.alloc(sodium.crypto_pwhash_STRBYTES);
  await new Promise<void>((resolve, reject) => {
    sodium.crypto_pwhash_str_async(out, bytesOf(password), PASSES, MEMORY_BYTES, (error) =>
      error ? reject(error) : resolve(),
    );
  });
  const end = out.indexOf(0);
  return out.toString('latin1', 0, end === -1 ? out.length : end);
}

/** Whether the password is the one that was hashed; false for anything that is no argon2id hash. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const stored = Buffer.alloc(sodium.crypto_pwhash_STRBYTES);
  if (Buffer.byteLength(hash, 'latin1') >= stored.length) return false;
  stored.write(hash, 'latin1');
  return new Promise((resolve, reject) => {
    sodium.crypto_pwhash_str_verify_async(stored, bytesOf(password), (error, same) =>
      error ? reject(error) : resolve(same),
    );
  });
}

/** Typed on two keyboards the same letters may be composed differently: NFKC makes them one. */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8');
}
