// Opens what apps/backup sealed: Node's own modules alone, so that a restore needs nothing that is lost.
import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';

/** Reads the private key of backups. Throws a sentence that says what to do. */
export function readBackupKey(path) {
  if (!existsSync(path)) {
    throw new Error(
      `There is no key for backups at ${path}. Bring the file private.json that was carried away, and name it with --key.`,
    );
  }
  try {
    const { id, privateKey } = JSON.parse(readFileSync(path, 'utf8'));
    const key = createPrivateKey({
      key: Buffer.from(privateKey, 'base64'),
      type: 'pkcs8',
      format: 'der',
    });
    return { id, key };
  } catch {
    throw new Error(`${path} is no key for backups: bring the file private.json as it was made.`);
  }
}

/** The plaintext of a sealed file, in parts. Throws when the key is another one, or the file was changed or cut off. */
export async function* openSealedFile(path, { id, key }) {
  let held = Buffer.alloc(0);
  let aes;
  let frame = 0n;
  let ended = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (!aes) {
      const line = held.indexOf(0x0a);
      if (line < 0) continue;
      aes = keyOf(path, held.subarray(0, line), id, key);
      held = held.subarray(line + 1);
    }
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      const length = held.readUInt32BE();
      const body = held.subarray(4, 4 + length);
      held = held.subarray(4 + length);
      const { plain, last } = openFrame(path, aes, frame, body);
      frame += 1n;
      ended = last;
      yield plain;
    }
  }
  if (!ended || held.length > 0) throw new Error(`${path} was cut off: it is not whole.`);
}

function keyOf(path, line, id, key) {
  let head;
  try {
    head = JSON.parse(line.toString('utf8'));
  } catch {
    throw new Error(`${path} is no sealed backup.`);
  }
  if (head.to !== id) {
    throw new Error(`${path} is sealed to the key ${head.to}; the key given is ${id}.`);
  }
  const publicKey = createPublicKey({
    key: Buffer.from(head.key, 'base64'),
    type: 'spki',
    format: 'der',
  });
  const secret = diffieHellman({ privateKey: key, publicKey });
  return Buffer.from(hkdfSync('sha256', secret, '', 'bridgeline backup v1', 32));
}

function openFrame(path, aes, frame, body) {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(frame, 4);
  for (const last of [false, true]) {
    const decipher = createDecipheriv('aes-256-gcm', aes, nonce, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(last ? 'last' : 'more'));
    decipher.setAuthTag(body.subarray(-16));
    const plain = decipher.update(body.subarray(0, -16));
    try {
      decipher.final();
      return { plain, last };
    } catch {
      // Not of this sort: the other one is tried, then the file is not what was sealed.
    }
  }
  throw new Error(`${path} is not what was sealed: it was changed, or is damaged.`);
}
