import {
  createCipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/** Plaintext of one frame; bytes. */
const FRAME = 256 * 1024;

/** The public half, to which backups are sealed; the machine that makes them can not open them. */
export interface BackupPublicKey {
  id: string;
  /** X25519, SPKI, base64. */
  publicKey: string;
}

/** A fresh pair; the private half belongs apart from the machine. */
export function newBackupKey(id: string): BackupPublicKey & { privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    id,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

/** What is sealed to one file: a key of its own, frames that are counted. */
class Sealer {
  readonly head: Buffer;
  readonly #aes: Buffer;
  #frame = 0n;

  constructor(key: BackupPublicKey) {
    const once = generateKeyPairSync('x25519');
    const publicKey = createPublicKey({
      key: Buffer.from(key.publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
    const secret = diffieHellman({ privateKey: once.privateKey, publicKey });
    this.#aes = Buffer.from(hkdfSync('sha256', secret, '', 'bridgeline backup v1', 32));
    const own = once.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    this.head = Buffer.from(`${JSON.stringify({ v: 1, to: key.id, key: own })}\n`);
  }

  frame(plain: Buffer, last: boolean): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(this.#frame, 4);
    this.#frame += 1n;
    const cipher = createCipheriv('aes-256-gcm', this.#aes, nonce);
    cipher.setAAD(Buffer.from(last ? 'last' : 'more'));
    const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, body]);
  }
}

/**
 * Seals a stream to a public key. Layout: a line of JSON `{v, to, key}` (X25519 of this file alone), then frames: length
 * (4 bytes, big endian), AES-256-GCM ciphertext and tag. The nonce counts the frames, and the last one says that it is:
 * a file that was cut off, reordered or changed does not open. Opened by apps/launcher/backup-file.mjs.
 */
export function sealing(key: BackupPublicKey): Transform {
  const sealer = new Sealer(key);
  let held: Buffer[] = [];
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      held.push(chunk);
      bytes += chunk.length;
      if (bytes > FRAME) {
        const all = Buffer.concat(held);
        let at = 0;
        // The last bytes are held back: whichever frame is last has to say so.
        for (; all.length - at > FRAME; at += FRAME) {
          this.push(sealer.frame(all.subarray(at, at + FRAME), false));
        }
        held = [all.subarray(at)];
        bytes = all.length - at;
      }
      done();
    },
    flush(done: TransformCallback) {
      this.push(sealer.frame(Buffer.concat(held), true));
      done();
    },
  });
  stream.push(sealer.head);
  return stream;
}

/** `sealing` of something that is in memory. */
export function sealBuffer(key: BackupPublicKey, plain: Buffer): Buffer {
  const sealer = new Sealer(key);
  const parts = [sealer.head];
  let at = 0;
  for (; plain.length - at > FRAME; at += FRAME) {
    parts.push(sealer.frame(plain.subarray(at, at + FRAME), false));
  }
  parts.push(sealer.frame(plain.subarray(at), true));
  return Buffer.concat(parts);
}
