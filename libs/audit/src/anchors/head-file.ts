import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChainHead } from '../link-audit.js';

/** A line of the file: the newest link of the chain at a moment. */
const Line = z.object({
  at: z.iso.datetime(),
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

const NAME = /^heads-\d{4}\.jsonl$/;

/**
 * Writes the chain's head into `heads-<year>.jsonl` of a folder outside the database, fsynced: whoever changes
 * the audit would have to change this file too. Lines are only added. A head that is written already is not
 * written again.
 * @returns whether a line was added
 */
export async function writeHead(folder: string, head: ChainHead, now: Date): Promise<boolean> {
  const known = await readHeads(folder);
  if (known.at(-1)?.seq === head.seq) return false;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const line = { at: now.toISOString(), seq: head.seq, hash: head.hash.toString('hex') };
  const file = await open(join(folder, `heads-${now.getUTCFullYear()}.jsonl`), 'a', 0o600);
  try {
    await file.write(`${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return true;
}

/**
 * Every head that was written down, oldest first; empty when there is no folder. Throws an error that names
 * file and line for a line nobody of ours wrote: a damaged anchor is news.
 */
export async function readHeads(folder: string): Promise<ChainHead[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const heads: ChainHead[] = [];
  for (const name of names.filter((one) => NAME.test(one)).sort()) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    // What follows the last line end is a line that was cut off while it was written.
    for (const [index, text] of lines.slice(0, -1).entries())
      heads.push(headOf(text, name, index + 1));
  }
  return heads;
}

function headOf(text: string, name: string, number: number): ChainHead {
  let line: z.infer<typeof Line>;
  try {
    line = Line.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${name}, line ${number}: this is no head of the audit.`, { cause });
  }
  return { seq: line.seq, hash: Buffer.from(line.hash, 'hex') };
}
