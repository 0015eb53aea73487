import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Whether a password is known from a breach. */
export type IsBreached = (password: string) => Promise<boolean>;

const LINE = 64;

/**
 * A list of breached passwords in one file, as the downloader of Have I Been Pwned writes it: lines of 40 hex digits
 * (SHA-1, upper case) in order, each with anything behind it up to the end of the line (`:count`). Nothing leaves the
 * house and nothing is held in memory: a look-up reads some thirty small pieces of the file. Throws, naming the file,
 * when it cannot be read or is no such list.
 */
export function breachedList(path: string): IsBreached {
  return async (password) => {
    const wanted = createHash('sha1').update(password.normalize('NFC')).digest('hex').toUpperCase();
    const file = await open(path, 'r');
    try {
      return await holds(file, wanted, path);
    } finally {
      await file.close();
    }
  };
}

/** Halves the file by bytes; a piece is the line that begins at or after its first byte. */
async function holds(file: FileHandle, wanted: string, path: string): Promise<boolean> {
  let from = 0;
  let to = (await file.stat()).size;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const line = await lineFrom(file, middle);
    if (line === undefined) {
      to = middle;
      continue;
    }
    if (!/^[0-9A-F]{40}$/i.test(line.hash)) {
      throw new Error(`${path} is no list of SHA-1 hashes in order.`);
    }
    const hash = line.hash.toUpperCase();
    if (hash === wanted) return true;
    if (hash < wanted) from = line.end;
    else to = middle;
  }
  return false;
}

/** The first whole line at or after a byte, and where the next begins; undefined when there is none. */
async function lineFrom(
  file: FileHandle,
  at: number,
): Promise<{ hash: string; end: number } | undefined> {
  // The byte before tells whether a line begins just here.
  const start = Math.max(0, at - 1);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(3 * LINE), 0, 3 * LINE, start);
  const text = buffer.toString('latin1', 0, bytesRead);
  const begin = at === 0 ? 0 : text.indexOf('\n') + 1;
  if (at !== 0 && begin === 0) return undefined;
  const hash = text.slice(begin, begin + 40);
  if (hash.trim() === '') return undefined;
  const end = text.indexOf('\n', begin);
  return { hash, end: end === -1 ? start + bytesRead : start + end + 1 };
}
