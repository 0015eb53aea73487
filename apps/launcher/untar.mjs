// Unpacks a tar as PostgreSQL's base backup writes it (ustar): files, folders, links. Node's own modules alone.
import { closeSync, mkdirSync, openSync, symlinkSync, writeSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';

const BLOCK = 512;

/** Unpacks the parts of a tar into a folder. Throws when it ends too early or an entry leads outside. */
export async function untar(parts, folder) {
  let held = Buffer.alloc(0);
  /** The file being written: how much is left of it, and of the padding behind it. */
  let current;
  let ended = false;
  for await (const part of parts) {
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    while (!ended) {
      if (current) {
        const piece = held.subarray(0, Math.min(held.length, current.left));
        if (piece.length > 0) writeSync(current.file, piece);
        current.left -= piece.length;
        held = held.subarray(piece.length);
        if (current.left > 0) break;
        if (held.length < current.padding) break;
        held = held.subarray(current.padding);
        closeSync(current.file);
        current = undefined;
      }
      if (held.length < BLOCK) break;
      const header = held.subarray(0, BLOCK);
      held = held.subarray(BLOCK);
      if (header.every((byte) => byte === 0)) {
        ended = true;
        break;
      }
      current = begin(header, folder);
    }
    if (ended) held = Buffer.alloc(0);
  }
  if (!ended || current) throw new Error('The backup ends too early: it is not whole.');
}

function begin(header, folder) {
  const text = (from, to) => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const prefix = text(345, 500);
  const name = normalize(prefix ? `${prefix}/${text(0, 100)}` : text(0, 100));
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) {
    throw new Error(`The backup has a file outside its folder: ${name}`);
  }
  const path = join(folder, name);
  const mode = Number.parseInt(text(100, 108).trim() || '600', 8) & 0o777;
  const type = String.fromCharCode(header[156]);
  if (type === '5') {
    mkdirSync(path, { recursive: true, mode });
    return undefined;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (type === '2') {
    symlinkSync(text(157, 257), path);
    return undefined;
  }
  const size = sizeOf(header);
  const file = openSync(path, 'w', mode || 0o600);
  return { file, left: size, padding: (BLOCK - (size % BLOCK)) % BLOCK };
}

/** Octal, or binary for what is larger than 8 GB. */
function sizeOf(header) {
  if ((header[124] & 0x80) === 0) {
    return Number.parseInt(header.toString('latin1', 124, 136).replace(/[\0 ]+$/, '') || '0', 8);
  }
  return Number(header.readBigUInt64BE(128));
}
